/** From what was typed to accounts that were read. */
import type { AccountMeta, PublicKey } from '@solana/web3.js';
import {
  associatedAddress,
  fetchGrant,
  fetchPlan,
  fetchTransferHook,
  grantAddress,
  hookAccountsOf,
  type Grant,
  type HookedTransfer,
  type Plan,
} from '@tenure/sdk';
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { TransactionInstruction } from '@solana/web3.js';
import * as args from '../args';
import { CliError } from '../cli-error';
import type { Session } from '../session';

/** A live grant and its plan. */
export interface Located {
  readonly plan: Plan;
  readonly grant: Grant;
}

/** Reads the plan at an address. Errors: StateError (Missing, Closed and so on). */
export function findPlan(session: Session, text: string): Promise<Plan> {
  return fetchPlan(session.reader, args.address(text, 'The plan'), session.programId);
}

/** Reads a live grant, named by its address or as PLAN/ID. Errors: GrantClosed, GrantMissing, StateError. */
export async function findGrant(session: Session, text: string): Promise<Located> {
  const at = grantAt(text, session.programId);
  const found = await fetchGrant(session.reader, at, session.programId);
  if (found.kind === 'closed') {
    throw new CliError('GrantClosed', `Grant ${text} was closed`, 'Nothing is left to do with it; its id stays taken.');
  }
  if (found.kind === 'missing') {
    throw new CliError('GrantMissing', `There is no grant ${text}`, 'Check the plan, the id and the cluster.');
  }
  return { grant: found.grant, plan: await fetchPlan(session.reader, found.grant.plan, session.programId) };
}

function grantAt(text: string, programId: PublicKey): PublicKey {
  const [plan, id, ...more] = text.split('/');
  if (plan === undefined || id === undefined || more.length > 0) return args.address(text, 'The grant');
  return grantAddress(args.address(plan, 'The plan'), args.id(id, 'The grant id'), programId);
}

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

/** What the hook of the plan's mint, if it has one, asks for when so many base units leave the vault. */
export function hookAccountsOut(
  session: Session,
  plan: Plan,
  { destination, opensFor }: Destination,
  amount: bigint,
): Promise<AccountMeta[]> {
  const transfer = { source: plan.vault, destination, owner: plan.address, amount, opensFor };
  return hookAccountsFor(session, plan, transfer);
}

/** The same for any transfer of the mint. */
export async function hookAccountsFor(
  { reader }: Session,
  plan: Plan,
  transfer: HookedTransfer,
): Promise<AccountMeta[]> {
  return hookAccountsOf(reader, await fetchTransferHook(reader, plan), transfer);
}
