import { PublicKey } from '@solana/web3.js';
import { payout } from '@tenure/sdk';
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const WIDTH = 110;

interface Run {
  readonly exitCode: number | null;
  readonly out: string;
  readonly lines: readonly string[];
}

/** Runs what `npm start` runs, without the set-up before it. */
function start(...files: string[]): Run {
  const args = [
    '-r',
    'ts-node/register/transpile-only',
    'examples/ai-lab.ts',
    ...files.map((file) => join(ROOT, file)),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(stderr, 'nothing on standard error').to.equal('');
  return { exitCode: status, out: stdout, lines: stdout.split('\n') };
}

function csvLines(file: string): string[] {
  return readFileSync(join(ROOT, file), 'utf8').trimEnd().split('\n');
}

/** Every output goes into a file or a narrow terminal as it is. */
function expectPlain({ out, lines }: Run): void {
  expect(out).not.to.match(/[^\P{Cc}\n]/u);
  for (const line of lines) expect([...line].length, line).to.be.at.most(WIDTH);
}

describe('npm start', function () {
  this.timeout(180_000);

  describe('with the file that comes with it', () => {
    let run: Run;
    before(() => {
      run = start();
    });

    it('ends well, in plain lines of 110 columns', () => {
      expect(run.exitCode, run.out).to.equal(0);
      expectPlain(run);
    });

    it('issues all 40 grants of the file', () => {
      expect(csvLines('examples/ai-lab.csv')).to.have.length(41);
      expect(run.out).to.contain('40 grants, checked against the plan: no problem');
      expect(run.lines.some((line) => /issuing .* 40\/40$/.test(line))).to.equal(true);
    });

    it('shows a row for each of 16 quarters, and the four times that payroll collects', () => {
      expect(run.lines.filter((line) => /^ {2}20\d\d-\d\d-15( +[\d,]+){4} .* \d+ %$/.test(line))).to.have.length(16);
      expect(run.out.match(/Payroll collects the [1-9][\d,]* tokens withheld\./g)).to.have.length(4);
    });

    it('lets three oracles attest, of which one lies: the lie shows, and the median holds', () => {
      expect(run.out)
        .to.match(/^ {2}broker +results of the evaluator +0\.99 +\+0\.1489 +0\.8411 +SOMETHING ELSE$/m)
        .and.to.match(/^ {2}evaluator +results of its own +0\.8411 +0 +0\.8411 +the same$/m)
        .and.to.match(/^ {2}auditor +results of its own +0\.8396 +-0\.0015 +0\.8396 +the same$/m)
        .and.to.match(/^ {2}broker +a forged export +667,076\.5 +\+250,000 +667,076\.5 +the same$/m);
      expect(run.out.match(/Making it final before:\s+ChallengeIsRunning\./g)).to.have.length(2);
      for (const result of ['mmlu-2025', 'revenue-2025-02']) {
        expect(run.out).to.contain(`  ✓    The lie did not decide ${result}.`);
      }
    });

    it('pays for both results by their curves', () => {
      const values = { threshold: 7_500n, target: 8_000n, maximum: 9_000n };
      const curve = { ...values, thresholdBps: 5_000, maxBps: 20_000 };
      const pays = payout(300_000n, curve, 'higher', 8_411n);
      expect(pays).to.equal(423_300n);
      expect(run.out).to.contain('it pays 423,300 LAB').and.to.contain('it pays 217,076.5 LAB');
      expect(run.out.match(/◀ the result$/gm)).to.have.length(2);
      expect(run.out).to.match(/^ {4}mmlu-2025 .* 300,000 +423,300 +423,300 +126,990 +296,310 +met$/m);
    });

    it('dismisses one person, with a notice that can not be cut short', () => {
      expect(run.out.match(/is dismissed without cause/g)).to.have.length(1);
      expect(run.out).to.contain('Settling it before the notice is over: TerminationNotDue.');
      // And one leaves later, over an ethical disagreement.
      expect(run.lines.filter((line) => line.endsWith('  left'))).to.have.length(2);
    });

    it('lets one person claim from their own wallet', () => {
      expect(run.out).to.match(/founder-01 claims from their own wallet: 1,800,000 tokens to another account/);
    });

    it('lets the members vote on both, and draws turnout and approval against what is needed', () => {
      const rows = (name: string) =>
        run.lines.filter((line) => new RegExp(`^ {2}${name} +█+┃█*[▏▎▍▌▋▊▉]?·*  \\d+ %`).test(line));
      expect(rows('turnout')).to.have.length(2);
      expect(rows('approval')).to.have.length(2);
      for (const line of [...rows('turnout'), ...rows('approval')]) expect(line).to.match(/ ✓$/);
      expect(run.out).to.match(/^ {12}yes [\d,]+, no [1-9][\d,]*$/m);
    });

    it('refuses in those votes what must not count', () => {
      for (const [what, name] of [
        ['deposits them and votes', 'TooYoungToVote'],
        ['votes again', 'AlreadyVoted'],
        ['takes the deposit back', 'DepositIsLocked'],
        ['executes it already', 'VoteIsRunning'],
        ['Executing it before its delay', 'ProposalNotDue'],
        ['Executing it once more', 'ProposalIsOver'],
        ['with the grant that it is about', 'OwnGrantExcluded'],
      ]) {
        expect(run.out).to.match(new RegExp(`${what}: ${name}\\.`));
      }
    });

    it('releases half of everything unvested to everybody in one transaction', () => {
      expect(run.out.replace(/\s+/g, ' ')).to.match(/LAB vest for 33 grants in one transaction, which takes/);
      const head = /^ {2}grant +granted +unvested before +could claim/;
      const begin = run.lines.findIndex((line) => head.test(line));
      const number = (text = '') => Number(text.replaceAll(',', ''));
      const rows = run.lines.slice(begin + 2, begin + 2 + 33).map((line) => line.trim().split(/ {2,}/));
      for (const [label, , unvested, before, after, left] of rows) {
        expect(number(after), label).to.be.greaterThan(number(before));
        // Shown rounded down.
        expect(number(left) - number(unvested) / 2, label).to.be.within(-1, 1);
        expect(number(before) + number(unvested) - number(left) - number(after), label).to.be.within(-2, 2);
      }
      expect(run.out).to.contain('✓    The release vested half of what was unvested, of everybody');
    });

    it('then accelerates one grant of somebody who leaves, and no other', () => {
      expect(run.out).to.match(/ops-02 resigns: 70,979 of their 300,000 tokens are unvested/);
      expect(run.out).to.contain('✓    The second vote touched the grant of ops-02 and no other.');
    });

    it('checks every promise that can be read from the chain, and all hold', () => {
      for (const promise of [1, 2, 3, 4, 5, 7, 8]) expect(run.out).to.contain(`  ✓ ${promise}  `);
      expect(run.out).to.contain('Minted = held by everybody together.');
      expect(run.out).to.match(/ {2}All \d+ hold\./);
      expect(run.out).not.to.contain('BROKEN');
    });
  });

  it('with a file of wallets whose keys are elsewhere leaves the votes out', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenure-start-'));
    try {
      const file = join(folder, 'own.csv');
      const wallet = new PublicKey(new Uint8Array(32).fill(7)).toBase58();
      writeFileSync(
        file,
        `grant_id,beneficiary,amount,start,schedule\n7,${wallet},4800,2025-02-01,cliff-monthly:48m:12m\n`,
      );
      const run = start(relative(ROOT, file));
      expect(run.exitCode, run.out).to.equal(0);
      expectPlain(run);
      expect(run.out.match(/^ {2}Left out: members sign their votes/gm)).to.have.length(2);
      expect(run.out).to.match(/ {2}All \d+ hold\./);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('with bad.csv lists every bad line and sends nothing', () => {
    const run = start('examples/bad.csv');
    expect(run.exitCode).to.equal(1);
    expectPlain(run);
    const named = run.lines.flatMap((line) => /^ {2}line (\d+)[, ]/.exec(line)?.[1] ?? []).map(Number);
    // The header, and the one good line.
    const bad = csvLines('examples/bad.csv')
      .map((_, index) => index + 1)
      .slice(2);
    expect([...new Set(named)]).to.deep.equal(bad);
    expect(run.out).to.contain('Nothing was sent: the plan has 0 grants.');
    expect(run.out).not.to.contain('Issuing');
  });

  it('with bad-header.csv names the columns that are wrong', () => {
    const run = start('examples/bad-header.csv');
    expect(run.exitCode).to.equal(1);
    for (const column of ['beneficiary', 'wallet', 'start']) expect(run.out).to.contain(`line 1, ${column}`);
    expect(run.out).to.contain('Nothing was sent');
  });

  it('without such a file says so', () => {
    const run = start('examples/none.csv');
    expect(run.exitCode).to.equal(1);
    expect(run.out).to.equal('There is no file examples/none.csv. Give the path of a CSV file.\n');
  });
});
