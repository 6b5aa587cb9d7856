import { Keypair, SystemProgram, VersionedTransaction, type PublicKey } from '@solana/web3.js';
import { encodeBase58 } from '@tenure/sdk';
import { expect } from 'chai';
import {
  EngineError,
  exportTransaction,
  keypairSigner,
  latestBlockhashes,
  requiredSigners,
  type TransactionSigner,
} from '../src';
import { buildTransaction } from '../src/build-transaction';
import { signTransactions } from '../src/sign-transactions';
import { ANY_BLOCKHASH } from '../src/simulate';

const [payer, sender] = [Keypair.generate(), Keypair.generate()];

/** A transfer that the payer pays for and the sender makes. */
function transfer(lamports = 1) {
  const [fromPubkey, toPubkey] = [sender.publicKey, payer.publicKey];
  const instructions = [SystemProgram.transfer({ fromPubkey, toPubkey, lamports })];
  return { instructions, payer: payer.publicKey, units: 1_000, price: 7n };
}

/** Blockhashes that a node gives one after another, each good for a block more. */
function node(): { getLatestBlockhash: () => Promise<{ blockhash: string; lastValidBlockHeight: number }> } {
  let given = 0;
  return {
    getLatestBlockhash: () => {
      given += 1;
      const blockhash = encodeBase58(new Uint8Array(32).fill(given));
      return Promise.resolve({ blockhash, lastValidBlockHeight: 100 + given });
    },
  };
}

const keys = (all: readonly PublicKey[]) => all.map((key) => key.toBase58());

describe('transactions: signing', () => {
  it('signs with the keys that must, the fee payer first; budget instructions stand before the others', async () => {
    const signer = keypairSigner([Keypair.generate(), sender, payer]);
    const blockhashes = latestBlockhashes(node(), 'confirmed');
    const [signed] = await signTransactions([transfer()], signer, blockhashes);
    const { message, signatures } = VersionedTransaction.deserialize(signed?.bytes ?? new Uint8Array());
    expect(signed).to.include({
      signature: encodeBase58(signatures[0] ?? new Uint8Array()),
      lastValidBlockHeight: 101,
    });
    expect(keys(message.staticAccountKeys.slice(0, 2))).to.deep.equal(keys([payer.publicKey, sender.publicKey]));
    expect(signatures).to.have.length(2);
    expect(message.compiledInstructions).to.have.length(3);
  });

  it('names whose signature lacks, and signs nothing', async () => {
    const blockhashes = latestBlockhashes(node(), 'confirmed');
    const failure = await signTransactions([transfer()], keypairSigner([payer]), blockhashes).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(EngineError).with.property('name', 'MissingKey');
    expect(failure).to.have.property('message').that.contains(sender.publicKey.toBase58());
  });

  it('takes a later end for granted where a wallet put in a blockhash of its own', async () => {
    const wallet: TransactionSigner = {
      signTransactions: ([transaction]) => {
        if (transaction === undefined) throw new Error('nothing to sign');
        transaction.message.recentBlockhash = encodeBase58(new Uint8Array(32).fill(99));
        return keypairSigner([payer, sender]).signTransactions([transaction]);
      },
    };
    const [signed] = await signTransactions([transfer()], wallet, latestBlockhashes(node(), 'confirmed', 60_000));
    expect(signed).to.have.property('lastValidBlockHeight', 102);
  });

  it('sends nothing of what a wallet gave back in part', async () => {
    const wallet: TransactionSigner = { signTransactions: (all) => Promise.resolve(all.slice(1)) };
    const both = [transfer(1), transfer(2)];
    const failure = await signTransactions(both, wallet, latestBlockhashes(node(), 'confirmed')).catch(
      (error: unknown) => error,
    );
    expect(failure).to.have.property('message').that.contains('Of 2 transactions 1 came back');
  });

  it('knows who has to sign, each once', () => {
    const { instructions } = transfer();
    const all = [...instructions, ...instructions];
    expect(keys(requiredSigners(all, payer.publicKey))).to.deep.equal(keys([payer.publicKey, sender.publicKey]));
  });

  it('exports a transaction as multisigs import it: base58, signatures left zero', () => {
    const { instructions } = transfer();
    const built = buildTransaction(instructions, payer.publicKey, ANY_BLOCKHASH);
    expect(built.signatures.every((signature) => signature.every((byte) => byte === 0))).to.equal(true);
    const exported = exportTransaction(instructions, payer.publicKey, ANY_BLOCKHASH);
    expect(exported).to.equal(encodeBase58(built.serialize()));
  });
});
