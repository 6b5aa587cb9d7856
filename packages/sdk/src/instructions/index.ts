/** One function an instruction: plain values in, one web3.js instruction out, nothing sent. */
export {
  build,
  type InstructionAccounts,
  type InstructionArgs,
  type InstructionExtras,
  type InstructionName,
} from './build';
export * from './accelerate';
export * from './claims';
export * from './governance';
export * from './issue';
export * from './milestones';
export * from './oracles';
export * from './pause';
export * from './plan';
export {
  settleTermination,
  terminateGrant,
  withdrawTermination,
  type AuthorityInput,
  type SettleTermination,
  type TerminateGrant,
} from './terminate';
export type { CollectWithheld, FundPlan, TransferInput, WithdrawSurplus } from './tokens';
export { collectWithheld, fundPlan, withdrawSurplus } from './tokens';
export * from './transfer';
export { expiresIn, type Expiry } from './values';
