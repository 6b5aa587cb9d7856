import { testActs } from '../cli/commands/every-act';
import { ACTS } from './acts';

describe('CLI: every act on oracles, metrics and milestones', function () {
  this.timeout(300_000);
  testActs(ACTS);
});
