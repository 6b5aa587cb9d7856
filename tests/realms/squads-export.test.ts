import { PublicKey, TransactionMessage, VersionedTransaction, type TransactionInstruction } from '@solana/web3.js';
import { fetchGrant, fetchPlan } from '@tenure/sdk';
import bs58 from 'bs58';
import { expect } from 'chai';
import { keypair } from '../cli/cluster';
import { Fixture, key } from '../cli/commands/fixture';
import { everybody, members } from './members';
import { SQUADS, elfOf, withPrograms } from './programs';
import { Squad, programConfig } from './squad';

const { first, second, third } = members;

/** What an exported transaction would do, as a multisig's import reads it. */
function imported(text: string): TransactionInstruction {
  const { message } = VersionedTransaction.deserialize(bs58.decode(text.trim()));
  const [act, ...more] = TransactionMessage.decompile(message).instructions;
  if (act === undefined || more.length > 0) throw new Error('an act is one instruction');
  return act;
}

withPrograms('What the command line exports', [SQUADS], () => {
  let fixture: Fixture;
  before(async function () {
    this.timeout(60_000);
    fixture = await Fixture.open();
  });
  after(() => fixture.cluster.stop());

  it('is imported by a Squads multisig, which takes over a plan with it and releases a grant', async () => {
    const { cluster } = fixture;
    const { ledger } = cluster.localnet;
    ledger.addProgram(SQUADS.id.toBase58(), elfOf(SQUADS));
    const { address, data } = programConfig();
    const owner = SQUADS.id.toBase58();
    ledger.setAccount(address.toBase58(), {
      data,
      owner,
      lamports: ledger.rent(data.length),
      executable: false,
    });
    for (const { publicKey } of everybody) {
      await cluster.confirmed(await cluster.connection.requestAirdrop(publicKey, 1e9));
    }
    const squad = new Squad(key('sponsor'));
    await cluster.send([squad.create(key('admin'))], keypair('admin'), keypair('sponsor'));

    const decide = async (...words: string[]): Promise<void> => {
      const { code, out, err } = await cluster.tenure('stranger', [...words, '--export']);
      expect(code, err).to.equal(0);
      const { index, acts } = squad.propose(imported(out));
      await cluster.send(acts, first);
      for (const member of [first, second]) await cluster.send([squad.vote(index, member.publicKey, true)], member);
      const info = await cluster.connection.getAccountInfo(squad.transactionOf(index));
      if (info === null) throw new Error('there is no such transaction');
      await cluster.send([squad.execute(index, info.data, third.publicKey)], third);
    };

    const { subject, name, grant } = await fixture.granted({ schedule: 'linear:365d' });
    const plan = subject.address.toBase58();
    const offer = ['plan', 'roles', plan, '--offer-authority', squad.vault.toBase58(), '--yes'];
    const offered = await cluster.tenure('admin', offer);
    expect(offered.code, offered.err).to.equal(0);
    await decide('plan', 'roles', plan, '--accept-authority');
    const { authority } = await fetchPlan(cluster.connection, new PublicKey(plan));
    expect(authority.toBase58()).to.equal(squad.vault.toBase58());
    await decide('grant', 'accelerate', name, '25%');
    const read = await fetchGrant(cluster.connection, grant);
    expect(read.kind === 'live' && read.grant.retained).to.equal(750_000_000);
  }).timeout(60_000);
});
