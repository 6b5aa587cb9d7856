/** Token accounts that pay and are paid, and what the mint's transfer hook asks for. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { AccountMeta, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { associatedAddress, fetchTransferRules, transferAccountsOf, type TokenTransfer, type Plan } from '@tenure/sdk';
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

/** Where tokens go. */
export interface Destination {
  readonly destination: PublicKey;
  /** What opens it, and for whom, where there is none yet. */
  readonly opening: readonly TransactionInstruction[];
  readonly opensFor?: PublicKey;
}

/** The given account, or the owner's associated one, which is opened first if there is none. */
export async function destinationFor(
  session: Session,
  plan: Plan,
  owner: PublicKey,
  given: string | undefined,
  payer: PublicKey,
): Promise<Destination> {
  if (given !== undefined) return { destination: args.address(given, '--to'), opening: [] };
  const { mint, tokenProgram } = plan;
  const destination = associatedAddress(owner, mint, tokenProgram);
  if ((await session.reader.getAccountInfo(destination)) !== null) return { destination, opening: [] };
  const open = createAssociatedTokenAccountIdempotentInstruction(payer, destination, owner, mint, tokenProgram);
  return { destination, opening: [open], opensFor: owner };
}

/** What the rules of the plan's mint ask for in a transfer of so many base units. */
export async function transferAccountsFor(
  { reader }: Session,
  plan: Plan,
  transfer: TokenTransfer,
): Promise<AccountMeta[]> {
  return transferAccountsOf(reader, await fetchTransferRules(reader, plan), transfer);
}
