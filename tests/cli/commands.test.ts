import { PROGRAM_ID } from '@tenure/sdk';
import { expect } from 'chai';
import { buildProgram } from '@tenure/cli';
import { TestTerminal } from '../support/command-line';
import { costsIn, expectExact, transactionsIn } from './commands/document';
import { expectCovered, flagsOf, leaves, testUsage, testViews } from './commands/every-command';
import { GRANT_ACTS } from './commands/grant-acts';
import { lamports, unchanged, viewOf } from './commands/ledger-view';
import { Fixture, key } from './commands/fixture';
import { PLAN_ACTS } from './commands/plan-acts';
import { VIEWS } from './commands/views';

/** Commands about results and about votes have tests of their own beside these. */
const ELSEWHERE = /^(oracle|metric|milestone|governance|vote|proposal)\b/;
/** Flags of all commands that no table names: the tests give them with every call, or commander has them. */
const EVERYWHERE = ['--url', '--keypair', '--json', '--dry-run', '--export', '--yes', '--version', '--help'];

describe('CLI: every command', function () {
  this.timeout(300_000);
  const program = buildProgram(new TestTerminal());
  const all = [...leaves(program)].filter(([name]) => !ELSEWHERE.test(name));
  /** The words with which each command was called. */
  const called = new Map<string, string[]>();
  let fixture: Fixture;

  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  function note(command: string, words: readonly string[]): void {
    called.set(command, [...(called.get(command) ?? []), ...words]);
  }

  testViews(VIEWS, () => fixture);

  /** Runs a command with `--json`; its document. */
  async function document(words: readonly string[]): Promise<Record<string, unknown>> {
    const ran = await fixture.cluster.tenure('ops', [...words, '--json']);
    expect(ran.code, ran.err).to.equal(0);
    expectExact(ran.json());
    return ran.json();
  }

  it('import foretells what it issues and what that costs, and exports it', async () => {
    const plan = (await fixture.plan()).address.toBase58();
    const rows = Array.from(
      { length: 13 },
      (_, index) => `${index + 1},${key('worker').toBase58()},1.5,2026-01-31,daily:365d`,
    );
    const file = fixture.cluster.file(
      'foretold.csv',
      `grant_id,beneficiary,amount,start,schedule\n${rows.join('\n')}\n`,
    );
    const words = ['import', file, '--plan', plan, '--in-flight', '1', '--journal', `${file}.journal`];
    note('import', words);
    const before = viewOf(fixture.cluster);
    const dry = await document([...words, '--dry-run']);
    const exported = await document([...words, '--export']);
    expect(transactionsIn(exported)).to.have.length(2);
    expect(unchanged(before, viewOf(fixture.cluster))).to.equal(true);
    const done = await document(words);
    const [{ fee, rent }, after] = [costsIn(dry), viewOf(fixture.cluster)];
    expect(dry).to.include({ rows: 13, new: 13 });
    expect(done).to.include({ issued: 13, onChain: 13, feeLamports: `${fee}`, rentLamports: `${rent}` });
    expect(lamports(after, key('ops')) - lamports(before, key('ops'))).to.equal(-fee - rent);
  });

  it('keeper foretells whom it pays and what that costs', async () => {
    const mint = await fixture.mintOf('keeper mint', {});
    const { subject } = await fixture.granted({}, { mint });
    await fixture.grant(subject, { to: 'colleague', withholdingBps: 5_000 });
    await fixture.grant(subject, { to: 'rent', amount: 9n });
    const words = ['keeper', subject.address.toBase58(), '--open-accounts', '--least', '1'];
    note('keeper', [...words, '--every']);
    const before = viewOf(fixture.cluster);
    const dry = await document([...words, '--dry-run']);
    expect(unchanged(before, viewOf(fixture.cluster))).to.equal(true);
    const done = await document(words);
    const [{ fee, rent }, after] = [costsIn(dry), viewOf(fixture.cluster)];
    expect(dry).to.deep.include({ failed: [], skipped: 1, costs: done.costs });
    expect(withoutSignatures(dry.paid)).to.deep.equal(withoutSignatures(done.paid));
    expect(lamports(after, key('ops')) - lamports(before, key('ops'))).to.equal(-fee - rent);
    expect((await fixture.cluster.tenure('ops', [...words, '--export'])).code).to.equal(2);
  });

  it('takes the flags that all have', async () => {
    const plan = (await fixture.plan()).address.toBase58();
    const config = fixture.cluster.file('config.yml', 'json_rpc_url: "http://127.0.0.1:1"\ncommitment: "finalized"\n');
    const flags = ['--config', config, '--program-id', PROGRAM_ID.toBase58(), '--timeout', '20s'];
    note('plan fund', flags);
    const ran = await fixture.cluster.tenure('admin', ['plan', 'fund', plan, '1', ...flags, '--yes']);
    expect(ran.code, ran.err).to.equal(0);
    const other = await fixture.cluster.tenure('admin', [
      'plan',
      'show',
      plan,
      '--program-id',
      key('colleague').toBase58(),
    ]);
    expect(other.err).to.contain('WrongOwner');
    const nowhere = await fixture.cluster.tenure('admin', ['plan', 'show', plan, '--config', `${config}.none`]);
    expect(nowhere.err).to.contain('ConfigMissing');
  });

  testUsage(all, () => fixture, ['claim']);

  it('is in a table of these tests, with each of its flags', async () => {
    for (const { command, words } of [...VIEWS, ...PLAN_ACTS, ...GRANT_ACTS]) {
      note(command, await words(fixture));
    }
    expectCovered(all, called);
    expect([...called.keys()].sort()).to.deep.equal(all.map(([name]) => name).sort());
    const words = [...called.values()].flat();
    const untried = flagsOf(program).filter((flag) => !words.includes(flag) && !EVERYWHERE.includes(flag));
    expect(untried).to.deep.equal([]);
  });
});

function withoutSignatures(paid: unknown): unknown[] {
  return Array.isArray(paid) ? paid.map((each: object) => ({ ...each, signature: undefined })) : [];
}
