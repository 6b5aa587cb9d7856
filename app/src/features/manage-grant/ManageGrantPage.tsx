/** One grant, for those who run its plan: how it stands, and what can be done with it. */
import { explainSchedule, formatSchedule, vestedAt, withholdingAt } from '@tenure/sdk';
import { claimableOf, GrantOfPath, GrantTitle, type OpenHolding } from '@/entities/grant';
import { shapeOf } from '@/entities/plan';
import { Amount } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { percent, portion } from '@/shared/format';
import { Address, ButtonLink, Card, Columns, Empty, Facts, PageHead, Row, Stack, Stats, Time } from '@/shared/ui';
import { Accelerate } from './Accelerate';
import { Milestones } from './Milestones';
import { EndOfGrant } from './EndOfGrant';
import { Pause } from './Pause';
import { Terminate } from './Terminate';
import { Transfers } from './Transfers';
import { Withholding } from './Withholding';

/** The grant of the path. */
export function ManageGrantPage() {
  return (
    <GrantOfPath
      gone={
        <Empty page title="This grant is gone">
          It was voided or closed. Its number is never used again in this plan.
        </Empty>
      }
    >
      {(holding) => <ManageGrant holding={holding} />}
    </GrantOfPath>
  );
}

function ManageGrant({ holding }: { holding: OpenHolding }) {
  const now = useNow(5);
  const { plan, grant, transfer } = holding;
  const vested = vestedAt(plan, grant, now);
  return (
    <Stack>
      <PageHead
        title={<GrantTitle holding={holding} />}
        lede={
          <Row>
            <Address name="Beneficiary" address={grant.beneficiary} />
            <Address name="Grant" address={grant.address} />
          </Row>
        }
        actions={
          <>
            <ButtonLink to={`/admin/${plan.address.toBase58()}`}>Back to the plan</ButtonLink>
            <ButtonLink to={`/grants/${grant.address.toBase58()}`}>As the beneficiary sees it</ButtonLink>
          </>
        }
      />
      <Card>
        <Stats
          stats={[
            {
              name: 'Granted',
              value: <Amount baseUnits={grant.total} token={plan} />,
              note: 'all of it lies in the vault',
            },
            {
              name: 'Vested',
              value: <Amount baseUnits={vested} token={plan} />,
              note: portion(vested, grant.total),
            },
            {
              name: 'Claimed',
              value: <Amount baseUnits={grant.claimed} token={plan} />,
              note: portion(grant.claimed, grant.total),
            },
            { name: 'Claimable now', value: <Amount baseUnits={claimableOf(holding, now)} token={plan} /> },
          ]}
        />
        <p>{explainSchedule(shapeOf(grant.segments))}.</p>
        <Facts
          facts={[
            { name: 'Schedule', value: <code>{formatSchedule(shapeOf(grant.segments))}</code> },
            { name: 'Starts', value: <Time ts={grant.startTs} precise /> },
            { name: 'Issued', value: <Time ts={grant.issuedTs} precise /> },
            { name: 'Withheld of each claim', value: percent(withholdingAt(grant, now)) },
            ...(grant.nextWithholding === null || now >= grant.nextWithholding.fromTs
              ? []
              : [
                  {
                    name: 'Announced',
                    value: (
                      <>
                        {percent(grant.nextWithholding.bps)} from{' '}
                        <Time ts={grant.nextWithholding.fromTs} precise now={now} />
                      </>
                    ),
                  },
                ]),
          ]}
        />
      </Card>
      <Columns>
        <Terminate holding={holding} />
        <Pause holding={holding} />
        <Accelerate holding={holding} />
        <Withholding holding={holding} />
        <Transfers holding={holding} transfer={transfer} />
        <Milestones holding={holding} />
        <EndOfGrant holding={holding} />
      </Columns>
    </Stack>
  );
}
