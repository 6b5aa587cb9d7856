/** The accounts' bytes: golden offsets, which clients filter by and old accounts keep, and the program's own accounts. */
import type { Idl } from '@coral-xyz/anchor';
import type { PublicKey } from '@solana/web3.js';
import {
  closePlan,
  createOracleSet,
  IDL,
  proposalAddress,
  proposeTransfer,
  sealPlan,
  transferAddress,
  voidGrant,
  voteRecordAddress,
  voterRecordAddress,
} from '@tenure/sdk';
import { expect } from 'chai';
import { attestor, DUE, firstSeats, hash } from '../metric/scenario';
import { CURVE, DEADLINE, HUNDRED_SECS, MilestoneScenario, RESERVED, TARGET } from '../milestone/scenario';
import { AGE, GovernanceScenario, member, WEIGHT } from '../governance/scenario';
import { CLIFF_MONTHLY, DAY, people, START_TS, World } from '../support/world';
import { GOLDEN } from './golden-layout';

const SEGMENT_SIZE = 16;
/** Of one of the sixteen attestations at the end of a metric. */
const ATTESTATION = {
  size: 96,
  offsets: { attestor: 0, evidenceSha256: 32, value: 64, observedTs: 72, attestedTs: 80, round: 88, isLater: 92 },
};

const ANY: Idl = IDL;
type Definition = NonNullable<Idl['types']>[number]['type'];
type Field = Exclude<NonNullable<Extract<Definition, { kind: 'struct' }>['fields']>[number], string>;
type FieldType = Extract<Field, { name: string }>['type'];

const SIZES: Record<string, number> = { u8: 1, i8: 1, u16: 2, u32: 4, u64: 8, i64: 8, pubkey: 32 };

function fieldsOf(name: string): { name: string; type: FieldType }[] {
  const type = ANY.types?.find((definition) => definition.name === name)?.type;
  if (type?.kind !== 'struct') return expect.fail(`${name} is no struct`);
  return (type.fields ?? []).map((field) =>
    typeof field === 'object' && 'name' in field ? field : expect.fail(`${name} has fields without names`),
  );
}

function sizeOf(type: FieldType): number {
  if (typeof type === 'string') return SIZES[type] ?? expect.fail(`what is the size of ${type}?`);
  if ('array' in type) {
    const [element, count] = type.array;
    return typeof count === 'number' ? sizeOf(element) * count : expect.fail('an array without a length');
  }
  if ('defined' in type) return fieldsOf(type.defined.name).reduce((sum, field) => sum + sizeOf(field.type), 0);
  return expect.fail('a type of no fixed size');
}

function layoutOf(name: string, discriminator = 8): { size: number; offsets: Record<string, number> } {
  let size = discriminator;
  const offsets = fieldsOf(name).map((field): [string, number] => {
    size += sizeOf(field.type);
    return [field.name, size - sizeOf(field.type)];
  });
  return { size, offsets: Object.fromEntries(offsets) };
}

/** Where a field lies, by the golden table. */
function at(kind: string, field: string): number {
  return GOLDEN[kind]?.offsets[field] ?? expect.fail(`no ${kind}.${field}`);
}

function expectKey(data: Buffer, kind: string, field: string, key: PublicKey): void {
  const offset = at(kind, field);
  expect(data.subarray(offset, offset + 32).equals(key.toBuffer()), `${kind}.${field}`).to.equal(true);
}

describe('account layout', () => {
  it('is golden, for every account of the interface', () => {
    const found = IDL.accounts.map(({ name, discriminator }) => [
      name,
      { ...layoutOf(name), discriminator: Buffer.from(discriminator).toString('latin1') },
    ]);
    expect(Object.fromEntries(found)).to.deep.equal(GOLDEN);
    expect(sizeOf({ defined: { name: 'segment' } })).to.equal(SEGMENT_SIZE);
    expect(layoutOf('attestation', 0)).to.deep.equal(ATTESTATION);
  });

  it('begins with the version, 1', () => {
    for (const { discriminator } of IDL.accounts) expect(discriminator[0]).to.equal(1);
  });

  it('has a plan where the table says', () => {
    const world = new World();
    const policy = { noticeSecs: 5 * DAY, issueCap: 123n, goodLeaverBps: 1_234, recoverySecs: 40 * DAY };
    const plan = world.plan({ planId: 77n, policy });
    const data = world.chain.account(plan.address)?.data ?? expect.fail('no plan');
    expect(data).to.have.length(1280);
    expect(data.subarray(0, 8).toString('latin1')).to.equal('\u0001plan\0\0\0');
    const { creator, authority, operator, payroll, guardian, accelerationAuthority, rentRecipient } = people;
    const roles = { creator, authority, operator, payroll, guardian, accelerationAuthority, rentRecipient };
    for (const [field, { publicKey }] of Object.entries(roles)) expectKey(data, 'plan', field, publicKey);
    expectKey(data, 'plan', 'mint', plan.mint);
    expectKey(data, 'plan', 'tokenProgram', plan.tokenProgram);
    expectKey(data, 'plan', 'vault', plan.vault);
    expect(data.readBigUInt64LE(at('plan', 'planId'))).to.equal(77n);
    expect(data.readBigUInt64LE(at('plan', 'issueCap'))).to.equal(123n);
    expect(data.readUInt32LE(at('plan', 'noticeSecs'))).to.equal(5 * DAY);
    expect(data.readUInt32LE(at('plan', 'recoverySecs'))).to.equal(40 * DAY);
    expect(data.readUInt16LE(at('plan', 'goodLeaverBps'))).to.equal(1_234);
    expect(data.readUInt8(at('plan', 'decimals'))).to.equal(6);
    expect(data.subarray(at('plan', 'termsUri')).toString('latin1')).to.match(
      /^https:\/\/example\.org\/terms\.pdf\0+$/,
    );
  });

  it('has a grant and its segments, a transfer and a tombstone where the table says', () => {
    const world = new World();
    const plan = world.plan({ policy: { voidSecs: DAY } });
    const { beneficiary, authority, stranger } = people;
    const grant = world.issue(plan, { grantId: 9n, total: 48_000_000n });
    const data = world.chain.account(grant)?.data ?? expect.fail('no grant');
    expect(data).to.have.length(144 + 2 * SEGMENT_SIZE);
    expect(data.subarray(0, 8).toString('latin1')).to.equal('\u0001grant\0\0');
    expectKey(data, 'grant', 'plan', plan.address);
    expectKey(data, 'grant', 'beneficiary', beneficiary.publicKey);
    expect(data.readBigUInt64LE(at('grant', 'grantId'))).to.equal(9n);
    expect(data.readBigUInt64LE(at('grant', 'total'))).to.equal(48_000_000n);
    expect(data.readBigInt64LE(at('grant', 'startTs'))).to.equal(BigInt(START_TS));
    expect(data.readUInt32LE(at('grant', 'issuedTs'))).to.equal(START_TS);
    expect(data.readUInt32LE(at('grant', 'retained'))).to.equal(1_000_000_000);
    const segments = CLIFF_MONTHLY.map((_, index) => {
      const from = 144 + index * SEGMENT_SIZE;
      return [data.readBigUInt64LE(from), data.readUInt32LE(from + 8), data.readUInt16LE(from + 12), data[from + 14]];
    });
    expect(segments).to.deep.equal([
      [12_000_000n, 12, 1, 1],
      [36_000_000n, 36, 36, 1],
    ]);

    const act = { plan: plan.address, grant };
    const propose = { ...act, proposer: beneficiary.publicKey, to: stranger.publicKey };
    world.run(proposeTransfer({ ...propose, expiresTs: 'never' }), beneficiary);
    const transfer = world.chain.account(transferAddress(grant))?.data ?? expect.fail('no transfer');
    expect(transfer).to.have.length(192);
    expect(transfer.subarray(0, 8).toString('latin1')).to.equal('\u0001transfr');
    expectKey(transfer, 'transfer', 'grant', grant);
    expectKey(transfer, 'transfer', 'from', beneficiary.publicKey);
    expectKey(transfer, 'transfer', 'to', stranger.publicKey);
    expect(transfer.readBigInt64LE(at('transfer', 'expiresTs'))).to.equal(BigInt(START_TS + 30 * DAY));

    const { rentRecipient } = plan;
    world.run(voidGrant({ ...act, authority: authority.publicKey, rentRecipient, expiresTs: 'never' }), authority);
    const tombstone = world.chain.account(grant)?.data ?? expect.fail('no tombstone');
    expect(tombstone).to.have.length(48);
    expect(tombstone.subarray(0, 8).toString('latin1')).to.equal('\u0001tombstn');
    expect(tombstone.readBigUInt64LE(at('tombstone', 'grantId'))).to.equal(9n);
    expectKey(tombstone, 'tombstone', 'plan', plan.address);
  });

  it('has an oracle set, a metric with its attestations and a milestone with its segments where the table says', () => {
    const test = new MilestoneScenario();
    const { chain } = test.world;
    const address = test.milestone({ shape: HUNDRED_SECS });
    test.attested(70n);

    const oracles = chain.account(test.oracleSet())?.data ?? expect.fail('no oracle set');
    expect(oracles).to.have.length(1080);
    expectKey(oracles, 'oracleSet', 'plan', test.plan.address);
    const seat = at('oracleSet', 'attestors') + 4 * 32;
    expect(oracles.subarray(seat, seat + 32).equals(attestor(4).publicKey.toBuffer())).to.equal(true);
    expect(oracles.readUInt8(at('oracleSet', 'threshold'))).to.equal(2);

    const metric = chain.account(test.mmlu)?.data ?? expect.fail('no metric');
    expect(metric).to.have.length(2376);
    expectKey(metric, 'metric', 'plan', test.plan.address);
    expect(metric.subarray(at('metric', 'key')).toString('latin1')).to.match(/^mmlu\0{28}/);
    expect(metric.readBigInt64LE(at('metric', 'dueTs'))).to.equal(BigInt(test.start + DUE));
    expect(metric.readBigInt64LE(at('metric', 'value'))).to.equal(70n);
    expect(metric.readUInt16LE(at('metric', 'counted'))).to.equal(0b11);
    const panel = at('metric', 'attestors') + 4 * 32;
    expect(metric.subarray(panel, panel + 32).equals(attestor(4).publicKey.toBuffer()), 'who decides').to.equal(true);
    expect(metric.readUInt8(at('metric', 'threshold'))).to.equal(2);
    expect(metric.readInt8(at('metric', 'exponent'))).to.equal(-1);
    expect(metric.readUInt8(at('metric', 'status'))).to.equal(1);
    const second = metric.subarray(at('metric', 'attestations') + ATTESTATION.size);
    const { offsets } = ATTESTATION;
    expect(second.subarray(0, 32).equals(attestor(1).publicKey.toBuffer())).to.equal(true);
    expect(second.subarray(offsets.evidenceSha256, offsets.value).equals(Buffer.from(hash(1)))).to.equal(true);
    expect(second.readBigInt64LE(offsets.value)).to.equal(70n);
    expect(second.readBigInt64LE(offsets.observedTs)).to.equal(BigInt(test.now()));
    expect(second.readUInt32LE(offsets.round)).to.equal(1);

    const milestone = chain.account(address)?.data ?? expect.fail('no milestone');
    expect(milestone).to.have.length(200 + SEGMENT_SIZE);
    expectKey(milestone, 'milestone', 'grant', test.grant);
    expectKey(milestone, 'milestone', 'metric', test.mmlu);
    expect(milestone.readBigUInt64LE(at('milestone', 'targetAmount'))).to.equal(TARGET);
    expect(milestone.readBigUInt64LE(at('milestone', 'maxAmount'))).to.equal(RESERVED);
    expect(milestone.readBigInt64LE(at('milestone', 'maximum'))).to.equal(CURVE.maximum);
    expect(milestone.readBigInt64LE(at('milestone', 'deadlineTs'))).to.equal(BigInt(test.start + DEADLINE));
    expect(milestone.readUInt32LE(at('milestone', 'retainedAtIssue'))).to.equal(1_000_000_000);
    expect(milestone.readUInt32LE(200 + 8), 'the span of its one segment').to.equal(100);
  });

  it('has a governance, a deposit, a proposal with its seats and votes where the table says', () => {
    const test = new GovernanceScenario();
    const { chain } = test.world;
    const { authority } = people;
    for (const number of [1, 2, 3, 4]) chain.airdrop(member(number).publicKey);
    test.found({ maxVoterBps: 2_000 });
    test.run(
      createOracleSet({ ...test.planAct(), payer: authority.publicKey, attestors: firstSeats(2), threshold: 2 }),
      authority,
    );
    const deposit = test.deposited(member(1), 70n, 3n);
    const oracles = { attestors: [member(3).publicKey, member(4).publicKey], threshold: 2 };
    const action = { kind: 'replaceOracles', oracles } as const;
    const open = test.openProposal(member(1), test.addressOf(1n), { action });
    test.run(open, member(1));
    const proposal = proposalAddress(test.governance(), member(1).publicKey, 0n);
    const grant = test.addressOf(2n);
    test.run(test.castVote(proposal, member(2), grant, { capped: true }), member(2));
    const dataOf = (address: PublicKey, size: number): Buffer => {
      const data = chain.account(address)?.data ?? expect.fail('no account');
      expect(data).to.have.length(size);
      return data;
    };

    const governance = dataOf(test.governance(), 128);
    expectKey(governance, 'governance', 'plan', test.plan.address);
    expect(governance.readBigUInt64LE(at('governance', 'deposited'))).to.equal(70n);
    expect(governance.readBigUInt64LE(at('governance', 'nextProposal'))).to.equal(1n);
    expect(governance.readUInt32LE(at('governance', 'minAgeSecs'))).to.equal(AGE);
    expect(governance.readUInt16LE(at('governance', 'quorumBps'))).to.equal(5_000);
    expect(governance.readUInt8(at('governance', 'actions'))).to.equal(0b1_1111);
    expect(governance.readUInt8(at('governance', 'depositActions'))).to.equal(0b11);

    const made = dataOf(deposit, 104);
    expectKey(made, 'deposit', 'governance', test.governance());
    expectKey(made, 'deposit', 'owner', member(1).publicKey);
    expect(made.readBigUInt64LE(at('deposit', 'depositId'))).to.equal(3n);
    expect(made.readBigUInt64LE(at('deposit', 'amount'))).to.equal(70n);
    expect(made.readBigInt64LE(at('deposit', 'madeTs'))).to.equal(BigInt(test.now()));

    const opened = dataOf(proposal, 432 + 16 * 32);
    expectKey(opened, 'proposal', 'governance', test.governance());
    expectKey(opened, 'proposal', 'plan', test.plan.address);
    expectKey(opened, 'proposal', 'proposer', member(1).publicKey);
    expect(opened.subarray(at('proposal', 'documentUri')).toString('latin1')).to.match(
      /^https:\/\/example\.org\/why\.md\0+/,
    );
    expect(opened.readBigInt64LE(at('proposal', 'createdTs'))).to.equal(BigInt(test.now()));
    expect(opened.readBigUInt64LE(at('proposal', 'eligible'))).to.equal(4n * WEIGHT);
    expect(opened.readBigUInt64LE(at('proposal', 'yes'))).to.equal((4n * WEIGHT) / 5n);
    expect(opened.readUInt8(at('proposal', 'action'))).to.equal(1 << 4);
    expect(opened.readUInt8(at('proposal', 'oracleThreshold'))).to.equal(2);
    expect(opened.subarray(432 + 32, 432 + 64).equals(member(4).publicKey.toBuffer())).to.equal(true);

    const vote = dataOf(voteRecordAddress(grant, 0n), 128);
    expectKey(vote, 'voteRecord', 'proposal', proposal);
    expectKey(vote, 'voteRecord', 'source', grant);
    expectKey(vote, 'voteRecord', 'voter', member(2).publicKey);
    expect(vote.readBigUInt64LE(at('voteRecord', 'weight'))).to.equal((4n * WEIGHT) / 5n);
    expect(vote.readUInt8(at('voteRecord', 'approve'))).to.equal(1);

    const voter = dataOf(voterRecordAddress(proposal, member(2).publicKey), 96);
    expectKey(voter, 'voterRecord', 'voter', member(2).publicKey);
    expect(voter.readBigUInt64LE(at('voterRecord', 'weight'))).to.equal((4n * WEIGHT) / 5n);
  });

  it('leaves eight bytes of a closed plan', () => {
    const world = new World();
    const { authority } = people;
    const plan = world.plan({ funding: 0n });
    const destination = world.open(plan.mintHandle, authority.publicKey);
    const act = { authority: authority.publicKey, plan: plan.address };
    world.run(sealPlan({ ...act, expiresTs: 'never' }), authority);
    world.run(closePlan({ ...act, planState: plan, destination, expiresTs: 'never' }), authority);
    expect(world.chain.account(plan.address)?.data.toString('latin1')).to.equal('\u0001closed\0');
  });
});
