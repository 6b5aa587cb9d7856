/** What `tenure oracle`, `tenure metric` and `tenure milestone` do, and claims of milestones. */
import { proposeOracleSet, sealPlan } from '@tenure/sdk';
import type { ActCase } from '../cli/commands/case';
import { key, type Fixture } from '../cli/commands/fixture';
import {
  challenge,
  DAY,
  decide,
  DEFINITION,
  ORACLES,
  says,
  settled,
  withMetric,
  withMilestone,
  withOracles,
} from './metric-fixture';

const ADDRESSES = ORACLES.map((who) => key(who).toBase58());
const NOTICE_DAYS = 14;

/** Announces another oracle in the place of the last one; the notice has passed. */
async function announced(fixture: Fixture): Promise<string> {
  const { address: plan } = await withOracles(fixture);
  const attestors = [key('colleague'), key('rel'), key('ops')];
  const act = { authority: key('admin'), plan, attestors, threshold: 2, expiresTs: 'never' } as const;
  await fixture.send([proposeOracleSet(act)], 'admin');
  fixture.cluster.later(NOTICE_DAYS * DAY);
  return plan.toBase58();
}

async function seal(fixture: Fixture, plan: Parameters<typeof sealPlan>[0]['plan']): Promise<void> {
  await fixture.send([sealPlan({ authority: key('admin'), plan, expiresTs: 'never' })], 'admin');
}

const definition = (fixture: Fixture) => [
  ...['--definition-uri', 'https://example.org/mmlu'],
  ...['--definition-file', fixture.cluster.file('definition.md', DEFINITION)],
];

const ORACLE_ACTS: readonly ActCase[] = [
  {
    command: 'oracle set',
    about: 'for the first time, with rent from somebody else',
    who: 'admin',
    words: async (fixture) => [
      ...[(await fixture.plan()).address.toBase58(), '--attestor', ...ADDRESSES, '--threshold', '2'],
      ...['--fee-payer', fixture.keyFile('sponsor')],
    ],
  },
  {
    command: 'oracle set',
    about: 'announcing that one goes and one comes',
    who: 'admin',
    words: async (fixture) => {
      const plan = (await withOracles(fixture)).address.toBase58();
      const attestors = [key('ops'), key('pay'), key('colleague')].map((each) => each.toBase58());
      return [plan, '--attestor', ...attestors, '--threshold', '3'];
    },
  },
  {
    command: 'oracle apply',
    about: 'after the notice',
    who: 'stranger',
    anybody: true,
    words: async (fixture) => [await announced(fixture)],
  },
  {
    command: 'oracle close',
    about: 'of a sealed plan',
    who: 'stranger',
    anybody: true,
    rentTo: 'rent',
    words: async (fixture) => {
      const { address } = await withOracles(fixture);
      await seal(fixture, address);
      return [address.toBase58()];
    },
  },
];

const METRIC_ACTS: readonly ActCase[] = [
  {
    command: 'metric create',
    about: 'with every limit named',
    who: 'admin',
    words: async (fixture) => [
      ...[(await withOracles(fixture)).address.toBase58(), '--key', 'mmlu', '--exponent', '-4', '--better', 'higher'],
      ...['--opens', '2026-11-01', '--due', '2027-12-31', '--early', '0.8', '--max-age', '30d', '--challenge', '3d'],
      ...definition(fixture),
    ],
  },
  {
    command: 'metric attest',
    about: 'that makes a result',
    who: 'rel',
    words: async (fixture) => {
      const measured = await withMetric(fixture);
      await says(fixture, measured, 'colleague', 8_123n);
      const evidence = fixture.cluster.file('evidence.json', '{}');
      const observed = ['--observed', `${fixture.cluster.now()}`, '--as', key('rel').toBase58()];
      return [measured.name, '--value', '0.8123', '--evidence-file', evidence, ...observed];
    },
  },
  {
    command: 'metric attest',
    about: 'with the hash of evidence kept elsewhere',
    who: 'colleague',
    refusedAs: 'NotAttestor',
    words: async (fixture) => [
      ...[(await withMetric(fixture)).metric.toBase58(), '--value', '-1.5', '--evidence-sha256', 'ab'.repeat(32)],
    ],
  },
  {
    command: 'metric dispute',
    about: 'by the guardian',
    who: 'guard',
    refusedAs: 'NotDisputer',
    words: async (fixture) => {
      const measured = await withMetric(fixture);
      await challenge(fixture, measured);
      return [measured.name, '--reason-file', fixture.cluster.file('reason.txt', 'why'), '--value', '0.8123'];
    },
  },
  {
    command: 'metric dispute',
    about: 'by an oracle',
    who: 'pay',
    words: async (fixture) => {
      const measured = await withMetric(fixture);
      await challenge(fixture, measured);
      const reason = fixture.cluster.file('reason.txt', 'why');
      return [measured.name, '--reason-file', reason, '--as', key('pay').toBase58()];
    },
  },
  {
    command: 'metric finalize',
    about: 'after the time for disputes',
    who: 'stranger',
    anybody: true,
    words: async (fixture) => {
      const measured = await withMetric(fixture);
      await challenge(fixture, measured);
      fixture.cluster.later(3 * DAY);
      return [measured.name];
    },
  },
  {
    command: 'metric close',
    about: 'of a sealed plan',
    who: 'stranger',
    anybody: true,
    rentTo: 'rent',
    words: async (fixture) => {
      const measured = await withMetric(fixture);
      await seal(fixture, measured.subject.address);
      return [measured.name];
    },
  },
];

const MILESTONE_ACTS: readonly ActCase[] = [
  {
    command: 'milestone issue',
    about: 'with a schedule after the result',
    who: 'ops',
    words: async (fixture) => {
      const { subject, key: metric } = await withMetric(fixture);
      const grantId = await fixture.grant(subject, {});
      return [
        ...[`${subject.address.toBase58()}/${grantId}`, '--metric', metric, '--amount', '12.5'],
        ...['--threshold', '0.7:50%', '--target', '0.8', '--maximum', '0.9:150%', '--deadline', '2030-12-31'],
        ...['--schedule', 'monthly:12m'],
      ];
    },
  },
  {
    command: 'milestone settle',
    about: 'by its result',
    who: 'stranger',
    anybody: true,
    words: async (fixture) => {
      const earned = await withMilestone(fixture);
      await decide(fixture, earned);
      return [earned.milestoneName];
    },
  },
  {
    command: 'milestone settle',
    about: 'after its deadline',
    who: 'stranger',
    anybody: true,
    words: async (fixture) => {
      const earned = await withMilestone(fixture);
      fixture.cluster.later(60 * DAY + 1);
      return [earned.milestoneName];
    },
  },
  {
    command: 'milestone void',
    about: 'in its void window',
    who: 'admin',
    words: async (fixture) => [(await withMilestone(fixture, { plan: { policy: { voidSecs: DAY } } })).milestoneName],
  },
  {
    command: 'milestone close',
    about: 'that was missed',
    who: 'worker',
    rentTo: 'rent',
    words: async (fixture) => [(await settled(fixture, {}, 6_999n)).milestoneName],
  },
  {
    command: 'claim',
    about: 'of a grant and its milestone together',
    who: 'worker',
    anybody: true,
    words: async (fixture) => [(await settled(fixture, { grant: { schedule: 'immediate' } })).grantName],
  },
];

export const ACTS: readonly ActCase[] = [...ORACLE_ACTS, ...METRIC_ACTS, ...MILESTONE_ACTS];
