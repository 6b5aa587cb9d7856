import type { World } from './world';
import { claimableAt, decodeGrant, decodePlan, decodeTombstone, PROGRAM_ID, StateError, vestedAt, type Grant, type Plan } from '@tenure/sdk';
import { expect } from 'chai';
import { tokens } from './mints';

/** Later than any schedule ends, however long it was paused. */
const FAR_TS = 2 ** 34;

/** Reads what is of one kind and leaves out the rest. */
function ofKind<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof StateError) return [];
    throw error;
  }
}

/** What a grant can still be paid in its life. Until a termination is settled, nothing of it is given up. */
function payable(plan: Plan, grant: Grant): bigint {
  return grant.status === 'terminating' ? grant.total - grant.claimed : claimableAt(plan, grant, FAR_TS).due;
}

/** Promise 3 for one grant: claimed <= claimable ceiling <= vested <= total, and vested never falls as time goes on. */
function expectOrder(plan: Plan, grant: Grant, now: number): void {
  const { vested, unlocked } = claimableAt(plan, grant, now);
  const ceiling = vested < unlocked ? vested : unlocked;
  const name = `grant ${grant.grantId}`;
  expect(grant.claimed <= ceiling, `${name}: claimed ${grant.claimed}, but at most ${ceiling} can be`).to.equal(true);
  let before = vested;
  for (const secs of [1, 60, 86_400, 31_557_600, FAR_TS]) {
    const later = vestedAt(plan, grant, now + secs);
    expect(later >= before, `${name}: vested falls from ${before} to ${later} within ${secs} s`).to.equal(true);
    before = later;
  }
  expect(before <= grant.total, `${name}: vests ${before} of ${grant.total}`).to.equal(true);
}

/**
 * Promises 1, 2 and 3 in every plan of a world, from its accounts alone: the vault covers what is owed, what is owed is the
 * sum of what the grants can still be paid, and the totals and counts add up.
 */
export function expectPromises({ chain }: World): void {
  const addresses = chain.ownedBy(PROGRAM_ID);
  const all = addresses.map((address) => ({ address, account: chain.account(address) }));
  const plans = all.flatMap(({ address, account }) => ofKind(() => decodePlan(address, account)));
  const grants = all.flatMap(({ address, account }) => ofKind(() => decodeGrant(address, account)));
  const tombstones = all.flatMap(({ address, account }) => ofKind(() => decodeTombstone(address, account)));
  for (const plan of plans) {
    const name = `plan ${plan.planId}`;
    const live = grants.filter((grant) => grant.plan.equals(plan.address));
    const owed = live.reduce((sum, grant) => sum + payable(plan, grant), 0n);
    expect(plan.reserved, `${name}: reserved is what its grants can still be paid`).to.equal(owed);
    const { reserved, withheld, allocated, claimed, forfeited } = plan;
    const vault = tokens(chain, plan.vault);
    expect(vault >= reserved + withheld, `${name}: ${vault} cover ${reserved} and ${withheld}`).to.equal(true);
    expect(allocated, `${name}: allocated is reserved, claimed or forfeited`).to.equal(reserved + claimed + forfeited);
    expect(plan.grantCount, `${name}: live grants`).to.equal(live.length);
    const buried = tombstones.filter((tombstone) => tombstone.plan.equals(plan.address));
    expect(plan.tombstoneCount, `${name}: tombstones`).to.equal(buried.length);
    for (const grant of live) expectOrder(plan, grant, chain.now());
  }
}
