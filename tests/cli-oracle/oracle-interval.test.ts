import { fetchMetric } from '@tenure/sdk';
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Fixture } from '../cli/commands/fixture';
import { jsonSource, OracleFolder } from './evidence';
import { withMetric } from './metric-fixture';

const TENURE = join(__dirname, '../../packages/cli/bin/tenure.cjs');
const LOOK_MS = 10;

describe('CLI: oracle run on an interval', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  it('goes on after a source that failed, attests what is newer, and ends with Ctrl-C', async () => {
    const measured = await withMetric(fixture);
    const folder = new OracleFolder(join(fixture.cluster.folder, 'oracle'));
    folder.write('value.json', '{"value": 0.5}');
    const config = folder.config([{ metric: measured.metric.toBase58(), source: jsonSource('value.json') }], {
      every: '6h',
    });
    const where = ['--url', fixture.cluster.url, '--keypair', fixture.keyFile('colleague')];
    const child = spawn(process.execPath, [TENURE, 'oracle', 'run', config, '--every', '1s', '--json', ...where], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
    const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
    const until = async (words: string) => {
      while (!said.out.includes(words)) {
        if (child.exitCode !== null) expect.fail(`ended: ${said.err}${said.out.slice(-2_000)}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    };
    try {
      await until('"number":"0.5"');
      await until('nothing newer');
      folder.write('value.json', 'half a file');
      fixture.cluster.later(60);
      await until('JsonInvalid');
      folder.write('value.json', '{"value": 0.75}');
      await until('"number":"0.75"');
      child.kill('SIGINT');
      expect(await ended, said.err).to.equal(0);
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
    const rounds = said.out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(rounds.at(-1)).to.include({ stopped: true, attested: 2, rounds: rounds.length - 1 });
    const { attestations } = await fetchMetric(fixture.cluster.connection, measured.metric);
    expect(attestations.map(({ value }) => value)).to.deep.equal([7_500n]);
  });
});
