/** A plan with a governance of its own remembers its totals by longer periods, which a registrar's minimum age must fit. */
import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { type GovernanceScenario, MEMBERS, scenario, WEIGHT } from '../governance/scenario';
import { DAY, people } from '../support/world';
import { VOTER_WEIGHT_ELF } from './programs';
import { refuses } from './refusal';

const { realms } = sdk;
const { authority, feePayer, rentRecipient, stranger } = people;

const [REALM, PROGRAM, MINT] = [1, 2, 3].map((byte) => new PublicKey(Buffer.alloc(32, byte))) as [
  PublicKey,
  PublicKey,
  PublicKey,
];
const VOTERS = { realm: REALM, governingTokenMint: MINT };
/** Minimum ages of a governance, and the days of its periods. */
const AGES = [
  [30 * DAY, 5],
  [365 * DAY, 53],
] as const;

/** A realm of the authority's, as SPL Governance stores it: all that the plugin reads of it for a maximum. */
function foundRealm({ world: { chain } }: GovernanceScenario): void {
  chain.addProgram(realms.VOTER_WEIGHT_PROGRAM_ID, VOTER_WEIGHT_ELF);
  // Version 2: its kind, the community mint, flags, reserved, least weight, source of the maximum, no council, reserved, count, authority.
  const owner = Buffer.concat([Buffer.from([1]), authority.publicKey.toBuffer()]);
  const data = Buffer.concat([
    Buffer.from([16]),
    MINT.toBuffer(),
    Buffer.alloc(2 + 6 + 8 + 1 + 8),
    Buffer.alloc(1 + 6 + 2),
    owner,
    Buffer.alloc(64),
  ]);
  chain.setAccount(REALM, { data, owner: PROGRAM, lamports: 1_000_000_000, executable: false, rentEpoch: 0 });
}

function register(test: GovernanceScenario, minAgeSecs: number) {
  const accounts = {
    ...VOTERS,
    realmAuthority: authority.publicKey,
    payer: feePayer.publicKey,
    governanceProgram: PROGRAM,
  };
  return realms.createRegistrar({ ...accounts, plan: test.plan.address, minAgeSecs });
}

function unregister() {
  return realms.closeRegistrar({
    ...VOTERS,
    realmAuthority: authority.publicKey,
    rentRecipient: rentRecipient.publicKey,
  });
}

/** The record's weight, after its discriminator, the realm and the mint. */
const WEIGHT_AT = 8 + 32 + 32;

function maximum(test: GovernanceScenario): bigint {
  test.run(realms.updateMaxVoterWeightRecord({ ...VOTERS, plan: test.plan.address }));
  const record = test.world.chain.account(realms.maxVoterWeightAddress(VOTERS));
  return Buffer.from(record?.data ?? []).readBigUInt64LE(WEIGHT_AT);
}

function issueToMembers(test: GovernanceScenario): void {
  MEMBERS.forEach(({ publicKey }, index) => test.grantTo(publicKey, BigInt(index + 1)));
}

for (const [governed, days] of AGES) {
  describe(`a registrar of a plan whose governance asks for ${governed / DAY} days`, () => {
    scenario(`takes an age of more than one period of ${days} days, and up to seven`, (test) => {
      test.run(test.createGovernance({ minAgeSecs: governed }), authority);
      foundRealm(test);
      const { least, most } = realms.registrarAges(test.planState());
      expect([least, most]).to.deep.equal([(days + 1) * DAY, 7 * days * DAY]);
      for (const age of [2 * DAY, 7 * DAY, least - 1, most + 1]) {
        if (age < least || age > most) refuses(test.world, [register(test, age)], 'MinAgeOutOfRange', authority);
      }
      for (const age of [least, most]) test.run([register(test, age), unregister()], authority);
    });

    scenario('has a maximum that no grant raises which is issued while a vote runs', (test) => {
      test.run(test.createGovernance({ minAgeSecs: governed }), authority);
      issueToMembers(test);
      test.world.chain.advance(7 * days * DAY);
      foundRealm(test);
      // A vote of three days, which the age is longer than by a period.
      test.run(register(test, (days + 3) * DAY), authority);
      test.run(realms.createMaxVoterWeightRecord({ ...VOTERS, payer: feePayer.publicKey }));
      test.grantTo(stranger.publicKey, 9n, 400n * WEIGHT);
      for (let hour = 0; hour <= 72; hour += 6) {
        expect(maximum(test), `in hour ${hour}`).to.equal(4n * WEIGHT);
        test.world.chain.advance(6 * 3_600);
      }
    });
  });
}

describe('a registrar that was made before its plan had a governance', () => {
  scenario('counts nothing until it is made anew with an age that fits', (test) => {
    foundRealm(test);
    test.run(register(test, 7 * DAY), authority);
    test.run(realms.createMaxVoterWeightRecord({ ...VOTERS, payer: feePayer.publicKey }));
    expect(maximum(test), 'nothing was issued').to.equal(0n);
    test.run(test.createGovernance({ minAgeSecs: 365 * DAY }), authority);
    issueToMembers(test);
    refuses(
      test.world,
      [realms.updateMaxVoterWeightRecord({ ...VOTERS, plan: test.plan.address })],
      'MinAgeOutOfRange',
    );
    test.run([unregister(), register(test, 54 * DAY)], authority);
    expect(maximum(test), 'too young').to.equal(0n);
    test.world.chain.advance(120 * DAY);
    expect(maximum(test)).to.equal(4n * WEIGHT);
  });
});
