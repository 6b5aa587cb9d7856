/** One grant at the desk of its plan: how it stands, and what can be done with it. */
import type { PublicKey } from '@solana/web3.js';
import { explainSchedule, formatSchedule, vestedAt } from '@tenure/sdk';
import { useParams } from 'react-router';
import { claimableOf, grantStanding, useHolding, type HoldingRead } from '@/entities/grant';
import { shapeOf } from '@/entities/plan';
import { Amount, useTokenText } from '@/entities/token';
import { addressIn } from '@/entities/wallet';
import { useChain, useNow } from '@/shared/chain';
import { told } from '@/shared/errors/told';
import { percent, portion } from '@/shared/format';
import {
  Address,
  Badge,
  ButtonLink,
  Card,
  Columns,
  Empty,
  Facts,
  Failure,
  PageHead,
  Row,
  Skeleton,
  Stack,
  Stats,
  Time,
} from '@/shared/ui';
import type { Desk } from './acts';
import { Accelerate, Pause } from './Course';
import { Milestones } from './Milestones';
import { EndOfGrant, Withholding } from './Settings';
import { Terminate } from './Terminate';
import { Transfers } from './Transfers';

/** The grant of the path. */
export function GrantDeskPage() {
  const address = addressIn(useParams().grant);
  if (address === undefined)
    return <Empty title="This is no address">Check the link: a grant has a base58 address.</Empty>;
  return <Loaded address={address} />;
}

function Loaded({ address }: { address: PublicKey }) {
  const { data, error, refetch } = useHolding(address);
  if (data === null) {
    return (
      <Empty title="This grant is gone">
        It was voided or closed. Its number is never used again in this plan.
      </Empty>
    );
  }
  if (data !== undefined) return <GrantDesk holding={data} />;
  if (error !== null) return <Failure failure={told(error)} onRetry={() => void refetch()} />;
  return <Skeleton lines={10} label="Loading the grant" />;
}

function GrantDesk({ holding }: { holding: NonNullable<HoldingRead> }) {
  const chain = useChain();
  const text = useTokenText();
  const now = useNow(5);
  const { plan, grant, transfer } = holding;
  const desk: Desk = { chain, holding, text };
  const { word, tone } = grantStanding(plan, grant, now);
  const vested = vestedAt(plan, grant, now);
  return (
    <Stack>
      <PageHead
        title={
          <Row>
            Grant {grant.grantId.toString()} <Badge tone={tone}>{word}</Badge>
          </Row>
        }
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
            { name: 'Withheld of each claim', value: percent(grant.withholdingBps) },
          ]}
        />
      </Card>
      <Columns>
        <Terminate desk={desk} />
        <Pause desk={desk} />
        <Accelerate desk={desk} />
        <Withholding desk={desk} />
        <Transfers desk={desk} transfer={transfer} />
        <Milestones desk={desk} />
        <EndOfGrant desk={desk} />
      </Columns>
    </Stack>
  );
}
