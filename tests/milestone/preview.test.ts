import { setImmediate } from 'node:timers/promises';
import type { PublicKey, Signer, TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { attestor } from '../metric/scenario';
import { eventsOf } from '../support/events';
import { expectPromises } from '../support/promises';
import { SEED } from '../support/seed';
import { DAY, people, World } from '../support/world';
import { life, type MilestoneEvent, type Life, type Wait } from './life';
import { ceilingAt, release, type MilestoneLifecycle, type Kept } from './model';
import { MilestoneScenario } from './scenario';

const { authority, beneficiary, feePayer, guardian, payroll } = people;
const RUNS = Number(process.env['TENURE_PREVIEWS'] ?? 100);
/** Later than every drawn schedule ends. */
const FAR_SECS = 400 * 366 * DAY;
/** How a settlement must have ended often enough for the comparison to mean something, in so many of a hundred lives. */
const ENDINGS: [sdk.SettlementPreview & string, number][] = [
  ['met', 20],
  ['missed', 1],
  ['expired', 5],
  ['cancelled', 1],
  ['stopped', 1],
];

/** How often what happened. */
class Counts {
  claims = 0;
  refused = 0;
  readonly settled = new Map<string, number>();
}

/** One drawn life, played on a chain of its own. */
class Played {
  readonly test: MilestoneScenario;
  readonly metric: PublicKey;
  readonly milestone: PublicKey;
  private readonly grantKept: Kept[] = [];
  private readonly planKept: Kept[] = [];
  private claimed = 0n;

  constructor(
    private readonly drawn: Life,
    private readonly counts: Counts,
  ) {
    const { policy, unlock, metric, curve, targetAmount, deadlineSecs } = drawn;
    const amount = 3n * targetAmount + 10n;
    const caps = { issueCap: amount, operatorCap: amount };
    const options = { policy: { ...policy, ...caps }, funding: amount, ...(unlock && { unlock }) };
    const test = new MilestoneScenario(options, new World({ verifySignatures: false }));
    this.test = test;
    const dueTs = test.start + metric.dueSecs;
    this.metric = test.metric({ ...metric, key: 'drawn', dueTs });
    test.run(test.setWithholding(test.grant, drawn.withholdingBps), payroll);
    for (const act of drawn.before) this.act(act);
    const { retained } = test.grantState(test.grant);
    const planKeep = test.planState().accelerations.at(-1)?.retained ?? sdk.RETAIN_ALL;
    this.grantKept.splice(0, Infinity, { ts: test.start, retained: BigInt(retained) });
    this.planKept.splice(0, Infinity, { ts: test.start, retained: BigInt(planKeep) });
    const terms = { ...curve, targetAmount, deadlineTs: dueTs + deadlineSecs, shape: drawn.shape };
    this.milestone = test.milestone({ ...terms, metric: this.metric });
  }

  /** The second to look at next. */
  nextTs(wait: Wait): number {
    const { test } = this;
    if (typeof wait === 'number') return test.now() + wait;
    const metric = test.metricState(this.metric);
    const { deadlineTs, issuedTs } = test.milestoneState(this.milestone);
    const { status, statusTs } = test.grantState(test.grant);
    const times = {
      due: metric.dueTs,
      'challenge end': metric.challengeEndsTs,
      deadline: deadlineTs,
      'retry end': metric.retryUntilTs,
      stop: status === 'active' ? null : statusTs,
      'void end': issuedTs + test.planState().voidSecs,
    };
    return Math.max(test.now(), (times[wait.until] ?? test.now()) + wait.off);
  }

  /** Does one act, or finds that the program refuses it. */
  act(act: MilestoneEvent): void {
    const { test } = this;
    if (act.kind === 'report') {
      act.values.forEach((value, number) => {
        if (value !== null) this.send(test.attestation(this.metric, number, value), attestor(number));
      });
      return;
    }
    const [instruction, ...signers] = this.instructionOf(act);
    if (!this.send(instruction, ...signers)) return;
    const ts = test.now();
    const then = (kept: Kept[], bps: number) =>
      kept.push({ ts, retained: release(kept.at(-1)?.retained ?? BigInt(sdk.RETAIN_ALL), bps) });
    if (act.kind === 'acceleratePlan') then(this.planKept, act.bps);
    if (act.kind === 'accelerate') then(this.grantKept, act.bps);
    if (act.kind === 'terminate' && act.cause === 'withoutCause') then(this.grantKept, test.planState().goodLeaverBps);
  }

  private instructionOf(act: Exclude<MilestoneEvent, { kind: 'report' }>): [TransactionInstruction, ...Signer[]] {
    const { test } = this;
    switch (act.kind) {
      case 'dispute': {
        const by = act.by === 'guardian' ? guardian : attestor(act.by);
        return [test.dispute(this.metric, by), by];
      }
      case 'finalize':
        return [test.finalize(this.metric)];
      case 'settle':
        return [test.settleMilestone(this.milestone)];
      case 'withdraw':
        return [test.withdrawTermination(test.grant), authority];
      case 'void':
        return [test.voidMilestone(this.milestone), authority];
      case 'acceleratePlan':
        return [test.acceleratePlan(act.bps), authority];
      case 'accelerate':
        return [test.accelerate(test.grant, act.bps), authority];
      case 'withhold':
        return [test.setWithholding(test.grant, act.bps), payroll];
      case 'terminate':
        return [test.terminate(test.grant, { cause: act.cause }), authority];
      case 'pauseClaims':
        return [test.pauseClaims(act.secs), guardian];
    }
  }

  private send(instruction: TransactionInstruction, ...signers: Signer[]): boolean {
    return this.test.world.chain.send([instruction], { payer: feePayer, signers }).error === undefined;
  }

  /** What may have been claimed by now, by the test's own reckoning. */
  private ceiling(): bigint {
    const { test, drawn } = this;
    const { status, payout, metTs } = test.milestoneState(this.milestone);
    if (metTs === null) return 0n;
    const { status: grantStatus, statusTs } = test.grantState(test.grant);
    const stopTs = grantStatus === 'terminating' || grantStatus === 'settled' ? statusTs : null;
    const { shape, unlock } = drawn;
    const lifecycle: MilestoneLifecycle = {
      payout,
      metTs,
      shape,
      grant: this.grantKept,
      plan: this.planKept,
      stopTs,
      unlock,
    };
    expect(['met', 'stopped']).to.include(status);
    return ceilingAt(lifecycle, test.now());
  }

  /** Previews a claim before its second has come, then claims in it; compares both with the test's own reckoning. */
  compareClaim(ts: number): void {
    const { test, milestone } = this;
    const state = {
      plan: test.planState(),
      grant: test.grantState(test.grant),
      milestone: test.milestoneState(milestone),
    };
    const preview = sdk.milestoneClaimableAt(state.plan, state.grant, state.milestone, ts);
    test.world.chain.setTime(ts);
    const ceiling = this.ceiling();
    expect(preview.due, 'due').to.equal(ceiling > this.claimed ? ceiling - this.claimed : 0n);
    const outcome = test.world.chain.send([test.claimMilestone(milestone)], {
      payer: feePayer,
      signers: [beneficiary],
    });
    if (preview.claimable === 0n) {
      const expected = preview.blockedBy === 'claimsPaused' ? 'ClaimsArePaused' : 'NothingToClaim';
      expect(sdk.decodeError(outcome).name).to.equal(expected);
      this.counts.refused += 1;
      return;
    }
    const [told] = outcome.error === undefined ? eventsOf(outcome) : [];
    const { claimable: gross, withheld, net } = preview;
    expect(told?.data, outcome.logs.join('\n')).to.deep.include({ gross, withheld, received: net });
    this.claimed += gross;
    this.counts.claims += 1;
  }

  /** Previews a settlement and settles, if that is to be; where nothing can be settled, it must be refused. */
  compareSettlement(really: boolean): void {
    const { test, milestone, metric, drawn } = this;
    const before = test.milestoneState(milestone);
    const state = test.metricState(metric);
    const preview = sdk.settlementAt(test.planState(), test.grantState(test.grant), state, before, test.now());
    if (preview !== null && !really) return;
    const outcome = test.world.chain.send([test.settleMilestone(milestone)], { payer: feePayer });
    if (preview === null) {
      const voidable = test.now() < before.issuedTs + drawn.policy.voidSecs;
      const decided = before.status === 'pending' ? 'MilestoneNotDue' : 'MilestoneAlreadySettled';
      const expected = voidable ? 'VoidWindowIsRunning' : decided;
      expect(sdk.decodeError(outcome).name).to.equal(expected);
      return;
    }
    const [told] = outcome.error === undefined ? eventsOf(outcome) : [];
    const met = preview === 'met' || preview === 'stopped';
    const payout = met ? sdk.payoutAt(before, state, state.value ?? 0n) : 0n;
    expect(told?.data, outcome.logs.join('\n')).to.deep.include({ status: preview, payout });
    this.counts.settled.set(preview, (this.counts.settled.get(preview) ?? 0) + 1);
  }

  /** Settles what can be, claims some times, and then at the end of every schedule; nothing is left. */
  conclude(): void {
    this.send(this.test.finalize(this.metric));
    this.compareSettlement(true);
    for (const secs of this.drawn.claims) {
      this.compareClaim(this.test.now() + secs);
      if (this.drawn.ends) this.act({ kind: 'terminate', cause: 'withoutCause' });
    }
    this.compareClaim(this.test.now() + FAR_SECS);
    this.send(this.test.finalize(this.metric));
    this.compareSettlement(true);
    this.compareSettlement(true);
    this.compareClaim(this.test.now());
    expect(this.send(this.test.closeMilestone(this.milestone), beneficiary), 'in the end it can be closed').to.equal(
      true,
    );
  }
}

describe(`milestone preview (TENURE_SEED=${SEED}, ${RUNS} lives)`, () => {
  it('of a settlement and of a claim at any second is what the program does, whatever happened before', async () => {
    const counts = new Counts();
    const lived = fc.asyncProperty(life, async (drawn) => {
      const played = new Played(drawn, counts);
      for (const { wait, act } of drawn.events) {
        played.compareClaim(played.nextTs(wait));
        played.compareSettlement(act.kind === 'settle');
        if (act.kind !== 'settle') played.act(act);
        played.compareClaim(played.test.now());
        expectPromises(played.test.world);
      }
      played.conclude();
      // Lets the chain of this life be freed.
      await setImmediate();
    });
    await fc.assert(lived, { seed: SEED, numRuns: RUNS });
    expect(counts.claims, 'claims that paid').to.be.at.least(RUNS / 5);
    expect(counts.refused, 'claims that were refused').to.be.at.least(RUNS * 2);
    for (const [ending, percent] of ENDINGS) {
      expect(counts.settled.get(ending) ?? 0, ending).to.be.at.least(Math.floor((RUNS * percent) / 100));
    }
  });
});
