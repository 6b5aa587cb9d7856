import type { Signer, TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import { people, type World } from '../support/world';

/**
 * Expects that a transaction fails for a reason, whichever program names it in its logs, and changes no
 * account it writes.
 */
export function refuses(
  world: World,
  instructions: readonly TransactionInstruction[],
  reason: string,
  ...signers: Signer[]
): void {
  const { feePayer } = people;
  const metas = instructions.flatMap(({ keys }) => keys).filter(({ isWritable }) => isWritable);
  const touched = metas.map(({ pubkey }) => pubkey).filter((key) => !key.equals(feePayer.publicKey));
  const read = (): unknown[] => touched.map((key) => world.chain.account(key));
  const before = read();
  const { error, logs } = world.chain.send(instructions, { payer: feePayer, signers });
  if (error === undefined) expect.fail(`expected ${reason}, but the transaction succeeded`);
  const said = logs.some((line) => line.includes(`Error Code: ${reason}.`) || line.endsWith(`: ${reason}`));
  expect(said, `expected ${reason}:\n${logs.join('\n')}`).to.equal(true);
  expect(read(), 'a failure changes nothing').to.deep.equal(before);
}
