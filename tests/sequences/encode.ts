/** A call's bytes. Accounts' order and flags are the interface's. */
import { IDL } from '@tenure/sdk';
import {
  type Arguments,
  type Call,
  type CallOf,
  CAUSES,
  EXPIRING,
  type Expiry,
  HASH_BYTE,
  type InstructionName,
} from './calls';
import type { Instruction, Meta } from './chain';
import type { Definition, Seats } from './metric';
import { addressOf, VESTING } from './addresses';
import type { ShapeSegment } from './schedule';
import { type Name, type Policy, ROLES, TRANSFER_RULES } from './state';
import { type Action, ACTIONS, REASONS, type Settings } from './governance';

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
    return this.bytes(addressOf(name).bytes);
  }
  text(text: string): this {
    const bytes = Buffer.from(text);
    return this.number(bytes.length, 4).bytes(bytes);
  }
  hash(byte: number): this {
    return this.bytes(new Uint8Array(32).fill(byte));
  }
  expiry(expiresTs: Expiry): this {
    return this.number(expiresTs ?? 2n ** 63n - 1n, 8);
  }
  shape(shape: readonly ShapeSegment[]): this {
    this.number(shape.length, 4);
    for (const { weight, span, steps, months } of shape) {
      this.number(weight, 8)
        .number(span, 4)
        .number(steps, 2)
        .number(months ? 1 : 0, 1);
    }
    return this;
  }
  done(): Buffer {
    return Buffer.concat(this.parts);
  }
}

function policyBytes(writer: Writer, policy: Policy): void {
  writer
    .number(policy.issueCap, 8)
    .number(policy.operatorCap, 8)
    .number(policy.cancellable ? 1 : 0, 1);
  writer.number(policy.noticeSecs, 4).number(policy.goodLeaverBps, 2).number(policy.maxPauseSecs, 4);
  writer.number(policy.voidSecs, 4).number(TRANSFER_RULES.indexOf(policy.transferRule), 1);
  writer.number(policy.recoverySecs, 4).number(policy.maxWithholdingBps, 2).number(policy.acceptedRisks, 4);
  writer.hash(HASH_BYTE).text(policy.termsUri);
}

function seatsBytes(writer: Writer, { attestors, threshold }: Seats): void {
  writer.number(attestors.length, 4);
  for (const attestor of attestors) writer.key(attestor);
  writer.number(threshold, 1);
}

function definitionBytes(writer: Writer, definition: Definition): void {
  const { key, exponent, lowerIsBetter, opensTs, dueTs, earlyValue, maxAgeSecs, challengeSecs, uri } = definition;
  writer
    .bytes(keyBytes(key))
    .number(exponent, 1)
    .number(lowerIsBetter ? 1 : 0, 1)
    .number(opensTs, 8)
    .number(dueTs, 8);
  writer.number(earlyValue === undefined ? 0 : 1, 1);
  if (earlyValue !== undefined) writer.number(earlyValue, 8);
  writer.number(maxAgeSecs, 4).number(challengeSecs, 4).hash(HASH_BYTE).text(uri);
}

/** A metric's key as its account carries it; the program judges whether it may be one. */
export function keyBytes(key: string): Uint8Array {
  const bytes = Buffer.alloc(32);
  bytes.write(key, 'latin1');
  return bytes;
}

function milestoneBytes(writer: Writer, { targetAmount, curve, deadlineTs, shape }: Arguments['issueMilestone']): void {
  const { threshold, target, maximum, thresholdBps, maxBps } = curve;
  writer.number(targetAmount, 8).number(threshold, 8).number(target, 8).number(maximum, 8);
  writer.number(thresholdBps, 2).number(maxBps, 2).number(deadlineTs, 8).shape(shape);
}

function settingsBytes(writer: Writer, settings: Settings): void {
  const { proposalThreshold, votingSecs, delaySecs, windowSecs, minAgeSecs, excludeOwnGrant, actions } = settings;
  writer.number(proposalThreshold, 8);
  for (const secs of [votingSecs, delaySecs, windowSecs, minAgeSecs]) writer.number(secs, 4);
  for (const bps of [settings.quorumBps, settings.approvalBps, settings.maxVoterBps]) writer.number(bps, 2);
  writer
    .number(excludeOwnGrant ? 1 : 0, 1)
    .number(actions, 1)
    .number(settings.depositActions, 1);
}

function actionBytes(writer: Writer, action: Action): void {
  writer.number(ACTIONS.indexOf(action.kind), 1);
  if ('grant' in action) writer.key(action.grant);
  if ('accelerationBps' in action) writer.number(action.accelerationBps, 2);
  if ('cause' in action) writer.number(CAUSES.indexOf(action.cause), 1);
  if ('issueCap' in action) writer.number(action.issueCap, 8);
  if ('seats' in action) seatsBytes(writer, action.seats);
}

function argumentBytes(call: Call): Buffer {
  const writer = new Writer();
  // Grants come last, so that they can be many; everything else ends with its expiry.
  if (call.instruction === 'issueGrants') {
    const { baseStartTs, withholdingBps, shape, grants } = call.args;
    writer
      .expiry(call.expiresTs)
      .number(baseStartTs, 8)
      .number(withholdingBps, 2)
      .shape(shape)
      .number(grants.length, 4);
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
    case 'acceleratePlan':
    case 'accelerateGrant':
      writer.number(call.args.accelerationBps, 2);
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
    case 'createOracleSet':
    case 'proposeOracleSet':
      seatsBytes(writer, call.args);
      return;
    case 'createMetric':
      definitionBytes(writer, call.args);
      return;
    case 'attestMetric': {
      const { value, exponent, observedTs, evidence } = call.args;
      writer.number(value, 8).number(exponent, 1).number(observedTs, 8).hash(evidence);
      return;
    }
    case 'disputeMetric':
      writer.number(call.args.value, 8).hash(HASH_BYTE);
      return;
    case 'issueMilestone':
      milestoneBytes(writer, call.args);
      return;
    case 'createGovernance':
      settingsBytes(writer, call.args);
      return;
    case 'depositVotes':
      writer.number(call.args.depositId, 8).number(call.args.amount, 8);
      return;
    case 'openProposal': {
      const { proposalId, action, reason, uri } = call.args;
      writer.number(proposalId, 8);
      actionBytes(writer, action);
      writer.number(REASONS.indexOf(reason), 1).hash(HASH_BYTE).text(uri);
      return;
    }
    case 'castVote':
      writer.number(call.args.approve ? 1 : 0, 1);
      return;
    case 'acceptAuthority':
    case 'applyOracleSet':
    case 'claim':
    case 'claimMilestone':
    case 'closeGrant':
    case 'closeMetric':
    case 'closeMilestone':
    case 'closeOracleSet':
    case 'closePlan':
    case 'finalizeMetric':
    case 'rejectTransfer':
    case 'resumeClaims':
    case 'resumeGrant':
    case 'sealPlan':
    case 'settleMilestone':
    case 'settleTermination':
    case 'sweepTombstone':
    case 'voidGrant':
    case 'voidMilestone':
    case 'withdrawTermination':
    case 'withdrawVotes':
    case 'withdrawProposal':
    case 'executeProposal':
    case 'closeProposal':
    case 'closeVoteRecord':
    case 'closeVoterRecord':
    case 'closeGovernance':
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
const FIXED = new Map(
  ['system program', 'associated token program'].map((name) => [addressOf(name).key.toBase58(), name]),
);

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
