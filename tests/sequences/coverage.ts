/** What got through: a fuzzer that never gets in finds nothing. */
import { type Depth, LEAST_REACHED } from './depth';
import { INSTRUCTION_NAMES, INSTRUCTIONS } from './instructions';

/** How often each instruction was sent, and how often it went through; how often each error was met; how deep it got. */
export class Coverage {
  readonly calls = new Map<string, { sent: number; accepted: number }>();
  readonly errors = new Map<string, number>();
  /** How often sequences got how deep. */
  readonly depths = new Map<Depth, number>();
  /** Transactions of every kind, and how many it took to find something first. */
  transactions = 0;
  foundAfter: number | undefined;

  count(instruction: string, error: string | undefined): void {
    const { sent, accepted } = this.calls.get(instruction) ?? { sent: 0, accepted: 0 };
    this.calls.set(instruction, { sent: sent + 1, accepted: accepted + (error === undefined ? 1 : 0) });
    if (error !== undefined) this.errors.set(error, (this.errors.get(error) ?? 0) + 1);
  }

  /** Counts that a sequence got there. */
  reach(depth: Depth): void {
    this.depths.set(depth, (this.depths.get(depth) ?? 0) + 1);
  }

  /** Calls of the sequences themselves. */
  get sent(): number {
    return [...this.calls.values()].reduce((sum, { sent }) => sum + sent, 0);
  }

  /** Of a hundred calls so many went through. */
  share(instruction: string): number {
    const { sent, accepted } = this.calls.get(instruction) ?? { sent: 0, accepted: 0 };
    return sent === 0 ? 0 : (100 * accepted) / sent;
  }

  /** Instructions that went through too rarely. */
  lacking(): string[] {
    return INSTRUCTION_NAMES.flatMap((name) => {
      const { leastAccepted: least } = INSTRUCTIONS[name];
      const share = this.share(name);
      return share >= least
        ? []
        : [`${name}: ${share.toFixed(1)} % of the calls went through, at least ${least} % should`];
    });
  }

  /** What sequences reached too rarely. */
  shallow(): string[] {
    return Object.entries(LEAST_REACHED).flatMap(([depth, least]) => {
      const times = this.times(depth);
      return times >= least ? [] : [`${depth}: ${times} times, at least ${least} should be`];
    });
  }

  private times(depth: string): number {
    return [...this.depths].find(([one]) => one === depth)?.[1] ?? 0;
  }

  text(): string {
    const lines = INSTRUCTION_NAMES.map((name) => {
      const { sent, accepted } = this.calls.get(name) ?? { sent: 0, accepted: 0 };
      return `${name.padEnd(22)}${String(sent).padStart(9)}${String(accepted).padStart(9)}${this.share(name).toFixed(0).padStart(5)} %`;
    });
    const depths = Object.keys(LEAST_REACHED).map((depth) => `${String(this.times(depth)).padStart(9)}  ${depth}`);
    return [...lines, ...depths, `${this.transactions} transactions, ${this.errors.size} different errors met`]
      .map((line) => `      ${line}`)
      .join('\n');
  }
}
