/** Who voted what. */
import type { Plan, Proposal, VoteRecord } from '@tenure/sdk';
import { Amount } from '@/entities/token';
import { portion } from '@/shared/format';
import { Address, Badge, Card, Muted, Table } from '@/shared/ui';

/** Every vote, the heaviest first. Records may be closed once a vote is over: then they are no longer here. */
export function VoteTable({ plan, proposal, votes }: { plan: Plan; proposal: Proposal; votes: readonly VoteRecord[] }) {
  const sorted = [...votes].sort((a, b) => Number(b.weight > a.weight) - Number(b.weight < a.weight));
  const shown = votes.reduce((sum, { weight }) => sum + weight, 0n);
  return (
    <Card title="Who voted what">
      {sorted.length === 0 ? (
        <Muted>
          {proposal.yes + proposal.no === 0n ? 'Nobody has voted.' : 'The records of the votes were closed.'}
        </Muted>
      ) : (
        <Table
          caption="One row for each grant or deposit"
          columns={[
            { name: 'Wallet' },
            { name: 'Vote' },
            { name: 'Counts', number: true },
            { name: 'Of what can vote', number: true },
          ]}
          rows={sorted.map(({ address, voter, approve, weight }) => ({
            key: address.toBase58(),
            cells: [
              <Address key="voter" address={voter} />,
              <Badge key="vote" tone={approve ? 'good' : 'bad'}>
                {approve ? 'Yes' : 'No'}
              </Badge>,
              <Amount key="counts" baseUnits={weight} token={plan} />,
              portion(weight, proposal.eligible),
            ],
          }))}
        />
      )}
      {sorted.length > 0 && shown < proposal.yes + proposal.no && <Muted>Some records were closed already.</Muted>}
    </Card>
  );
}
