import { finalizeMetric, proposeOracleSet, settleMilestone, terminateGrant, voidMilestone } from '@tenure/sdk';
import { expect } from 'chai';
import { key, Fixture } from '../cli/commands/fixture';
import {
  challenge,
  DAY,
  decide,
  DEFINITION,
  metricOf,
  ORACLES,
  says,
  settled,
  withMetric,
  withMilestone,
  type Earned,
} from './metric-fixture';
import { createHash } from 'node:crypto';

describe('CLI: what grant show tells who earns a milestone', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  /** What the worker reads, without line breaks in the cells of tables. */
  async function shown({ grantName }: Pick<Earned, 'grantName'>): Promise<string> {
    const ran = await fixture.cluster.tenure('worker', ['grant', 'show', grantName]);
    expect([ran.code, ran.err]).to.deep.equal([0, '']);
    expect(ran.out).not.to.match(/[^\P{Cc}\n]/u);
    return ran.out;
  }

  /** The sentence below the milestone's title. */
  async function sentence(earned: Earned): Promise<string> {
    const lines = (await shown(earned)).split('\n');
    return lines[lines.findIndex((line) => line.startsWith('Milestone 0: ')) + 1] ?? '';
  }

  async function settle({ subject, grant, metric, milestone }: Earned): Promise<void> {
    await fixture.send([settleMilestone({ plan: subject.address, grant, metric, milestone })], 'stranger');
  }

  async function terminate({ subject, grant }: Earned): Promise<void> {
    const act = { authority: key('admin'), plan: subject.address, grant, expiresTs: 'never' } as const;
    await fixture.send([terminateGrant({ ...act, cause: 'withoutCause' })], 'admin');
  }

  it('what is measured, by whom, until when, and where to read about it', async () => {
    const text = await shown(await withMilestone(fixture));
    expect(text)
      .to.contain('mmlu; a higher value is better')
      .and.to.contain('https://example.org/mmlu')
      .and.to.contain(createHash('sha256').update(DEFINITION).digest('hex'))
      .and.to.contain('3 oracles; the median of 2 or more is the result')
      .and.to.match(/a result counts +│ if it was so and reported by 20\d\d-/)
      .and.to.contain('check the definition: tenure metric show ');
    for (const [seat, who] of ORACLES.entries()) {
      expect(text).to.contain(`seat ${seat}: ${key(who).toBase58()}, nothing attested`);
    }
  });

  it('what it pays at which value, with the median now in its place', async () => {
    const earned = await withMilestone(fixture);
    await says(fixture, earned, 'colleague', 8_500n);
    const rows = (await shown(earned)).split('\n').filter((line) => /^│ (below )?0\.\d+ +│ [\dn]/.test(line));
    expect(
      rows.map((row) =>
        row
          .split('│')
          .slice(1, 4)
          .map((cell) => cell.trim()),
      ),
    ).to.deep.equal([
      ['below 0.7', 'nothing', '0 %'],
      ['0.7', '5', '50 %'],
      ['0.75', '7.5', '75 %'],
      ['0.8', '10', '100 %'],
      ['0.85', '15', '150 %'],
      ['0.9', '20', '200 %'],
    ]);
    expect(rows[4]).to.contain('◀ median now');
    const lower = await withMilestone(fixture, {
      metric: { better: 'lower' },
      curve: { threshold: 9_000n, target: 8_000n, maximum: 8_000n, thresholdBps: 0, maxBps: 10_000 },
    });
    expect(await shown(lower))
      .to.contain('above 0.9')
      .and.to.contain('target, maximum')
      .and.to.contain('a lower value is better');
  });

  it('who said what when, how far off the median, whether it counts and why not', async () => {
    const earned = await withMilestone(fixture, {
      metric: { maxAgeSecs: DAY, dueTs: fixture.cluster.now() + 9 * DAY },
    });
    await says(fixture, earned, 'colleague', 7_000n);
    fixture.cluster.later(DAY + 1);
    await says(fixture, earned, 'rel', 8_000n);
    await says(fixture, earned, 'pay', 9_900n);
    const text = await shown(earned);
    expect(text)
      .to.match(/│ 0 +│ 0\.7 +│ -0\.1 .*│ no: too old +│/)
      .and.to.match(/│ 1 +│ 0\.8 +│ 0 .*│ yes +│/)
      .and.to.match(/│ 2 +│ 0\.99 +│ \+0\.19 .*│ yes +│/)
      .and.to.contain(`seat 2: ${key('pay').toBase58()}`)
      .and.to.contain(`evidence ${createHash('sha256').update('9900').digest('hex')}`)
      .and.to.contain('check the evidence:');
    expect(await sentence(earned)).to.match(
      /^No result yet, though enough oracles have attested \(median 0\.8\)\. It can come from 20.*Z on\./,
    );
  });

  it('that nothing counts before the metric opens, and what an early result must reach', async () => {
    const now = fixture.cluster.now();
    const closed = await withMilestone(fixture, { metric: { opensTs: now + DAY, dueTs: now + DAY } });
    expect(await sentence(closed)).to.match(/^Nothing counts yet: observations count from 20/);
    const early = await withMilestone(fixture, { metric: { dueTs: now + 9 * DAY, earlyValue: 8_000n } });
    expect(await sentence(early)).to.match(/^No result yet: of the 2 .* 0 are in\. It can .* with 0\.8 or better\.$/);
  });

  it('that enough have attested what was not due then, and the next one makes it a result', async () => {
    const earned = await withMilestone(fixture, { metric: { dueTs: fixture.cluster.now() + DAY } });
    await challenge(fixture, earned);
    fixture.cluster.later(DAY);
    expect(await sentence(earned)).to.contain('The next attestation makes it one.');
  });

  it('how long a result can be disputed, by whom and with which command, and what it would pay', async () => {
    const earned = await withMilestone(fixture);
    await challenge(fixture, earned);
    expect(await sentence(earned)).to.match(
      /^The result 0\.8123 can be disputed until 20[^;]+; then it stands\. 0\.8123 would pay 11\.23 \(112\.3 % /,
    );
    expect(await shown(earned))
      .to.contain(`dispute it:           tenure metric dispute ${earned.metric.toBase58()} --reason-file FILE`)
      .and.to.contain(key('guard').toBase58())
      .and.to.contain('oracles in seats 0, 1, 2');
  });

  it('that a result which was not disputed can be made final, and then settled', async () => {
    const earned = await withMilestone(fixture);
    await challenge(fixture, earned);
    fixture.cluster.later(3 * DAY);
    expect(await sentence(earned)).to.contain('was not disputed in time: anybody can make it final.');
    expect(await shown(earned)).to.contain('make it final:        tenure metric finalize ');
    await fixture.send([finalizeMetric(earned.metric)], 'stranger');
    expect(await sentence(earned)).to.equal(
      'It is final: the result 0.8123 pays 11.23 (112.3 % of the target). Anybody can settle it now.',
    );
    expect(await shown(earned)).to.contain(`settle it:            tenure milestone settle ${earned.milestoneName}`);
  });

  it('what is paid, what can be claimed, and that nothing is left to do', async () => {
    const earned = await settled(fixture);
    expect(await sentence(earned)).to.equal(
      'Settled: the result 0.8123 pays 11.23 (112.3 % of the target). 11.23 can be claimed now.',
    );
    expect(await shown(earned)).to.contain(`claim it:             tenure claim ${earned.grantName}`);
    const claim = await fixture.cluster.tenure('worker', ['claim', earned.grantName, '--yes']);
    expect(claim.code, claim.err).to.equal(0);
    expect(await sentence(earned)).to.contain('All of it is claimed: nothing more to do.');
  });

  it('what vests by and by after the result, and stops with the grant', async () => {
    const earned = await settled(fixture, { schedule: 'linear:100d' });
    expect(await sentence(earned)).to.contain('Nothing of it can be claimed right now.');
    fixture.cluster.later(50 * DAY);
    expect(await shown(earned))
      .to.match(/vests +│ 100 % continuously over 100 days, from when the result is final/)
      .and.to.match(/vested +│ 5\.615 \(50 %\)/);
    await terminate(earned);
    fixture.cluster.later(11);
    expect(await sentence(earned)).to.match(/But the grant stopped on .*, and anybody can settle the rest\.$/);
    await settle(earned);
    expect(await sentence(earned)).to.match(
      /^Over: the grant stopped on .*\. What had vested by then stays, .* 7\.0\d* can be claimed now\.$/,
    );
  });

  it('that a result below the threshold pays nothing, before and after it is settled', async () => {
    const earned = await withMilestone(fixture);
    await challenge(fixture, earned, 6_999n);
    expect(await sentence(earned)).to.contain('0.6999 would pay nothing.');
    fixture.cluster.later(3 * DAY);
    await fixture.send([finalizeMetric(earned.metric)], 'stranger');
    const says = 'the result 0.6999 pays nothing, for payment begins at 0.7.';
    expect(await sentence(earned)).to.equal(`It is final: ${says} Anybody can settle it now.`);
    await settle(earned);
    expect(await sentence(earned)).to.equal(`Settled: ${says} Nothing more to do.`);
  });

  it('that there was no result in time, before and after it is settled', async () => {
    const earned = await withMilestone(fixture, { deadlineSecs: DAY });
    fixture.cluster.later(DAY + 1);
    expect(await sentence(earned)).to.match(
      /^It pays nothing: there was no result by .*\. Anybody can settle it now\.$/,
    );
    await settle(earned);
    expect(await sentence(earned)).to.match(/^Over: there was no result by .*, so it pays nothing\.$/);
  });

  it('that the grant ended before there was a result, before and after it is settled', async () => {
    const earned = await withMilestone(fixture);
    await terminate(earned);
    expect((await shown(earned)).replace(/\s*\n\s*│\s*/g, ' ')).to.match(/and\s+when\s+the\s+grant\s+stops/);
    fixture.cluster.later(11);
    expect(await sentence(earned)).to.match(
      /^It pays nothing: the grant stopped on .* before there was a result.*settle it now\.$/,
    );
    await settle(earned);
    expect(await sentence(earned)).to.match(
      /^Over: the grant stopped on .* before there was a result, so it pays nothing\.$/,
    );
  });

  it('that it can be taken back in its void window, and that it was', async () => {
    const earned = await withMilestone(fixture, { plan: { policy: { voidSecs: DAY } } });
    expect(await shown(earned)).to.match(/can be taken back +│ by the authority until 20/);
    const { subject, milestone } = earned;
    const act = { authority: key('admin'), plan: subject.address, milestone, expiresTs: 'never' } as const;
    await fixture.send([voidMilestone(act)], 'admin');
    expect(await sentence(earned)).to.equal('Over: the authority took it back in its void window.');
  });

  it('how much time there is after a dispute, and that other oracles are announced', async () => {
    const earned = await withMilestone(fixture, { deadlineSecs: DAY });
    await challenge(fixture, earned);
    const reason = fixture.cluster.file('reason.txt', 'why');
    const words = ['metric', 'dispute', earned.name, '--reason-file', reason, '--yes'];
    expect((await fixture.cluster.tenure('guard', words)).code).to.equal(0);
    const act = { authority: key('admin'), plan: earned.subject.address, expiresTs: 'never' } as const;
    const attestors = [key('colleague'), key('ops')];
    await fixture.send([proposeOracleSet({ ...act, attestors, threshold: 2 })], 'admin');
    expect(await shown(earned))
      .to.match(/time to attest it anew +│ until 20/)
      .and.to.match(/other oracles +│ announced for 20/)
      .and.to.contain('no: from before the dispute');
    expect(await sentence(earned)).to.match(/^A result was disputed, so it is attested anew\. No result yet/);
  });

  it('several milestones by number, each with its own metric', async () => {
    const earned = await withMilestone(fixture);
    const second = await metricOf(fixture, earned.subject, { key: 'revenue' });
    const terms = ['--threshold', '1', '--target', '2', '--amount', '3', '--deadline', '2030-01-01', '--yes'];
    const issue = ['milestone', 'issue', earned.grantName, '--metric', second.metric.toBase58(), ...terms];
    const issued = await fixture.cluster.tenure('ops', issue);
    expect(issued.code, issued.err).to.equal(0);
    await decide(fixture, second, 20_000n);
    const text = await shown(earned);
    expect(text.indexOf('Milestone 0: mmlu')).to.be.greaterThan(0);
    expect(text.indexOf('Milestone 1: revenue')).to.be.greaterThan(text.indexOf('Milestone 0: mmlu'));
    const ran = await fixture.cluster.tenure('worker', ['grant', 'show', earned.grantName, '--json']);
    expect(ran.json().milestones).to.have.length(2);
    expect(ran.json()).to.have.nested.property('milestones[1].settlement', 'met');
    expect(ran.json()).to.have.nested.property('milestones[1].metric.number', '2');
  });

  it('a metric of another plan decides nothing here', async () => {
    const earned = await withMilestone(fixture);
    const other = await withMetric(fixture, { key: 'other' });
    const terms = ['--threshold', '1', '--target', '2', '--amount', '3', '--deadline', '2030-01-01', '--yes'];
    const issue = ['milestone', 'issue', earned.grantName, '--metric', other.name, ...terms];
    const ran = await fixture.cluster.tenure('ops', issue);
    expect([ran.code, ran.out]).to.deep.equal([1, '']);
    expect(ran.err).to.contain('MetricOfAnotherPlan');
  });
});
