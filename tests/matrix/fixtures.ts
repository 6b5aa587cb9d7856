import { type Fixtures } from './fixture';
import { GRANT_FIXTURES } from './grant-fixtures';
import { GOVERNANCE_FIXTURES } from './governance-fixtures';
import type { InstructionName } from '@tenure/sdk';
import { METRIC_FIXTURES } from './metric-fixtures';
import { MILESTONE_FIXTURES } from './milestone-fixtures';
import { PLAN_FIXTURES } from './plan-fixtures';
import { VOTE_FIXTURES } from './vote-fixtures';

/**
 * A valid call for every instruction of the interface. A new instruction does not compile here before it has one, and is
 * attacked in every way from then on.
 */
export const FIXTURES: Fixtures<InstructionName> = {
  ...PLAN_FIXTURES,
  ...GRANT_FIXTURES,
  ...METRIC_FIXTURES,
  ...MILESTONE_FIXTURES,
  ...GOVERNANCE_FIXTURES,
  ...VOTE_FIXTURES,
};
