/** Accounts that do not exist yet: an oracle set, a metric and a milestone, each at the one address that is its own. */
import * as sdk from '@tenure/sdk';
import { HUNDRED_SECS, MilestoneScenario } from '../milestone/scenario';
import { people } from '../support/world';
import { type Creation, describeCreation, type Kind } from './creations';

const { authority, operator, stranger } = people;

const ANOTHER = stranger.publicKey.toBytes();

/** A world whose plan has everything but what is created: for the oracle set, that of a plan without one. */
function oracleSet(): Creation {
  const test = new MilestoneScenario();
  const plan = test.world.plan({ planId: 7n, mint: test.plan.mintHandle, funding: 0n });
  const seed = sdk.bytesConstant('oraclesSeed');
  return {
    test,
    call: test.createOracleSet({ plan: plan.address }),
    payer: authority,
    address: sdk.oracleSetAddress(plan.address),
    size: 1_080,
    seeds: [seed, plan.address.toBytes()],
    otherSeeds: [seed, ANOTHER],
  };
}

function metric(): Creation {
  const test = new MilestoneScenario();
  const seed = sdk.bytesConstant('metricSeed');
  const key = sdk.metricKey('helm');
  return {
    test,
    call: test.createMetric({ key: 'helm' }),
    payer: authority,
    address: sdk.metricAddress(test.plan.address, 'helm'),
    size: 2_376,
    seeds: [seed, test.plan.address.toBytes(), key],
    otherSeeds: [seed, ANOTHER, key],
  };
}

function milestone(): Creation {
  const test = new MilestoneScenario();
  const seed = sdk.bytesConstant('milestoneSeed');
  const index = Uint8Array.of(0);
  return {
    test,
    call: test.issueMilestone({ shape: HUNDRED_SECS }),
    payer: operator,
    address: sdk.milestoneAddress(test.grant, 0),
    size: 200 + 16,
    seeds: [seed, test.grant.toBytes(), index],
    otherSeeds: [seed, ANOTHER, index],
  };
}

const KINDS: Kind[] = [
  { name: 'oracle set', create: oracleSet, elsewhere: 'ConstraintSeeds', taken: 'OracleSetExists' },
  { name: 'metric', create: metric, elsewhere: 'ConstraintSeeds', taken: 'MetricAlreadyExists' },
  // A grant's next milestone is another one.
  { name: 'milestone', create: milestone, elsewhere: 'MilestoneAddressMismatch', taken: 'MilestoneAddressMismatch' },
];

KINDS.forEach(describeCreation);

describe('matrix: a milestone of the same grant', () => {
  it('is no stand-in for another one: its metric is its own', () => {
    const test = new MilestoneScenario();
    const helm = test.metric({ key: 'helm' });
    const first = test.milestone();
    const second = test.milestone({ metric: helm });
    test.final(80n);
    test.final(80n, helm);
    test.refuse(test.settleMilestone(first, { metric: helm }), 'WrongMetric');
    test.refuse(test.settleMilestone(second, { metric: test.mmlu }), 'WrongMetric');
    test.run([test.settleMilestone(first), test.settleMilestone(second)]);
    test.collectMilestone(first);
    test.refuse(test.closeMilestone(first, { metric: helm }), 'WrongMetric', people.beneficiary);
  });
});
