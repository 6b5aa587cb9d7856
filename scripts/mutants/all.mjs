// All bugs to be found, area by area.
import { ACCOUNT_MUTANTS } from "./accounts.mjs";
import { METRIC_MUTANTS } from "./metrics.mjs";
import { MILESTONE_MUTANTS } from "./milestones.mjs";
import { MONEY_MUTANTS } from "./money.mjs";
import { ROLE_MUTANTS } from "./roles.mjs";
import { VOTE_MUTANTS } from "./votes.mjs";

export const MUTANTS = [
  ...MONEY_MUTANTS,
  ...ROLE_MUTANTS,
  ...METRIC_MUTANTS,
  ...MILESTONE_MUTANTS,
  ...VOTE_MUTANTS,
  ...ACCOUNT_MUTANTS,
];
