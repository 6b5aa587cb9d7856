/** Accounts that do not exist yet: a governance, a deposit, a proposal and votes, each at the one address that is its own. */
import { PublicKey, SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { GovernanceScenario, member, MEMBERS } from '../governance/scenario';
import { DAY, people } from '../support/world';
import { type Creation, describeCreation, type Kind } from './creations';

const { authority, stranger } = people;
const ANOTHER = stranger.publicKey.toBytes();
const CAP = { maxVoterBps: 5_000 };

function world(): GovernanceScenario {
  const test = new GovernanceScenario();
  for (const { publicKey } of MEMBERS) test.world.chain.airdrop(publicKey);
  return test;
}

function id(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function governance(): Creation {
  const test = world();
  const seed = sdk.bytesConstant('governanceSeed');
  return {
    test,
    call: test.createGovernance(),
    payer: authority,
    address: test.governance(),
    size: 128,
    besides: test.world.chain.rent(165),
    seeds: [seed, test.plan.address.toBytes()],
    otherSeeds: [seed, ANOTHER],
  };
}

function deposit(): Creation {
  const test = world();
  test.run(test.createGovernance(), authority);
  test.tokensOf(member(1), 100n);
  const seed = sdk.bytesConstant('depositSeed');
  const place = [seed, test.governance().toBytes()];
  return {
    test,
    call: test.deposit(member(1), 50n, { depositId: 3n }),
    payer: member(1),
    address: test.depositAt(member(1), 3n),
    size: 104,
    seeds: [...place, member(1).publicKey.toBytes(), id(3n)],
    otherSeeds: [...place, ANOTHER, id(3n)],
  };
}

function proposal(): Creation {
  const test = world();
  test.found();
  const seed = sdk.bytesConstant('proposalSeed');
  return {
    test,
    call: test.openProposal(member(1), test.addressOf(1n)),
    payer: member(1),
    address: sdk.proposalAddress(test.governance(), member(1).publicKey, 0n),
    size: 432,
    seeds: [seed, test.governance().toBytes(), member(1).publicKey.toBytes(), id(0n)],
    otherSeeds: [seed, test.governance().toBytes(), ANOTHER, id(0n)],
  };
}

function vote(): Creation {
  const test = world();
  test.found();
  const proposed = test.propose1();
  const source = test.addressOf(2n);
  const seed = sdk.bytesConstant('voteSeed');
  return {
    test,
    call: test.castVote(proposed, member(2), source),
    payer: member(2),
    address: sdk.voteRecordAddress(source, 0n),
    size: 128,
    seeds: [seed, source.toBytes(), id(0n)],
    otherSeeds: [seed, test.addressOf(3n).toBytes(), id(0n)],
  };
}

function voter(): Creation {
  const test = world();
  test.found(CAP);
  const proposed = test.propose1();
  const seed = sdk.bytesConstant('voterSeed');
  return {
    test,
    call: test.castVote(proposed, member(2), test.addressOf(2n), { capped: true }),
    payer: member(2),
    address: sdk.voterRecordAddress(proposed, member(2).publicKey),
    size: 96,
    besides: test.world.chain.rent(128),
    seeds: [seed, proposed.toBytes(), member(2).publicKey.toBytes()],
    otherSeeds: [seed, proposed.toBytes(), member(3).publicKey.toBytes()],
  };
}

const KINDS: Kind[] = [
  { name: 'governance', create: governance, elsewhere: 'ConstraintSeeds', taken: 'GovernanceExists' },
  { name: 'deposit', create: deposit, elsewhere: 'ConstraintSeeds', taken: 'DepositAlreadyExists' },
  { name: 'proposal', create: proposal, elsewhere: 'ConstraintSeeds', taken: 'ProposalAlreadyExists' },
  { name: 'vote record', create: vote, elsewhere: 'VoteAddressMismatch', taken: 'AlreadyVoted' },
  { name: 'voter record', create: voter, elsewhere: 'VoteAddressMismatch', taken: 'AlreadyVoted' },
];

KINDS.forEach(describeCreation);

/** Ten million lamports from who pays the fee: more than any rent here. */
function gift(toPubkey: PublicKey): TransactionInstruction {
  return SystemProgram.transfer({ fromPubkey: people.feePayer.publicKey, toPubkey, lamports: 10_000_000 });
}

describe('matrix: the new vote record', () => {
  it('is refused at what a bump leads to that gives no address', () => {
    const test = world();
    test.found();
    const proposed = test.propose1();
    const bumpOf = (source: PublicKey): number => PublicKey.findProgramAddressSync(seedsOf(source), sdk.PROGRAM_ID)[1];
    const seedsOf = (source: PublicKey): Uint8Array[] => [sdk.bytesConstant('voteSeed'), source.toBytes(), id(0n)];
    const number =
      [1, 2, 3, 4].find((each) => bumpOf(test.addressOf(BigInt(each))) < 255) ??
      expect.fail('all have the highest bump');
    const source = test.addressOf(BigInt(number));
    const point = createHash('sha256');
    for (const seed of [...seedsOf(source), Uint8Array.of(255), sdk.PROGRAM_ID.toBytes()]) point.update(seed);
    const onCurve = new PublicKey(point.update('ProgramDerivedAddress').digest());
    expect(PublicKey.isOnCurve(onCurve)).to.equal(true);
    const call = test.castVote(proposed, member(number), source);
    const record = sdk.voteRecordAddress(source, 0n);
    const keys = call.keys.map((meta) => (meta.pubkey.equals(record) ? { ...meta, pubkey: onCurve } : meta));
    // The runtime says so itself: it signs for no such thing.
    const { logs } = test.refuse(Object.assign(call, { keys }), 'ProgramFailedToComplete', member(number));
    expect(logs.join()).to.include('Provided seeds do not result in a valid address');
  });
});

describe('matrix: closed accounts of governance', () => {
  it('are not revived by lamports that somebody sends to them in the same transaction', () => {
    const test = world();
    test.found(CAP);
    const proposed = test.propose1();
    const deposited = test.deposited(member(2), 9n);
    const cast = test.castVote(proposed, member(2), test.addressOf(2n), { capped: true });
    test.run(cast, member(2));
    const voteRecord = sdk.voteRecordAddress(test.addressOf(2n), 0n);
    const voterRecord = sdk.voterRecordAddress(proposed, member(2).publicKey);
    test.world.chain.advance(30 * DAY);
    test.run(
      [
        sdk.closeVoteRecord({ voteRecord, voter: member(2).publicKey }),
        sdk.closeVoterRecord({ voterRecord, voter: member(2).publicKey }),
        sdk.closeProposal({ proposer: member(1).publicKey, proposal: proposed }),
        test.withdrawVotes(member(2)),
        ...[voteRecord, voterRecord, proposed, deposited].map(gift),
      ],
      member(2),
    );
    test.refuse(cast, 'AccountOwnedByWrongProgram', member(2));
    test.refuse(test.withdrawVotes(member(2)), 'AccountOwnedByWrongProgram', member(2));
    test.refuse(test.execute(proposed), 'AccountOwnedByWrongProgram');
    test.tokensOf(member(2), 0n);
    test.run(test.deposit(member(2), 4n), member(2));
    expect(test.depositState(deposited)).to.deep.include({ amount: 4n, madeTs: test.now(), lockedUntilTs: 0 });
  });
});
