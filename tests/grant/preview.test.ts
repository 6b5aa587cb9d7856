import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { PublicKey, Signer, TransactionInstruction } from '@solana/web3.js';
import { claimableAt, decodeError, nextSteps, type TenureErrorName } from '@tenure/sdk';
import { eventsOf } from '../support/events';
import { expectPromises } from '../support/promises';
import { SEED } from '../support/seed';
import { DAY, people, World } from '../support/world';
import { life, type GrantEvent, type Life, type Wait } from './life';
import { Scenario } from './scenario';

const { authority, beneficiary, feePayer, guardian, payroll } = people;
const RUNS = Number(process.env['TENURE_PREVIEWS'] ?? 150);
/** Later than every drawn schedule ends. */
const FAR_SECS = 400 * 366 * DAY;

/** What must have succeeded often enough for the comparison to mean something. */
const KINDS: GrantEvent['kind'][] = [
  'resume',
  'withdraw',
  'settle',
  'pause',
  'accelerate',
  'acceleratePlan',
  'withhold',
  'terminate',
  'pauseClaims',
];

/** How often what happened, so that a test that tries nothing is noticed. */
type Counts = { claims: number; refused: number; acts: Map<string, number> };

function instructionOf(test: Scenario, grant: PublicKey, act: GrantEvent): [TransactionInstruction, ...Signer[]] {
  switch (act.kind) {
    case 'claim':
      return [test.claim(grant), beneficiary];
    case 'resume':
      return [test.resume(grant), authority];
    case 'withdraw':
      return [test.withdrawTermination(grant), authority];
    case 'settle':
      return [test.settle(grant)];
    case 'pause':
      return act.consent
        ? [test.pause(grant, act.limitSecs, { beneficiary: beneficiary.publicKey }), authority, beneficiary]
        : [test.pause(grant, act.limitSecs), authority];
    case 'accelerate':
      return [test.accelerate(grant, act.bps), authority];
    case 'acceleratePlan':
      return [test.acceleratePlan(act.bps), authority];
    case 'withhold':
      return [test.setWithholding(grant, act.bps), payroll];
    case 'terminate':
      return [test.terminate(grant, { cause: act.cause }), authority];
    case 'pauseClaims':
      return [test.pauseClaims(act.secs), guardian];
  }
}

/** The second to look at next. */
function nextTs(test: Scenario, grant: PublicKey, wait: Wait): number {
  if (typeof wait === 'number') return test.now() + wait;
  const [step] = nextSteps(test.planState(), test.grantState(grant), test.now(), 1);
  if (step === undefined) return test.now();
  return Math.max(test.now(), wait === 'step' ? step.ts : step.ts - 1);
}

/** Previews a claim before its second has come, then claims in it. */
function compare(test: Scenario, grant: PublicKey, ts: number, counts: Counts): void {
  const preview = claimableAt(test.planState(), test.grantState(grant), ts);
  const before = { paid: test.paid(), vault: test.vault() };
  test.world.chain.setTime(ts);
  const outcome = test.world.chain.send([test.claim(grant)], { payer: feePayer, signers: [beneficiary] });
  if (preview.claimable === 0n) {
    const expected: TenureErrorName = preview.blockedBy === 'claimsPaused' ? 'ClaimsArePaused' : 'NothingToClaim';
    // A pause of claims is checked first by the program, and told second by the preview.
    const known = preview.blockedBy === 'voidWindow' ? [expected, 'ClaimsArePaused'] : [expected];
    expect(known).to.include(decodeError(outcome).name);
    counts.refused += 1;
    return;
  }
  const [told] = outcome.error === undefined ? eventsOf(outcome) : [];
  const { claimable: gross, withheld, net } = preview;
  expect(told?.data, outcome.logs.join('\n')).to.deep.include({ gross, withheld, received: net });
  expect([test.paid() - before.paid, before.vault - test.vault()]).to.deep.equal([net, net]);
  counts.claims += 1;
}

function live({ policy, unlock, shape, total, startTs, withholdingBps, events }: Life, counts: Counts): void {
  const options = { policy: { ...policy, issueCap: total * 2n, operatorCap: total * 2n }, funding: total * 2n };
  const world = new World({ verifySignatures: false });
  const test = new Scenario(unlock === undefined ? options : { ...options, unlock }, world);
  const grant = test.issue({ shape, total, startTs, withholdingBps });
  const other = test.issue({ shape, total, startTs, grantId: 2n });
  for (const { wait, act } of events) {
    compare(test, grant, nextTs(test, grant, wait), counts);
    const [instruction, ...signers] = instructionOf(test, grant, act);
    if (world.chain.send([instruction], { payer: feePayer, signers }).error === undefined) {
      counts.acts.set(act.kind, (counts.acts.get(act.kind) ?? 0) + 1);
    }
    compare(test, grant, test.now(), counts);
  }
  compare(test, grant, test.now() + FAR_SECS, counts);
  expectPromises(world);
  compare(test, other, test.now(), counts);
  expect(test.grantState(other).claimed, 'nothing that happens to one grant costs another').to.equal(total);
  expectPromises(world);
}

describe(`preview (TENURE_SEED=${SEED}, ${RUNS} lives)`, () => {
  it('of a claim at any second is what the program pays at that second, whatever happened before', async () => {
    const counts: Counts = { claims: 0, refused: 0, acts: new Map() };
    const lived = fc.asyncProperty(life, async (drawn) => {
      live(drawn, counts);
      // Lets the chain of this life be freed.
      await setImmediate();
    });
    await fc.assert(lived, { seed: SEED, numRuns: RUNS });
    expect(counts.claims, 'claims that paid').to.be.at.least(RUNS * 2);
    expect(counts.refused, 'claims that were refused').to.be.at.least(RUNS * 2);
    for (const kind of KINDS) expect(counts.acts.get(kind) ?? 0, kind).to.be.at.least(1);
  });
});
