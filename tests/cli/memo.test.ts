import {
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  createAssociatedTokenAccountIdempotentInstruction,
  createEnableRequiredMemoTransfersInstruction,
  createReallocateInstruction,
} from '@solana/spl-token';
import { associatedAddress } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { Fixture, key, type Person, type Subject } from './commands/fixture';

describe('CLI: accounts that take no transfer without a memo', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  let subject: Subject;
  let plan: string;

  before(async () => {
    fixture = await Fixture.open();
    const mint = await fixture.mintOf('memos', { tokenProgram: TOKEN_2022_PROGRAM_ID });
    subject = await fixture.plan({ mint });
    plan = subject.address.toBase58();
  });
  after(() => fixture.cluster.stop());

  function accountOf(who: Person): PublicKey {
    return associatedAddress(key(who), subject.tokens.mint, TOKEN_2022_PROGRAM_ID);
  }

  /** Has a person's account take no transfer without a memo right before it. */
  async function requireMemo(who: Person): Promise<void> {
    const [owner, account, program] = [key(who), accountOf(who), TOKEN_2022_PROGRAM_ID];
    await fixture.send(
      [
        createAssociatedTokenAccountIdempotentInstruction(owner, account, owner, subject.tokens.mint, program),
        createReallocateInstruction(account, owner, [ExtensionType.MemoTransfer], owner, [], program),
        createEnableRequiredMemoTransfersInstruction(account, owner, [], program),
      ],
      who,
    );
  }

  async function balance(who: Person): Promise<string | undefined> {
    return (await fixture.cluster.connection.getTokenAccountBalance(accountOf(who))).value.uiAmountString;
  }

  async function run(who: Person, ...words: string[]): Promise<void> {
    const ran = await fixture.cluster.tenure(who, [...words, '--yes']);
    expect(ran.code, ran.err).to.equal(0);
  }

  it('are paid by claims of their owner and of a keeper', async () => {
    await requireMemo('worker');
    const grantId = await fixture.grant(subject);
    await run('worker', 'claim', `${plan}/${grantId}`);
    expect(await balance('worker')).to.equal('100');
    await fixture.grant(subject);
    await run('stranger', 'keeper', plan);
    expect(await balance('worker')).to.equal('200');
  });

  it('get what was withheld, and what is owed to nobody', async () => {
    await requireMemo('pay');
    const grantId = await fixture.grant(subject, { to: 'colleague', withholdingBps: 2_500 });
    await run('colleague', 'claim', `${plan}/${grantId}`);
    await run('pay', 'plan', 'collect', plan, 'all');
    expect(await balance('pay')).to.equal('25');

    await requireMemo('admin');
    const before = await balance('admin');
    await run('admin', 'plan', 'withdraw', plan, '1');
    expect(Number(await balance('admin'))).to.equal(Number(before) + 1);
  });

  it('get their deposits back', async () => {
    const voted = await fixture.plan({ mint: { ...subject.tokens }, funding: 0n });
    const address = voted.address.toBase58();
    await run('admin', 'governance', 'create', address, '--threshold', '1', '--action', 'issue-cap');
    const before = await balance('admin');
    await run('admin', 'vote', 'deposit', address, '5');
    await run('admin', 'vote', 'withdraw', address);
    expect(await balance('admin')).to.equal(before);
  });
});
