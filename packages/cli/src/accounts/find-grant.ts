/** From what was typed to plans and grants that were read. */
import type { PublicKey } from '@solana/web3.js';
import { fetchGrant, fetchPlan, grantAddress, type Grant, type Plan } from '@tenure/sdk';
import * as args from '../args';
import { CliError } from '../cli-error';
import type { Session } from '../session';

/** How a plan is named on the command line. */
export const PLAN = "the plan's address";
/** How a grant is named on the command line. */
export const GRANT = 'its address, or PLAN/ID';

/** A live grant and its plan. */
export interface FoundGrant {
  readonly plan: Plan;
  readonly grant: Grant;
}

/** Reads the plan at an address. Errors: StateError (Missing, Closed and so on). */
export function findPlan(session: Session, text: string): Promise<Plan> {
  return fetchPlan(session.reader, args.address(text, 'The plan'), session.programId);
}

/** Reads a live grant, named by its address or as PLAN/ID. Errors: GrantClosed, GrantMissing, StateError. */
export async function findGrant(session: Session, text: string): Promise<FoundGrant> {
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
