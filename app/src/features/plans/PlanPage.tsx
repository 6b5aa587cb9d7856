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
import { useBook, useBookAhead, useFindings, useForecast, type Book } from './book';
import { Checks } from './Checks';
import { Funding } from './Funding';
import { GrantsTable } from './GrantsTable';
import { vestedSoFar } from './forecast';
import { ForecastCard } from './ForecastCard';
import { Measured, Releases } from './parts';
import type { GrantRow } from './rows';

/** The plan that the path names, for everybody. */
export function PlanPage() {
  const address = addressIn(useParams().plan);
  return (
    <>
      <PlanOfPath>{(funded) => <PublicPlan funded={funded} />}</PlanOfPath>
      {address !== undefined && <BookAhead address={address} />}
    </>
  );
}

function BookAhead({ address }: { address: PublicKey }) {
  useBookAhead(address);
  return null;
}

function PublicPlan({ funded }: { funded: FundedPlan }) {
  const { plan } = funded;
  const address = plan.address.toBase58();
  const symbol = useSymbol();
  // The vault can be paid into without the plan's account changing.
  useLive([plan.vault], ['plan', address]);
  const { data: book, error, refetch } = useBook(plan.address);
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
      {book !== undefined ? <Open funded={funded} book={book} /> : <Waiting funded={funded} />}
      {book === undefined && error !== null && (
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
          <Releases plan={plan} />
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

function Open({ funded, book }: { funded: FundedPlan; book: Book }) {
  const forecast = useForecast(book);
  const { grants, plan, now } = book;
  const rows = useMemo(
    (): GrantRow[] => grants.map((grant, index) => ({ grant, vested: forecast.vested[index] ?? 0n })),
    [grants, forecast],
  );
  const people = useMemo(
    () => new Set(grants.map(({ beneficiary }) => String.fromCharCode(...beneficiary.toBytes()))).size,
    [grants],
  );
  const milestones = book.milestones.reduce((sum, { claimed }) => sum + claimed, 0n);
  const vested = vestedSoFar(plan.claimed, [
    ...rows.map((row) => ({ vested: row.vested, claimed: row.grant.claimed })),
    { vested: forecast.milestones.vested, claimed: milestones },
  ]);
  return (
    <>
      <Headline plan={funded.plan} vested={vested} people={people} />
      <Columns>
        <Funding funded={funded} />
        <Audit book={book} />
      </Columns>
      <ForecastCard plan={plan} forecast={forecast} />
      <GrantsTable plan={plan} rows={rows} now={now} />
      <Measured book={book} />
    </>
  );
}

/** Goes through every account once more, after all else is drawn. */
function Audit({ book }: { book: Book }) {
  const late = useDeferredValue(book, null);
  return late === null ? (
    <Card title="Promises, measured">
      <Skeleton lines={6} label="Measuring the promises" />
    </Card>
  ) : (
    <Findings book={late} />
  );
}

function Findings({ book }: { book: Book }) {
  return <Checks findings={useFindings(book)} now={book.now} />;
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
