/** Who attests a plan's results, who chose them, and which others are announced. */
import { announcedOracles, fetchOracleSet, type AnnouncedOracles, type Oracles, type Plan } from '@tenure/sdk';
import { useChainQuery, useNow } from '@/shared/chain';
import { Address, Card, Facts, Muted, Notice, Row, Time } from '@/shared/ui';

function attestorsOf({ attestors }: Oracles) {
  return attestors.flatMap((key) => key ?? []);
}

/** The attestors, side by side. */
function Seats({ oracles }: { oracles: Oracles }) {
  return (
    <Row>
      {attestorsOf(oracles).map((key) => (
        <Address key={key.toBase58()} address={key} />
      ))}
    </Row>
  );
}

/** A card about them; nothing where the plan has none. */
export function Attestors({ plan }: { plan: Plan }) {
  const now = useNow(60);
  const { data: oracles } = useChainQuery(
    ['oracles', plan.address.toBase58()],
    ({ reader, programId }) => fetchOracleSet(reader, plan.address, programId),
    { enabled: plan.hasOracleSet },
  );
  if (oracles === undefined || oracles === null) return null;
  const next = announcedOracles(oracles);
  return (
    <Card title="Who attests results">
      <Seats oracles={oracles} />
      <Facts
        facts={[
          { name: 'Decide together', value: `${oracles.threshold} of ${attestorsOf(oracles).length}`, strong: true },
          {
            name: 'Chosen by',
            value: oracles.byVote
              ? 'a vote of the members; only votes change them, as long as a grant has one'
              : 'the authority',
          },
        ]}
      />
      <Muted>A result that is there stays with the oracles of that moment, whoever is named afterwards.</Muted>
      {next !== null && <AnnouncedNotice next={next} now={now} />}
    </Card>
  );
}

/** Others that are announced, and the days in which they can take over. */
export function AnnouncedNotice({ next, now }: { next: AnnouncedOracles; now: number }) {
  const who = next.byVote ? 'A vote of the members' : 'The authority';
  const { expiresTs } = next;
  if (expiresTs !== null && now >= expiresTs) {
    return (
      <Notice title="An announced change has expired">
        {who} announced other oracles, and nobody put them into effect by <Time ts={expiresTs} precise />. They can not
        take over any more.
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title="Other oracles are announced">
      {who} announced them. Anybody can put them into effect from <Time ts={next.readyTs} precise now={now} />
      {expiresTs === null ? (
        ' on'
      ) : (
        <>
          {' '}
          until <Time ts={expiresTs} precise />, and not after that
        </>
      )}
      . Then {next.threshold} of {attestorsOf(next).length} decide:
      <Seats oracles={next} />
    </Notice>
  );
}
