/** Token-2022's extensions in the form that jsonParsed has. */
import bs58 from 'bs58';
import type { JsonObject } from '../json';

/** After the fields that are padded to an account's size, and the byte that tells what it is. */
const FIRST_EXTENSION_OFFSET = 166;
const NO_KEY = '11111111111111111111111111111111';

type Parse = (data: Buffer) => JsonObject;

/** By type number; extensions without a parser have no state, or one that is not shown here. */
const EXTENSIONS: readonly (readonly [name: string, parse?: Parse])[] = [
  ['uninitialized'],
  ['transferFeeConfig', transferFeeConfig],
  ['transferFeeAmount', (data) => ({ withheldAmount: data.readBigUInt64LE(0) })],
  ['mintCloseAuthority', (data) => ({ closeAuthority: optionalKey(data, 0) })],
  ['confidentialTransferMint'],
  ['confidentialTransferAccount'],
  ['defaultAccountState', (data) => ({ accountState: STATES[data[0] ?? 0] ?? 'uninitialized' })],
  ['immutableOwner'],
  ['memoTransfer', (data) => ({ requireIncomingTransferMemos: data[0] === 1 })],
  ['nonTransferable'],
  ['interestBearingConfig', interestBearingConfig],
  ['cpiGuard', (data) => ({ lockCpi: data[0] === 1 })],
  ['permanentDelegate', (data) => ({ delegate: optionalKey(data, 0) })],
  ['nonTransferableAccount'],
  ['transferHook', (data) => ({ authority: optionalKey(data, 0), programId: optionalKey(data, 32) })],
  ['transferHookAccount', (data) => ({ transferring: data[0] === 1 })],
  ['confidentialTransferFeeConfig'],
  ['confidentialTransferFeeAmount'],
  ['metadataPointer', (data) => ({ authority: optionalKey(data, 0), metadataAddress: optionalKey(data, 32) })],
  ['tokenMetadata', tokenMetadata],
  ['groupPointer', (data) => ({ authority: optionalKey(data, 0), groupAddress: optionalKey(data, 32) })],
  ['tokenGroup', tokenGroup],
  ['groupMemberPointer', (data) => ({ authority: optionalKey(data, 0), memberAddress: optionalKey(data, 32) })],
  ['tokenGroupMember', tokenGroupMember],
  ['confidentialMintBurn'],
  ['scaledUiAmountConfig', scaledUiAmountConfig],
  ['pausableConfig', (data) => ({ authority: optionalKey(data, 0), paused: data[32] === 1 })],
  ['pausableAccount'],
];
const STATES = ['uninitialized', 'initialized', 'frozen'] as const;
/** Markers: they are there or not. */
const STATELESS: readonly string[] = [
  'uninitialized',
  'immutableOwner',
  'nonTransferable',
  'nonTransferableAccount',
  'pausableAccount',
];

/** The extensions of a mint or token account in the order in which they lie there. */
export function parseExtensions(data: Buffer): JsonObject[] {
  const found: JsonObject[] = [];
  let offset = FIRST_EXTENSION_OFFSET;
  while (offset + 4 <= data.length) {
    const type = data.readUInt16LE(offset);
    const length = data.readUInt16LE(offset + 2);
    const state = data.subarray(offset + 4, offset + 4 + length);
    if (type === 0 || state.length < length) break;
    found.push(parseExtension(type, state));
    offset += 4 + length;
  }
  return found;
}

function parseExtension(type: number, state: Buffer): JsonObject {
  const [name, parse] = EXTENSIONS[type] ?? [];
  if (name === undefined) return { extension: 'unparseableExtension' };
  if (STATELESS.includes(name)) return { extension: name };
  try {
    if (parse) return { extension: name, state: parse(state) };
  } catch {
    // Falls through: bytes that are not what the type says.
  }
  return { extension: 'unparseableExtension' };
}

function transferFeeConfig(data: Buffer): JsonObject {
  const fee = (at: number): JsonObject => ({
    epoch: data.readBigUInt64LE(at),
    maximumFee: data.readBigUInt64LE(at + 8),
    transferFeeBasisPoints: data.readUInt16LE(at + 16),
  });
  return {
    transferFeeConfigAuthority: optionalKey(data, 0),
    withdrawWithheldAuthority: optionalKey(data, 32),
    withheldAmount: data.readBigUInt64LE(64),
    olderTransferFee: fee(72),
    newerTransferFee: fee(90),
  };
}

function interestBearingConfig(data: Buffer): JsonObject {
  return {
    rateAuthority: optionalKey(data, 0),
    initializationTimestamp: Number(data.readBigInt64LE(32)),
    preUpdateAverageRate: data.readInt16LE(40),
    lastUpdateTimestamp: Number(data.readBigInt64LE(42)),
    currentRate: data.readInt16LE(50),
  };
}

function scaledUiAmountConfig(data: Buffer): JsonObject {
  return {
    authority: optionalKey(data, 0),
    multiplier: String(data.readDoubleLE(32)),
    newMultiplierEffectiveTimestamp: Number(data.readBigInt64LE(40)),
    newMultiplier: String(data.readDoubleLE(48)),
  };
}

function tokenMetadata(data: Buffer): JsonObject {
  let offset = 64;
  const text = (): string => {
    const end = offset + 4 + data.readUInt32LE(offset);
    const value = data.toString('utf8', offset + 4, end);
    offset = end;
    return value;
  };
  const [name, symbol, uri] = [text(), text(), text()];
  const count = data.readUInt32LE(offset);
  offset += 4;
  const additionalMetadata = Array.from({ length: count }, () => [text(), text()]);
  return {
    updateAuthority: optionalKey(data, 0),
    mint: keyAt(data, 32),
    name,
    symbol,
    uri,
    additionalMetadata,
  };
}

function tokenGroup(data: Buffer): JsonObject {
  const [size, maxSize] = [data.readBigUInt64LE(64), data.readBigUInt64LE(72)];
  return { updateAuthority: optionalKey(data, 0), mint: keyAt(data, 32), size, maxSize };
}

function tokenGroupMember(data: Buffer): JsonObject {
  return { mint: keyAt(data, 0), group: keyAt(data, 32), memberNumber: data.readBigUInt64LE(64) };
}

function keyAt(data: Buffer, offset: number): string {
  return bs58.encode(data.subarray(offset, offset + 32));
}

/** An address that is all zero means none. */
function optionalKey(data: Buffer, offset: number): string | null {
  const found = keyAt(data, offset);
  return found === NO_KEY ? null : found;
}
