/** Instructions about Token-2022's extensions: what opens them, and what changes or uses them later. */
import type { JsonObject } from '../json';
import { uiAmount } from './amount';
import { keyAt, signedBy, type Call, type Parsed } from './call';

const NO_KEY = '11111111111111111111111111111111';
const STATES = ['uninitialized', 'initialized', 'frozen'] as const;
const KEY_BYTES = 32;

/** Reads what follows the numbers of extension and instruction. */
type Read = (call: Call, body: Buffer) => Parsed;

/** By the number of the extension, then of the instruction; those without a second number stand alone. */
const READERS: Readonly<Record<number, Read | readonly Read[]>> = {
  25: ({ accounts, data }) => {
    const newAuthority = data.readUInt8(1) === 1 ? keyAt(data, 2) : null;
    return { type: 'initializeMintCloseAuthority', info: { mint: accounts[0], newAuthority } };
  },
  26: [initializeFee, transferWithFee, withdrawFromMint, withdrawFromAccounts, harvest, setFee],
  28: [
    ({ accounts }, body) => ({
      type: 'initializeDefaultAccountState',
      info: { mint: accounts[0], accountState: STATES[body.readUInt8(0)] ?? 'uninitialized' },
    }),
    (call, body) => ({
      type: 'updateDefaultAccountState',
      info: {
        ...{ mint: call.accounts[0], accountState: STATES[body.readUInt8(0)] ?? 'uninitialized' },
        ...signedBy(call, 1, 'freezeAuthority'),
      },
    }),
  ],
  30: [byOwner('enableRequiredMemoTransfers'), byOwner('disableRequiredMemoTransfers')],
  32: ({ accounts }) => ({ type: 'initializeNonTransferableMint', info: { mint: accounts[0] } }),
  33: [
    ({ accounts }, body) => ({
      type: 'initializeInterestBearingConfig',
      info: { mint: accounts[0], rateAuthority: optional(body, 0), rate: body.readInt16LE(KEY_BYTES) },
    }),
    (call, body) => ({
      type: 'updateInterestBearingConfigRate',
      info: { mint: call.accounts[0], newRate: body.readInt16LE(0), ...signedBy(call, 1, 'rateAuthority') },
    }),
  ],
  34: [byOwner('enableCpiGuard'), byOwner('disableCpiGuard')],
  35: ({ accounts, data }) => ({
    type: 'initializePermanentDelegate',
    info: { mint: accounts[0], delegate: keyAt(data, 1) },
  }),
  36: pointer('TransferHook', 'programId'),
  39: pointer('MetadataPointer', 'metadataAddress'),
  40: pointer('GroupPointer', 'groupAddress'),
  41: pointer('GroupMemberPointer', 'memberAddress'),
  44: [
    ({ accounts }, body) => ({
      type: 'initializePausableConfig',
      info: { mint: accounts[0], authority: optional(body, 0) },
    }),
    byAuthority('pause'),
    byAuthority('resume'),
  ],
};

/** Null for an instruction that is none of these; throws on data shorter than its kind needs. */
export function parseExtensionCall(call: Call): Parsed | null {
  const { data } = call;
  const found = READERS[data[0] ?? -1];
  if (found === undefined) return null;
  if (typeof found === 'function') return found(call, data.subarray(1));
  return found[data.readUInt8(1)]?.(call, data.subarray(2)) ?? null;
}

function byOwner(type: string): Read {
  return (call) => ({ type, info: { account: call.accounts[0], ...signedBy(call, 1, 'owner') } });
}

function byAuthority(type: string): Read {
  return (call) => ({ type, info: { mint: call.accounts[0], ...signedBy(call, 1, 'authority') } });
}

/** An extension that has an authority and points to an address; both are left out where there is none. */
function pointer(name: string, field: string): readonly Read[] {
  const where = (of: string, key: string | null): JsonObject => (key === null ? {} : { [of]: key });
  return [
    ({ accounts }, body) => ({
      type: `initialize${name}`,
      info: {
        mint: accounts[0],
        ...where('authority', optional(body, 0)),
        ...where(field, optional(body, KEY_BYTES)),
      },
    }),
    (call, body) => ({
      type: `update${name}`,
      info: { mint: call.accounts[0], ...where(field, optional(body, 0)), ...signedBy(call, 1, 'authority') },
    }),
  ];
}

function initializeFee({ accounts }: Call, body: Buffer): Parsed {
  const info: Record<string, JsonObject[string]> = { mint: accounts[0] };
  let offset = 0;
  for (const name of ['transferFeeConfigAuthority', 'withdrawWithheldAuthority']) {
    const present = body.readUInt8(offset) === 1;
    if (present) info[name] = keyAt(body, offset + 1);
    offset += present ? 1 + KEY_BYTES : 1;
  }
  return { type: 'initializeTransferFeeConfig', info: { ...info, ...feeAt(body, offset) } };
}

function transferWithFee(call: Call, body: Buffer): Parsed {
  const [source, mint, destination] = call.accounts;
  const decimals = body.readUInt8(8);
  const amounts = {
    tokenAmount: uiAmount(body.readBigUInt64LE(0), decimals),
    feeAmount: uiAmount(body.readBigUInt64LE(9), decimals),
  };
  const info = { source, mint, destination, ...amounts, ...signedBy(call, 3, 'authority') };
  return { type: 'transferCheckedWithFee', info };
}

function withdrawFromMint(call: Call): Parsed {
  const [mint, feeRecipient] = call.accounts;
  const info = { mint, feeRecipient, ...signedBy(call, 2, 'withdrawWithheldAuthority') };
  return { type: 'withdrawWithheldTokensFromMint', info };
}

function withdrawFromAccounts({ accounts }: Call, body: Buffer): Parsed {
  const [mint, feeRecipient] = accounts;
  const first = Math.max(0, accounts.length - body.readUInt8(0));
  const signed = signedBy({ accounts: accounts.slice(0, first) }, 2, 'withdrawWithheldAuthority');
  const info = { mint, feeRecipient, sourceAccounts: accounts.slice(first), ...signed };
  return { type: 'withdrawWithheldTokensFromAccounts', info };
}

function harvest({ accounts: [mint, ...sourceAccounts] }: Call): Parsed {
  return { type: 'harvestWithheldTokensToMint', info: { mint, sourceAccounts } };
}

function setFee(call: Call, body: Buffer): Parsed {
  const signed = signedBy(call, 1, 'transferFeeConfigAuthority');
  return { type: 'setTransferFee', info: { mint: call.accounts[0], ...feeAt(body, 0), ...signed } };
}

function feeAt(body: Buffer, offset: number): JsonObject {
  return { transferFeeBasisPoints: body.readUInt16LE(offset), maximumFee: body.readBigUInt64LE(offset + 2) };
}

/** An address that is all zero means none. */
function optional(body: Buffer, offset: number): string | null {
  const key = keyAt(body, offset);
  return key === NO_KEY ? null : key;
}
