/** What got through: a fuzzer that never gets in finds nothing. */
import type { InstructionName } from './calls';
import { type Depth, LEAST_REACHED } from './depth';

/** Of the calls of each instruction so many in a hundred go through at least; about half of what is usual. */
export const LEAST_ACCEPTED: Record<InstructionName, number> = {
  claim: 25,
  createPlan: 40,
  fundPlan: 30,
  withdrawSurplus: 25,
  setRole: 40,
  proposeAuthority: 40,
  acceptAuthority: 15,
  pauseClaims: 25,
  resumeClaims: 6,
  acceleratePlan: 35,
  collectWithheld: 20,
  sealPlan: 35,
  closePlan: 5,
  issueGrants: 25,
  voidGrant: 20,
  setAutoClaim: 40,
  setWithholding: 35,
  accelerateGrant: 30,
  terminateGrant: 35,
  withdrawTermination: 20,
  settleTermination: 35,
  pauseGrant: 20,
  resumeGrant: 25,
  proposeTransfer: 25,
  acceptTransfer: 30,
  rejectTransfer: 35,
  closeGrant: 30,
  sweepTombstone: 15,
  createOracleSet: 40,
  proposeOracleSet: 35,
  applyOracleSet: 40,
  closeOracleSet: 4,
  createMetric: 40,
  attestMetric: 45,
  disputeMetric: 17,
  finalizeMetric: 40,
  closeMetric: 25,
  issueMilestone: 30,
  voidMilestone: 15,
  settleMilestone: 40,
  claimMilestone: 12,
  closeMilestone: 35,
  createGovernance: 30,
  depositVotes: 30,
  withdrawVotes: 30,
  openProposal: 30,
  castVote: 30,
  withdrawProposal: 30,
  executeProposal: 15,
  closeProposal: 30,
  closeVoteRecord: 30,
  closeVoterRecord: 20,
  closeGovernance: 3,
};

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
    return Object.entries(LEAST_ACCEPTED).flatMap(([name, least]) => {
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
    const lines = Object.keys(LEAST_ACCEPTED).map((name) => {
      const { sent, accepted } = this.calls.get(name) ?? { sent: 0, accepted: 0 };
      return `${name.padEnd(22)}${String(sent).padStart(9)}${String(accepted).padStart(9)}${this.share(name).toFixed(0).padStart(5)} %`;
    });
    const depths = Object.keys(LEAST_REACHED).map((depth) => `${String(this.times(depth)).padStart(9)}  ${depth}`);
    return [...lines, ...depths, `${this.transactions} transactions, ${this.errors.size} different errors met`]
      .map((line) => `      ${line}`)
      .join('\n');
  }
}
