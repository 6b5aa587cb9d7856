/** The program's promises about what calls cost, and what they cost now to the unit. */
import type { PublicKey } from '@solana/web3.js';
import { grantAddress, type SealPlan, sealPlan, sweepTombstone, voidGrant } from '@tenure/sdk';
import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { people, PROGRAM_ELF } from '../support/world';
import { Issuing, measureBytes, measureInstructions, measureIssuing, priority } from './measure';
import { executeWith, longestProposal, votesInOne } from './votes';
import { measureWorst } from './worst';

const FILE = join(__dirname, 'measured.json');
const UPDATE = 'TENURE_UPDATE_BUDGETS';

/** The most compute units that an instruction may take. */
const BUDGETS = {
  'claim by the beneficiary': 4_500,
  'claim by anyone': 6_500,
  terminateGrant: 4_000,
  accelerateGrant: 4_000,
  attestMetric: 6_000,
  'attestMetric of 16 attestors that begin a challenge': 6_000,
  'attestMetric of 16 attestors that moves the median': 6_000,
  settleMilestone: 8_000,
  'settleMilestone of a stopped grant with 24 segments and 16 releases': 8_000,
  'castVote of a grant': 9_000,
  'castVote of a deposit': 9_000,
  'castVote of a grant with 24 segments and 16 releases that has stopped': 9_000,
  'castVote of a second grant, capped': 9_000,
  // Each creates two accounts: the vote's record and that of the wallet.
  'castVote of a grant, capped': 9_000,
  'castVote of a deposit, capped': 9_000,
  'executeProposal of the plan': 6_000,
  'executeProposal of the plan, its sixteenth release': 6_000,
};
const ISSUE_BUDGET = 8_000;
const GRANT_BYTES = 176;
const TRANSACTION_BYTES = 1_232;
/** Each byte of the deployed program locks 6,960 lamports: 5 SOL in all. */
const PROGRAM_BYTES = 720_000;

/** The ten grants of one transaction, with a limit and a price of compute units. */
function issueTen(): { issuing: Issuing; size: number } {
  const issuing = new Issuing();
  const { error, size, logs } = issuing.issue(10, priority(10 * ISSUE_BUDGET + 1_000));
  expect(error, logs.join('\n')).to.equal(undefined);
  return { issuing, size };
}

/** A plan with one standard grant. */
function issueOne(): { issuing: Issuing; grant: PublicKey } {
  const issuing = new Issuing();
  const { error, logs } = issuing.issue(1);
  expect(error, logs.join('\n')).to.equal(undefined);
  const [grant] = issuing.grants(1).map(({ grantId }) => grantAddress(issuing.plan.address, grantId));
  return grant === undefined ? expect.fail('no grant') : { issuing, grant };
}

function grantBytes(): number {
  const { issuing, grant } = issueOne();
  return issuing.world.chain.account(grant)?.data.length ?? 0;
}

/** Lamports of one standard grant: what it locks, what closing leaves locked, and what its plan's end leaves. */
function rents(): { grant: number; tombstone: number; nothing: number } {
  const { issuing, grant: address } = issueOne();
  const { world, plan } = issuing;
  const { authority } = people;
  const { rentRecipient } = plan;
  const act: SealPlan = { authority: authority.publicKey, plan: plan.address, expiresTs: 'never' };
  const before = world.chain.balance(rentRecipient);
  const locked = () => Number(world.chain.balance(address));

  const grant = locked();
  world.run(voidGrant({ ...act, grant: address, rentRecipient }), authority);
  const tombstone = locked();
  expect(Number(world.chain.balance(rentRecipient) - before)).to.equal(grant - tombstone);
  world.run(sealPlan(act), authority);
  world.run(sweepTombstone({ plan: plan.address, tombstone: address, rentRecipient }));
  expect(Number(world.chain.balance(rentRecipient) - before)).to.equal(grant);
  return { grant, tombstone, nothing: locked() };
}

describe('budgets', () => {
  let units: Record<string, number>;
  let issuing: number[];
  before(() => {
    units = { ...measureInstructions(), ...measureWorst() };
    issuing = measureIssuing();
  });

  for (const [instruction, most] of Object.entries(BUDGETS)) {
    it(`${instruction} takes at most ${most} compute units`, () => {
      expect(units[instruction]).to.be.above(0).and.at.most(most);
    });
  }

  it(`issuing one grant takes at most ${ISSUE_BUDGET} compute units`, () => {
    expect(issuing[0]).to.be.above(0).and.at.most(ISSUE_BUDGET);
  });

  it(`issuing ten takes at most ${ISSUE_BUDGET} for each`, () => {
    expect(issuing).to.have.length(10);
    const each = issuing.map((sum, index) => sum - (issuing[index - 1] ?? 0));
    for (const [index, cost] of each.entries()) expect(cost, `grant ${index + 1}`).to.be.at.most(ISSUE_BUDGET);
  });

  it(`a standard grant takes at most ${GRANT_BYTES} bytes`, () => {
    expect(grantBytes()).to.be.above(0).and.at.most(GRANT_BYTES);
  });

  it(`the program takes at most ${PROGRAM_BYTES} bytes`, () => {
    expect(PROGRAM_ELF.length).to.be.at.most(PROGRAM_BYTES);
  });

  it(`ten grants, a compute limit and a price fit ${TRANSACTION_BYTES} bytes without lookup tables`, () => {
    const { issuing: done, size } = issueTen();
    expect(size).to.be.at.most(TRANSACTION_BYTES);
    for (const { grantId } of done.grants(10)) {
      const account = done.world.chain.account(grantAddress(done.plan.address, grantId));
      expect(account?.data.length).to.equal(GRANT_BYTES);
    }
  });

  it(`a proposal of sixteen oracles fits ${TRANSACTION_BYTES} bytes`, () => {
    expect(longestProposal()).to.be.above(0).and.at.most(TRANSACTION_BYTES);
  });

  it('a vote releases as many grants as there are, in one transaction that costs the same', () => {
    expect(executeWith(50)).to.equal(executeWith(0));
  });

  it('the rent of a grant comes back: all but that of a tombstone at once, the rest when the plan is sealed', () => {
    const { world } = new Issuing();
    const rent = { grant: Number(world.chain.rent(GRANT_BYTES)), tombstone: Number(world.chain.rent(48)) };
    expect(rents()).to.deep.equal({ ...rent, nothing: 0 });
  });

  it('everything costs what it did', () => {
    const { grant, tombstone } = rents();
    const measured = {
      computeUnits: units,
      computeUnitsToIssue: Object.fromEntries(issuing.map((sum, index) => [`${index + 1} in one call`, sum])),
      bytes: {
        'ten grants in one transaction': issueTen().size,
        'standard grant': grantBytes(),
        ...measureBytes(),
        'a proposal of sixteen oracles': longestProposal(),
      },
      votesOfOneWalletInOneTransaction: votesInOne(),
      lamports: { 'rent of a standard grant': grant, 'rent of its tombstone': tombstone },
    };
    if (process.env[UPDATE] === '1') writeFileSync(FILE, `${JSON.stringify(measured, undefined, 2)}\n`);
    const pinned: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
    const remedy = `if the change is meant, run this test with ${UPDATE}=1 and commit tests/budgets/measured.json`;
    expect(measured, remedy).to.deep.equal(pinned);
  });
});
