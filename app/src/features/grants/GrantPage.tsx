/** One grant, to the last detail. */
import { useWallet } from '@solana/wallet-adapter-react';
import { claimableAt, explainSchedule, nextSteps, vestedAt, withholdingAt } from '@tenure/sdk';
import { DocumentCheck } from '@/entities/document';
import {
  blockedText,
  claimableOf,
  dueNow,
  GrantOfPath,
  GrantTitle,
  useHolding,
  type Holding,
  type OpenHolding,
} from '@/entities/grant';
import { Attestors, PlanPromises, RoleList, shapeOf } from '@/entities/plan';
import { Amount } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { percent, portion } from '@/shared/format';
import {
  Address,
  Button,
  Card,
  Columns,
  Empty,
  Facts,
  Muted,
  Notice,
  PageHead,
  Row,
  Stack,
  Stats,
  Table,
  Time,
} from '@/shared/ui';
import { useStartClaim } from './useStartClaim';
import { GrantChart } from './GrantChart';
import { GrantSettings } from './GrantSettings';
import { Milestones } from './Milestones';

const STEPS_SHOWN = 6;

/** The grant that the address in the path names. */
export function GrantPage() {
  return (
    <GrantOfPath
      gone={
        <Empty page title="This grant is closed">
          It has paid everything that it ever could. Its number is never used again.
        </Empty>
      }
    >
      {(holding) => <Grant holding={holding} />}
    </GrantOfPath>
  );
}

function Grant({ holding }: { holding: OpenHolding }) {
  const { plan, grant } = holding;
  return (
    <Stack>
      <PageHead
        title={<GrantTitle holding={holding} />}
        lede={
          <Row>
            <Address name="Grant" address={grant.address} />
            <Address name="Plan" address={plan.address} />
            <Address name="Beneficiary" address={grant.beneficiary} />
          </Row>
        }
        actions={<ClaimButton holding={holding} />}
      />
      <StatusNotices holding={holding} />
      <Figures holding={holding} />
      <GrantChart plan={plan} grant={grant} />
      <Columns>
        <NextDates holding={holding} />
        <Schedule holding={holding} />
      </Columns>
      <Milestones holding={holding} />
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
          <GrantSettings holding={holding} transfer={holding.transfer} />
          <RoleList plan={plan} />
          <Attestors plan={plan} />
        </Stack>
      </Columns>
    </Stack>
  );
}

function ClaimButton({ holding }: { holding: Holding }) {
  const now = useNow(5);
  const startClaim = useStartClaim();
  const { refetch } = useHolding(holding.grant.address);
  const { publicKey } = useWallet();
  const own = publicKey?.equals(holding.grant.beneficiary) === true;
  const claim = () => {
    const reread = async () => {
      const { data, error } = await refetch();
      if (error !== null) throw error;
      return data ? [data] : [];
    };
    startClaim(`Claim from grant ${holding.grant.grantId}`, [holding], reread);
  };
  if (!own && !holding.grant.autoClaim) return <Muted>Only the beneficiary can claim.</Muted>;
  return (
    <Button look="primary" disabled={claimableOf(holding, now) === 0n} onClick={claim}>
      {own ? 'Claim' : 'Claim for the beneficiary'}
    </Button>
  );
}

function StatusNotices({ holding: { plan, grant } }: { holding: OpenHolding }) {
  const now = useNow(5);
  const blocked = blockedText(claimableAt(plan, grant, now), plan);
  const ends = grant.status === 'terminating' || grant.status === 'settled';
  const paused = grant.status === 'pausedByAuthority' || grant.status === 'pausedByConsent';
  const next = grant.nextWithholding;
  return (
    <>
      {next !== null && now < next.fromTs && (
        <Notice tone="warn" title="A higher withholding is announced">
          From <Time ts={next.fromTs} precise now={now} /> on {percent(next.bps)} of each claim is withheld for payroll.
          What you claim before then is withheld by {percent(grant.withholdingBps)}, as until now.
        </Notice>
      )}
      {blocked !== undefined && (
        <Notice tone="warn" title="No claims now">
          {blocked.text} <Time ts={blocked.untilTs ?? grant.issuedTs + plan.voidSecs} precise now={now} />.
        </Notice>
      )}
      {ends && (
        <Notice tone="warn" title={now < grant.statusTs ? 'A termination was announced' : 'This grant has ended'}>
          Vesting {now < grant.statusTs ? 'goes on until' : 'stopped'} <Time ts={grant.statusTs} precise now={now} />.
          What has vested by then stays yours, and you can claim it at any time.
        </Notice>
      )}
      {paused && (
        <Notice tone="warn" title={grant.status === 'pausedByConsent' ? 'On leave' : 'Paused by the authority'}>
          Vesting stands still since <Time ts={grant.statusTs} now={now} /> and goes on{' '}
          <Time ts={grant.statusTs + grant.pauseLimitSecs} now={now} /> at the latest. What has vested stays claimable.
        </Notice>
      )}
    </>
  );
}

function Figures({ holding }: { holding: Holding }) {
  const now = useNow(5);
  const { plan, grant } = holding;
  const { claimable, net } = dueNow(holding, now);
  const vested = vestedAt(plan, grant, now);
  return (
    <Card>
      <Stats
        stats={[
          {
            name: 'Claimable now',
            value: <Amount baseUnits={claimable} token={plan} />,
            ...(net === claimable
              ? {}
              : {
                  note: (
                    <>
                      <Amount baseUnits={net} token={plan} /> after {percent(withholdingAt(grant, now))} of withholding
                    </>
                  ),
                }),
          },
          { name: 'Vested', value: <Amount baseUnits={vested} token={plan} />, note: portion(vested, grant.total) },
          {
            name: 'Claimed',
            value: <Amount baseUnits={grant.claimed} token={plan} />,
            note: portion(grant.claimed, grant.total),
          },
          {
            name: 'Granted',
            value: <Amount baseUnits={grant.total} token={plan} />,
            note: 'all of it lies in the vault',
          },
        ]}
      />
    </Card>
  );
}

function NextDates({ holding: { plan, grant } }: { holding: Holding }) {
  const now = useNow(60);
  const steps = nextSteps(plan, grant, now, STEPS_SHOWN);
  return (
    <Card title="What comes next">
      {steps.length === 0 ? (
        <Muted>Everything that this grant vests has vested.</Muted>
      ) : (
        <Table
          caption="Dates on which more vests, in your time zone"
          columns={[{ name: 'When' }, { name: 'Vests', number: true }]}
          rows={steps.map((step) => ({
            key: `${step.ts}`,
            cells: [
              step.kind === 'step' ? (
                <Time key="when" ts={step.ts} now={now} />
              ) : (
                <span key="when">
                  continuously until <Time ts={step.ts} />
                </span>
              ),
              <Amount key="amount" baseUnits={step.amount} token={plan} />,
            ],
          }))}
        />
      )}
    </Card>
  );
}

function Schedule({ holding: { grant } }: { holding: Holding }) {
  const now = useNow(60);
  const next = grant.nextWithholding;
  return (
    <Card title="Schedule">
      <p>{explainSchedule(shapeOf(grant.segments))}.</p>
      <Facts
        facts={[
          { name: 'Starts', value: <Time ts={grant.startTs} precise /> },
          { name: 'Issued', value: <Time ts={grant.issuedTs} precise /> },
          { name: 'Withheld of each claim', value: percent(withholdingAt(grant, now)) },
          ...(next === null || now >= next.fromTs
            ? []
            : [
                {
                  name: 'Withheld, as announced',
                  value: (
                    <>
                      {percent(next.bps)} from <Time ts={next.fromTs} precise now={now} />
                    </>
                  ),
                },
              ]),
        ]}
      />
    </Card>
  );
}
