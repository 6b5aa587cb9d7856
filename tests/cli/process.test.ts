import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Fixture, key } from './commands/fixture';

const TENURE = join(__dirname, '../../packages/cli/bin/tenure.cjs');
/** What moves a cursor, colors text or rings: everything but ends of lines. */
const CONTROL = /(?!\n)\p{Cc}/u;

describe('CLI: as a process', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  /** Runs it with pipes; with `close` nobody reads what it says. */
  async function run(
    words: readonly string[],
    close = false,
  ): Promise<{ code: number | null; out: string; err: string }> {
    const where = ['--url', fixture.cluster.url, '--keypair', fixture.keyFile('ops')];
    const child = spawn(process.execPath, [TENURE, ...words, ...where], {
      // Machines that build set CI, which color libraries take for a terminal.
      env: { ...process.env, CI: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    if (close) child.stdout.destroy();
    else child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, ...said };
  }

  it('writes plain text into files: no bar, no color, no width', async () => {
    const plan = (await fixture.plan()).address.toBase58();
    const rows = Array.from(
      { length: 25 },
      (_, index) => `${index + 1},${key('worker').toBase58()},1,2026-01-31,immediate`,
    );
    const file = fixture.cluster.file('piped.csv', `grant_id,beneficiary,amount,start,schedule\n${rows.join('\n')}\n`);
    const ran = await run(['import', file, '--plan', plan, '--yes']);
    expect(ran.code, ran.err).to.equal(0);
    expect(ran.out).to.contain('25 of 25');
    expect(`${ran.out}${ran.err}`).not.to.match(CONTROL);
    const listed = await run(['grant', 'list', plan]);
    expect(listed.out.split('\n').filter((line) => line.includes(key('worker').toBase58()))).to.have.length(25);
    const refused = await run(['plan', 'withdraw', plan, '1', '--yes']);
    expect(refused.code).to.equal(1);
    expect(refused.err).to.contain('MissingKey').and.not.to.match(CONTROL);
  });

  it('does what it was asked where nobody reads on', async () => {
    const plan = (await fixture.plan()).address.toBase58();
    const ran = await run(['plan', 'show', plan], true);
    expect([ran.code, ran.err]).to.deep.equal([0, '']);
  });
});
