/** Ending a grant: what stays with the beneficiary, what returns, before anybody signs. */
import {
  settleTerminationOperation,
  TERMINATION_CAUSES,
  terminateGrantOperation,
  withdrawTerminationOperation,
} from '@tenure/operations';
import { stopTs, voidEndTs, type TerminationCause } from '@tenure/sdk';
import { useState } from 'react';
import type { OpenHolding } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { Amount } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { duration, percent } from '@/shared/format';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Button, Card, Facts, Muted, SelectField, Time } from '@/shared/ui';
import { previewTermination } from './preview';

/** Terminating, taking it back, settling. */
export function Terminate({ holding }: { holding: OpenHolding }) {
  const now = useNow(5);
  const start = useStartOperation();
  const operations = useOperationContext();
  const { plan, grant } = holding;
  const stop = stopTs(grant);
  if (!plan.cancellable) {
    return (
      <Card title="End the grant">
        <Muted>Nobody can end a grant of this plan: that is one of its promises.</Muted>
      </Card>
    );
  }
  if (stop === null) return <Announce holding={holding} />;
  if (grant.status === 'settled') {
    return (
      <Card title="End the grant">
        <Muted>
          It ended on <Time ts={stop} precise />, and what had not vested went back to the plan.
        </Muted>
      </Card>
    );
  }
  return (
    <Card title="End the grant">
      <Facts facts={[{ name: now < stop ? 'Stops' : 'Stopped', value: <Time ts={stop} precise now={now} /> }]} />
      {now < stop && grant.endedByVote ? (
        <Muted>The members voted for this: the authority can not take it back.</Muted>
      ) : now < stop ? (
        <>
          <Button onClick={() => start(withdrawTerminationOperation(operations, holding))}>
            Take the termination back
          </Button>
          <SignedBy signer={plan.authority} name="the authority" />
        </>
      ) : now < voidEndTs(plan, grant) ? (
        <Muted>It can be settled once the void window is over: until then the grant can be voided.</Muted>
      ) : (
        <>
          <Button look="primary" onClick={() => start(settleTerminationOperation(operations, holding))}>
            Settle it
          </Button>
          <Muted>Returns what had not vested to the plan. Anybody may.</Muted>
        </>
      )}
    </Card>
  );
}

function isCause(text: string): text is TerminationCause {
  return TERMINATION_CAUSES.some(({ cause }) => cause === text);
}

function Announce({ holding }: { holding: OpenHolding }) {
  const now = useNow(5);
  const start = useStartOperation();
  const operations = useOperationContext();
  const [cause, setCause] = useState<TerminationCause>('resignation');
  const { plan, grant } = holding;
  const {
    stopTs: stop,
    vestedNow,
    goodLeaver,
    duringNotice,
    kept,
    returned,
  } = previewTermination(plan, grant, cause, now);
  const amount = (baseUnits: bigint) => <Amount baseUnits={baseUnits} token={plan} />;
  return (
    <Card title="End the grant">
      <SelectField
        label="Cause"
        hint={
          grant.goodLeaverReleased
            ? 'A good leaver’s share was released before, which happens once.'
            : `Good leavers get ${percent(plan.goodLeaverBps)} of the unvested at once.`
        }
        value={cause}
        onChange={({ target }) => {
          if (isCause(target.value)) setCause(target.value);
        }}
      >
        {TERMINATION_CAUSES.map(({ cause: value, name, good }) => (
          <option key={value} value={value}>
            {good ? `${name} (good leaver)` : name}
          </option>
        ))}
      </SelectField>
      <Facts
        facts={[
          { name: 'Notice', value: plan.noticeSecs === 0 ? 'none' : duration(plan.noticeSecs) },
          { name: 'Stops', value: <Time ts={stop} precise /> },
          { name: 'Vested now', value: amount(vestedNow) },
          { name: 'Good leaver’s share', value: amount(goodLeaver) },
          { name: 'Vests until the stop', value: amount(duringNotice) },
          { name: 'Stays with the beneficiary', value: amount(kept), strong: true },
          { name: 'Returns to the plan', value: amount(returned), strong: true },
        ]}
      />
      <Button look="danger" onClick={() => start(terminateGrantOperation(operations, holding, cause))}>
        Terminate
      </Button>
      <SignedBy signer={plan.authority} name="the authority" />
    </Card>
  );
}
