/** Who replaces voted oracles: a vote, as long as a grant has one; after that the authority, so that none are for ever. */
import { expect } from 'chai';
import type { TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { DAY, people } from '../support/world';
import { AGE, type GovernanceScenario, member, MEMBERS, scenario, WEIGHT } from './scenario';

const { authority } = people;
const voted = { attestors: [keypair('new 1').publicKey, keypair('new 2').publicKey], threshold: 2 };
const rescue = { attestors: [keypair('rescue 1').publicKey, keypair('rescue 2').publicKey], threshold: 2 };
/** When the grants vest. */
const VESTED = 80 * DAY;

/** A plan whose members voted for oracles, which are announced now, and whose grants vest 80 days after they were issued. */
function announced(test: GovernanceScenario): void {
  test.run(test.createGovernance({ proposalThreshold: 0n }), authority);
  test.createOracles();
  const shape: sdk.ShapeSegment[] = [{ weight: 1n, span: VESTED, steps: 1, unit: 'seconds' }];
  MEMBERS.forEach(({ publicKey: beneficiary }, index) =>
    test.issue({ beneficiary, grantId: BigInt(index + 1), total: WEIGHT, shape }),
  );
  test.world.chain.advance(AGE + DAY);
  const proposal = test.passed({ kind: 'replaceOracles', oracles: voted });
  test.due(proposal);
  test.run(test.execute(proposal, { replacesOracles: true }));
}

function claim(test: GovernanceScenario, ...numbers: number[]): void {
  for (const number of numbers) {
    const { publicKey: claimant } = member(number);
    const destination = test.world.open(test.plan.mintHandle, claimant);
    test.run(test.claim(test.addressOf(BigInt(number)), { claimant, destination }), member(number));
  }
}

function byAuthority(test: GovernanceScenario): TransactionInstruction {
  return sdk.proposeOracleSet({ ...test.planAct(), ...rescue });
}

function onlyVotes(test: GovernanceScenario): boolean {
  return sdk.onlyVotesChange(test.oracleSet(), test.planState());
}

describe('voted oracles', () => {
  scenario('are replaced by the authority, with 14 days of notice, once every grant was paid', (test) => {
    announced(test);
    test.world.chain.advance(14 * DAY);
    test.run(sdk.applyOracleSet(test.plan.address));
    test.world.chain.advance(VESTED);
    claim(test, 1, 2, 3);
    expect(onlyVotes(test)).to.equal(true);
    test.refuse(byAuthority(test), 'OraclesChosenByVote', authority);
    claim(test, 4);
    expect(onlyVotes(test)).to.equal(false);
    test.refuse(
      test.openProposal(member(1), test.addressOf(1n), { action: { kind: 'replaceOracles', oracles: rescue } }),
      'NoWeight',
      member(1),
    );
    test.run(byAuthority(test), authority);
    expect(test.oracleSet().attestors.slice(0, 2).map(String), 'until then').to.deep.equal(voted.attestors.map(String));
    test.world.chain.advance(14 * DAY - 1);
    test.refuse(sdk.applyOracleSet(test.plan.address), 'OracleChangeNotDue');
    test.world.chain.advance(1);
    test.run(sdk.applyOracleSet(test.plan.address));
    expect(test.oracleSet().attestors.slice(0, 2).map(String)).to.deep.equal(rescue.attestors.map(String));
  });

  scenario('that are announced take their seats first', (test) => {
    announced(test);
    test.world.chain.advance(VESTED);
    claim(test, 1, 2, 3, 4);
    expect(onlyVotes(test)).to.equal(true);
    test.refuse(byAuthority(test), 'OraclesChosenByVote', authority);
    test.run(sdk.applyOracleSet(test.plan.address));
    expect(onlyVotes(test)).to.equal(false);
    test.run(byAuthority(test), authority);
  });

  scenario('are for the members again as soon as a grant is issued', (test) => {
    announced(test);
    test.world.chain.advance(VESTED);
    test.run(sdk.applyOracleSet(test.plan.address));
    claim(test, 1, 2, 3, 4);
    test.grantTo(member(1).publicKey, 9n, 1n);
    test.refuse(byAuthority(test), 'OraclesChosenByVote', authority);
  });
});
