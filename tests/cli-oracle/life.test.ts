import { expect } from 'chai';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from '../support/command-line';
import { key, Fixture, type Person } from '../cli/commands/fixture';
import { OracleFolder } from './evidence';
import { DAY, DEFINITION } from './metric-fixture';

const SAMPLES = join(__dirname, '../../packages/oracle/test/samples');
const RESULTS = join(SAMPLES, 'lm-eval/results_2026-11-18T15-53-21.125034.json');
const EVALUATOR: Person = 'colleague';
const AUDITOR: Person = 'rel';
const LIAR: Person = 'pay';

describe('CLI: the life of a milestone, from its oracles to its payment', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  let plan: string;
  let grant: string;
  let metric: string;

  before(async () => {
    fixture = await Fixture.open();
    const { subject, name } = await fixture.granted(
      { schedule: 'cliff:12m', withholdingBps: 2_000 },
      { policy: { voidSecs: DAY } },
    );
    plan = subject.address.toBase58();
    grant = name;
  });
  after(() => fixture.cluster.stop());

  async function does(who: Person, ...words: string[]): Promise<Ran> {
    const ran = await fixture.cluster.tenure(who, [...words, '--yes']);
    expect(ran.code, `${words.join(' ')}: ${ran.err}${ran.out}`).to.equal(0);
    return ran;
  }

  const folderOf = (who: Person): OracleFolder => new OracleFolder(join(fixture.cluster.folder, `oracle of ${who}`));
  const shown = async (): Promise<string> => (await does('worker', 'grant', 'show', grant)).out;

  /** An oracle's round: the file that it reads, copied into its folder under a name of its own. */
  async function round(who: Person, file: string, source: object): Promise<Ran> {
    const folder = folderOf(who);
    mkdirSync(join(folder.path, 'results'), { recursive: true });
    copyFileSync(file, join(folder.path, 'results', 'results_2026-11-18T15-53-21.125034.json'));
    return does(who, 'oracle', 'run', folder.config([{ metric, source }]));
  }

  const harness = (task: string) => ({
    ...{ kind: 'lm-eval', file: 'results', task, metric: 'acc', filter: 'none' },
    ...{ model: 'example-lab/atlas-7b', observed: 'now' },
  });

  it('begins with who attests, what is measured, and what is paid for it', async () => {
    const attestors = [EVALUATOR, AUDITOR, LIAR].map((who) => key(who).toBase58());
    await does('admin', 'oracle', 'set', plan, '--attestor', ...attestors, '--threshold', '2');
    const made = await does(
      'admin',
      ...['metric', 'create', plan, '--key', 'mmlu', '--exponent', '-4', '--better', 'higher'],
      ...['--due', `${fixture.cluster.now() + 30 * DAY}`, '--early', '0.6', '--challenge', '3d'],
      ...['--definition-uri', 'https://example.org/mmlu'],
      ...['--definition-file', fixture.cluster.file('mmlu.md', DEFINITION)],
    );
    metric = /metric: (\w+)/.exec(made.out)?.[1] ?? expect.fail(made.out);
    const issued = await does(
      'ops',
      ...['milestone', 'issue', grant, '--metric', 'mmlu', '--amount', '100'],
      ...['--threshold', '0.5:50%', '--target', '0.6', '--maximum', '0.7:200%'],
      ...['--deadline', `${fixture.cluster.now() + 31 * DAY}`],
    );
    expect(issued.err)
      .to.match(/At 0\.5\W+50 % of 100/)
      .and.to.match(/At 0\.6, the target\W+100/)
      .and.to.match(/At 0\.7 and beyond\W+200/);
    expect(await shown())
      .to.contain('No result yet: of the 2 attestations that decide 0 are in.')
      .and.to.contain('Nothing was attested yet.');
  });

  it('goes on with three oracles that read true files, one of which lies', async () => {
    const evaluated = await round(EVALUATOR, RESULTS, harness('mmlu'));
    expect(evaluated.out).to.contain('1 attested, 0 left out, 0 failed').and.to.contain('mmlu: 0.6123');
    expect(await shown()).to.contain('1 are in (median 0.6123)');
    // Another task of the same file, which is better.
    const lied = await round(LIAR, RESULTS, harness('mmlu_other'));
    expect(lied.out).to.contain('mmlu: 0.6993');
    const audited = await round(AUDITOR, RESULTS, harness('mmlu'));
    expect(audited.out).to.contain('mmlu: 0.6123');
    expect(await shown())
      .to.match(/The result 0\.6123 can be disputed until [\d-]+ [\d:]+Z; then it stands\./)
      .and.to.contain('0.6123 would pay 112.3 (112.3 % of the target).')
      .and.to.match(/│ 2 +│ 0\.6993 +│ \+0\.087 +│/);
  });

  it('shows who doubts it what each oracle computed from what', async () => {
    for (const who of [EVALUATOR, AUDITOR]) {
      const words = ['oracle', 'check', metric, '--evidence-dir', folderOf(who).evidence];
      const checked = await fixture.cluster.tenure('worker', [...words, '--attestor', key(who).toBase58()]);
      expect([checked.code, checked.err]).to.deep.equal([0, '']);
      expect(checked.out).to.contain('computed 0.6123348017621145').and.to.contain('"task":"mmlu"');
    }
    const words = ['oracle', 'check', metric, '--evidence-dir', folderOf(LIAR).evidence];
    const liar = await fixture.cluster.tenure('worker', [...words, '--attestor', key(LIAR).toBase58()]);
    expect(liar.out).to.contain('"task":"mmlu_other"');
  });

  it('is disputed by the guardian, and attested anew', async () => {
    const reason = fixture.cluster.file('reason.txt', 'one of them read another task');
    const disputed = await does('guard', 'metric', 'dispute', metric, '--reason-file', reason);
    expect(disputed.err).to.contain('Dispute 0.6123');
    expect(await shown())
      .to.contain('A result was disputed, so it is attested anew. No result yet')
      .and.to.contain('no: from before the dispute')
      .and.to.match(/disputes so far +│ 1 /);
    const settle = () => fixture.cluster.tenure('worker', ['milestone', 'settle', `${grant}/0`, '--yes']);
    expect((await settle()).err).to.contain('VoidWindowIsRunning');
    fixture.cluster.later(DAY);
    expect((await settle()).err).to.contain('MilestoneNotDue');
    for (const who of [AUDITOR, EVALUATOR, LIAR]) await round(who, RESULTS, harness('mmlu'));
    const again = await does(EVALUATOR, 'oracle', 'run', join(folderOf(EVALUATOR).path, 'oracle.json'));
    expect(again.out).to.contain('what this oracle said is counted in the result');
    const early = await fixture.cluster.tenure('worker', ['metric', 'finalize', metric, '--yes']);
    expect(early.err).to.contain('ChallengeIsRunning');
  });

  it('is made final, settled and paid by a keeper, by its curve', async () => {
    fixture.cluster.later(3 * DAY);
    expect(await shown()).to.contain('was not disputed in time: anybody can make it final.');
    const kept = await does('stranger', 'keeper', plan, '--open-accounts');
    expect(kept.out)
      .to.contain('metric mmlu: final at 0.6123')
      .and.to.match(/milestone 0 of grant \d+: settled, met/)
      .and.to.match(/milestone 0 of grant \d+: 89\.84 \w{80}/)
      .and.to.contain('1 claims paid, 0 failed, 0 left out');
    expect(await shown())
      .to.contain('Settled: the result 0.6123 pays 112.3 (112.3 % of the target).')
      .and.to.contain('All of it is claimed: nothing more to do.')
      .and.to.contain('◀ final result');
    const idle = (await does('stranger', 'keeper', plan, '--json')).json();
    expect(idle).to.deep.include({ paid: [], decided: [], failed: [] });
    const doctor = (await does('worker', 'doctor', plan, '--json')).json();
    expect(doctor.healthy).to.equal(true);
    expect(JSON.stringify(doctor.checks)).to.contain('1 milestones on 1 metrics');
  });

  it('ends: everything can be closed, and the plan with it', async () => {
    fixture.cluster.later(366 * DAY);
    await does('stranger', 'keeper', plan);
    await does('ops', 'milestone', 'close', `${grant}/0`);
    await does('ops', 'grant', 'close', grant);
    await does('admin', 'plan', 'seal', plan);
    await does('stranger', 'metric', 'close', metric);
    await does('stranger', 'oracle', 'close', plan);
    await does('admin', 'plan', 'sweep', plan);
    await does('pay', 'plan', 'collect', plan, 'all');
    await does('admin', 'plan', 'close', plan);
  });
});
