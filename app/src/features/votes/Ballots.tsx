/** What the connected wallet votes with. */
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import { castVotesOperation } from '@tenure/operations';
import {
  ballotsOf,
  capsVoters,
  proposalStatusAt,
  voteSources,
  type Ballot,
  type Plan,
  type Proposal,
  type VoteRecord,
} from '@tenure/sdk';
import { Link } from 'react-router';
import { useOperationContext } from '@/entities/operations';
import { Amount } from '@/entities/token';
import { describeError } from '@/shared/errors/describeError';
import { portion } from '@/shared/format';
import { useStartOperation } from '@/shared/transactions';
import { Badge, Button, Card, Failure, Muted, Row, Skeleton, Table } from '@/shared/ui';
import { ConnectButton } from '@/shared/wallets';
import { useVoteHoldings } from './queries';
import { noVoteText } from './labels';

interface Props {
  readonly plan: Plan;
  readonly proposal: Proposal;
  readonly votes: readonly VoteRecord[];
  readonly now: number;
}

/** The wallet's grants and deposits in this vote. */
export function Ballots(props: Props) {
  const { publicKey } = useWallet();
  const running = proposalStatusAt(props.proposal, props.now) === 'voting';
  if (publicKey === null) {
    if (!running) return null;
    return (
      <Card title="Your vote">
        <Muted>Connect the wallet of your grants or deposits to vote.</Muted>
        <div>
          <ConnectButton />
        </div>
      </Card>
    );
  }
  return <Own {...props} voter={publicKey} running={running} />;
}

function Own({ plan, proposal, votes, now, voter, running }: Props & { voter: PublicKey; running: boolean }) {
  const operations = useOperationContext();
  const start = useStartOperation();
  const { data, error, refetch } = useVoteHoldings(plan.address, voter);
  if (data === undefined) {
    return (
      <Card title="Your vote">
        {error === null ? (
          <Skeleton lines={3} label="Loading what you vote with" />
        ) : (
          <Failure failure={describeError(error)} onRetry={() => void refetch()} />
        )}
      </Card>
    );
  }
  const ballots = ballotsOf(proposal, voteSources(plan, proposal, data, now), votes);
  const counts = ballots.reduce((sum, ballot) => sum + ballot.counts, 0n);
  const vote = (approve: boolean) => start(castVotesOperation(operations, plan, proposal, { voter, approve }));
  if (ballots.length === 0) {
    return (
      <Card title="Your vote">
        <Muted>This wallet has no grant of the plan and no deposit, so it has no vote here.</Muted>
      </Card>
    );
  }
  return (
    <Card title="Your vote" aside={running && <Muted>A vote can not be changed.</Muted>}>
      <Table
        caption="Your grants and deposits in this vote"
        columns={[
          { name: 'From' },
          { name: 'Weighs', number: true },
          { name: 'Counts', number: true },
          { name: 'Stands' },
        ]}
        rows={ballots.map((ballot) => ({
          key: ballot.address.toBase58(),
          cells: [
            <SourceName key="from" ballot={ballot} />,
            <Amount key="weighs" baseUnits={ballot.weight} token={plan} />,
            <Amount key="counts" baseUnits={ballot.vote?.weight ?? ballot.counts} token={plan} />,
            <Why key="why" ballot={ballot} proposal={proposal} running={running} />,
          ],
        }))}
      />
      {capsVoters(proposal) && (
        <Muted>
          One wallet counts for at most <Amount baseUnits={proposal.voterCap} token={plan} /> in this vote.
        </Muted>
      )}
      {running && counts > 0n && (
        <Row>
          <Button look="primary" onClick={() => vote(true)}>
            Vote yes
          </Button>
          <Button onClick={() => vote(false)}>Vote no</Button>
          <Muted>
            with <Amount baseUnits={counts} token={plan} />, {portion(counts, proposal.eligible)} of all that can vote
          </Muted>
        </Row>
      )}
    </Card>
  );
}

function SourceName({ ballot: { kind, number, address } }: { ballot: Ballot }) {
  return kind === 'grant' ? (
    <Link to={`/grants/${address.toBase58()}`}>Grant {number.toString()}</Link>
  ) : (
    <>Deposit {number.toString()}</>
  );
}

function Why({ ballot, proposal, running }: { ballot: Ballot; proposal: Proposal; running: boolean }) {
  const why = noVoteText(ballot, proposal);
  if (why === undefined) return <Badge tone="info">{running ? 'Can vote' : 'Did not vote'}</Badge>;
  if (ballot.vote === undefined) return <>{why}</>;
  return <Badge tone={ballot.vote.approve ? 'good' : 'bad'}>{why}</Badge>;
}
