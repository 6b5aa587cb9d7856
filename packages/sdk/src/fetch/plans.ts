/** Reading plans and their vaults. */
import { AccountLayout } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import { decodePlan, StateError, type Plan } from '../state';
import { DISCRIMINATOR_SIZE, isMissing } from '../state/account';
import { PLAN } from '../state/plan';
import { compareKeys, keyFilter, kindFilter, type Reader } from './reader';

/** A plan. Fails with a `StateError` where there is none (`Missing`) or it was closed (`Closed`). */
export async function fetchPlan(reader: Reader, address: PublicKey, programId = PROGRAM_ID): Promise<Plan> {
  return decodePlan(address, await reader.getAccountInfo(address), programId);
}

/** Keys of a plan that may act on it, or may soon. */
const HOLDERS = [
  ...(['authority', 'pendingAuthority', 'operator', 'payroll', 'nextPayroll', 'guardian', 'nextGuardian'] as const),
  'accelerationAuthority',
] as const;

/** Every plan in which a wallet holds a role, or is offered the authority; in the order of their addresses. */
export async function fetchPlansByHolder(reader: Reader, holder: PublicKey, programId = PROGRAM_ID): Promise<Plan[]> {
  const found = await Promise.all(
    HOLDERS.map((role) => {
      const filters = [kindFilter('plan'), keyFilter(DISCRIMINATOR_SIZE + PLAN.offset(role), holder)];
      return reader.getProgramAccounts(programId, { filters });
    }),
  );
  const distinct = new Map(found.flat().map(({ pubkey, account }) => [pubkey.toBase58(), { pubkey, account }]));
  return [...distinct.values()]
    .map(({ pubkey, account }) => decodePlan(pubkey, account, programId))
    .sort((a, b) => compareKeys(a.address, b.address));
}

/** What a plan's vault holds, base units. */
export async function fetchVaultAmount(reader: Reader, plan: Plan): Promise<bigint> {
  const account = await reader.getAccountInfo(plan.vault);
  if (isMissing(account)) throw new StateError('Missing', plan.vault, 'does not exist on this cluster.');
  if (!account.owner.equals(plan.tokenProgram) || account.data.length < AccountLayout.span) {
    throw new StateError('WrongKind', plan.vault, "is not a token account of the plan's token program.");
  }
  return AccountLayout.decode(account.data.subarray(0, AccountLayout.span)).amount;
}
