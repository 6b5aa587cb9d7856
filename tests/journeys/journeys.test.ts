import { expect } from 'chai';
import { anchor } from './anchor';
import { claims } from './claims';
import { closure } from './closure';
import { CLUSTERS, type OpenCluster } from './clusters';
import { commandLine } from './command-line';
import { events } from './events';
import type { Journey } from './journey';
import { claimsPause, leaveOfAbsence } from './pauses';
import { releasing } from './acceleration';
import { termination } from './termination';
import { transferFees } from './transfer-fees';
import { transfers } from './transfers';
import { withholding } from './withholding';

const JOURNEYS: readonly Journey[] = [
  claims,
  withholding,
  termination,
  leaveOfAbsence,
  claimsPause,
  releasing,
  transfers,
  transferFees,
  commandLine,
  events,
  closure,
  anchor,
];

for (const { name, missing, open } of CLUSTERS) {
  describe(`journeys on ${name}`, function () {
    this.timeout(300_000);
    if (missing !== undefined) {
      it.skip(`are made [skipped: ${missing}]`);
      return;
    }
    /** All at once, so that they wait for the chain's clock together. */
    const made = new Map<Journey, Promise<void>>();
    let cluster: OpenCluster | undefined;

    before(async () => {
      cluster = await open();
      for (const journey of JOURNEYS) {
        const making = journey.make(cluster.client);
        // Its own test tells of a failure.
        making.catch(() => undefined);
        made.set(journey, making);
      }
    });
    after(async () => {
      await Promise.allSettled(made.values());
      await cluster?.close();
    });

    for (const journey of JOURNEYS) {
      it(journey.title, async () => {
        expect(made.has(journey)).to.equal(true);
        await made.get(journey);
      });
    }
  });
}
