/** The public page of a plan: what is locked, when it vests, and that it is there. */
import type { PublicKey } from '@solana/web3.js';
import type { Plan } from '@tenure/sdk';
import { useDeferredValue, useMemo } from 'react';
import { useParams } from 'react-router';
import { DocumentCheck } from '@/entities/document';
import { Attestors, PlanOfPath, PlanPromises, RoleList, type FundedPlan } from '@/entities/plan';
import { Amount, useSymbol } from '@/entities/token';
import { addressIn } from '@/entities/wallet';
import { useLive } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { portion } from '@/shared/format';
import {
  Address,
  Badge,
  ButtonLink,
  Card,
  Columns,
  Failure,
  Muted,
  PageHead,
  Row,
  Skeleton,
  Stack,
  Stats,
} from '@/shared/ui';
import {
  usePlanSnapshot,
  usePrefetchedPlanSnapshot,
  useFindings,
  useForecast,
  type PlanSnapshot,
} from './planSnapshot';
import { FindingList } from './FindingList';
import { Funding } from './Funding';
import { GrantsTable } from './GrantsTable';
import { vestedSoFar } from './forecast';
import { ForecastCard } from './ForecastCard';
import { MetricTable } from './MetricTable';
import { AccelerationTable } from './AccelerationTable';
import type { GrantRow } from './grantRows';

/** The plan that the path names, for everybody. */
export function PlanPage() {
  const address = addressIn(useParams().plan);
  return (
    <>
      <PlanOfPath>{(funded) => <PublicPlan funded={funded} />}</PlanOfPath>
      {address !== undefined && <PrefetchSnapshot address={address} />}
    </>
  );
}

function PrefetchSnapshot({ address }: { address: PublicKey }) {
  usePrefetchedPlanSnapshot(address);
  return null;
}

function PublicPlan({ funded }: { funded: FundedPlan }) {
  const { plan } = funded;
  const address = plan.address.toBase58();
  const symbol = useSymbol();
  // The vault can be paid into without the plan's account changing.
  useLive([plan.vault], ['plan', address]);
  const { data: snapshot, error, refetch } = usePlanSnapshot(plan.address);
  return (
    <Stack>
      <PageHead
        title={
          <Row>
            Plan {plan.planId.toString()} in {symbol(plan.mint)}
            <Badge tone={plan.status === 'open' ? 'good' : 'warn'}>
              {plan.status === 'open' ? 'Open' : 'Sealed: issues no more'}
            </Badge>
          </Row>
        }
        lede={
          <Row>
            <Address name="Plan" address={plan.address} />
            <Address name="Token" address={plan.mint} />
          </Row>
        }
        actions={plan.hasGovernance && <ButtonLink to={`/plan/${address}/votes`}>Proposals and votes</ButtonLink>}
      />
      {snapshot !== undefined ? <Open funded={funded} snapshot={snapshot} /> : <Waiting funded={funded} />}
      {snapshot === undefined && error !== null && (
        <Failure failure={describeError(error)} onRetry={() => void refetch()} />
      )}
      <Columns>
        <Card title="What the plan promises">
          <PlanPromises plan={plan} />
        </Card>
        <Stack>
          <DocumentCheck
            title="Terms document"
            madeFor="the plan was made with"
            uri={plan.termsUri}
            sha256={plan.termsSha256}
          />
          <AccelerationTable plan={plan} />
          <RoleList plan={plan} />
          <Attestors plan={plan} />
        </Stack>
      </Columns>
    </Stack>
  );
}

/** What the plan's own account tells, before its grants are read. */
function Waiting({ funded }: { funded: FundedPlan }) {
  return (
    <>
      <Headline plan={funded.plan} />
      <Funding funded={funded} />
      <Skeleton lines={8} label="Reading every grant of the plan" />
    </>
  );
}

function Open({ funded, snapshot }: { funded: FundedPlan; snapshot: PlanSnapshot }) {
  const forecast = useForecast(snapshot);
  const { grants, plan, now } = snapshot;
  const rows = useMemo(
    (): GrantRow[] => grants.map((grant, index) => ({ grant, vested: forecast.vested[index] ?? 0n })),
    [grants, forecast],
  );
  const people = useMemo(
    () => new Set(grants.map(({ beneficiary }) => String.fromCharCode(...beneficiary.toBytes()))).size,
    [grants],
  );
  const milestones = snapshot.milestones.reduce((sum, { claimed }) => sum + claimed, 0n);
  const vested = vestedSoFar(plan.claimed, [
    ...rows.map((row) => ({ vested: row.vested, claimed: row.grant.claimed })),
    { vested: forecast.milestones.vested, claimed: milestones },
  ]);
  return (
    <>
      <Headline plan={funded.plan} vested={vested} people={people} />
      <Columns>
        <Funding funded={funded} />
        <Audit snapshot={snapshot} />
      </Columns>
      <ForecastCard plan={plan} forecast={forecast} />
      <GrantsTable plan={plan} rows={rows} now={now} />
      <MetricTable snapshot={snapshot} />
    </>
  );
}

/** Goes through every account once more, after all else is drawn. */
function Audit({ snapshot }: { snapshot: PlanSnapshot }) {
  const late = useDeferredValue(snapshot, null);
  return late === null ? (
    <Card title="Promises, measured">
      <Skeleton lines={6} label="Measuring the promises" />
    </Card>
  ) : (
    <Findings snapshot={late} />
  );
}

function Findings({ snapshot }: { snapshot: PlanSnapshot }) {
  return <FindingList findings={useFindings(snapshot)} now={snapshot.now} />;
}

function Headline({ plan, vested, people }: { plan: Plan; vested?: bigint; people?: number }) {
  const { allocated, forfeited, reserved, claimed, grantCount } = plan;
  const granted = allocated - forfeited;
  const waiting = <Muted>…</Muted>;
  return (
    <Card>
      <Stats
        stats={[
          {
            name: 'Locked for people',
            value: <Amount baseUnits={reserved} token={plan} />,
            note: 'granted, and not claimed yet',
          },
          {
            name: 'Vested so far',
            value: vested === undefined ? waiting : <Amount baseUnits={vested} token={plan} />,
            ...(vested === undefined ? {} : { note: `${portion(vested, granted)} of what was granted` }),
          },
          {
            name: 'Claimed',
            value: <Amount baseUnits={claimed} token={plan} />,
            note: `${portion(claimed, granted)} of what was granted`,
          },
          {
            name: 'People',
            value: people?.toLocaleString() ?? waiting,
            note: grantCount === 1 ? '1 live grant' : `${grantCount.toLocaleString()} live grants`,
          },
        ]}
      />
    </Card>
  );
}
