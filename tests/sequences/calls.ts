/** Instructions as plain values by name, and their bytes. Accounts' order and flags are the interface's. */
import { IDL } from '@tenure/sdk';
import type { Instruction, Meta } from './chain';
import { place, VESTING } from './places';
import type { ShapeSegment } from './schedule';
import { type Name, type Policy, type Role, ROLES, TRANSFER_RULES } from './state';

/** The last second at which a call may run; undefined for never expiring. */
export type Expiry = number | undefined;

export const CAUSES = ['forCause', 'resignation', 'withoutCause', 'deathOrDisability'] as const;
export type Cause = (typeof CAUSES)[number];

export interface NewGrant {
  readonly beneficiary: Name;
  readonly id: bigint;
  readonly total: bigint;
  readonly offset: number;
}

/** What each instruction is told. */
export interface Arguments {
  claim: Record<never, never>;
  createPlan: {
    readonly planId: bigint;
    readonly roles: Record<Role | 'authority' | 'rentRecipient', Name>;
    readonly policy: Policy;
    readonly unlock: { readonly startTs: number; readonly shape: readonly ShapeSegment[] } | undefined;
  };
  fundPlan: { readonly amount: bigint };
  withdrawSurplus: { readonly amount: bigint };
  setRole: { readonly role: Role; readonly holder: Name };
  proposeAuthority: { readonly pendingAuthority: Name };
  acceptAuthority: Record<never, never>;
  pauseClaims: { readonly secs: number };
  resumeClaims: Record<never, never>;
  releasePlan: { readonly releaseBps: number };
  collectWithheld: { readonly amount: bigint };
  sealPlan: Record<never, never>;
  closePlan: Record<never, never>;
  issueGrants: {
    readonly baseStartTs: number;
    readonly withholdingBps: number;
    readonly shape: readonly ShapeSegment[];
    readonly grants: readonly NewGrant[];
  };
  voidGrant: Record<never, never>;
  setAutoClaim: { readonly enabled: boolean };
  setWithholding: { readonly withholdingBps: number };
  accelerateGrant: { readonly releaseBps: number };
  terminateGrant: { readonly cause: Cause };
  withdrawTermination: Record<never, never>;
  settleTermination: Record<never, never>;
  pauseGrant: { readonly limitSecs: number };
  resumeGrant: Record<never, never>;
  proposeTransfer: { readonly to: Name };
  acceptTransfer: { readonly to: Name };
  rejectTransfer: Record<never, never>;
  closeGrant: Record<never, never>;
  sweepTombstone: Record<never, never>;
}

export type InstructionName = keyof Arguments;

/** One call: who stands where, what is said, and whose signature is missing. */
export interface CallOf<N extends InstructionName> {
  readonly instruction: N;
  readonly accounts: Readonly<Record<string, Name>>;
  readonly args: Arguments[N];
  readonly remaining?: readonly Name[];
  readonly unsigned?: string;
  /** Of those instructions that expire. */
  readonly expiresTs?: Expiry;
}
export type Call = { [N in InstructionName]: CallOf<N> }[InstructionName];

/** Instructions on a plan alone. */
export const ON_PLANS = [
  'createPlan', 'fundPlan', 'withdrawSurplus', 'setRole', 'proposeAuthority', 'acceptAuthority', 'pauseClaims', 'resumeClaims',
  'releasePlan', 'collectWithheld', 'sealPlan', 'closePlan', 'issueGrants',
] as const;
/** Instructions on one grant of a plan. */
export const ON_GRANTS = [
  'claim', 'voidGrant', 'setAutoClaim', 'setWithholding', 'accelerateGrant', 'terminateGrant', 'withdrawTermination',
  'settleTermination', 'pauseGrant', 'resumeGrant', 'proposeTransfer', 'closeGrant',
] as const;

/** Instructions that carry the last second at which they may run. */
export const EXPIRING: ReadonlySet<InstructionName> = new Set<InstructionName>([
  'withdrawSurplus', 'setRole', 'proposeAuthority', 'pauseClaims', 'releasePlan', 'sealPlan', 'closePlan', 'issueGrants',
  'voidGrant', 'setWithholding', 'accelerateGrant', 'terminateGrant', 'withdrawTermination', 'pauseGrant', 'resumeGrant',
  'proposeTransfer', 'acceptTransfer',
]);

/** The name in an account's place. */
export function at(call: { readonly accounts: Readonly<Record<string, Name>> }, slot: string): Name {
  const name = call.accounts[slot];
  if (name === undefined) throw new Error(`Nothing stands in the place of ${slot}.`);
  return name;
}

/** Little-endian Borsh. */
class Writer {
  private readonly parts: Buffer[] = [];

  number(value: number | bigint, size: number): this {
    const bytes = Buffer.alloc(size);
    let rest = BigInt.asUintN(size * 8, BigInt(value));
    for (let index = 0; index < size; index += 1, rest >>= 8n) bytes[index] = Number(rest & 255n);
    return this.bytes(bytes);
  }
  bytes(bytes: Uint8Array): this {
    this.parts.push(Buffer.from(bytes));
    return this;
  }
  key(name: Name): this {
    return this.bytes(place(name).bytes);
  }
  expiry(expiresTs: Expiry): this {
    return this.number(expiresTs ?? 2n ** 63n - 1n, 8);
  }
  shape(shape: readonly ShapeSegment[]): this {
    this.number(shape.length, 4);
    for (const { weight, span, steps, months } of shape) {
      this.number(weight, 8).number(span, 4).number(steps, 2).number(months ? 1 : 0, 1);
    }
    return this;
  }
  done(): Buffer {
    return Buffer.concat(this.parts);
  }
}

function policyBytes(writer: Writer, policy: Policy): void {
  const uri = Buffer.from(policy.termsUri);
  writer.number(policy.issueCap, 8).number(policy.operatorCap, 8).number(policy.cancellable ? 1 : 0, 1);
  writer.number(policy.noticeSecs, 4).number(policy.goodLeaverBps, 2).number(policy.maxPauseSecs, 4);
  writer.number(policy.voidSecs, 4).number(TRANSFER_RULES.indexOf(policy.transferRule), 1);
  writer.number(policy.maxWithholdingBps, 2).number(policy.acceptedRisks, 4);
  writer.bytes(TERMS_SHA256).number(uri.length, 4).bytes(uri);
}

export const TERMS_SHA256 = new Uint8Array(32).fill(7);

function argumentBytes(call: Call): Buffer {
  const writer = new Writer();
  // Grants come last, so that they can be many; everything else ends with its expiry.
  if (call.instruction === 'issueGrants') {
    const { baseStartTs, withholdingBps, shape, grants } = call.args;
    writer.expiry(call.expiresTs).number(baseStartTs, 8).number(withholdingBps, 2).shape(shape).number(grants.length, 4);
    for (const { beneficiary, id, total, offset } of grants) {
      writer.key(beneficiary).number(id, 8).number(total, 8).number(offset, 4);
    }
    return writer.done();
  }
  ownArguments(writer, call);
  if (EXPIRING.has(call.instruction)) writer.expiry(call.expiresTs);
  return writer.done();
}

function ownArguments(writer: Writer, call: Exclude<Call, CallOf<'issueGrants'>>): void {
  switch (call.instruction) {
    case 'createPlan': {
      const { planId, roles, policy, unlock } = call.args;
      writer.number(planId, 8);
      for (const role of ['authority', ...ROLES, 'rentRecipient'] as const) writer.key(roles[role]);
      policyBytes(writer, policy);
      writer.number(unlock === undefined ? 0 : 1, 1);
      if (unlock !== undefined) writer.number(unlock.startTs, 8).shape(unlock.shape);
      return;
    }
    case 'fundPlan':
    case 'collectWithheld':
    case 'withdrawSurplus':
      writer.number(call.args.amount, 8);
      return;
    case 'setRole':
      writer.number(ROLES.indexOf(call.args.role), 1).key(call.args.holder);
      return;
    case 'proposeAuthority':
      writer.key(call.args.pendingAuthority);
      return;
    case 'proposeTransfer':
    case 'acceptTransfer':
      writer.key(call.args.to);
      return;
    case 'pauseClaims':
      writer.number(call.args.secs, 4);
      return;
    case 'pauseGrant':
      writer.number(call.args.limitSecs, 4);
      return;
    case 'releasePlan':
    case 'accelerateGrant':
      writer.number(call.args.releaseBps, 2);
      return;
    case 'setWithholding':
      writer.number(call.args.withholdingBps, 2);
      return;
    case 'setAutoClaim':
      writer.number(call.args.enabled ? 1 : 0, 1);
      return;
    case 'terminateGrant':
      writer.number(CAUSES.indexOf(call.args.cause), 1);
      return;
    case 'acceptAuthority': case 'claim': case 'closeGrant': case 'closePlan': case 'rejectTransfer': case 'resumeClaims':
    case 'resumeGrant': case 'sealPlan': case 'settleTermination': case 'sweepTombstone': case 'voidGrant':
    case 'withdrawTermination':
      return;
  }
}

interface Slot {
  readonly name: string;
  readonly writable?: boolean;
  readonly signer?: boolean;
  readonly address?: string;
}
const INTERFACE = new Map<string, { slots: readonly Slot[]; discriminator: Uint8Array }>(
  IDL.instructions.map(({ name, accounts, discriminator }) => [
    name,
    { slots: accounts, discriminator: Uint8Array.from(discriminator) },
  ]),
);
const FIXED = new Map(['system program', 'associated token program'].map((name) => [place(name).key.toBase58(), name]));

/** Names of all instructions that the program has. */
export function instructionNames(): string[] {
  return [...INTERFACE.keys()];
}

/** The account places of an instruction that have to sign. */
export function signerSlots(instruction: InstructionName): string[] {
  return (INTERFACE.get(instruction)?.slots ?? []).filter(({ signer }) => signer === true).map(({ name }) => name);
}

/** The instruction that a call stands for. */
export function encode(call: Call): Instruction {
  const found = INTERFACE.get(call.instruction);
  if (found === undefined) throw new Error(`The program has no instruction ${call.instruction}.`);
  const named = found.slots.map(({ name, writable, signer, address }): Meta => {
    const given = address === undefined ? call.accounts[name] : FIXED.get(address);
    // An optional account that is left out is the program itself.
    if (given === undefined) return { name: VESTING, signer: false, writable: false };
    return { name: given, signer: signer === true && call.unsigned !== name, writable: writable === true };
  });
  const more = (call.remaining ?? []).map((name): Meta => ({ name, signer: false, writable: true }));
  const data = Buffer.concat([found.discriminator, argumentBytes(call)]);
  return { program: VESTING, accounts: [...named, ...more], data };
}
