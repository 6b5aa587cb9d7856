/** How a plan's members vote: the rules, what is deposited, what is proposed. */
import { governanceWarnings, proposalStatusAt, type Plan, type Proposal } from '@tenure/sdk';
import { Link } from 'react-router';
import { rulesOf } from '@/entities/governance';
import { PlanOfPath } from '@/entities/plan';
import { useSymbol, useTokenText } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { portion } from '@/shared/format';
import {
  Badge,
  ButtonLink,
  Card,
  Columns,
  Empty,
  Failure,
  Muted,
  Notice,
  PageHead,
  Skeleton,
  Stack,
  Time,
} from '@/shared/ui';
import { Deposits } from './Deposits';
import { useGovernanceState, useGrantNames, type GovernanceState } from './queries';
import styles from './votes.module.css';
import { actionTitle, REASON_LABELS, PROPOSAL_STATUS_LABELS } from './labels';

/** The governance of the plan that the path names. */
export function GovernancePage() {
  return <PlanOfPath>{({ plan }) => <Loaded plan={plan} />}</PlanOfPath>;
}

function Loaded({ plan }: { plan: Plan }) {
  const { data, error, refetch } = useGovernanceState(plan.address);
  if (data === undefined) {
    if (error === null) return <Skeleton lines={10} label="Loading the governance" />;
    return (
      <Stack>
        <PageHead title="Proposals and votes" />
        <Failure failure={describeError(error)} onRetry={() => void refetch()} />
      </Stack>
    );
  }
  if (data === null) {
    return (
      <>
        <PageHead title="Proposals and votes" />
        <Empty
          title="This plan has no votes"
          action={<ButtonLink to={`/plan/${plan.address.toBase58()}`}>To the plan</ButtonLink>}
        >
          Votes are given to a plan before its first grant or never, and this plan was given none. So nothing can be
          proposed.
        </Empty>
      </>
    );
  }
  return <Open plan={plan} governanceState={data} />;
}

function Open({ plan, governanceState }: { plan: Plan; governanceState: GovernanceState }) {
  const symbol = useSymbol();
  const { governance, proposals } = governanceState;
  const address = plan.address.toBase58();
  return (
    <Stack>
      <PageHead
        title="Proposals and votes"
        lede={
          <>
            The members of{' '}
            <Link to={`/plan/${address}`}>
              Plan {plan.planId.toString()} in {symbol(plan.mint)}
            </Link>{' '}
            decide together.
          </>
        }
        actions={
          <ButtonLink to={`/plan/${address}/votes/new`} look="primary">
            Open a proposal
          </ButtonLink>
        }
      />
      <Card
        title="Proposals"
        aside={<Muted>{proposals.length === 1 ? '1 proposal' : `${proposals.length} proposals`}</Muted>}
      >
        {proposals.length === 0 ? (
          <Empty title="Nothing is proposed">Whoever has a grant or a deposit that can vote can open a proposal.</Empty>
        ) : (
          <Proposals plan={plan} proposals={proposals} />
        )}
      </Card>
      <Columns>
        <Deposits plan={plan} governance={governance} />
        <Rules plan={plan} governanceState={governanceState} />
      </Columns>
    </Stack>
  );
}

function Rules({ plan, governanceState: { governance } }: { plan: Plan; governanceState: GovernanceState }) {
  const text = useTokenText();
  return (
    <Card title="The rules">
      <dl className={styles.rules}>
        {rulesOf(governance, (baseUnits) => text(baseUnits, plan)).map(({ about, text: rule }) => (
          <div key={about} className={styles.rule}>
            <dt>{about}</dt>
            <dd>{rule}</dd>
          </div>
        ))}
      </dl>
      {governanceWarnings(governance).map(({ field, says }) => (
        <Notice key={field} tone="warn">
          {says}
        </Notice>
      ))}
      <Muted>They were fixed before the plan’s first grant, and nobody can change them.</Muted>
    </Card>
  );
}

function Proposals({ plan, proposals }: { plan: Plan; proposals: readonly Proposal[] }) {
  const now = useNow(5);
  const text = useTokenText();
  const nameOf = useGrantNames(proposals);
  return (
    <ul className={styles.list}>
      {proposals.map((proposal) => {
        const { number, action, reason, yes, no, eligible } = proposal;
        const status = proposalStatusAt(proposal, now);
        const { label, tone } = PROPOSAL_STATUS_LABELS[status];
        return (
          <li key={proposal.address.toBase58()} className={styles.entry}>
            <div>
              <Link className={styles.title} to={`/plan/${plan.address.toBase58()}/votes/${number}`}>
                {actionTitle(action, nameOf(action), (baseUnits) => text(baseUnits, plan))}
              </Link>
              <div className={styles.about}>
                Proposal {number.toString()} · {REASON_LABELS[reason]} · {portion(yes + no, eligible)} voted
                {yes + no > 0n && `, of which ${portion(yes, yes + no)} yes`} ·{' '}
                <NextDate proposal={proposal} now={now} />
              </div>
            </div>
            <Badge tone={tone}>{label}</Badge>
          </li>
        );
      })}
    </ul>
  );
}

/** The date that matters now. */
function NextDate({ proposal, now }: { proposal: Proposal; now: number }) {
  const { votingEndsTs, executableTs, expiresTs } = proposal;
  switch (proposalStatusAt(proposal, now)) {
    case 'voting':
      return (
        <>
          ends <Time ts={votingEndsTs} now={now} />
        </>
      );
    case 'waiting':
      return (
        <>
          from <Time ts={executableTs} now={now} />
        </>
      );
    case 'executable':
      return (
        <>
          until <Time ts={expiresTs} now={now} />
        </>
      );
    case 'failed':
    case 'expired':
    case 'executed':
    case 'withdrawn':
      return (
        <>
          vote until <Time ts={votingEndsTs} />
        </>
      );
  }
}
