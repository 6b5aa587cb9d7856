/** How two accounts of the program differ, field by field: for people, so the SDK's decoders may do it. */
import {
  decodeDeposit,
  decodeGovernance,
  decodeGrant,
  decodeMetric,
  decodeMilestone,
  decodeOracleSet,
  decodePlan,
  decodeProposal,
  decodeTombstone,
  decodeTransfer,
  decodeVoteRecord,
  decodeVoterRecord,
  PROGRAM_ID,
} from '@tenure/sdk';
import { addressNames, publicKeyOf } from './addresses';
import type { Name } from './state';

const DECODERS = [
  decodePlan,
  decodeGrant,
  decodeTombstone,
  decodeTransfer,
  decodeOracleSet,
  decodeMetric,
  decodeMilestone,
  decodeGovernance,
  decodeDeposit,
  decodeProposal,
  decodeVoteRecord,
  decodeVoterRecord,
];

function fieldsOf(name: Name, data: Buffer): Map<string, string> {
  for (const decode of DECODERS) {
    try {
      const decoded = decode(publicKeyOf(name), { data, owner: PROGRAM_ID });
      return new Map(Object.entries(decoded).map(([field, value]) => [field, plain(value)]));
    } catch {
      // Of another kind, or not what any kind allows.
    }
  }
  return new Map([['bytes', data.toString('hex')]]);
}

function plain(value: unknown): string {
  const text =
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner)) ?? '';
  const key = addressNames().find((name) => text === `"${publicKeyOf(name).toBase58()}"`);
  return key ?? text;
}

/** The fields of an account that are not as expected. */
export function differences(name: Name, found: Buffer, expected: Buffer): string {
  const [is, should] = [fieldsOf(name, found), fieldsOf(name, expected)];
  const lines = [...new Set([...is.keys(), ...should.keys()])].flatMap((field) => {
    const [one, other] = [is.get(field) ?? 'nothing', should.get(field) ?? 'nothing'];
    return one === other ? [] : [`${field} is ${one}, expected ${other}`];
  });
  if (lines.length > 0) return `${name}: ${lines.join('; ')}`;
  const at = found.findIndex((byte, index) => byte !== expected[index]);
  return `${name}: byte ${at} of ${found.length} is ${found[at] ?? 'missing'}, expected ${expected[at] ?? 'none'} of ${expected.length}`;
}
