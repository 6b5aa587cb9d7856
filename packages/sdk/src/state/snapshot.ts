/** Accounts of one moment that belong together: read by `fetch/`, judged by `audit/` and `governance/`. */
import type { Deposit, Governance } from './governance';
import type { Grant } from './grant';
import type { Milestone } from './milestone';
import type { OracleSet } from './oracle-set';
import type { Plan } from './plan';
import type { Proposal, VoteRecord } from './proposal';

/** What is voted with and on; all of one moment. */
export interface Voting {
  readonly governance: Governance;
  /** Every deposit in the governance. */
  readonly deposits: readonly Deposit[];
  /** What the governance's vault holds, base units. */
  readonly vaultAmount: bigint;
  /** Every proposal that has not been closed. */
  readonly proposals: readonly Proposal[];
  /** Every vote on those proposals whose record has not been closed. */
  readonly votes: readonly VoteRecord[];
}

/** What an action bears on. For an action on one grant that grant and its milestones do. */
export interface ActionSubjects {
  readonly plan: Plan;
  readonly grants: readonly Grant[];
  readonly milestones: readonly Milestone[];
  readonly oracles: OracleSet | null;
}
