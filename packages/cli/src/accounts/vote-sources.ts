/** What is voted with: grants and deposits, how they are named, and read. */
import type { PublicKey } from '@solana/web3.js';
import {
  depositAddress,
  fetchDeposits,
  fetchGrantsByPlan,
  fetchVoteHoldings,
  grantAddress,
  type Grant,
  type VoteHoldings,
  type VoteSource,
} from '@tenure/sdk';
import * as args from '../args';
import { UsageError } from '../cli-error';
import type { Session } from '../session';

/** How a grant or deposit is named on the command line. */
export const SOURCE = 'grant/ID, deposit/NUMBER, or its address';

/** Such as `grant 7`. */
export function sourceName({ kind, number }: Pick<VoteSource, 'kind' | 'number'>): string {
  return `${kind} ${number}`;
}

/** Reads what somebody, or everybody, holds in a plan and its governance. */
export async function holdingsOf(
  { reader, programId }: Session,
  plan: PublicKey,
  governance: PublicKey,
  holder?: PublicKey,
): Promise<VoteHoldings> {
  if (holder !== undefined) return fetchVoteHoldings(reader, plan, holder, programId);
  const deposits = await fetchDeposits(reader, governance, undefined, programId);
  return { grants: await grantsOf({ reader, programId }, plan), deposits };
}

/** Reads every grant of a plan. */
export async function grantsOf(
  { reader, programId }: Pick<Session, 'reader' | 'programId'>,
  plan: PublicKey,
): Promise<Grant[]> {
  const grants: Grant[] = [];
  for await (const grant of fetchGrantsByPlan(reader, plan, programId)) grants.push(grant);
  return grants;
}

/** The address of a named grant or deposit of a voter. */
export function sourceAt(
  text: string,
  place: { readonly plan: PublicKey; readonly governance: PublicKey; readonly voter: PublicKey },
  programId: PublicKey,
): PublicKey {
  const [kind, number, ...more] = text.split('/');
  if (kind === undefined || number === undefined || more.length > 0) return args.address(text, text);
  switch (kind) {
    case 'grant':
      return grantAddress(place.plan, args.id(number, 'The grant id'), programId);
    case 'deposit':
      return depositAddress(place.governance, place.voter, args.id(number, 'The deposit'), programId);
    default:
      throw new UsageError(`${text} names no grant and no deposit`, `Write ${SOURCE}.`);
  }
}
