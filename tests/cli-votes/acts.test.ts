import { testActs } from '../cli/commands/every-act';
import { ACTS } from './acts';

describe('CLI: every act of a vote', function () {
  this.timeout(300_000);
  testActs(ACTS);
});
