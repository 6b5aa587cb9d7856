/** One proposal: what it would do, why, how the vote stands, and voting. */
import { useWallet } from '@solana/wallet-adapter-react';
import { closeProposalOperation, executeProposalOperation, withdrawProposalOperation } from '@tenure/operations';
import { actionEffect, hasPassed, isProposalOver, proposalStatusAt, type Plan, type Proposal } from '@tenure/sdk';
import { Link, useParams } from 'react-router';
import { DocumentCheck } from '@/entities/document';
import { useOperationContext } from '@/entities/operations';
import { PlanOfPath } from '@/entities/plan';
import { useTokenText } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { fraction, percent, portion } from '@/shared/format';
import { useStartOperation } from '@/shared/transactions';
import {
  Address,
  Badge,
  Button,
  ButtonLink,
  Card,
  Columns,
  Empty,
  Failure,
  Muted,
  Notice,
  PageHead,
  Row,
  Skeleton,
  Stack,
  Time,
} from '@/shared/ui';
import { Ballots } from './Ballots';
import { Meter } from './Meter';
import { useProposalVotes, useGrantNames, useActionSubjects, type ProposalVotes } from './queries';
import { proposalTimeline } from './proposalTimeline';
import styles from './votes.module.css';
import { VoteTable } from './VoteTable';
import { actionTitle, effectText, REASON_LABELS, resultText, PROPOSAL_STATUS_LABELS } from './labels';

const BPS_ONE = 10_000;

/** The proposal that the path names by its number. */
export function ProposalPage() {
  const { proposal } = useParams();
  if (proposal === undefined || !/^\d{1,19}$/.test(proposal)) {
    return (
      <>
        <PageHead title="Proposal" />
        <Empty title="There is no such proposal">Check the link: proposals are numbered.</Empty>
      </>
    );
  }
  return <PlanOfPath>{({ plan }) => <Loaded plan={plan} number={BigInt(proposal)} />}</PlanOfPath>;
}

function Loaded({ plan, number }: { plan: Plan; number: bigint }) {
  const { data, error, refetch } = useProposalVotes(plan.address, number);
  const failure = error === null ? null : describeError(error);
  // It may have been closed while it was looked at.
  if (data !== undefined && failure?.name !== 'Missing') return <Open plan={plan} proposalVotes={data} />;
  if (failure === null) return <Skeleton lines={10} label="Loading the proposal" />;
  return (
    <Stack>
      <PageHead title={`Proposal ${number}`} />
      {failure.name === 'Missing' ? (
        <Empty
          title={`Proposal ${number} is not there`}
          action={<ButtonLink to={`/plan/${plan.address.toBase58()}/votes`}>All proposals</ButtonLink>}
        >
          It was never opened, or it is over and was closed. What it did stays in the chain&rsquo;s history.
        </Empty>
      ) : (
        <Failure failure={failure} onRetry={() => void refetch()} />
      )}
    </Stack>
  );
}

function Open({ plan, proposalVotes }: { plan: Plan; proposalVotes: ProposalVotes }) {
  const now = useNow(5);
  const text = useTokenText();
  const { proposal } = proposalVotes;
  const amount = (baseUnits: bigint) => text(baseUnits, plan);
  const nameOf = useGrantNames([proposal]);
  const { data: subjects } = useActionSubjects(plan, proposal.action);
  const { label, tone } = PROPOSAL_STATUS_LABELS[proposalStatusAt(proposal, now)];
  const title = actionTitle(proposal.action, nameOf(proposal.action), amount);
  const effect = subjects && effectText(actionEffect({ ...subjects, plan }, proposal.action, now, proposal), amount);
  return (
    <Stack>
      <PageHead
        title={title}
        lede={
          <Row>
            <Badge tone={tone}>{label}</Badge>
            <span>Proposal {proposal.number.toString()}</span>
            <Address name="by" address={proposal.proposer} />
            <Link to={`/plan/${plan.address.toBase58()}/votes`}>All proposals</Link>
          </Row>
        }
        actions={<Actions proposal={proposal} title={title} effect={effect ?? 'as it stands when it is carried out'} />}
      />
      <Columns>
        <Card title="What it would do">
          <p className={styles.effect}>{title}.</p>
          {proposal.status === 'open' &&
            (effect === undefined ? <Skeleton lines={2} label="Working out the effect" /> : <p>{effect}</p>)}
          {'grant' in proposal.action && (
            <div>
              <ButtonLink size="small" to={`/grants/${proposal.action.grant.toBase58()}`}>
                Look at {nameOf(proposal.action)}
              </ButtonLink>
            </div>
          )}
          <p>
            <strong>Why: {REASON_LABELS[proposal.reason].toLowerCase()}.</strong>{' '}
            <Muted>The reasons are in the document; only its hash stands on the chain.</Muted>
          </p>
        </Card>
        <Timeline proposal={proposal} now={now} />
      </Columns>
      <VoteResult proposal={proposal} now={now} amount={amount} />
      <Ballots plan={plan} proposal={proposal} votes={proposalVotes.votes} now={now} />
      <Columns>
        <VoteTable plan={plan} proposal={proposal} votes={proposalVotes.votes} />
        <DocumentCheck
          title="Document with the reasons"
          madeFor="the proposal was opened with"
          uri={proposal.documentUri}
          sha256={proposal.documentSha256}
        />
      </Columns>
    </Stack>
  );
}

interface ActionsProps {
  readonly proposal: Proposal;
  readonly title: string;
  readonly effect: string;
}

function Actions({ proposal, title, effect }: ActionsProps) {
  const now = useNow(5);
  const operations = useOperationContext();
  const start = useStartOperation();
  const { publicKey } = useWallet();
  const status = proposalStatusAt(proposal, now);
  const own = publicKey?.equals(proposal.proposer) === true;
  return (
    <>
      {status === 'executable' && (
        <Button look="primary" onClick={() => start(executeProposalOperation(operations, proposal, title, effect))}>
          Carry it out
        </Button>
      )}
      {status === 'voting' && own && (
        <Button look="danger" onClick={() => start(withdrawProposalOperation(operations, proposal))}>
          Take it back
        </Button>
      )}
      {isProposalOver(proposal, now) && (
        <Button onClick={() => start(closeProposalOperation(operations, proposal))}>Close it</Button>
      )}
    </>
  );
}

function Timeline({ proposal, now }: { proposal: Proposal; now: number }) {
  return (
    <Card title="When">
      <ol className={styles.timeline}>
        {proposalTimeline(proposal, now).map(({ name, ts, state }) => (
          <li
            key={name}
            className={`${styles.date} ${styles[state] ?? ''}`}
            aria-current={state === 'next' ? 'step' : undefined}
          >
            <span className={styles.dot} aria-hidden="true" />
            <span>
              <span className={styles.name}>{name}</span> <Time ts={ts} precise now={now} />
              {state === 'next' && <Muted> · next</Muted>}
            </span>
          </li>
        ))}
      </ol>
      {proposal.status === 'executed' && <Notice tone="good">It was carried out.</Notice>}
    </Card>
  );
}

function VoteResult({
  proposal,
  now,
  amount,
}: {
  proposal: Proposal;
  now: number;
  amount: (baseUnits: bigint) => string;
}) {
  const { yes, no, eligible, quorum, approvalBps } = proposal;
  const cast = yes + no;
  const passed = hasPassed(proposal);
  const over = now >= proposal.votingEndsTs || proposal.status !== 'open';
  return (
    <Card title={over ? 'How it ended' : 'How it stands'}>
      <Columns>
        <Meter
          name="Turnout"
          reached={`${amount(cast)} voted, grants have ${amount(eligible)} (${portion(cast, eligible)})`}
          needed={`needs ${amount(quorum)} (${portion(quorum, eligible)})`}
          share={Math.min(1, fraction(cast, eligible))}
          mark={fraction(quorum, eligible)}
          enough={cast >= quorum}
        />
        <Meter
          name="Approval"
          reached={
            cast === 0n ? 'nobody has voted' : `${amount(yes)} yes, ${amount(no)} no (${portion(yes, cast)} yes)`
          }
          needed={`needs ${percent(approvalBps)} yes`}
          share={fraction(yes, cast)}
          mark={approvalBps / BPS_ONE}
          enough={yes > no && yes * BigInt(BPS_ONE) >= cast * BigInt(approvalBps)}
          opposed
        />
      </Columns>
      <p>
        {over ? '' : 'If the vote ended now: '}
        {resultText(proposal, passed)}
      </p>
    </Card>
  );
}
