/** How a plan ends: sealed, emptied, closed. */
import {
  closeGovernanceOperation,
  closeMetricsOperation,
  closeOraclesOperation,
  closePlanOperation,
  returnDepositsOperation,
  sealPlanOperation,
  sweepTombstonesOperation,
} from '@tenure/operations';
import type { Plan } from '@tenure/sdk';
import { useGovernance } from '@/entities/governance';
import { useOperationContext } from '@/entities/operations';
import type { FundedPlan } from '@/entities/plan';
import { Amount } from '@/entities/token';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Badge, Button, Card, Columns, Facts, Muted, Row } from '@/shared/ui';

/** The steps, each possible when those before are done. */
export function CleanupTab({ funded: { plan, surplus } }: { funded: FundedPlan }) {
  const context = useOperationContext();
  const start = useStartOperation();
  const sealed = plan.status === 'sealed';
  const empty =
    plan.grantCount === 0 &&
    plan.withheld === 0n &&
    plan.tombstoneCount === 0 &&
    !plan.hasGovernance &&
    !plan.hasOracleSet;
  return (
    <Columns>
      <Card title="1. Seal" aside={sealed ? <Badge tone="good">Done</Badge> : undefined}>
        <p>The plan issues no more, for good. Grants that exist go on as before.</p>
        {!sealed && (
          <Button look="danger" onClick={() => start(sealPlanOperation(context, plan))}>
            Seal the plan
          </Button>
        )}
        <SignedBy signer={plan.authority} name="the authority" />
      </Card>
      <Card title="2. Remove closed grants">
        <p>
          What is left of closed grants keeps their numbers from living twice. In a sealed plan it can go, and its rent
          comes back.
        </p>
        <Facts
          facts={[
            { name: 'Live grants', value: plan.grantCount },
            { name: 'Left of closed grants', value: plan.tombstoneCount },
          ]}
        />
        <Button
          disabled={!sealed || plan.tombstoneCount === 0}
          onClick={() => start(sweepTombstonesOperation(context, plan))}
        >
          Remove them
        </Button>
        <Muted>Anybody may do this.</Muted>
      </Card>
      <MetricsAndVotes plan={plan} />
      <Card title="4. Close">
        <p>A sealed plan without grants can be closed. What is left in the vault goes to the authority.</p>
        <Facts facts={[{ name: 'Left in the vault', value: <Amount baseUnits={surplus} token={plan} /> }]} />
        <Button look="danger" disabled={!sealed || !empty} onClick={() => start(closePlanOperation(context, plan))}>
          Close the plan
        </Button>
        {sealed && !empty && (
          <Muted>
            First every grant has to be paid out and closed, what was withheld collected, and the steps before done.
          </Muted>
        )}
      </Card>
    </Columns>
  );
}

function MetricsAndVotes({ plan }: { plan: Plan }) {
  const operations = useOperationContext();
  const start = useStartOperation();
  const { data: governance } = useGovernance(plan);
  const deposited = governance?.deposited ?? 0n;
  const { status, grantCount, metricCount, hasOracleSet, hasGovernance } = plan;
  const sealed = status === 'sealed';
  return (
    <Card title="3. Close metrics and votes">
      <p>
        Metrics without milestones, then the oracles. Votes once no grant is left; deposits go back to their owners
        before.
      </p>
      <Facts
        facts={[
          { name: 'Metrics', value: metricCount },
          { name: 'Oracles', value: hasOracleSet ? 'named' : 'none' },
          { name: 'Votes', value: hasGovernance ? 'possible' : 'none' },
          { name: 'Deposited for votes', value: <Amount baseUnits={deposited} token={plan} /> },
        ]}
      />
      <Row>
        <Button disabled={!sealed || metricCount === 0} onClick={() => start(closeMetricsOperation(operations, plan))}>
          Close the metrics
        </Button>
        <Button
          disabled={!sealed || !hasOracleSet || metricCount > 0}
          onClick={() => start(closeOraclesOperation(operations, plan))}
        >
          Close the oracles
        </Button>
        {deposited > 0n && (
          <Button disabled={!sealed || grantCount > 0} onClick={() => start(returnDepositsOperation(operations, plan))}>
            Return the deposits
          </Button>
        )}
        <Button
          disabled={!sealed || !hasGovernance || grantCount > 0 || deposited > 0n}
          onClick={() => start(closeGovernanceOperation(operations, plan))}
        >
          Close the votes
        </Button>
      </Row>
      <Muted>Anybody may do this.</Muted>
    </Card>
  );
}
