/** Where everybody begins: an address to look at, or one of the plans that this host names. */
import { PublicKey } from '@solana/web3.js';
import { StateError } from '@tenure/sdk';
import { useState, type FormEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { fetchPlans } from '@/entities/plan';
import { Amount, useSymbol } from '@/entities/token';
import { addressIn } from '@/entities/wallet';
import { useChain, useChainQuery } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { Button, Card, Columns, Failure, Muted, PageHead, Skeleton, Stack, Stats, TextField } from '@/shared/ui';
import styles from './FindPage.module.css';
import { addressPath } from './addressPath';

/** An address field, and the host's plans. */
export function FindPage() {
  const { cluster } = useChain();
  return (
    <Stack>
      <PageHead
        title="Look at a plan"
        lede="See what is locked, for whom, when it vests, and that it is there. Nobody needs a wallet for that."
      />
      <Find />
      {cluster.plans.length > 0 && <HostPlans addresses={cluster.plans} />}
    </Stack>
  );
}

function Find() {
  const chain = useChain();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const look = async (event: FormEvent) => {
    event.preventDefault();
    const address = addressIn(text);
    if (address === undefined) return setError('Give an address in base58: 32 to 44 letters and digits.');
    setError(undefined);
    try {
      await navigate(await addressPath(chain, address));
    } catch (failure) {
      const { message, remedy } = describeError(failure);
      setError(`${message}${message.endsWith('.') ? '' : '.'} ${remedy}`);
    }
    return undefined;
  };
  return (
    <Card>
      <form noValidate className={styles.find} onSubmit={(event) => void look(event)}>
        <TextField
          label="Address"
          hint="Of a plan, a grant, a proposal, or of a wallet, to see what it was granted"
          value={text}
          error={error}
          onChange={({ target }) => setText(target.value)}
        />
        <Button type="submit" look="primary">
          Look
        </Button>
      </form>
    </Card>
  );
}

function HostPlans({ addresses }: { addresses: readonly string[] }) {
  const symbol = useSymbol();
  const { data, error, refetch } = useChainQuery(['host-plans', ...addresses], (chain) =>
    fetchPlans(
      chain,
      addresses.map((address) => new PublicKey(address)),
    ),
  );
  if (data === undefined) {
    if (error === null) return <Skeleton lines={6} label="Loading plans" />;
    // A plan that the host names may be closed by now: the others are found by their addresses.
    return error instanceof StateError ? null : (
      <Failure failure={describeError(error)} onRetry={() => void refetch()} />
    );
  }
  return (
    <Columns>
      {[...data.values()].map((plan) => (
        <Card
          key={plan.address.toBase58()}
          title={
            <Link to={`/plan/${plan.address.toBase58()}`}>
              Plan {plan.planId.toString()} in {symbol(plan.mint)}
            </Link>
          }
          aside={<Muted>{plan.grantCount === 1 ? '1 grant' : `${plan.grantCount.toLocaleString()} grants`}</Muted>}
        >
          <Stats
            stats={[
              { name: 'Locked for people', value: <Amount baseUnits={plan.reserved} token={plan} /> },
              { name: 'Claimed', value: <Amount baseUnits={plan.claimed} token={plan} /> },
            ]}
          />
        </Card>
      ))}
    </Columns>
  );
}
