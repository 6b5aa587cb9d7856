/** Every grant of the connected wallet. */
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import { claimableAt, nextSteps, vestedAt } from '@tenure/sdk';
import { Link } from 'react-router';
import { claimableOf, fetchHoldings, grantStatusLabel, useHoldings, type Holding } from '@/entities/grant';
import { Amount } from '@/entities/token';
import { useChain, useNow } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { fraction, portion } from '@/shared/format';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  Empty,
  Failure,
  Muted,
  PageHead,
  Row,
  ShareBar,
  Skeleton,
  Stack,
  Stats,
  Time,
} from '@/shared/ui';
import cards from '@/shared/ui/cards.module.css';
import { ConnectButton } from '@/shared/wallets';
import { useStartClaim } from './useStartClaim';
import styles from './GrantsPage.module.css';

/** Asks for a wallet, or shows its grants. */
export function GrantsPage() {
  const { publicKey } = useWallet();
  if (publicKey !== null) return <Grants owner={publicKey} />;
  return (
    <Empty page title="Your grants" action={<ConnectButton />}>
      Connect the wallet that your grants were issued to. You will see what has vested, what comes next, and what you
      can claim now.
    </Empty>
  );
}

function Grants({ owner }: { owner: PublicKey }) {
  const { data: holdings, error, refetch } = useHoldings(owner);
  if (holdings === undefined) {
    if (error === null) return <Skeleton lines={8} label="Loading your grants" />;
    return (
      <Stack>
        <PageHead title="Your grants" />
        <Failure failure={describeError(error)} onRetry={() => void refetch()} />
      </Stack>
    );
  }
  if (holdings.length === 0) {
    return (
      <Empty page title="No grants for this wallet">
        No grant on this cluster names {owner.toBase58()} as its beneficiary. Check that the wallet and the cluster are
        the right ones.
      </Empty>
    );
  }
  return (
    <Stack>
      <Overview owner={owner} holdings={holdings} />
      <ul className={cards.list}>
        {holdings.map((holding) => (
          <li key={holding.grant.address.toBase58()}>
            <GrantCard holding={holding} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}

/** Claimable together, by mint: amounts of different tokens don't add up. */
function byMint(holdings: readonly Holding[], now: number) {
  const sums = new Map<string, { readonly holding: Holding; readonly sum: bigint }>();
  for (const holding of holdings) {
    const mint = holding.plan.mint.toBase58();
    const sum = (sums.get(mint)?.sum ?? 0n) + claimableOf(holding, now);
    sums.set(mint, { holding, sum });
  }
  return [...sums.values()];
}

function Overview({ owner, holdings }: { owner: PublicKey; holdings: readonly Holding[] }) {
  const now = useNow(5);
  const chain = useChain();
  const startClaim = useStartClaim();
  const sums = byMint(holdings, now);
  const anything = sums.some(({ sum }) => sum > 0n);
  const claimAll = () => startClaim('Claim everything', holdings, () => fetchHoldings(chain, owner));
  return (
    <PageHead
      title="Your grants"
      lede={
        <>
          Claimable now:{' '}
          {sums.map(({ holding, sum }, index) => (
            <span key={holding.plan.mint.toBase58()}>
              {index > 0 && ' and '}
              <strong>
                <Amount baseUnits={sum} token={holding.plan} />
              </strong>
            </span>
          ))}
        </>
      }
      actions={
        <Button look="primary" disabled={!anything} onClick={claimAll}>
          Claim all
        </Button>
      }
    />
  );
}

function GrantCard({ holding }: { holding: Holding }) {
  const now = useNow(5);
  const chain = useChain();
  const startClaim = useStartClaim();
  const { plan, grant, milestones } = holding;
  const address = grant.address.toBase58();
  const { label, tone } = grantStatusLabel(plan, grant, now);
  const vested = vestedAt(plan, grant, now);
  const claimable = claimableOf(holding, now);
  const [next] = nextSteps(plan, grant, now, 1);
  const { blockedBy } = claimableAt(plan, grant, now);
  const claim = () => {
    const reread = async () =>
      (await fetchHoldings(chain, grant.beneficiary)).filter((each) => each.grant.address.equals(grant.address));
    startClaim(`Claim from grant ${grant.grantId}`, [holding], reread);
  };
  return (
    <Card>
      <div className={cards.head}>
        <div className={styles.title}>
          <h2>
            <Link to={`/grants/${address}`}>Grant {grant.grantId.toString()}</Link>
          </h2>
          <Badge tone={tone}>{label}</Badge>
          {milestones.length > 0 && (
            <Badge>{milestones.length === 1 ? '1 milestone' : `${milestones.length} milestones`}</Badge>
          )}
        </div>
        <Row>
          <ButtonLink to={`/grants/${address}`} size="small" aria-label={`Details of grant ${grant.grantId}`}>
            Details
          </ButtonLink>
          <Button
            look="primary"
            size="small"
            disabled={claimable === 0n}
            onClick={claim}
            aria-label={`Claim from grant ${grant.grantId}`}
          >
            Claim
          </Button>
        </Row>
      </div>
      <ShareBar
        outer={fraction(vested, grant.total)}
        inner={fraction(grant.claimed, grant.total)}
        label={`${portion(vested, grant.total)} vested, ${portion(grant.claimed, grant.total)} claimed`}
      />
      <Stats
        stats={[
          {
            name: 'Claimable now',
            value: <Amount baseUnits={claimable} token={plan} />,
            ...(blockedBy === undefined
              ? {}
              : { note: blockedBy === 'claimsPaused' ? 'Claims are paused' : 'New grant' }),
          },
          {
            name: 'Vested',
            value: <Amount baseUnits={vested} token={plan} />,
            note: (
              <>
                {portion(vested, grant.total)} of <Amount baseUnits={grant.total} token={plan} />
              </>
            ),
          },
          {
            name: 'Next',
            value: next === undefined ? <Muted>Nothing more</Muted> : <Amount baseUnits={next.amount} token={plan} />,
            ...(next === undefined
              ? {}
              : {
                  note: (
                    <>
                      {next.kind === 'step' ? 'on' : 'until'} <Time ts={next.ts} now={now} />
                    </>
                  ),
                }),
          },
        ]}
      />
    </Card>
  );
}
