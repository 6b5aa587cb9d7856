import {
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  createInitializeTransferHookInstruction,
  getExtraAccountMetaAddress,
} from '@solana/spl-token';
import { associatedAddress, fetchTransferRules, transferAccountsOf } from '@tenure/sdk';
import { ComputeBudgetProgram, PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { keypair } from './cluster';
import { Fixture, key, type Subject } from './commands/fixture';
import type { MadeMint } from './frozen-cluster';

/** Takes whatever it is called with and changes nothing: stands in for a hook that lets transfers pass. */
const HOOK = ComputeBudgetProgram.programId;
const HOOK_CALLED = `Program ${HOOK.toBase58()} invoke [3]`;
const OWNER_OFFSET = 32;
const [MINT, DESTINATION] = [1, 2];

/** One entry of a hook's list: a kind, what the address is made of, and flags. */
function entry(kind: number, config: readonly number[] | Uint8Array, isWritable = false): Buffer {
  const bytes = Buffer.alloc(35);
  bytes.writeUInt8(kind, 0);
  bytes.set(config, 1);
  bytes.writeUInt8(Number(isWritable), 34);
  return bytes;
}

/** A fixed account, one for each mint, one for each owner of a destination, and one for each amount. */
const WANTED = {
  fixed: entry(0, keypair('hook state').publicKey.toBytes(), true),
  ofMint: entry(1, [1, 4, ...Buffer.from('mint'), 3, MINT]),
  ofOwner: entry(1, [1, 5, ...Buffer.from('owner'), 4, DESTINATION, OWNER_OFFSET, 32]),
  // The amount lies behind the eight bytes that name the instruction.
  ofAmount: entry(1, [1, 6, ...Buffer.from('amount'), 2, 8, 8]),
} as const;

describe('CLI: mints with a transfer hook', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  /** A mint of a million tokens whose hook asks for accounts; with no list where none is given. */
  async function hooked(...wanted: Buffer[]): Promise<MadeMint> {
    const initialize = (mint: PublicKey) =>
      createInitializeTransferHookInstruction(mint, key('admin'), HOOK, TOKEN_2022_PROGRAM_ID);
    const extension = { kind: 'other', type: ExtensionType.TransferHook, initialize } as const;
    const mint = await fixture.mintOf(`hooked ${fixture.nextGrantId()}`, { extensions: [extension] });
    if (wanted.length > 0) {
      const head = Buffer.from([105, 37, 101, 197, 75, 251, 102, 26, 0, 0, 0, 0, 0, 0, 0, 0]);
      head.writeUInt32LE(4 + 35 * wanted.length, 8);
      head.writeUInt32LE(wanted.length, 12);
      const list = getExtraAccountMetaAddress(mint.mint, HOOK).toBase58();
      const account = { lamports: 1_000_000_000n, owner: HOOK.toBase58(), executable: false };
      fixture.cluster.localnet.ledger.setAccount(list, { ...account, data: Buffer.concat([head, ...wanted]) });
    }
    return mint;
  }

  async function hookedPlan(...wanted: Buffer[]): Promise<Subject> {
    return fixture.plan({ mint: await hooked(...wanted), risks: ['transferHook'], funding: 0n });
  }

  /** Runs a command, and checks that the hook was called in its transaction. */
  async function run(who: Parameters<typeof key>[0], words: readonly string[]): Promise<Record<string, unknown>> {
    const ran = await fixture.cluster.tenure(who, [...words, '--json']);
    expect(ran.code, ran.err).to.equal(0);
    const [signature] = /[1-9A-HJ-NP-Za-km-z]{86,88}/.exec(ran.out) ?? [];
    const recorded = await fixture.cluster.connection.getTransaction(signature ?? '', {
      commitment: 'confirmed',
    });
    expect(recorded?.meta?.logMessages).to.include(HOOK_CALLED);
    return ran.json();
  }

  for (const [what, wanted] of [
    ['that asks for nothing', []],
    ['that asks for fixed and derived accounts', Object.values(WANTED)],
  ] as const) {
    it(`fund, claim, keeper, withdraw, collect and close work with a hook ${what}`, async () => {
      const subject = await hookedPlan(...wanted);
      const plan = subject.address.toBase58();
      await run('admin', ['plan', 'fund', plan, '500']);
      const grantId = await fixture.grant(subject, { withholdingBps: 2_500 });
      await fixture.grant(subject, { to: 'colleague' });
      await run('worker', ['claim', `${plan}/${grantId}`]);
      const kept = await run('stranger', ['keeper', plan, '--open-accounts']);
      expect(kept.failed).to.deep.equal([]);
      await run('admin', ['plan', 'withdraw', plan, '100']);
      await run('pay', ['plan', 'collect', plan, 'all']);
      const balance = async (who: Parameters<typeof key>[0]) => {
        const at = associatedAddress(key(who), subject.tokens.mint, TOKEN_2022_PROGRAM_ID);
        return (await fixture.cluster.connection.getTokenAccountBalance(at)).value.uiAmountString;
      };
      expect([await balance('worker'), await balance('colleague'), await balance('pay')]).to.deep.equal([
        '75',
        '100',
        '25',
      ]);
      for (const id of [grantId, grantId + 1n]) {
        const closed = await fixture.cluster.tenure('admin', ['grant', 'close', `${plan}/${id}`, '--yes']);
        expect(closed.code, closed.err).to.equal(0);
      }
      for (const words of [['seal'], ['sweep']]) {
        expect((await fixture.cluster.tenure('admin', ['plan', ...words, plan, '--yes'])).code).to.equal(0);
      }
      await run('admin', ['plan', 'close', plan]);
    });
  }

  it('deposits for votes and takes deposits back, each for its own amount', async () => {
    const subject = await hookedPlan(...Object.values(WANTED));
    const plan = subject.address.toBase58();
    const words = ['governance', 'create', plan, '--threshold', '1', '--action', 'issue-cap', '--yes'];
    const created = await fixture.cluster.tenure('admin', words);
    expect(created.code, created.err).to.equal(0);
    for (const amount of ['5', '7.5']) await run('admin', ['vote', 'deposit', plan, amount]);
    const back = await run('admin', ['vote', 'withdraw', plan]);
    expect(back.acts).to.have.length(1);
    const shown = await fixture.cluster.tenure('admin', ['governance', 'show', plan, '--json']);
    expect(shown.json()).to.deep.include({ deposited: '0', deposits: [] });
  });

  it('finds what depends on an account that the claim itself opens', async () => {
    const mint = await hooked(WANTED.ofOwner);
    const tokens = { ...mint, vault: keypair('vault').publicKey };
    const hook = await fetchTransferRules(fixture.cluster.connection, tokens);
    const transfer = {
      source: tokens.vault,
      destination: keypair('new account').publicKey,
      owner: key('admin'),
      amount: 1n,
    };
    const failure = await transferAccountsOf(fixture.cluster.connection, hook, transfer).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(Error).with.property('code', 'Malformed');
    const [found] = await transferAccountsOf(fixture.cluster.connection, hook, {
      ...transfer,
      opensFor: key('worker'),
    });
    const [expected] = PublicKey.findProgramAddressSync([Buffer.from('owner'), key('worker').toBytes()], HOOK);
    expect(found?.pubkey.toBase58()).to.equal(expected.toBase58());
  });

  it('adds nothing where there is no hook, or none any more', async () => {
    const { connection } = fixture.cluster;
    const tokens = { ...fixture.mint, vault: keypair('vault').publicKey };
    expect(await fetchTransferRules(connection, tokens)).to.equal(null);
    const transfer = { source: tokens.vault, destination: tokens.vault, owner: key('admin'), amount: 1n };
    expect(await transferAccountsOf(connection, null, transfer)).to.deep.equal([]);
  });

  it('packs claims where the hook logs and asks for accounts', async () => {
    const subject = await hookedPlan(...Object.values(WANTED));
    const plan = subject.address.toBase58();
    await run('admin', ['plan', 'fund', plan, '5000']);
    for (let count = 0; count < 12; count += 1)
      await fixture.grant(subject, { to: count % 2 === 0 ? 'worker' : 'colleague' });
    const done = await run('stranger', ['keeper', plan, '--open-accounts']);
    expect(done.paid).to.have.length(12);
    expect(done.failed).to.deep.equal([]);
  });
});
