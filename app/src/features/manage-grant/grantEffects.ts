/** What a simulated operation changes in a grant: read from the accounts as the simulation leaves them. */
import type { PublicKey } from '@solana/web3.js';
import {
  decodeGrant,
  decodePlan,
  endTs,
  stopTs,
  StateError,
  vestedAt,
  withholdingAt,
  type Grant,
  type Plan,
} from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import { planEffects } from '@/entities/plan';
import type { TokenText } from '@/entities/token';
import { moment, percent } from '@/shared/format';
import type { Effect } from '@/shared/transactions';

/** A grant with its plan, at one moment. */
interface GrantState {
  readonly plan: Plan;
  readonly grant: Grant;
}

/** The grant as the operation leaves it; undefined where it is gone. */
function after(
  { plan, grant }: GrantState,
  changes: readonly AccountChange[],
  programId: PublicKey,
): GrantState | undefined {
  const at = (address: PublicKey) => changes.findLast((each) => each.address.equals(address));
  const planAccount = at(plan.address);
  const grantAccount = at(grant.address);
  const planThen = planAccount === undefined ? plan : decodePlan(plan.address, planAccount.after, programId);
  if (grantAccount === undefined) return { plan: planThen, grant };
  try {
    return { plan: planThen, grant: decodeGrant(grant.address, grantAccount.after, programId) };
  } catch (failure) {
    if (failure instanceof StateError && (failure.code === 'Closed' || failure.code === 'Missing')) return undefined;
    throw failure;
  }
}

/** All that a grant vests in the end, as things stand. */
function atLast({ plan, grant }: GrantState): bigint {
  return vestedAt(plan, grant, endTs(grant));
}

function line(label: string, before: string, then: string, strong = false): Effect[] {
  return before === then ? [] : [{ label, value: `${then} (until now ${before})`, strong }];
}

/** A higher withholding that is announced. */
function announcedWithholding({ nextWithholding }: Grant, now: number): Effect[] {
  if (nextWithholding === null || now >= nextWithholding.fromTs) return [];
  return [
    { label: `Withheld from ${moment(nextWithholding.fromTs)}`, value: percent(nextWithholding.bps), strong: true },
  ];
}

/** The lines of an operation on a grant, and of what it changes in the plan's totals. `now` is unix seconds. */
export function grantEffects(
  held: GrantState,
  changes: readonly AccountChange[],
  programId: PublicKey,
  now: number,
  text: TokenText,
): Effect[] {
  const then = after(held, changes, programId);
  const totals = planEffects(held.plan, changes, programId, text);
  if (then === undefined)
    return [
      {
        label: `Grant ${held.grant.grantId}`,
        value: 'is gone, its number is never used again',
        strong: true,
      },
      ...totals,
    ];
  const amount = (value: bigint) => text(value, held.plan);
  const vestedNow = (each: GrantState) => amount(vestedAt(each.plan, each.grant, now));
  const stop = ({ grant }: GrantState) => {
    const ts = stopTs(grant);
    return ts === null ? 'never' : moment(ts);
  };
  return [
    ...line('Beneficiary', held.grant.beneficiary.toBase58(), then.grant.beneficiary.toBase58(), true),
    ...line('Vested now', vestedNow(held), vestedNow(then)),
    ...line('Stops', stop(held), stop(then)),
    ...line('Vests in the end', amount(atLast(held)), amount(atLast(then)), true),
    ...(stopTs(then.grant) === null ? line('All vested by', moment(endTs(held.grant)), moment(endTs(then.grant))) : []),
    ...line(
      'Withheld of each claim',
      percent(withholdingAt(held.grant, now)),
      percent(withholdingAt(then.grant, now)),
      true,
    ),
    ...announcedWithholding(then.grant, now),
    ...totals,
  ];
}
