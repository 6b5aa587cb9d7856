import type { VersionedMessage } from '@solana/web3.js';
import { COMPUTE_BUDGET_PROGRAM, SYSTEM_PROGRAM } from './account';

const LAMPORTS_PER_SIGNATURE = 5_000n;
const MICRO_LAMPORTS = 1_000_000n;
const MAX_COMPUTE_UNITS = 1_400_000;
const UNITS_PER_INSTRUCTION = 200_000;
const UNITS_PER_BUILTIN = 3_000;
const SET_COMPUTE_UNIT_LIMIT = 2;
const SET_COMPUTE_UNIT_PRICE = 3;
/** Programs of the runtime itself, for which less is set aside. */
const BUILTINS: readonly string[] = [
  SYSTEM_PROGRAM,
  COMPUTE_BUDGET_PROGRAM,
  'Vote111111111111111111111111111111111111111',
  'BPFLoaderUpgradeab1e11111111111111111111111',
  'BPFLoader2111111111111111111111111111111111',
  'BPFLoader1111111111111111111111111111111111',
  'LoaderV411111111111111111111111111111111111',
  'KeccakSecp256k11111111111111111111111111111',
  'Ed25519SigVerify111111111111111111111111111',
];
/** Programs that check signatures in their data, each paid like one of the transaction's. */
const PRECOMPILES: readonly string[] = [
  'Ed25519SigVerify111111111111111111111111111',
  'KeccakSecp256k11111111111111111111111111111',
  'Secp256r1SigVerify1111111111111111111111111',
];

/** What the compute-budget instructions of a message ask for. */
export type Budget = { readonly units: number; readonly microLamportsPerUnit: bigint };

export function budget(message: VersionedMessage): Budget {
  let limit: number | undefined;
  let price = 0n;
  let standard = 0;
  for (const { programIdIndex, data } of message.compiledInstructions) {
    const program = message.staticAccountKeys[programIdIndex]?.toBase58() ?? '';
    standard += BUILTINS.includes(program) ? UNITS_PER_BUILTIN : UNITS_PER_INSTRUCTION;
    if (program !== COMPUTE_BUDGET_PROGRAM) continue;
    const bytes = Buffer.from(data);
    if (bytes[0] === SET_COMPUTE_UNIT_LIMIT && bytes.length >= 5) limit = bytes.readUInt32LE(1);
    if (bytes[0] === SET_COMPUTE_UNIT_PRICE && bytes.length >= 9) price = bytes.readBigUInt64LE(1);
  }
  return { units: Math.min(limit ?? standard, MAX_COMPUTE_UNITS), microLamportsPerUnit: price };
}

/** Lamports that a message costs: its signatures, those in its data, and its priority. */
export function feeOf(message: VersionedMessage): bigint {
  const { units, microLamportsPerUnit } = budget(message);
  const inData = message.compiledInstructions.reduce((sum, { programIdIndex, data }) => {
    const program = message.staticAccountKeys[programIdIndex]?.toBase58() ?? '';
    return sum + (PRECOMPILES.includes(program) ? (data[0] ?? 0) : 0);
  }, 0);
  const signatures = BigInt(message.header.numRequiredSignatures + inData);
  const priority = (BigInt(units) * microLamportsPerUnit + MICRO_LAMPORTS - 1n) / MICRO_LAMPORTS;
  return signatures * LAMPORTS_PER_SIGNATURE + priority;
}

/** A block's cost units, by the scheduler's model: signatures, write locks, data, work, loaded pages. */
export function costUnits(
  message: VersionedMessage,
  run: { readonly writes: number; readonly computeUnits: number; readonly loadedBytes: number },
): number {
  const dataBytes = message.compiledInstructions.reduce((sum, { data }) => sum + data.length, 0);
  const pages = Math.ceil(run.loadedBytes / 32_768);
  const fixed = 720 * message.header.numRequiredSignatures + 300 * run.writes + Math.floor(dataBytes / 4);
  return fixed + run.computeUnits + 8 * pages;
}
