/** Who runs a plan: the holder of each role, and who is announced. */
import { announcedHolder, holderAt, type Plan } from '@tenure/sdk';
import { useNow } from '@/shared/chain';
import { Address, Card, Facts, Muted, Time, type Fact } from '@/shared/ui';
import { HOLDERS, HOLDER_KEYS } from './roles';

/** The roles as facts. */
export function RoleList({ plan }: { plan: Plan }) {
  const now = useNow(30);
  const facts = HOLDER_KEYS.flatMap((holder): Fact[] => {
    const { name } = HOLDERS[holder];
    const key = holderAt(plan, holder, now);
    const next = announcedHolder(plan, holder, now);
    const value =
      key === null ? (
        'nobody'
      ) : holder === 'pendingAuthority' ? (
        <>
          <Address address={key} /> until <Time ts={plan.pendingAuthorityUntilTs} now={now} />
        </>
      ) : (
        <Address address={key} />
      );
    if (next === null) return [{ name, value }];
    const announced = (
      <>
        <Address address={next.holder} /> from <Time ts={next.fromTs} precise now={now} />
      </>
    );
    return [
      { name, value },
      { name: `${name}, announced`, value: announced, strong: true },
    ];
  });
  return (
    <Card title="Who runs it">
      <Facts facts={facts} />
      <Muted>A new payroll or guardian is announced, and acts 7 days later.</Muted>
    </Card>
  );
}
