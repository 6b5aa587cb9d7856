import type { PublicKey } from '@solana/web3.js';
import { associatedAddress, type Plan } from '@tenure/sdk';
import * as args from '../args';
import { CliError } from '../cli-error';
import type { Session } from '../session';

/** The token account that pays: the given one, or the owner's associated one. Error: SourceMissing. */
export async function sourceFor(
  session: Session,
  { mint, tokenProgram }: Plan,
  owner: PublicKey,
  given: string | undefined,
): Promise<PublicKey> {
  const source = given === undefined ? associatedAddress(owner, mint, tokenProgram) : args.address(given, '--source');
  if ((await session.reader.getAccountInfo(source)) !== null) return source;
  const message = `There is no token account ${source.toBase58()}`;
  throw new CliError('SourceMissing', message, 'Name the one that pays with --source.');
}
