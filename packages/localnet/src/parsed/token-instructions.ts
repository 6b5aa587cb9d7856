/** Instructions of SPL Token, which Token-2022 has too. */
import type { JsonObject } from '../json';
import { uiAmount } from './amount';
import { keyAt, signedBy, type Call, type Parsed } from './call';

/** Extension type: the owner never changes. */
const IMMUTABLE_OWNER = 7;
/** What `setAuthority` can set, by number. */
const AUTHORITIES = [
  ...['mintTokens', 'freezeAccount', 'accountOwner', 'closeAccount', 'transferFeeConfig', 'withheldWithdraw'],
  ...['closeMint', 'interestRate', 'permanentDelegate', 'confidentialTransferMint', 'transferHookProgramId'],
  ...['confidentialTransferFeeConfig', 'metadataPointer', 'groupPointer', 'groupMemberPointer', 'scaledUiAmount'],
  'pause',
];
const OF_ACCOUNTS: readonly string[] = ['accountOwner', 'closeAccount'];

/** Null for an instruction that is none of them; throws on data shorter than its kind needs. */
export function parseToken(call: Call): Parsed | null {
  const { accounts, data } = call;
  const [first, second, third] = accounts;
  const amount = (): bigint => data.readBigUInt64LE(1);
  const checked = (): JsonObject => ({ tokenAmount: uiAmount(amount(), data.readUInt8(9)) });
  const plain = (): JsonObject => ({ amount: amount().toString() });
  switch (data[0] ?? -1) {
    case 0:
      return { type: 'initializeMint', info: { ...mintInfo(call), rentSysvar: second } };
    case 1: {
      const [, , owner, rentSysvar] = accounts;
      return { type: 'initializeAccount', info: { account: first, mint: second, owner, rentSysvar } };
    }
    case 3:
      return {
        type: 'transfer',
        info: { ...plain(), ...signedBy(call, 2, 'authority'), destination: second, source: first },
      };
    case 4:
      return {
        type: 'approve',
        info: { ...plain(), delegate: second, ...signedBy(call, 2, 'owner'), source: first },
      };
    case 5:
      return { type: 'revoke', info: { ...signedBy(call, 1, 'owner'), source: first } };
    case 6:
      return setAuthority(call);
    case 7:
      return {
        type: 'mintTo',
        info: { account: second, ...plain(), mint: first, ...signedBy(call, 2, 'mintAuthority') },
      };
    case 8:
      return {
        type: 'burn',
        info: { account: first, ...plain(), ...signedBy(call, 2, 'authority'), mint: second },
      };
    case 9:
      return {
        type: 'closeAccount',
        info: { account: first, destination: second, ...signedBy(call, 2, 'owner') },
      };
    case 10:
    case 11:
      return {
        type: data[0] === 10 ? 'freezeAccount' : 'thawAccount',
        info: { account: first, ...signedBy(call, 2, 'freezeAuthority'), mint: second },
      };
    case 12: {
      const places = { source: first, mint: second, destination: third };
      return {
        type: 'transferChecked',
        info: { ...signedBy(call, 3, 'authority'), ...places, ...checked() },
      };
    }
    case 13: {
      const places = { source: first, mint: second, delegate: third };
      return { type: 'approveChecked', info: { ...signedBy(call, 3, 'owner'), ...places, ...checked() } };
    }
    case 14:
      return {
        type: 'mintToChecked',
        info: { account: second, mint: first, ...signedBy(call, 2, 'mintAuthority'), ...checked() },
      };
    case 15:
      return {
        type: 'burnChecked',
        info: { account: first, mint: second, ...signedBy(call, 2, 'authority'), ...checked() },
      };
    case 16: {
      const info = { account: first, mint: second, owner: keyAt(data, 1), rentSysvar: third };
      return { type: 'initializeAccount2', info };
    }
    case 17:
      return { type: 'syncNative', info: { account: first } };
    case 18:
      return { type: 'initializeAccount3', info: { account: first, mint: second, owner: keyAt(data, 1) } };
    case 20:
      return { type: 'initializeMint2', info: mintInfo(call) };
    case 21: {
      const kinds = Array.from({ length: (data.length - 1) / 2 }, (_, index) => data.readUInt16LE(1 + 2 * index));
      if (kinds.some((kind) => kind !== IMMUTABLE_OWNER)) return null;
      const extended = kinds.length === 0 ? {} : { extensionTypes: kinds.map(() => 'immutableOwner') };
      return { type: 'getAccountDataSize', info: { ...extended, mint: first } };
    }
    case 22:
      return { type: 'initializeImmutableOwner', info: { account: first } };
    default:
      return null;
  }
}

function mintInfo({ accounts, data }: Call): JsonObject {
  const freeze = data[34] === 1 ? { freezeAuthority: keyAt(data, 35) } : {};
  return { decimals: data.readUInt8(1), ...freeze, mint: accounts[0], mintAuthority: keyAt(data, 2) };
}

function setAuthority(call: Call): Parsed | null {
  const { accounts, data } = call;
  const authorityType = AUTHORITIES[data.readUInt8(1)];
  if (authorityType === undefined) return null;
  const owned = OF_ACCOUNTS.includes(authorityType) ? 'account' : 'mint';
  const newAuthority = data.readUInt8(2) === 1 ? keyAt(data, 3) : null;
  const info = { [owned]: accounts[0], authorityType, newAuthority, ...signedBy(call, 1, 'authority') };
  return { type: 'setAuthority', info };
}
