/** Plays one sequence on the chain and on the model side by side, and compares them after every call. */
import { addressOf, FEE_PAYER, PROGRAMS, VESTING } from './addresses';
import type { Draw, Setting } from './arbitraries';
import { BrokenPromise } from './broken-promise';
import type { Call, InstructionName } from './calls';
import { type FastChain, type Instruction, sameStored, type Stored } from './chain';
import { chooseEvent } from './choose-event';
import type { Coverage } from './coverage';
import { Depths } from './depth';
import { differences } from './difference';
import { encode } from './encode';
import { applyEvent, encodeEvent, type ExternalEvent } from './external-events';
import { applyGenesis, readToken } from './genesis';
import { INSTRUCTIONS, isInstruction } from './instructions';
import { expiring, intent, intentOrOther } from './intent';
import { expectedBytes } from './layout';
import { attestTogether } from './metric-together';
import { mutate } from './mutations';
import { predict } from './predict';
import { type Before, Promises } from './promises';
import { TEARDOWN } from './require-call';
import { type Name, World } from './state';
import { epochAt, moveTime, pick, startTs } from './time';
import { isTogether, TOGETHER } from './together';
import { Trace } from './trace';
import { voteTogether } from './vote-together';

const LAMPORTS_A_SIGNATURE = 5_000n;

/** Chain and model disagree, or a promise is broken. The message is the whole story. */
export class Disagreement extends Error {}

export class Run {
  readonly world = new World();
  private readonly promises: Promises;
  private readonly trace = new Trace();
  private readonly depths = new Depths(this.world);
  private readonly accepted: Call[] = [];
  private readonly start: number;
  /** What the last call did that it should not have done. */
  private readonly faults: string[] = [];

  constructor(
    private readonly chain: FastChain,
    setting: Setting,
    private readonly coverage: Coverage,
  ) {
    chain.reset();
    applyGenesis(this.world, chain);
    this.promises = new Promises(this.world, chain);
    this.start = startTs(setting.start);
    this.goTo(this.start);
  }

  /** Moves the clock of both. */
  goTo(now: number): void {
    this.world.now = now;
    this.world.epoch = epochAt(this.start, now);
    this.chain.setClock(now, this.world.epoch);
  }

  /** Plays one command. */
  play(draw: Draw): void {
    this.goTo(moveTime(this.world, draw.wait));
    const { kind } = draw;
    if (kind === 'replay') {
      if (this.accepted.length > 0) this.call(pick(this.accepted, draw.which), 'again');
    } else if (isTogether(kind)) {
      TOGETHER[kind](this, draw);
    } else if (isInstruction(kind)) {
      const meant = this.meant(draw, kind);
      if (meant !== undefined) this.call(mutate(this.world, expiring(this.world, meant, draw), draw));
    } else {
      const event = chooseEvent(this.world, kind, draw);
      if (event !== undefined) this.happen(event);
    }
  }

  /** What a draw means here and now, or a little later, or what else could be done. */
  private meant(draw: Draw, kind: InstructionName): Call | undefined {
    const now = intent(this.world, draw, kind);
    if (now !== undefined) return now;
    const { before, needs, dueTs } = INSTRUCTIONS[kind];
    const metrics = [...this.world.metrics.values()];
    const comes = metrics.some(({ challenge, final }) => challenge !== undefined && !final);
    if (needs === 'result' && !comes) attestTogether(this, draw);
    if (needs === 'votes') voteTogether(this, draw);
    const brings = before && intent(this.world, draw, before);
    if (brings !== undefined) this.call(brings);
    const later = dueTs?.(this.world, draw.amount);
    if (later !== undefined) this.goTo(later);
    return intentOrOther(this.world, draw, kind);
  }

  /** Sends a call; the chain must do exactly what the model says. Returns whether it was accepted. */
  call(call: Call, note = ''): boolean {
    const before = this.promises.before(call);
    const grant = this.world.grants.get(call.accounts['grant'] ?? '');
    const entry = this.trace.call(this.world, call, note);
    const reached = this.depths.watch(call);
    const error = this.send(encode(call), () => predict(this.world, call), call, before);
    entry.result = error ?? 'ok';
    if (note !== TEARDOWN) {
      this.coverage.count(call.instruction, error);
      for (const depth of reached(error)) this.coverage.reach(depth);
    }
    if (error !== undefined) return false;
    const plan = this.world.plans.get(call.accounts['plan'] ?? '');
    if (call.instruction === 'voidGrant' && grant !== undefined && plan !== undefined) {
      this.judge(() => this.promises.checkVoid(grant, plan));
    }
    this.accepted.push(call);
    return true;
  }

  /** Lets something happen beside the program. */
  happen(event: ExternalEvent): void {
    const entry = this.trace.event(this.world, event);
    const instruction = encodeEvent(this.world, event);
    const apply = (): undefined => {
      applyEvent(this.world, event);
    };
    this.send(instruction, apply, undefined, this.promises.before(undefined));
    entry.result = 'ok';
    if ('mint' in event) this.judge(() => this.promises.checkConservation(event.mint));
  }

  /** Fails with the trace unless `holds`. */
  expect(holds: boolean, words: string): void {
    if (!holds) this.disagree(words);
  }

  private send(
    instruction: Instruction,
    model: () => string | undefined,
    call: Call | undefined,
    before: Before,
  ): string | undefined {
    const names = [...new Set([FEE_PAYER, ...instruction.accounts.map(({ name }) => name)])];
    const outcome = this.chain.send(instruction);
    this.coverage.transactions += 1;
    const predicted = model();
    if (outcome.error !== predicted) {
      const logs = outcome
        .logs()
        .map((line) => `    ${line}`)
        .join('\n');
      this.disagree(`the model says ${predicted ?? 'ok'}, the program ${outcome.error ?? 'ok'}\n${logs}`);
    }
    const payer = this.world.lamports.get(FEE_PAYER) ?? 0n;
    this.world.lamports.set(FEE_PAYER, payer - LAMPORTS_A_SIGNATURE * BigInt(outcome.signatures));
    for (const name of names) if (!PROGRAMS.has(name)) this.compare(name, predicted === undefined);
    this.judge(() => this.promises.check(predicted === undefined ? call : undefined, before));
    return outcome.error;
  }

  /** Looks at an account after a call: as the model says, or just as before. */
  private compare(name: Name, accepted: boolean): void {
    const last = this.chain.seen.get(name) ?? null;
    const now = this.chain.look(name);
    if (last === null && now === null) {
      this.same((this.world.lamports.get(name) ?? 0n) === 0n, `${name} should hold lamports`);
      return;
    }
    if (!accepted && name !== FEE_PAYER) {
      this.same(sameStored(last, now), `a refused call changed ${name}`);
      return;
    }
    this.chain.seen.set(name, now);
    const lamports = this.world.lamports.get(name);
    if (lamports === undefined && now !== null && sameStored(last, now)) return;
    this.same(
      (now?.lamports ?? 0n) === (lamports ?? 0n),
      `${name} holds ${now?.lamports ?? 0n} lamports, expected ${lamports ?? 0n}`,
    );
    this.compareData(name, last, now);
  }

  private compareData(name: Name, last: Stored, now: Stored): void {
    const expected = expectedBytes(this.world, name);
    if (expected !== undefined) {
      const ours = now !== null && Buffer.compare(now.owner, addressOf(VESTING).bytes) === 0;
      this.same(ours, `${name} does not belong to the program`);
      if (now !== null && !now.data.equals(expected)) this.faults.push(differences(name, now.data, expected));
      return;
    }
    const token = this.world.tokens.get(name);
    if (token !== undefined) {
      const { amount, fees, owner, mint } = readToken(name, now) ?? { amount: -1n, fees: -1n, owner: '', mint: '' };
      const same = amount === token.amount && fees === token.fees && owner === token.owner && mint === token.mint;
      const { amount: wanted, fees: wantedFees } = token;
      this.same(same, `${name} of ${owner} holds ${amount} and ${fees} in fees, expected ${wanted} and ${wantedFees}`);
      return;
    }
    if (this.world.mints.has(name)) return;
    const data = now?.data ?? Buffer.alloc(0);
    this.same(data.equals(last?.data ?? Buffer.alloc(0)) || data.length === 0, `${name} has unexpected data`);
    const released = now === null || last === null || Buffer.compare(now.owner, last.owner) === 0 || data.length === 0;
    this.same(released, `${name} changed its owner`);
  }

  private same(holds: boolean, words: string): void {
    if (!holds) this.faults.push(words);
  }

  /** Makes a check of the promises; tells it together with what was found before. */
  private judge(check: () => void): void {
    try {
      check();
    } catch (error) {
      // Beside another fault, a check may stumble over an account that should not be so.
      if (!(error instanceof BrokenPromise) && this.faults.length === 0) throw error;
      if (error instanceof BrokenPromise) this.faults.unshift(error.message);
    }
    if (this.faults.length > 0) this.disagree(this.faults.join('\n'));
  }

  private disagree(words: string): never {
    this.coverage.foundAfter ??= this.coverage.transactions;
    throw new Disagreement(`${words}\n\n${this.trace.text()}`);
  }
}
