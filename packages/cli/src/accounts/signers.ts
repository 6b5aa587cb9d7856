/** Which of those who may sign does, by the key pairs that are here. */
import type { PublicKey } from '@solana/web3.js';
import type { Plan } from '@tenure/sdk';
import * as args from '../args';
import type { Session } from '../session';
import type { FoundGrant } from './find-grant';

/** How the flag `--as` is explained. */
export const AS = 'who signs, where it is not the key pair: for --export';

/** Who is named by `--as`, otherwise the key pair. Error: UsageError. */
export function selfOr(session: Session, as: string | undefined): PublicKey {
  return as === undefined ? session.self() : args.address(as, '--as');
}

/** Who signs what anybody may: the key pair, or the authority where others sign. */
export function anybodyOf(session: Session, { authority }: Pick<Plan, 'authority'>): PublicKey {
  return session.mode === 'export' ? authority : session.self();
}

/** Who issues: the operator, or the authority where only its key is here or there is no operator. */
export function issuerOf(session: Session, { operator, authority }: Plan): PublicKey {
  if (operator === null) return authority;
  return session.mode === 'export' || session.holds(operator) || !session.holds(authority) ? operator : authority;
}

/** The acceleration authority where its key is here, otherwise the authority. */
export function acceleratorOf(session: Session, { authority, accelerationAuthority }: Plan): PublicKey {
  const here = session.mode !== 'export' && accelerationAuthority !== null && session.holds(accelerationAuthority);
  return here ? accelerationAuthority : authority;
}

/** Of those who may close a grant or milestone, the one whose key is here. */
export function closerOf(session: Session, { plan, grant }: FoundGrant): PublicKey {
  if (session.mode === 'export') return plan.authority;
  const may = [grant.beneficiary, plan.authority, ...(plan.operator === null ? [] : [plan.operator])];
  return may.find((key) => session.holds(key)) ?? plan.authority;
}
