/** Every address that a sequence can name, derived once: deriving is slow, and fixed names make traces readable. */
import {
  associatedAddress,
  depositAddress,
  governanceAddress,
  grantAddress,
  metricAddress,
  metricKey,
  milestoneAddress,
  oracleSetAddress,
  planAddress,
  PROGRAM_ID,
  proposalAddress,
  transferAddress,
  voteRecordAddress,
  voterRecordAddress,
} from '@tenure/sdk';
import { ASSOCIATED_TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PublicKey, SystemProgram } from '@solana/web3.js';
import { keypair } from '../support/transactions';
import { type Name, NOBODY } from './state';

/** Those who can be paid. `newcomer` has no token account, `hostile` gave an associated one away. */
export const BENEFICIARIES = ['beneficiary1', 'beneficiary2', 'beneficiary3', 'newcomer', 'hostile'] as const;
/** Who attests, if a set names them. They hold no tokens. */
export const ORACLES = ['oracle1', 'oracle2', 'oracle3', 'oracle4', 'oracle5', 'oracle6'] as const;
/** Everybody else who signs. `thief` and `heir` start with no role. */
export const PEOPLE = [
  'creator',
  'authority',
  'operator',
  'payroll',
  'guardian',
  'accelerator',
  'stranger',
  'thief',
  'heir',
  ...BENEFICIARIES,
] as const;
/** Gets rents, signs nothing. */
export const RENT: Name = 'rent';
/** The same without a lamport, so that too little can't open its account. */
export const EMPTY: Name = 'empty wallet';
/** Pays every fee, so that no other balance moves by itself. */
export const FEE_PAYER: Name = 'fee payer';
export const MINTS = ['gold', 'silver', 'fee'] as const;

/** Where plans can be. */
export const PLANS: readonly { name: Name; creator: Name; planId: bigint }[] = [
  { name: 'A', creator: 'creator', planId: 0n },
  { name: 'B', creator: 'creator', planId: 1n },
  { name: 'C', creator: 'creator', planId: 2n },
  { name: 'D', creator: 'stranger', planId: 2n },
  { name: 'E', creator: 'creator', planId: 2n ** 64n - 1n },
  { name: 'F', creator: 'stranger', planId: 0n },
];
/** Grant ids that are used; the second is at the end of its range. */
export const GRANT_IDS: readonly bigint[] = [
  0n,
  2n ** 64n - 1n,
  ...Array.from({ length: 14 }, (_, i) => BigInt(i + 1)),
];

/** Keys of metrics; the last is as long as can be. */
export const METRIC_KEYS: readonly string[] = ['mmlu', 'revenue', 'k'.repeat(32)];
/** A key that no metric can have, though it has an address. */
export const BAD_METRIC_KEY = 'two words';
/** So many milestones of a grant have a place here. */
export const MILESTONES_A_GRANT = 6;

/** Who deposits for voting; others vote with grants alone. */
export const DEPOSITORS = ['creator', 'stranger', 'beneficiary1', 'beneficiary2', 'thief'] as const;
/** Deposit ids that are used. */
export const DEPOSIT_IDS: readonly bigint[] = [0n, 2n ** 64n - 1n];
/** Who can hold a grant or a deposit, and so vote. */
const VOTERS: readonly Name[] = [...new Set<Name>([...BENEFICIARIES, ...DEPOSITORS])];
/** Ids that proposers give their proposals. */
export const PROPOSAL_IDS: readonly bigint[] = [0n, 2n ** 64n - 1n, 1n];
/** So many proposals of a governance have places for votes on them here. */
export const PROPOSALS_A_GOVERNANCE = 20;

export const SYSTEM: Name = 'system program';
const TOKEN: Name = 'token program';
const TOKEN_2022: Name = 'token-2022 program';
export const ASSOCIATED: Name = 'associated token program';
export const VESTING: Name = 'vesting program';
/** What no transaction can change. */
export const PROGRAMS: ReadonlySet<Name> = new Set([SYSTEM, NOBODY, TOKEN, TOKEN_2022, ASSOCIATED, VESTING]);

export interface NamedAddress {
  readonly name: Name;
  readonly key: PublicKey;
  readonly bytes: Uint8Array;
  /** Of a derived address of this program. */
  readonly bump: number;
}

const addresses = new Map<Name, NamedAddress>();
const names = new Map<string, Name>();

function put(name: Name, key: PublicKey, bump = 0): PublicKey {
  addresses.set(name, { name, key, bytes: key.toBytes(), bump });
  names.set(key.toBase58(), name);
  return key;
}

/** The bump that makes these seeds this address. */
function bumpOf(seeds: Uint8Array[]): number {
  return PublicKey.findProgramAddressSync(seeds, PROGRAM_ID)[1];
}

function u64(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

/** The program that owns a mint. */
export function programOf(mint: Name): Name {
  return mint === 'gold' ? TOKEN : TOKEN_2022;
}

export function vaultName(plan: Name, mint: Name): Name {
  return `${plan}.${mint}`;
}

put(NOBODY, PublicKey.default);
put(SYSTEM, SystemProgram.programId);
put(TOKEN, TOKEN_PROGRAM_ID);
put(TOKEN_2022, TOKEN_2022_PROGRAM_ID);
put(ASSOCIATED, ASSOCIATED_TOKEN_PROGRAM_ID);
put(VESTING, PROGRAM_ID);
for (const name of [...PEOPLE, ...ORACLES, RENT, EMPTY, FEE_PAYER, ...MINTS, 'mint authority'])
  put(name, keypair(name).publicKey);
for (const { name, creator, planId } of PLANS) {
  const by = publicKeyOf(creator);
  const plan = put(name, planAddress(by, planId), bumpOf([Buffer.from('plan'), by.toBytes(), u64(planId)]));
  put(oraclesName(name), oracleSetAddress(plan), bumpOf([Buffer.from('oracles'), plan.toBytes()]));
  put(governanceName(name), governanceAddress(plan), bumpOf([Buffer.from('governance'), plan.toBytes()]));
  for (const key of METRIC_KEYS) {
    const bump = bumpOf([Buffer.from('metric'), plan.toBytes(), metricKey(key)]);
    put(metricName(name, key), metricAddress(plan, key), bump);
  }
  const badKey = Buffer.alloc(32);
  badKey.write(BAD_METRIC_KEY);
  const seeds = [Buffer.from('metric'), plan.toBytes(), badKey];
  put(metricName(name, BAD_METRIC_KEY), ...PublicKey.findProgramAddressSync(seeds, PROGRAM_ID));
  for (const id of GRANT_IDS) {
    const bump = bumpOf([Buffer.from('grant'), plan.toBytes(), u64(id)]);
    const grant = put(grantName(name, id), grantAddress(plan, id), bump);
    put(transferName(grantName(name, id)), transferAddress(grant));
    for (let index = 0; index < MILESTONES_A_GRANT; index += 1) {
      const seeds = [Buffer.from('milestone'), grant.toBytes(), Uint8Array.of(index)];
      put(milestoneName(grantName(name, id), index), milestoneAddress(grant, index), bumpOf(seeds));
    }
  }
}
for (const mint of MINTS) {
  for (const wallet of [...PEOPLE, ...PLANS.flatMap(({ name }) => [name, governanceName(name)])]) {
    put(`${wallet}.${mint}`, associatedAddress(publicKeyOf(wallet), publicKeyOf(mint), publicKeyOf(programOf(mint))));
  }
  for (const wallet of PEOPLE) put(sideName(wallet, mint), keypair(sideName(wallet, mint)).publicKey);
}

for (const { name: plan } of PLANS) {
  const governance = publicKeyOf(governanceName(plan));
  const deposits = DEPOSITORS.flatMap((owner) =>
    DEPOSIT_IDS.map((id) => {
      const name = depositName(governanceName(plan), owner, id);
      put(name, depositAddress(governance, publicKeyOf(owner), id));
      return name;
    }),
  );
  const sources = [...GRANT_IDS.map((id) => grantName(plan, id)), ...deposits];
  for (const source of sources) {
    for (let number = 0n; number < PROPOSALS_A_GOVERNANCE; number += 1n) {
      put(voteName(source, number), voteRecordAddress(publicKeyOf(source), number));
    }
  }
  for (const [proposer, id] of VOTERS.flatMap((voter) => PROPOSAL_IDS.map((one) => [voter, one] as const))) {
    const name = proposalName(governanceName(plan), proposer, id);
    const proposal = put(name, proposalAddress(governance, publicKeyOf(proposer), id));
    for (const wallet of VOTERS) put(voterName(name, wallet), voterRecordAddress(proposal, publicKeyOf(wallet)));
  }
}

export function grantName(plan: Name, id: bigint): Name {
  return `${plan}.g${id > 1000n ? 'max' : id}`;
}

export function transferName(grant: Name): Name {
  return `${grant}.transfer`;
}

export function oraclesName(plan: Name): Name {
  return `${plan}.oracles`;
}

export function metricName(plan: Name, key: string): Name {
  return `${plan}.${key}`;
}

export function milestoneName(grant: Name, index: number): Name {
  return `${grant}.m${index}`;
}

export function governanceName(plan: Name): Name {
  return `${plan}.governance`;
}

export function depositName(governance: Name, owner: Name, id: bigint): Name {
  return `${governance}.${owner}.d${id > 1000n ? 'max' : id}`;
}

export function proposalName(governance: Name, proposer: Name, id: bigint): Name {
  return `${governance}.${proposer}.p${id > 1000n ? 'max' : id}`;
}

/** The record of a grant's or deposit's vote on the proposal of that number. */
export function voteName(source: Name, number: bigint): Name {
  return `${source}/vote ${number}`;
}

/** The record of what one wallet has cast. */
export function voterName(proposal: Name, wallet: Name): Name {
  return `${proposal}/by ${wallet}`;
}

/** A token account that is not the associated one. */
export function sideName(wallet: Name, mint: Name): Name {
  return `${wallet}.${mint}.side`;
}

export function addressOf(name: Name): NamedAddress {
  const found = addresses.get(name);
  if (found === undefined) throw new Error(`There is no address called ${name}.`);
  return found;
}

export function publicKeyOf(name: Name): PublicKey {
  return addressOf(name).key;
}

export function addressNames(): readonly Name[] {
  return [...addresses.keys()];
}
