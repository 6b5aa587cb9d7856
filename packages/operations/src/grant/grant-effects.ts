/** What a simulated operation changes in a grant: read from the accounts as the simulation leaves them. */
import { decodeGrant, endTs, stopTs, StateError, vestedAt, withholdingAt, type Grant, type Plan } from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import { lastChange } from '../account-changes';
import type { Effect } from '../operation';
import type { OperationContext } from '../operation-context';
import { planAfter, planEffects } from '../plan/plan-effects';

/** A grant and its plan, as they were read. */
export interface GrantOfPlan {
  readonly plan: Plan;
  readonly grant: Grant;
}

/** The grant as the operation leaves it; undefined where it is gone. */
function grantAfter(
  context: OperationContext,
  { plan, grant }: GrantOfPlan,
  changes: readonly AccountChange[],
): GrantOfPlan | undefined {
  const found = lastChange(changes, grant.address);
  const planThen = planAfter(context, plan, changes);
  if (found === undefined) return { plan: planThen, grant };
  try {
    return { plan: planThen, grant: decodeGrant(grant.address, found.after, context.programId) };
  } catch (failure) {
    if (failure instanceof StateError && (failure.code === 'Closed' || failure.code === 'Missing')) return undefined;
    throw failure;
  }
}

/** All that a grant vests in the end, as things stand. */
function atLast({ plan, grant }: GrantOfPlan): bigint {
  return vestedAt(plan, grant, endTs(grant));
}

function line(label: string, before: string, then: string, strong = false): Effect[] {
  return before === then ? [] : [{ label, value: `${then} (until now ${before})`, strong }];
}

/** A higher withholding that is announced. */
function announcedWithholding({ format }: OperationContext, { nextWithholding }: Grant, now: number): Effect[] {
  if (nextWithholding === null || now >= nextWithholding.fromTs) return [];
  const label = `Withheld from ${format.time(nextWithholding.fromTs)}`;
  return [{ label, value: format.share(nextWithholding.bps), strong: true }];
}

/** The lines of an operation on a grant, and of what it changes in the plan's totals. `now` is unix seconds. */
export function grantEffects(
  context: OperationContext,
  held: GrantOfPlan,
  changes: readonly AccountChange[],
  now: number,
): Effect[] {
  const { format } = context;
  const then = grantAfter(context, held, changes);
  const totals = planEffects(context, held.plan, changes);
  if (then === undefined)
    return [
      { label: `Grant ${held.grant.grantId}`, value: 'is gone, its number is never used again', strong: true },
      ...totals,
    ];
  const amount = (value: bigint) => format.tokens(value, held.plan);
  const vestedNow = (each: GrantOfPlan) => amount(vestedAt(each.plan, each.grant, now));
  const end = ({ grant }: GrantOfPlan) => format.time(endTs(grant));
  const withheld = ({ grant }: GrantOfPlan) => format.share(withholdingAt(grant, now));
  const stop = ({ grant }: GrantOfPlan) => {
    const ts = stopTs(grant);
    return ts === null ? 'never' : format.time(ts);
  };
  return [
    ...line('Beneficiary', held.grant.beneficiary.toBase58(), then.grant.beneficiary.toBase58(), true),
    ...line('Vested now', vestedNow(held), vestedNow(then)),
    ...line('Stops', stop(held), stop(then)),
    ...line('Vests in the end', amount(atLast(held)), amount(atLast(then)), true),
    ...(stopTs(then.grant) === null ? line('All vested by', end(held), end(then)) : []),
    ...line('Withheld of each claim', withheld(held), withheld(then), true),
    ...announcedWithholding(context, then.grant, now),
    ...totals,
  ];
}
