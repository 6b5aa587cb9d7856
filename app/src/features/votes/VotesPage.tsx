/** Where the connected wallet votes. */
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import {
  fetchGrantsByBeneficiary,
  fetchPlansOfDepositor,
  fetchProposals,
  proposalStatusAt,
  type Plan,
  type Proposal,
} from '@tenure/sdk';
import { Link } from 'react-router';
import { fetchPlans } from '@/entities/plan';
import { useSymbol } from '@/entities/token';
import { useChainQuery, useNow, type ChainAccess } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { Badge, ButtonLink, Card, Empty, Failure, PageHead, Skeleton, Stack } from '@/shared/ui';
import { ConnectButton } from '@/shared/wallets';
import styles from './votes.module.css';

interface GovernedPlan {
  readonly plan: Plan;
  readonly proposals: readonly Proposal[];
}

/** The plans with votes in which a wallet has a grant or a deposit. */
async function fetchGovernedPlans(chain: ChainAccess, wallet: PublicKey): Promise<GovernedPlan[]> {
  const { reader, programId } = chain;
  const [grants, deposits] = await Promise.all([
    fetchGrantsByBeneficiary(reader, wallet, undefined, programId),
    fetchPlansOfDepositor(reader, wallet, programId),
  ]);
  const plans = await fetchPlans(chain, [...grants.map(({ plan }) => plan), ...deposits]);
  const governed = [...plans.values()].filter(({ hasGovernance }) => hasGovernance);
  return Promise.all(
    governed.map(async (plan) => ({ plan, proposals: await fetchProposals(reader, plan.address, programId) })),
  );
}

/** Asks for a wallet, or shows where it votes. */
export function VotesPage() {
  const { publicKey } = useWallet();
  return (
    <Stack>
      <PageHead title="Votes" lede="Plans in which you decide, with what you are still earning or have deposited." />
      {publicKey === null ? (
        <Empty title="No wallet is connected" action={<ConnectButton />}>
          Connect the wallet of your grants to see what you can vote on. Proposals of any plan are on the plan&rsquo;s
          page.
        </Empty>
      ) : (
        <GovernedPlans wallet={publicKey} />
      )}
    </Stack>
  );
}

function GovernedPlans({ wallet }: { wallet: PublicKey }) {
  const { data, error, refetch } = useChainQuery(['governed-plans', wallet.toBase58()], (chain) =>
    fetchGovernedPlans(chain, wallet),
  );
  if (data === undefined) {
    if (error !== null) return <Failure failure={describeError(error)} onRetry={() => void refetch()} />;
    return <Skeleton lines={5} label="Looking for your votes" />;
  }
  if (data.length === 0) {
    return (
      <Empty title="Nothing to vote on" action={<ButtonLink to="/plans">Look at a plan</ButtonLink>}>
        This wallet has no deposit, and no grant in a plan that lets its members vote. Tokens are deposited on a
        plan&rsquo;s page.
      </Empty>
    );
  }
  return (
    <Card>
      <ul className={styles.list}>
        {data.map((governed) => (
          <Entry key={governed.plan.address.toBase58()} governed={governed} />
        ))}
      </ul>
    </Card>
  );
}

function Entry({ governed: { plan, proposals } }: { governed: GovernedPlan }) {
  const now = useNow(30);
  const symbol = useSymbol();
  const running = proposals.filter((proposal) => proposalStatusAt(proposal, now) === 'voting').length;
  const ready = proposals.filter((proposal) => proposalStatusAt(proposal, now) === 'executable').length;
  return (
    <li className={styles.entry}>
      <div>
        <Link className={styles.title} to={`/plan/${plan.address.toBase58()}/votes`}>
          Plan {plan.planId.toString()} in {symbol(plan.mint)}
        </Link>
        <div className={styles.about}>
          {proposals.length === 1 ? '1 proposal' : `${proposals.length} proposals`}
          {ready > 0 && `, ${ready} can be carried out`}
        </div>
      </div>
      <Badge tone={running > 0 ? 'info' : 'good'}>{running === 0 ? 'No vote is running' : `${running} running`}</Badge>
    </li>
  );
}
