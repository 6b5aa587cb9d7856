/** The grants of a plan: searched, filtered, thousands of them. */
import { vestedAt, type Grant, type GrantStatus, type Plan } from '@tenure/sdk';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { grantStatusLabel, useGrantsOfPlan } from '@/entities/grant';
import { Amount } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { portion, short } from '@/shared/format';
import { VirtualTable } from '@/shared/tables/VirtualTable';
import { Badge, ButtonLink, Card, Empty, Failure, Muted, SelectField, Skeleton, TextField } from '@/shared/ui';
import styles from './GrantList.module.css';
import { filterGrants, type StatusFilter } from './filterGrants';

const COLUMNS = [
  { name: 'Grant' },
  { name: 'Stands' },
  { name: 'Vested', number: true },
  { name: 'Granted', number: true },
  { name: 'Claimed', number: true },
  { name: 'Beneficiary' },
];

/** The list with its search. */
export function GrantList({ plan }: { plan: Plan }) {
  const { data, error, refetch } = useGrantsOfPlan(plan.address);
  if (data === undefined) {
    if (error !== null) return <Failure failure={describeError(error)} onRetry={() => void refetch()} />;
    return <Skeleton lines={8} label="Loading the grants" />;
  }
  if (data.length === 0) {
    return (
      <Empty
        title="No grants yet"
        action={<ButtonLink to={`/admin/${plan.address.toBase58()}/issue`}>Issue a grant</ButtonLink>}
      >
        Issue one grant, or import a file with many. Each needs the plan to be funded for all of it.
      </Empty>
    );
  }
  return <GrantTable plan={plan} grants={data} />;
}

function isFilter(text: string): text is StatusFilter {
  return text === 'all' || FILTERS.some(([status]) => status === text);
}

const FILTERS: readonly (readonly [GrantStatus, string])[] = [
  ['active', 'Running'],
  ['pausedByAuthority', 'Paused'],
  ['pausedByConsent', 'On leave'],
  ['terminating', 'Ending'],
  ['settled', 'Ended'],
];

function GrantTable({ plan, grants }: { plan: Plan; grants: readonly Grant[] }) {
  const now = useNow(30);
  const [query, setQuery] = useState('');
  const [status, setStatus] = useState<StatusFilter>('all');
  const shown = useMemo(() => filterGrants(grants, query, status), [grants, query, status]);
  const cells = (index: number) => {
    const grant = shown[index];
    if (grant === undefined) return [];
    const { label, tone } = grantStatusLabel(plan, grant, now);
    return [
      <Link key="grant" to={`/admin/${plan.address.toBase58()}/grants/${grant.address.toBase58()}`}>
        {grant.grantId.toString()}
      </Link>,
      <Badge key="status" tone={tone}>
        {label}
      </Badge>,
      portion(vestedAt(plan, grant, now), grant.total),
      <Amount key="total" baseUnits={grant.total} token={plan} />,
      <Amount key="claimed" baseUnits={grant.claimed} token={plan} />,
      <code key="who" title={grant.beneficiary.toBase58()}>
        {short(grant.beneficiary.toBase58())}
      </code>,
    ];
  };
  return (
    <Card title="Grants" aside={<Muted>{`${shown.length} of ${grants.length}`}</Muted>}>
      <div className={styles.search}>
        <TextField
          label="Number or address"
          type="search"
          placeholder="1001, or part of an address"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
        <SelectField
          label="Stands"
          value={status}
          onChange={({ target }) => {
            if (isFilter(target.value)) setStatus(target.value);
          }}
        >
          <option value="all">However it stands</option>
          {FILTERS.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      {shown.length === 0 ? (
        <Empty title="No grant matches">Look for another number or address, or show all.</Empty>
      ) : (
        <VirtualTable
          label="Grants of the plan"
          rowClass={styles.row}
          columns={COLUMNS}
          count={shown.length}
          cells={cells}
        />
      )}
    </Card>
  );
}
