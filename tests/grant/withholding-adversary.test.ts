import { setImmediate } from 'node:timers/promises';
import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { guardianAt, payrollAt, type Role } from '@tenure/sdk';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { PlanScenario } from '../plan/scenario';
import { expectPromises } from '../support/promises';
import { SEED } from '../support/seed';
import { AT_ONCE, DAY, people, World } from '../support/world';

const { authority, beneficiary, feePayer, guardian, operator, payroll, stranger } = people;
const RUNS = Number(process.env['TENURE_ADVERSARIES'] ?? 60);
const HOUR = 3_600;
/** Everybody against one beneficiary. */
const CABAL: readonly Keypair[] = [authority, payroll, guardian, operator, stranger];
/** What vested long ago, its withholding until a raise is announced, and what is the beneficiary's then. */
const [TOTAL, BPS, KEPT] = [1_000_000n, 1_000, 900_000n];
/** The beneficiary looks once a day, and claims when a raise is announced. */
const LOOKS_EVERY = DAY;
const CLAIMS_WITHIN = 4 * DAY;

/** What the cabal may do next. */
type Move =
  | { kind: 'role'; role: Role; to: Keypair }
  | { kind: 'raise' | 'raiseInPause' | 'raiseAndClaim'; bps: number }
  | { kind: 'pause'; secs: number }
  | { kind: 'handOver'; to: Keypair }
  | { kind: 'resume' | 'collect' | 'terminate' | 'pauseGrant' | 'release' };

const member = fc.constantFrom(...CABAL);
const roles = fc.constantFrom<Role>('payroll', 'guardian', 'operator');
const shares = fc.constantFrom(1_001, 3_000, 6_500, 6_501);
const move = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('role' as const), role: roles, to: member }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('raise' as const, 'raiseAndClaim' as const), bps: shares }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('raiseInPause' as const), bps: shares }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('pause' as const), secs: fc.constantFrom(1, 30 * HOUR, 72 * HOUR) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('handOver' as const), to: member }) },
  { weight: 4, arbitrary: fc.constant<Move>({ kind: 'resume' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Move>(
      { kind: 'terminate' },
      { kind: 'pauseGrant' },
      { kind: 'release' },
      { kind: 'collect' },
    ),
  },
);
/** Up to four moves, each by one of them or, mostly, by who has the power for it, in one transaction or in several; then some hours. */
const turn = fc.record({
  moves: fc.array(fc.record({ move, by: fc.option(member, { freq: 4 }) }), { minLength: 1, maxLength: 4 }),
  together: fc.boolean(),
  wait: fc.constantFrom(0, 1, HOUR, 6 * HOUR, 12 * HOUR, DAY - 1, DAY, 3 * DAY),
});
type Turn = { moves: { move: Move; by: Keypair | null }[]; together: boolean; wait: number };
type Life = { turns: Turn[]; voidSecs: number };
const life: fc.Arbitrary<Life> = fc.record({
  turns: fc.array(turn, { minLength: 25, maxLength: 60 }),
  voidSecs: fc.constantFrom(0, 0, DAY, 7 * DAY),
});

/** Who of the cabal has the power for a move now; the authority where nobody has. */
function holder(test: PlanScenario, { kind }: Move): Keypair {
  const plan = test.planState();
  const payrollActs = kind === 'collect' || kind.startsWith('raise');
  const guardianActs = kind === 'pause' || kind === 'resume';
  const key = payrollActs ? payrollAt(plan, test.now()) : guardianActs ? guardianAt(plan, test.now()) : plan.authority;
  return CABAL.find(({ publicKey }) => publicKey.equals(key ?? plan.authority)) ?? authority;
}

/** Who signs a move beside who makes it. */
function accomplices(test: PlanScenario, move: Move): Keypair[] {
  if (move.kind === 'handOver') return [move.to];
  return move.kind === 'raiseInPause' ? [holder(test, { kind: 'resume' })] : [];
}

function instructionsOf(test: PlanScenario, grant: PublicKey, move: Move, by: Keypair): TransactionInstruction[] {
  const signer = by.publicKey;
  switch (move.kind) {
    case 'role':
      return [test.setRole(move.role, move.to.publicKey, { authority: signer })];
    case 'raise':
      return [test.setWithholding(grant, move.bps, { payroll: signer })];
    case 'raiseInPause': {
      const { publicKey } = holder(test, { kind: 'resume' });
      return [
        test.setWithholding(grant, move.bps, { payroll: signer }),
        test.pauseAllClaims(72 * HOUR, { guardian: publicKey }),
      ];
    }
    case 'raiseAndClaim':
      return [test.setWithholding(grant, move.bps, { payroll: signer }), test.claim(grant, { claimant: signer })];
    case 'pause':
      return [test.pauseAllClaims(move.secs, { guardian: signer })];
    case 'resume':
      return [test.resumeAllClaims(by)];
    case 'handOver':
      return [test.propose(move.to.publicKey, { authority: signer }), test.accept(move.to.publicKey)];
    case 'collect':
      return [test.collectWithheld(1n, { payroll: signer, destination: test.tokensOf(by, 0n) })];
    case 'terminate':
      return [test.terminate(grant, { authority: signer })];
    case 'pauseGrant':
      return [test.pause(grant, DAY, { authority: signer })];
    case 'release':
      return [test.acceleratePlan(100, { accelerator: signer })];
  }
}

/** How often what succeeded, so that a test that tries nothing is noticed. */
type Counts = { acts: Map<string, number>; heldUp: number };

/** The beneficiary: looks at the grant now and then, and does nothing else. */
class Watcher {
  private seenAt: number | null = null;
  private tries = 0;

  constructor(
    private readonly test: PlanScenario,
    private readonly grant: PublicKey,
    private readonly counts: Counts,
  ) {}

  /** Looks, claims where a raise is announced, and tells whether they have been paid, by whomever. */
  look(): boolean {
    const { test, grant, counts } = this;
    const { nextWithholding, claimed } = test.grantState(grant);
    if (claimed > 0n) return true;
    if (nextWithholding === null) this.seenAt = null;
    else this.seenAt ??= test.now();
    if (this.seenAt === null) return false;
    this.tries += 1;
    const paid =
      test.world.chain.send([test.claim(grant)], { payer: feePayer, signers: [beneficiary] }).error === undefined;
    if (paid && this.tries > 1) counts.heldUp += 1;
    return paid;
  }

  /** For how long they have known of a raise, seconds. */
  known(): number {
    return this.seenAt === null ? 0 : this.test.now() - this.seenAt;
  }
}

/** What the cabal does in one turn. */
function attack(test: PlanScenario, grant: PublicKey, { moves, together }: Turn, counts: Counts): void {
  const acts = moves.map(({ move, by }) => {
    const signer = by ?? holder(test, move);
    return {
      kind: move.kind,
      instructions: instructionsOf(test, grant, move, signer),
      signers: [signer, ...accomplices(test, move)],
    };
  });
  for (const group of together ? [acts] : acts.map((act) => [act])) {
    const signers = [...new Set(group.flatMap((act) => act.signers))];
    const { error } = test.world.chain.send(
      group.flatMap((act) => act.instructions),
      { payer: feePayer, signers },
    );
    if (error === undefined) for (const { kind } of group) counts.acts.set(kind, (counts.acts.get(kind) ?? 0) + 1);
  }
}

function live({ turns, voidSecs }: Life, counts: Counts): void {
  const policy = { maxWithholdingBps: 6_500, voidSecs, recoverySecs: 0 };
  const test = new PlanScenario({ policy }, new World({ verifySignatures: false }));
  const grant = test.issue({ total: TOTAL, shape: AT_ONCE, startTs: test.start - 730 * DAY, withholdingBps: BPS });
  const watcher = new Watcher(test, grant, counts);
  let nextLook = test.start + voidSecs;
  for (const turn of turns) {
    attack(test, grant, turn, counts);
    const until = test.now() + turn.wait;
    while (nextLook <= until) {
      test.world.chain.setTime(nextLook);
      if (watcher.look()) break;
      expect(watcher.known(), 'who claims within four days is paid').to.be.below(CLAIMS_WITHIN);
      nextLook += LOOKS_EVERY;
    }
    if (test.grantState(grant).claimed > 0n) break;
    test.world.chain.setTime(until);
  }
  if (test.grantState(grant).claimed === 0n) {
    const { claimsPausedUntilTs } = test.planState();
    test.world.chain.setTime(Math.max(test.now(), claimsPausedUntilTs, test.start + voidSecs));
    test.run(test.claim(grant), beneficiary);
  }
  expect(test.paid(), 'what had vested is paid at the share of before').to.equal(KEPT);
  expectPromises(test.world);
}

describe(`everybody else together against what vested (TENURE_SEED=${SEED}, ${RUNS} lives)`, () => {
  it('a beneficiary who claims within four days of an announced raise is paid at the old share', async () => {
    const counts: Counts = { acts: new Map(), heldUp: 0 };
    const lived = fc.asyncProperty(life, async (drawn) => {
      live(drawn, counts);
      // Lets the chain of this life be freed.
      await setImmediate();
    });
    await fc.assert(lived, { seed: SEED, numRuns: RUNS });
    const kinds: Move['kind'][] = [
      'role',
      'raise',
      'raiseInPause',
      'raiseAndClaim',
      'pause',
      'resume',
      'handOver',
      'terminate',
      'pauseGrant',
      'release',
    ];
    for (const kind of kinds) expect(counts.acts.get(kind) ?? 0, kind).to.be.at.least(2);
    expect(counts.heldUp, 'claims that a pause had held up').to.be.at.least(3);
  });
});
