import { expect } from 'chai';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../cli/commands/case';
import { testCommands } from '../cli/commands/every-command';
import { key, Fixture, type Person } from '../cli/commands/fixture';
import { ACTS } from './acts';
import { challenge, DEFINITION, settled, withMetric, withMilestone } from './metric-fixture';
import { attestedFrom } from './evidence';

const MINE = /^(oracle|metric|milestone)\b/;
/** What an oracle does has tests of its own. */
const RUN = ['oracle run', ['--every', '--once']] as const;

const VIEWS: readonly Case[] = [
  {
    command: 'oracle show',
    about: 'as they are',
    who: 'stranger',
    words: async (fixture) => [(await withMetric(fixture)).subject.address.toBase58()],
  },
  {
    command: 'oracle check',
    about: 'of what one oracle attested',
    who: 'stranger',
    words: async (fixture) => {
      const measured = await withMetric(fixture);
      const folder = join(fixture.cluster.folder, 'source');
      mkdirSync(folder, { recursive: true });
      const evidence = await attestedFrom(fixture, measured, 'colleague', folder, 0.8123);
      return [measured.name, '--evidence-dir', evidence, '--attestor', key('colleague').toBase58()];
    },
  },
  {
    command: 'metric show',
    about: 'with its definition compared',
    who: 'stranger',
    words: async (fixture) => {
      const measured = await withMetric(fixture, { earlyValue: 8_000n });
      await challenge(fixture, measured);
      return [measured.name, '--definition-file', fixture.cluster.file('definition.md', DEFINITION)];
    },
  },
  {
    command: 'metric list',
    about: 'of a plan',
    who: 'stranger',
    words: async (fixture) => {
      const measured = await withMetric(fixture);
      await challenge(fixture, measured);
      return [measured.subject.address.toBase58()];
    },
  },
  {
    command: 'milestone show',
    about: 'that is open',
    who: 'stranger',
    words: async (fixture) => [(await withMilestone(fixture)).milestoneName],
  },
  {
    command: 'milestone show',
    about: 'that pays, by its address',
    who: 'worker',
    words: async (fixture) => [(await settled(fixture)).milestone.toBase58()],
  },
  {
    command: 'grant show',
    about: 'with a milestone',
    who: 'worker',
    words: async (fixture) => [(await settled(fixture)).grantName],
  },
];

describe('CLI: every command about oracles, metrics and milestones', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  testCommands({ names: MINE, views: VIEWS, acts: ACTS, elsewhere: [RUN] }, () => fixture);

  const WRONG: readonly (readonly [string, readonly string[]])[] = [
    ['an exponent that is none', ['--exponent', '19']],
    ['a key with a space', ['--key', 'two words']],
    ['an early value with too many decimals', ['--early', '0.81234']],
    ['an early value that is no number', ['--early', '80%']],
    ['an early value that does not fit', ['--early', '922337203685477.5808']],
    ['a date that is none', ['--due', '2027-02-30']],
    ['an age without a unit', ['--max-age', '30']],
  ];
  for (const [what, words] of WRONG) {
    it(`refuses to define a metric with ${what}`, async () => {
      const { address } = await fixture.plan();
      const file = fixture.cluster.file('definition.md', DEFINITION);
      const usual = ['--key', 'mmlu', '--exponent', '-4', '--better', 'higher', '--due', '2027-12-31'];
      const definition = ['--definition-uri', 'https://example.org/mmlu', '--definition-file', file];
      const command = ['metric', 'create', address.toBase58(), ...usual, ...definition, ...words, '--yes'];
      const ran = await fixture.cluster.tenure('admin', command);
      expect(ran.code, ran.err).to.equal(2);
    });
  }

  const CURVES: readonly (readonly [string, readonly string[]])[] = [
    ['a target below the threshold', ['--target', '0.6']],
    ['more than 200 % at the maximum', ['--maximum', '0.9:201%']],
    ['more than 100 % at the threshold', ['--threshold', '0.7:101%']],
    ['a share without its %', ['--threshold', '0.7:50']],
    ['a value between two steps', ['--target', '0.80001']],
    ['no tokens at all', ['--amount', 'many']],
  ];
  for (const [what, words] of CURVES) {
    it(`refuses a milestone with ${what}`, async () => {
      const { subject, key: metric } = await withMetric(fixture);
      const grantId = await fixture.grant(subject);
      const usual = ['--metric', metric, '--amount', '10', '--threshold', '0.7', '--target', '0.8'];
      const grant = `${subject.address.toBase58()}/${grantId}`;
      const command = ['milestone', 'issue', grant, ...usual, '--deadline', '2030-12-31', ...words, '--yes'];
      const ran = await fixture.cluster.tenure('ops', command);
      expect(ran.code, ran.err).to.equal(2);
    });
  }

  it('takes 0 % at the threshold and 200 % at the maximum where no share is named', async () => {
    const { subject, key: metric } = await withMetric(fixture);
    const grantId = await fixture.grant(subject);
    const issue = async (...words: string[]) => {
      const usual = ['--metric', metric, '--amount', '10', '--threshold', '0.7', '--target', '0.8'];
      const grant = `${subject.address.toBase58()}/${grantId}`;
      const command = ['milestone', 'issue', grant, ...usual, '--deadline', '2030-12-31', ...words, '--json'];
      const made = (await fixture.cluster.tenure('ops', command)).json().milestone;
      return (await fixture.cluster.tenure('ops', ['milestone', 'show', String(made), '--json'])).json();
    };
    expect(await issue()).to.include({
      thresholdBps: 0,
      maxBps: 10_000,
      maximum: '8000',
      maxAmount: '10000000',
    });
    expect(await issue('--maximum', '0.9')).to.include({
      maxBps: 20_000,
      maximum: '9000',
      maxAmount: '20000000',
    });
  });

  it('names a definition that is another one, with exit code 1', async () => {
    const measured = await withMetric(fixture);
    const other = fixture.cluster.file('other.md', 'measured in another way');
    const ran = await fixture.cluster.tenure('worker', ['metric', 'show', measured.name, '--definition-file', other]);
    expect(ran.code).to.equal(1);
    expect(ran.err).to.contain('OtherDefinition');
  });

  it('keeps seats, fills free ones, and calls a change off by naming those that there are', async () => {
    const { subject } = await withMetric(fixture);
    const plan = subject.address.toBase58();
    const addresses = (people: readonly Person[]) => people.map((who) => key(who).toBase58());
    const set = (threshold: string, ...people: readonly Person[]) => {
      const words = ['oracle', 'set', plan, '--attestor', ...addresses(people), '--threshold', threshold];
      return fixture.cluster.tenure('admin', [...words, '--yes']);
    };
    const shown = async () => (await fixture.cluster.tenure('worker', ['oracle', 'show', plan, '--json'])).json();
    const same = await set('2', 'pay', 'rel', 'colleague');
    expect([same.code, same.out]).to.deep.equal([1, '']);
    expect(same.err).to.contain('NothingToChange');
    const changed = await set('3', 'ops', 'worker', 'pay', 'rel');
    expect(changed.code, changed.err).to.equal(0);
    // The second goes: ops takes that seat, worker the next free one; the others stay where they are.
    const seats = [...addresses(['ops', 'rel', 'pay', 'worker']), ...Array.from({ length: 12 }, () => null)];
    expect((await shown()).next).to.deep.include({ threshold: 3, attestors: seats });
    const doctor = await fixture.cluster.tenure('worker', ['doctor', plan, '--json']);
    const [ops, worker, colleague] = addresses(['ops', 'worker', 'colleague']);
    const change = `+${ops}, +${worker}, -${colleague}, 3 instead of 2`;
    expect(doctor.out).to.contain('A change of the oracles is announced.').and.to.contain(change);
    const early = await fixture.cluster.tenure('worker', ['oracle', 'apply', plan, '--yes']);
    expect(early.err).to.contain('OracleChangeNotDue');
    const off = await set('2', 'colleague', 'rel', 'pay');
    expect(off.code, off.err).to.equal(0);
    expect(off.err).to.contain('Call off');
    expect((await shown()).next).to.equal(null);
    const healthy = await fixture.cluster.tenure('worker', ['doctor', plan]);
    expect(healthy.out).not.to.contain('announced');
  });
});
