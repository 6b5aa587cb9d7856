import { grantAddress } from '@tenure/sdk';
import { Transaction, VersionedTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { expect } from 'chai';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { PublicKey } from '@solana/web3.js';
import { FRESH_CLUSTERS } from '../support/clusters';
import { TestTerminal } from '../support/command-line';
import { Cluster, keypair } from './cluster';

const MILLION = 1_000_000_000_000n;

for (const { name, missing, start } of FRESH_CLUSTERS) {
  describe(`CLI: the life of a plan on ${name}`, function () {
    this.timeout(300_000);
    if (missing !== undefined) {
      it.skip(`goes on [skipped: ${missing}]`);
      return;
    }
    let cluster: Cluster;
    let plan: string;
    const worker = keypair('worker').publicKey.toBase58();

    before(async () => {
      cluster = new Cluster(await start());
      for (const who of ['admin', 'worker', 'keeper']) await cluster.person(who);
      const mint = await cluster.mint(keypair('admin'), MILLION);
      const terms = cluster.file('terms.txt', 'the terms');
      const ran = await cluster.tenure('admin', [
        ...['plan', 'create', '--plan-id', '1', '--mint', mint.toBase58(), '--issue-cap', '500000'],
        ...['--accept-risk', 'mintAuthority'],
        ...['--terms-uri', 'https://example.org/terms', '--terms-file', terms, '--void-window', '0s'],
        ...['--guardian', keypair('keeper').publicKey.toBase58(), '--recovery', '30d'],
        ...['--payroll', worker, '--max-withholding', '50%'],
        ...['--notice', '1s', '--json'],
      ]);
      expect(ran.code, ran.err).to.equal(0);
      plan = String(ran.json().plan);
    });

    after(() => cluster.stop());

    it('funds the plan after showing what changes and asking', async () => {
      const no = new TestTerminal(false);
      const refused = await cluster.tenure('admin', ['plan', 'fund', plan, '1000'], no);
      expect([refused.code, no.questions.length]).to.deep.equal([1, 1]);
      expect(refused.err).to.contain('NotConfirmed');
      const yes = new TestTerminal(true);
      const ran = await cluster.tenure('admin', ['plan', 'fund', plan, '1000'], yes);
      expect(ran.code, ran.err).to.equal(0);
      expect(ran.err).to.contain('1,000').and.to.contain('Cost: 0.000005');
      const shown = await cluster.tenure('admin', ['plan', 'show', plan, '--json']);
      expect(shown.json()).to.include({ vaultAmount: '1000000000', surplus: '1000000000' });
    });

    it('asks nobody where nobody can answer, and signs nothing', async () => {
      const ran = await cluster.tenure('admin', ['plan', 'fund', plan, '1']);
      expect([ran.code, ran.err]).to.satisfy(([code, err]: [number, string]) => code === 1 && err.includes('--yes'));
    });

    it('issues, shows, pauses, resumes, claims', async () => {
      const issue = ['grant', 'issue', plan, '--id', '7', '--to', worker, '--amount', '480', '--schedule'];
      const start = ['--start', '2020-01-31', '--yes'];
      const ran = await cluster.tenure('admin', [...issue, 'cliff-monthly:48m:12m', ...start]);
      expect(ran.code, ran.err).to.equal(0);
      const shown = await cluster.tenure('worker', ['grant', 'show', `${plan}/7`]);
      expect(shown.out)
        .to.contain('480 (100 %)')
        .and.to.contain('cliff-monthly:48m:12m')
        .and.to.contain('▲ now'.slice(2));
      const again = await cluster.tenure('admin', [...issue, 'immediate', ...start]);
      expect([again.code, again.err]).to.satisfy(
        ([code, err]: [number, string]) => code === 1 && err.includes('GrantAlreadyExists'),
      );
      const pause = await cluster.tenure('admin', ['grant', 'pause', `${plan}/7`, '--for', '2d', '--json']);
      expect(pause.code, pause.err).to.equal(0);
      const resume = await cluster.tenure('admin', ['grant', 'resume', `${plan}/7`, '--yes']);
      expect(resume.code, resume.err).to.equal(0);
      const claim = await cluster.tenure('worker', ['claim', '--yes']);
      expect(claim.code, claim.err).to.equal(0);
      expect(claim.err).to.contain('480');
      const nothing = await cluster.tenure('worker', ['claim', `${plan}/7`, '--yes']);
      expect(nothing.err).to.contain('NothingToClaim');
      const closed = await cluster.tenure('worker', ['grant', 'close', `${plan}/7`, '--yes']);
      expect(closed.code, closed.err).to.equal(0);
      const gone = await cluster.tenure('worker', ['grant', 'show', `${plan}/7`]);
      expect(gone.err).to.contain('GrantClosed');
    });

    it('tells what an act would change without doing it, and exports it for others to sign', async () => {
      const roles = ['plan', 'roles', plan, '--set', `acceleration-authority=${worker}`];
      const dry = await cluster.tenure('admin', [...roles, '--dry-run']);
      expect(dry.code, dry.err).to.equal(0);
      expect(dry.out).to.contain(worker).and.to.contain('nobody');
      const shown = await cluster.tenure('admin', ['plan', 'roles', plan, '--json']);
      expect(shown.json().accelerationAuthority).to.equal(null);
      const exported = await cluster.tenure('keeper', [...roles, '--export']);
      const transaction = Transaction.from(bs58.decode(exported.out));
      expect(transaction.feePayer?.equals(keypair('admin').publicKey)).to.equal(true);
      expect(transaction.signatures.every(({ signature }) => signature === null)).to.equal(true);
      // Whoever has the key signs and sends it as it is.
      const signed = VersionedTransaction.deserialize(bs58.decode(exported.out));
      signed.sign([keypair('admin')]);
      await cluster.confirmed(await cluster.connection.sendRawTransaction(signed.serialize()));
      const after = await cluster.tenure('admin', ['plan', 'roles', plan, '--json']);
      expect(after.json().accelerationAuthority).to.equal(worker);
    });

    it('announces another payroll for a week, and takes the role away at once', async () => {
      const keeper = keypair('keeper').publicKey.toBase58();
      const set = async (holder: string) => {
        const ran = await cluster.tenure('admin', ['plan', 'roles', plan, '--set', `payroll=${holder}`, '--yes']);
        expect(ran.code, ran.err).to.equal(0);
        return (await cluster.tenure('admin', ['plan', 'roles', plan, '--json'])).json();
      };
      const announced = await set(keeper);
      expect(announced.payroll).to.equal(worker);
      expect(announced.nextPayroll).to.include({ holder: keeper });
      const shown = await cluster.tenure('admin', ['plan', 'roles', plan]);
      expect(shown.out).to.match(/payroll from 20\d\d-/);
      const calledOff = await set(worker);
      expect(calledOff).to.include({ payroll: worker, nextPayroll: null });
    });

    it('names who must sign', async () => {
      const ran = await cluster.tenure('keeper', ['plan', 'withdraw', plan, '1', '--yes']);
      expect(ran.code).to.equal(1);
      expect(ran.err).to.contain('MissingKey').and.to.contain(keypair('admin').publicKey.toBase58());
    });

    it('hands a grant over, accelerates and terminates it', async () => {
      const ids = ['8', '9'];
      for (const id of ids) {
        const issue = ['--id', id, '--to', worker, '--amount', '10', '--schedule', 'linear:365d', '--yes'];
        const ran = await cluster.tenure('admin', ['grant', 'issue', plan, ...issue]);
        expect(ran.code, ran.err).to.equal(0);
      }
      const keeper = keypair('keeper').publicKey.toBase58();
      const steps: [string, string[]][] = [
        ['worker', ['grant', 'transfer', `${plan}/8`, '--to', keeper]],
        ['admin', ['grant', 'transfer', `${plan}/8`, '--accept']],
        ['admin', ['grant', 'recover', `${plan}/9`, '--to', keeper, '--signer', join(cluster.folder, 'keeper.json')]],
        ['worker', ['grant', 'transfer', `${plan}/9`, '--reject']],
        ['admin', ['grant', 'accelerate', `${plan}/9`, '50%']],
        ['worker', ['grant', 'auto-claim', `${plan}/9`, 'off']],
        ['worker', ['grant', 'withholding', `${plan}/9`, '25%']],
        ['admin', ['grant', 'terminate', `${plan}/9`, '--cause', 'resignation']],
        ['keeper', ['plan', 'pause-claims', plan, '1h']],
        ['admin', ['plan', 'resume-claims', plan]],
      ];
      for (const [who, words] of steps) {
        const ran = await cluster.tenure(who, [...words, '--yes']);
        expect(ran.code, `${words.join(' ')}: ${ran.err}`).to.equal(0);
      }
      const shown = await cluster.tenure('worker', ['grant', 'show', `${plan}/9`, '--json']);
      expect(shown.json()).to.include({
        status: 'terminating',
        autoClaim: false,
        withholdingBps: 0,
        beneficiary: worker,
      });
      // More is withheld after a week only: what vested until then can be claimed without it.
      expect(shown.json().nextWithholding).to.include({ bps: 2_500 });
      const list = await cluster.tenure('worker', ['grant', 'list', plan, '--beneficiary', keeper]);
      expect(list.out).to.contain('1 of 2 live grants');
    });

    it('keeper pays those who left it on, and doctor finds every promise kept', async () => {
      const colleague = keypair('colleague').publicKey.toBase58();
      const issue = [
        '--id',
        '20',
        '--to',
        colleague,
        '--amount',
        '5',
        '--schedule',
        'immediate',
        '--start',
        '2020-01-01',
        '--yes',
      ];
      expect((await cluster.tenure('admin', ['grant', 'issue', plan, ...issue])).code).to.equal(0);
      const poor = await cluster.tenure('keeper', ['keeper', plan, '--json']);
      expect(poor.json()).to.have.property('skipped').that.is.greaterThan(0);
      const ran = await cluster.tenure('keeper', ['keeper', plan, '--open-accounts', '--json']);
      expect(ran.code, ran.err).to.equal(0);
      expect(JSON.stringify(ran.json().paid)).to.contain('"grantId":"20","net":"5000000"');
      const again = await cluster.tenure('keeper', ['keeper', plan, '--least', '1', '--json']);
      expect(again.json().paid).to.deep.equal([]);
      const doctor = await cluster.tenure('keeper', ['doctor', plan, '--json']);
      expect(doctor.code, doctor.err + doctor.out).to.equal(0);
      expect(doctor.json().healthy).to.equal(true);
    });

    it('refuses exposed key files, wrong words with exit code 2, and other terms', async () => {
      const exposed = await cluster.person('exposed');
      chmodSync(exposed, 0o644);
      const open = await cluster.tenure('exposed', ['plan', 'fund', plan, '1', '--yes']);
      expect([open.code, open.err]).to.satisfy(
        ([code, err]: [number, string]) => code === 1 && err.includes('KeypairExposed'),
      );
      expect(open.err).not.to.contain(keypair('exposed').secretKey.subarray(0, 4).join(','));
      for (const words of [
        ['plan', 'fund', plan, '1,5'],
        ['plan', 'fund'],
        ['grant', 'pause', `${plan}/9`, '--for', '1m'],
        ['nonsense'],
      ]) {
        expect((await cluster.tenure('admin', [...words, '--yes'])).code, words.join(' ')).to.equal(2);
      }
      const other = cluster.file('other.txt', 'other terms');
      const policy = ['plan', 'policy', plan, '--terms-file'];
      expect((await cluster.tenure('admin', [...policy, other])).code).to.equal(1);
      const same = join(cluster.folder, 'terms.txt');
      expect((await cluster.tenure('admin', [...policy, same])).code).to.equal(0);
      const missing = await cluster.tenure('admin', [
        'grant',
        'show',
        grantAddress(new PublicKey(plan), 99n).toBase58(),
      ]);
      expect(missing.err).to.contain('GrantMissing');
    });

    it('withdraws the surplus and nothing else', async () => {
      const ran = await cluster.tenure('admin', ['plan', 'withdraw', plan, 'all', '--yes']);
      expect(ran.code, ran.err).to.equal(0);
      const more = await cluster.tenure('admin', ['plan', 'withdraw', plan, '1', '--yes']);
      expect(more.err).to.contain('SurplusTooSmall');
      const shown = await cluster.tenure('admin', ['plan', 'show', plan]);
      expect(shown.out).to.contain('Policy, fixed for good').and.to.contain('of what was allocated');
    });
  });
}
