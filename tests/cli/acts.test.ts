import { testActs } from './commands/every-act';
import { GRANT_ACTS } from './commands/grant-acts';
import { PLAN_ACTS } from './commands/plan-acts';

describe('CLI: every act', function () {
  this.timeout(300_000);
  testActs([...PLAN_ACTS, ...GRANT_ACTS]);
});
