/** The dashboard of a plan: its totals, and a tab for each thing that can be done. */
import { useWallet } from '@solana/wallet-adapter-react';
import { capacityOf } from '@tenure/sdk';
import type { ReactNode } from 'react';
import { type FundedPlan, heldBy, HOLDERS, PlanOfPath } from '@/entities/plan';
import { Amount, useSymbol } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { fraction, portion } from '@/shared/format';
import {
  Address,
  Badge,
  ButtonLink,
  Card,
  Notice,
  PageHead,
  Row,
  ShareBar,
  Stack,
  Stats,
  Tabs,
  Time,
} from '@/shared/ui';

/** A tab of the dashboard. */
export interface DashboardTab {
  readonly name: string;
  readonly content: (funded: FundedPlan) => ReactNode;
}

/** The plan of the path, for those who run it. */
export function DashboardPage({ tabs }: { tabs: readonly DashboardTab[] }) {
  return <PlanOfPath>{(funded) => <Dashboard funded={funded} tabs={tabs} />}</PlanOfPath>;
}

function Dashboard({ funded, tabs }: { funded: FundedPlan; tabs: readonly DashboardTab[] }) {
  const { plan } = funded;
  const { publicKey } = useWallet();
  const symbol = useSymbol();
  const now = useNow(60);
  const held = publicKey === null ? [] : heldBy(plan, publicKey, now);
  const at = plan.address.toBase58();
  return (
    <Stack>
      <PageHead
        title={`Plan ${plan.planId} in ${symbol(plan.mint)}`}
        lede={
          <Row>
            <Address name="Plan" address={plan.address} />
            {plan.status === 'sealed' && <Badge tone="warn">Sealed</Badge>}
            {held.length === 0 ? (
              <Badge>You hold no role here</Badge>
            ) : (
              held.map((holder) => (
                <Badge key={holder} tone="info">
                  {HOLDERS[holder].name}
                </Badge>
              ))
            )}
          </Row>
        }
        actions={
          plan.status === 'open' && (
            <>
              <ButtonLink to={`/admin/${at}/import`}>Import a file</ButtonLink>
              <ButtonLink to={`/admin/${at}/issue`} look="primary">
                Issue a grant
              </ButtonLink>
            </>
          )
        }
      />
      <ClaimsPaused untilTs={plan.claimsPausedUntilTs} />
      <Totals funded={funded} />
      <Tabs tabs={tabs.map(({ name, content }) => ({ name, content: content(funded) }))} />
    </Stack>
  );
}

function ClaimsPaused({ untilTs }: { untilTs: number }) {
  const now = useNow(1);
  if (now >= untilTs) return null;
  return (
    <Notice tone="warn" title="Claims are paused">
      They open again <Time ts={untilTs} precise now={now} />.
    </Notice>
  );
}

function Totals({ funded: { plan, vaultAmount, surplus } }: { funded: FundedPlan }) {
  const now = useNow(60);
  const capacity = capacityOf(plan, vaultAmount, now);
  const amount = (baseUnits: bigint) => <Amount baseUnits={baseUnits} token={plan} />;
  const grants = plan.grantCount === 1 ? '1 grant' : `${plan.grantCount} grants`;
  return (
    <Card title="Totals">
      <Stats
        stats={[
          { name: 'Reserved', value: amount(plan.reserved), note: `owed in ${grants}` },
          { name: 'Withheld', value: amount(plan.withheld), note: 'waits for payroll' },
          { name: 'Free', value: amount(surplus), note: <>of {amount(vaultAmount)} in the vault</> },
        ]}
      />
      <Stats
        stats={[
          {
            name: 'Allocated',
            value: amount(plan.allocated),
            note: (
              <>
                {portion(plan.allocated, plan.issueCap)} of {amount(plan.issueCap)}
              </>
            ),
          },
          { name: 'Claimed', value: amount(plan.claimed), note: <>{amount(plan.forfeited)} came back</> },
          {
            name: 'Operator may issue',
            value: amount(capacity.operatorCap),
            note: <>left of {amount(plan.operatorCap)} in 24 h</>,
          },
        ]}
      />
      <ShareBar
        outer={fraction(plan.allocated, plan.issueCap)}
        inner={fraction(plan.claimed, plan.issueCap)}
        label={`${portion(plan.allocated, plan.issueCap)} of the issue cap allocated, ${portion(plan.claimed, plan.issueCap)} claimed`}
      />
    </Card>
  );
}
