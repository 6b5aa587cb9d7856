/** Reading grants, what is left of closed ones, and their pending transfers. */
import type { PublicKey } from '@solana/web3.js';
import { grantAddress, transferAddress } from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import {
  decodeGrant,
  decodeTombstone,
  decodeTransfer,
  type Grant,
  type RawAccount,
  type Tombstone,
  type Transfer,
} from '../state';
import { DISCRIMINATOR_SIZE, isMissing, kindOf } from '../state/account';
import { GRANT } from '../state/grant';
import { TRANSFER } from '../state/transfer';
import { ACCOUNTS_PER_CALL, compareKeys, keyFilter, kindFilter, type Reader } from './reader';

/** What is at a grant's address. */
export type GrantRead =
  | { readonly kind: 'live'; readonly grant: Grant }
  | { readonly kind: 'closed'; readonly tombstone: Tombstone }
  | { readonly kind: 'missing' };

const PLAN_OFFSET = DISCRIMINATOR_SIZE + GRANT.offset('plan');
const FROM_OFFSET = DISCRIMINATOR_SIZE + TRANSFER.offset('from');
const BENEFICIARY_OFFSET = DISCRIMINATOR_SIZE + GRANT.offset('beneficiary');

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
  const filters = [kindFilter('grant'), keyFilter(BENEFICIARY_OFFSET, beneficiary)];
  if (plan !== undefined) filters.push(keyFilter(PLAN_OFFSET, plan));
  const found = await reader.getProgramAccounts(programId, { filters });
  return found
    .map(({ pubkey, account }) => decodeGrant(pubkey, account, programId))
    .sort((a, b) => compareKeys(a.plan, b.plan) || Number(a.grantId > b.grantId) - Number(a.grantId < b.grantId));
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
  const filters = [kindFilter('grant'), keyFilter(PLAN_OFFSET, plan)];
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
  const found = await reader.getProgramAccounts(programId, {
    filters: [kindFilter('grant'), keyFilter(PLAN_OFFSET, plan)],
  });
  return found.map(({ pubkey, account }) => decodeGrant(pubkey, account, programId));
}

/** The tombstones of a plan's closed grants. */
export async function fetchTombstones(reader: Reader, plan: PublicKey, programId = PROGRAM_ID): Promise<Tombstone[]> {
  const filters = [kindFilter('tombstone'), keyFilter(PLAN_OFFSET, plan)];
  const found = await reader.getProgramAccounts(programId, { filters });
  return found.map(({ pubkey, account }) => decodeTombstone(pubkey, account, programId));
}

/** Every grant id that a plan has used, of live and of closed grants: none of them can be issued again. */
export async function fetchGrantIds(reader: Reader, plan: PublicKey, programId = PROGRAM_ID): Promise<Set<bigint>> {
  // Tombstones have id and plan where grants have them, so one query finds both.
  const dataSlice = { offset: DISCRIMINATOR_SIZE + GRANT.offset('grantId'), length: 8 };
  const found = await reader.getProgramAccounts(programId, { filters: [keyFilter(PLAN_OFFSET, plan)], dataSlice });
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
  const filters = [kindFilter('transfer'), keyFilter(FROM_OFFSET, from)];
  const found = await reader.getProgramAccounts(programId, { filters });
  return found.map(({ pubkey, account }) => decodeTransfer(pubkey, account, programId));
}
