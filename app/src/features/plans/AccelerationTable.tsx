/** The early releases of a whole plan. */
import { RETAIN_ALL, type Plan } from '@tenure/sdk';
import { percent } from '@/shared/format';
import { Card, Muted, Table, Time } from '@/shared/ui';

const BPS = 10_000;

/** Early releases of the whole plan. */
export function AccelerationTable({ plan: { accelerations } }: { plan: Plan }) {
  return (
    <Card title="Early releases of the whole plan">
      {accelerations.length === 0 ? (
        <Muted>None so far.</Muted>
      ) : (
        <Table
          caption="Each released a share of what had not vested then"
          columns={[{ name: 'When' }, { name: 'Released of the unvested', number: true }]}
          rows={accelerations.map(({ ts, retained }, index) => {
            const before = accelerations[index - 1]?.retained ?? RETAIN_ALL;
            const bps = before === 0 ? 0 : Math.round(((before - retained) * BPS) / before);
            return { key: `${ts} ${retained}`, cells: [<Time key="when" ts={ts} precise />, percent(bps)] };
          })}
        />
      )}
    </Card>
  );
}
