/** Reading plans and grants over a web3.js `Connection`, or anything that has its three methods. */
import { utils } from '@coral-xyz/anchor';
import { AccountLayout } from '@solana/spl-token';
import type { GetProgramAccountsFilter, PublicKey } from '@solana/web3.js';
import { grantAddress, transferAddress } from './addresses';
import { PROGRAM_ID } from './idl';
import {
  decodeGrant,
  decodePlan,
  decodeTombstone,
  decodeTransfer,
  StateError,
  type Grant,
  type Plan,
  type RawAccount,
  type Tombstone,
  type Transfer,
} from './state';
import { DISCRIMINATOR_SIZE, DISCRIMINATORS, isMissing, kindOf, type AccountKind } from './state/account';
import { GRANT } from './state/grant';
import { PLAN } from './state/plan';
import { TRANSFER } from './state/transfer';

/** What this package needs of a web3.js `Connection`. */
export interface Reader {
  getAccountInfo(address: PublicKey): Promise<RawAccount | null>;
  getMultipleAccountsInfo(addresses: PublicKey[]): Promise<(RawAccount | null)[]>;
  getProgramAccounts(
    programId: PublicKey,
    config: { filters: GetProgramAccountsFilter[]; dataSlice?: { offset: number; length: number } },
  ): Promise<readonly { readonly pubkey: PublicKey; readonly account: RawAccount }[]>;
}

/** What is at a grant's address. */
export type GrantRead =
  | { readonly kind: 'live'; readonly grant: Grant }
  | { readonly kind: 'closed'; readonly tombstone: Tombstone }
  | { readonly kind: 'missing' };

/** The most accounts of one `getMultipleAccounts` call. */
export const ACCOUNTS_PER_CALL = 100;
const PLAN_OFFSET = DISCRIMINATOR_SIZE + GRANT.offset('plan');
const FROM_OFFSET = DISCRIMINATOR_SIZE + TRANSFER.offset('from');
const BENEFICIARY_OFFSET = DISCRIMINATOR_SIZE + GRANT.offset('beneficiary');

/** Filter: accounts of one kind. */
export function isKind(kind: AccountKind): GetProgramAccountsFilter {
  return { memcmp: { offset: 0, bytes: utils.bytes.bs58.encode(DISCRIMINATORS[kind]) } };
}

/** Filter: a key at an offset. */
export function has(offset: number, key: PublicKey): GetProgramAccountsFilter {
  return { memcmp: { offset, bytes: key.toBase58() } };
}

/** Reads what is at a grant's address. Fails with a `StateError` where that is neither a grant nor a tombstone. */
export function decodeGrantOrTombstone(
  address: PublicKey,
  account: RawAccount | null,
  programId = PROGRAM_ID,
): GrantRead {
  if (isMissing(account)) return { kind: 'missing' };
  return kindOf(address, account, programId) === 'tombstone'
    ? { kind: 'closed', tombstone: decodeTombstone(address, account, programId) }
    : { kind: 'live', grant: decodeGrant(address, account, programId) };
}

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
      const filters = [isKind('plan'), has(DISCRIMINATOR_SIZE + PLAN.offset(role), holder)];
      return reader.getProgramAccounts(programId, { filters });
    }),
  );
  const distinct = new Map(found.flat().map(({ pubkey, account }) => [pubkey.toBase58(), { pubkey, account }]));
  return [...distinct.values()]
    .map(({ pubkey, account }) => decodePlan(pubkey, account, programId))
    .sort((a, b) => compareKeys(a.address, b.address));
}

/** What is at a grant's address: a live grant, a closed one's tombstone, or nothing. */
export async function fetchGrant(reader: Reader, address: PublicKey, programId = PROGRAM_ID): Promise<GrantRead> {
  return decodeGrantOrTombstone(address, await reader.getAccountInfo(address), programId);
}

/** The same by the plan and the issuer's number. */
export function fetchGrantById(
  reader: Reader,
  plan: PublicKey,
  grantId: bigint,
  programId = PROGRAM_ID,
): Promise<GrantRead> {
  return fetchGrant(reader, grantAddress(plan, grantId, programId), programId);
}

/** A person's live grants, of all plans or of one, in the order of plan and id. */
export async function fetchGrantsByBeneficiary(
  reader: Reader,
  beneficiary: PublicKey,
  plan?: PublicKey,
  programId = PROGRAM_ID,
): Promise<Grant[]> {
  const filters = [isKind('grant'), has(BENEFICIARY_OFFSET, beneficiary)];
  if (plan !== undefined) filters.push(has(PLAN_OFFSET, plan));
  const found = await reader.getProgramAccounts(programId, { filters });
  return found
    .map(({ pubkey, account }) => decodeGrant(pubkey, account, programId))
    .sort((a, b) => compareKeys(a.plan, b.plan) || Number(a.grantId > b.grantId) - Number(a.grantId < b.grantId));
}

function compareKeys(a: PublicKey, b: PublicKey): number {
  const [left, right] = [a.toBase58(), b.toBase58()];
  return left < right ? -1 : Number(left > right);
}

/**
 * A plan's live grants, however many: their addresses first, then the accounts, a hundred at a time as they are
 * consumed. In the order of addresses; a grant that is closed meanwhile is left out.
 */
export async function* fetchGrantsByPlan(
  reader: Reader,
  plan: PublicKey,
  programId = PROGRAM_ID,
): AsyncGenerator<Grant, void, undefined> {
  const filters = [isKind('grant'), has(PLAN_OFFSET, plan)];
  const keys = await reader.getProgramAccounts(programId, { filters, dataSlice: { offset: 0, length: 0 } });
  const addresses = keys.map(({ pubkey }) => pubkey).sort(compareKeys);
  for (let from = 0; from < addresses.length; from += ACCOUNTS_PER_CALL) {
    const page = addresses.slice(from, from + ACCOUNTS_PER_CALL);
    const accounts = await reader.getMultipleAccountsInfo(page);
    for (const [index, address] of page.entries()) {
      const found = decodeGrantOrTombstone(address, accounts[index] ?? null, programId);
      if (found.kind === 'live') yield found.grant;
    }
  }
}

/** The same in one call, in no order: for a page that shows them all. Servers may refuse it for very large plans. */
export async function fetchAllGrants(reader: Reader, plan: PublicKey, programId = PROGRAM_ID): Promise<Grant[]> {
  const found = await reader.getProgramAccounts(programId, { filters: [isKind('grant'), has(PLAN_OFFSET, plan)] });
  return found.map(({ pubkey, account }) => decodeGrant(pubkey, account, programId));
}

/** The tombstones of a plan's closed grants. */
export async function fetchTombstones(
  reader: Reader,
  plan: PublicKey,
  programId = PROGRAM_ID,
): Promise<Tombstone[]> {
  const filters = [isKind('tombstone'), has(PLAN_OFFSET, plan)];
  const found = await reader.getProgramAccounts(programId, { filters });
  return found.map(({ pubkey, account }) => decodeTombstone(pubkey, account, programId));
}

/** Every grant id that a plan has used, of live and of closed grants: none of them can be issued again. */
export async function fetchGrantIds(reader: Reader, plan: PublicKey, programId = PROGRAM_ID): Promise<Set<bigint>> {
  // Tombstones have id and plan where grants have them, so one query finds both.
  const dataSlice = { offset: DISCRIMINATOR_SIZE + GRANT.offset('grantId'), length: 8 };
  const found = await reader.getProgramAccounts(programId, { filters: [has(PLAN_OFFSET, plan)], dataSlice });
  return new Set(
    found.map(({ account: { data } }) => new DataView(data.buffer, data.byteOffset, data.length).getBigUint64(0, true)),
  );
}

/** A grant's pending transfer, or null. */
export async function fetchTransfer(
  reader: Reader,
  grant: PublicKey,
  programId = PROGRAM_ID,
): Promise<Transfer | null> {
  const address = transferAddress(grant, programId);
  const account = await reader.getAccountInfo(address);
  return isMissing(account) ? null : decodeTransfer(address, account, programId);
}

/** Every pending transfer of grants that were a wallet's when it was proposed, in no order; some may be stale. */
export async function fetchTransfersFrom(reader: Reader, from: PublicKey, programId = PROGRAM_ID): Promise<Transfer[]> {
  const filters = [isKind('transfer'), has(FROM_OFFSET, from)];
  const found = await reader.getProgramAccounts(programId, { filters });
  return found.map(({ pubkey, account }) => decodeTransfer(pubkey, account, programId));
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
