import type { Chain, Outcome } from '@tenure/localnet';
import { Keypair, type PublicKey, type Signer, type TransactionInstruction } from '@solana/web3.js';
import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PROGRAM_ID, type TenureErrorName, decodeError } from '@tenure/sdk';
import { expect } from 'chai';
import { createHash } from 'node:crypto';

/** A key pair that a name stands for: the same in every run. */
export function keypair(name: string): Keypair {
  return Keypair.fromSeed(createHash('sha256').update(name).digest());
}

/** Sends and expects success. */
export function succeed(
  chain: Chain,
  instructions: readonly TransactionInstruction[],
  payer: Keypair,
  signers: readonly Signer[] = [],
): Outcome {
  const outcome = chain.send(instructions, { payer, signers: distinct(payer, signers) });
  if (outcome.error !== undefined) {
    const { name, message } = decodeError(outcome);
    expect.fail(`expected success, got ${name}: ${message}\n${outcome.logs.join('\n')}`);
  }
  return outcome;
}

/** Sends and expects a named error, and that nothing changed: no account of this program or of the token programs,
 * and no lamports but the payer's fee. */
export function refuse(
  chain: Chain,
  instructions: readonly TransactionInstruction[],
  error: TenureErrorName,
  payer: Keypair,
  signers: readonly Signer[] = [],
): Outcome {
  const touched = instructions.flatMap(({ keys }) => keys.map(({ pubkey }) => pubkey));
  const before = snapshot(chain, touched, payer.publicKey);
  const outcome = chain.send(instructions, { payer, signers: distinct(payer, signers) });
  if (outcome.error === undefined) expect.fail(`expected ${error}, but the transaction succeeded`);
  const decoded = decodeError(outcome);
  expect(decoded.name, `${decoded.message}\n${outcome.logs.join('\n')}`).to.equal(error);
  expect(snapshot(chain, touched, payer.publicKey), 'a failure changes nothing').to.deep.equal(before);
  return outcome;
}

function distinct(payer: Keypair, signers: readonly Signer[]): Signer[] {
  const others = signers.filter(({ publicKey }) => !publicKey.equals(payer.publicKey));
  return [...new Map(others.map((signer) => [signer.publicKey.toBase58(), signer])).values()];
}

/** Every byte and lamport that a call could have moved, the fee payer's excepted. */
function snapshot(chain: Chain, touched: readonly PublicKey[], payer: PublicKey): Record<string, string> {
  const owners = [PROGRAM_ID, TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID];
  const all = [...touched.filter((key) => !key.equals(payer)), ...owners.flatMap((owner) => chain.ownedBy(owner))];
  const keys = new Map(all.map((key) => [key.toBase58(), key]));
  return Object.fromEntries(
    [...keys].map(([text, key]) => {
      const account = chain.account(key);
      return [
        text,
        account ? `${account.owner.toBase58()} ${account.lamports} ${account.data.toString('base64')}` : 'none',
      ];
    }),
  );
}
