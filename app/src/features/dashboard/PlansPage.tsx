/** The plans in which the connected wallet has a say. */
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import { useState, type FormEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { announcedFor, heldBy, HOLDERS, usePlansRunBy, type FundedPlan } from '@/entities/plan';
import { Amount, useSymbol } from '@/entities/token';
import { addressIn } from '@/entities/wallet';
import { useNow } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { fraction, portion } from '@/shared/format';
import {
  Address,
  Badge,
  Button,
  ButtonLink,
  Card,
  Empty,
  Failure,
  PageHead,
  Row,
  ShareBar,
  Skeleton,
  Stack,
  Stats,
  TextField,
} from '@/shared/ui';
import cards from '@/shared/ui/cards.module.css';
import { ConnectButton } from '@/shared/wallets';
import styles from './PlansPage.module.css';

/** Asks for a wallet, or shows its plans. */
export function PlansPage() {
  const { publicKey } = useWallet();
  return (
    <Stack>
      <PageHead
        title="Plans you run"
        lede="Plans in which this wallet is authority, operator, payroll, guardian or acceleration authority."
        actions={
          <ButtonLink to="/admin/new" look="primary">
            Create a plan
          </ButtonLink>
        }
      />
      {publicKey === null ? (
        <Empty title="No wallet is connected" action={<ConnectButton />}>
          Connect the wallet that holds a role. Where a multisig holds it, open the plan by its address below: every act
          can be exported for the multisig to sign.
        </Empty>
      ) : (
        <Plans wallet={publicKey} />
      )}
      <OpenPlan />
    </Stack>
  );
}

function Plans({ wallet }: { wallet: PublicKey }) {
  const { data, error, refetch } = usePlansRunBy(wallet);
  const now = useNow(60);
  if (data === undefined) {
    if (error !== null) return <Failure failure={describeError(error)} onRetry={() => void refetch()} />;
    return <Skeleton lines={8} label="Looking for your plans" />;
  }
  // Who held a role until an announced holder took over is still named in the plan.
  const run = data.filter(({ plan }) => heldBy(plan, wallet, now).length + announcedFor(plan, wallet, now).length > 0);
  if (run.length === 0) {
    return (
      <Empty title="No plan names this wallet" action={<ButtonLink to="/admin/new">Create a plan</ButtonLink>}>
        A plan holds tokens for the people you pay. Create one, fund it, then issue grants from it.
      </Empty>
    );
  }
  return (
    <ul className={cards.list}>
      {run.map((funded) => (
        <li key={funded.plan.address.toBase58()}>
          <PlanCard funded={funded} wallet={wallet} />
        </li>
      ))}
    </ul>
  );
}

function PlanCard({ funded: { plan, surplus, vaultAmount }, wallet }: { funded: FundedPlan; wallet: PublicKey }) {
  const symbol = useSymbol();
  const now = useNow(60);
  return (
    <Card>
      <div className={cards.head}>
        <Row>
          <h2>
            <Link to={`/admin/${plan.address.toBase58()}`}>
              Plan {plan.planId.toString()} in {symbol(plan.mint)}
            </Link>
          </h2>
          {plan.status === 'sealed' && <Badge tone="warn">Sealed</Badge>}
          {heldBy(plan, wallet, now).map((holder) => (
            <Badge key={holder} tone="info">
              {HOLDERS[holder].name}
            </Badge>
          ))}
          {announcedFor(plan, wallet, now).map((holder) => (
            <Badge key={holder}>{HOLDERS[holder].name}, announced</Badge>
          ))}
        </Row>
        <Address address={plan.address} />
      </div>
      <Stats
        stats={[
          {
            name: 'Reserved',
            value: <Amount baseUnits={plan.reserved} token={plan} />,
            note: `owed in ${plan.grantCount} grants`,
          },
          {
            name: 'Free',
            value: <Amount baseUnits={surplus} token={plan} />,
            note: 'can be granted or withdrawn',
          },
          { name: 'In the vault', value: <Amount baseUnits={vaultAmount} token={plan} /> },
          {
            name: 'Allocated',
            value: <Amount baseUnits={plan.allocated} token={plan} />,
            note: (
              <>
                {portion(plan.allocated, plan.issueCap)} of <Amount baseUnits={plan.issueCap} token={plan} />
              </>
            ),
          },
        ]}
      />
      <ShareBar
        outer={fraction(plan.allocated, plan.issueCap)}
        inner={fraction(plan.claimed, plan.issueCap)}
        label={`${portion(plan.allocated, plan.issueCap)} of the issue cap allocated, ${portion(plan.claimed, plan.issueCap)} claimed`}
      />
    </Card>
  );
}

function OpenPlan() {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>();
  const open = (event: FormEvent) => {
    event.preventDefault();
    const address = addressIn(text);
    if (address === undefined) setError('Give the plan’s address in base58.');
    else void navigate(`/admin/${address.toBase58()}`);
  };
  return (
    <Card title="Open a plan by its address">
      <form noValidate className={styles.open} onSubmit={open}>
        <TextField
          label="Address of the plan"
          value={text}
          error={error}
          onChange={({ target }) => setText(target.value)}
        />
        <Button type="submit">Open</Button>
      </form>
    </Card>
  );
}
