import type { PublicKey, Signer, TransactionInstruction } from '@solana/web3.js';
import { proposalAddress } from '@tenure/sdk';
import { expect } from 'chai';
import type { GovernanceScenario } from '../governance/scenario';
import { AGE, scenario as governed } from '../governance/scenario';
import { MilestoneScenario } from '../milestone/scenario';
import { expectPromises } from '../support/promises';
import { AT_ONCE, DAY, people } from '../support/world';
import { EXPIRY, RECOVERED, VETO, complete, expectAnswered, recovering } from './recovery';
import { scenario, type Scenario } from './scenario';

const { authority, beneficiary, creator, guardian, operator, payroll, stranger } = people;

describe('a recovery is ended by whatever the beneficiary signs with the grant', () => {
  /** What a beneficiary can sign, at a time at which there is something to claim. */
  const answers: Record<string, (test: Scenario, grant: PublicKey) => [TransactionInstruction, ...Signer[]]> = {
    'a claim': (test, grant) => [test.claim(grant), beneficiary],
    'switching claims by others off': (test, grant) => [test.setAutoClaim(grant, false), beneficiary],
    'leaving them switched on': (test, grant) => [test.setAutoClaim(grant, true), beneficiary],
    'consent to a pause': (test, grant) => [
      test.pause(grant, DAY, { beneficiary: beneficiary.publicKey }),
      authority,
      beneficiary,
    ],
  };
  for (const [what, sign] of Object.entries(answers)) {
    for (const [when, secs] of [
      ['at once', 0],
      ['at the last second', VETO - 1],
      ['when it could be completed', VETO + EXPIRY - 1],
    ] as const) {
      scenario(`${what}, ${when}`, (test) => {
        const grant = recovering(test, test.issue({ total: 2_000n, shape: AT_ONCE }));
        test.at(Math.max(secs, 1));
        const [instruction, ...signers] = sign(test, grant);
        test.run(instruction, ...signers);
        expect(test.grantState(grant).recoveryUnanswered).to.equal(false);
        expectAnswered(test, grant);
      });
    }
  }

  scenario('a claim in the same transaction as the proposal', (test) => {
    const grant = test.issue({ total: 2_000n, shape: AT_ONCE });
    test.at(1);
    test.run([test.proposeRecovery(grant), test.claim(grant)], authority, guardian, beneficiary);
    test.at(VETO);
    test.refuse(complete(test, grant), 'TransferIsStale', operator);
  });

  scenario('a veto, which also gives the rent back', (test) => {
    const grant = recovering(test);
    const { chain } = test.world;
    const before = chain.balance(authority.publicKey);
    test.at(VETO);
    test.run(test.rejectTransfer(grant, beneficiary, RECOVERED), beneficiary);
    expect(chain.balance(authority.publicKey) - before).to.equal(chain.rent(192));
    test.refuse(complete(test, grant), 'AccountOwnedByWrongProgram', operator);
    // The grant remembers that one was proposed; a wish of the beneficiary's own is none.
    test.run(test.proposeTransfer(grant, creator.publicKey), beneficiary);
    test.refuse(test.acceptTransfer(grant, guardian, { to: creator.publicKey }), 'TransferNotReady', guardian);
    test.run(test.acceptTransfer(grant, authority, { to: creator.publicKey }), authority);
    expect(test.grantState(grant)).to.deep.include({ beneficiary: creator.publicKey, recoveryUnanswered: false });
  });

  for (const what of ['claim_milestone', 'close_milestone'] as const) {
    it(what, () => {
      const test = new MilestoneScenario();
      const milestone = test.met(80n);
      const { grant } = test;
      if (what === 'close_milestone') test.run(test.claimMilestone(milestone), beneficiary);
      recovering(test, grant);
      const act = what === 'claim_milestone' ? test.claimMilestone(milestone) : test.closeMilestone(milestone);
      test.run(act, beneficiary);
      test.world.chain.advance(VETO);
      test.refuse(complete(test, grant), 'TransferIsStale', operator);
      expectPromises(test.world);
    });
  }

  /** A governance, and a grant of the beneficiary's that is old enough to vote and threatened with recovery. */
  const voter = (test: GovernanceScenario): PublicKey => {
    test.run(test.createGovernance({ minAgeSecs: AGE }), authority);
    const grant = test.grantTo(beneficiary.publicKey, 9n);
    test.world.chain.advance(AGE + DAY);
    return grant;
  };
  governed('open_proposal', (test) => {
    const grant = recovering(test, voter(test));
    test.run(test.openProposal(beneficiary, grant), beneficiary);
    test.world.chain.advance(VETO);
    test.refuse(complete(test, grant), 'TransferIsStale', operator);
  });
  governed('cast_vote, with that grant and not with another', (test) => {
    const grant = voter(test);
    const other = test.grantTo(beneficiary.publicKey, 10n);
    test.grantTo(stranger.publicKey, 11n);
    test.world.chain.advance(AGE + DAY);
    test.run(test.openProposal(stranger, test.addressOf(11n)), stranger);
    const proposal = proposalAddress(test.governance(), stranger.publicKey, 0n);
    recovering(test, grant);
    recovering(test, other);
    test.run(test.castVote(proposal, beneficiary, grant), beneficiary);
    test.world.chain.advance(VETO);
    test.refuse(complete(test, grant), 'TransferIsStale', operator);
    test.run(complete(test, other), operator);
  });
});

describe('a recovery is not ended by', () => {
  const silent: Record<string, (test: Scenario, grant: PublicKey) => void> = {
    'a claim that another sends for the beneficiary': (test, grant) => {
      test.run(test.claim(grant, { claimant: stranger.publicKey }), stranger);
    },
    'a claim from another grant of the same beneficiary': (test) => {
      const other = test.issue({ grantId: 2n, total: 5n, shape: AT_ONCE });
      test.world.chain.advance(1);
      test.run(test.claim(other), beneficiary);
    },
    'what authority, payroll and guardian do with the grant': (test, grant) => {
      test.run(test.setWithholding(grant, 4_000), payroll);
      test.run(test.accelerate(grant, 100), authority);
      test.run(test.pause(grant, DAY), authority);
      test.run(test.terminate(grant), authority);
      test.run(test.pauseClaims(60), guardian);
    },
  };
  for (const [what, act] of Object.entries(silent)) {
    scenario(what, (test) => {
      const grant = recovering(test);
      test.at(1_000);
      act(test, grant);
      test.at(VETO);
      test.run(complete(test, grant), operator);
      expect(test.grantState(grant).beneficiary.equals(stranger.publicKey)).to.equal(true);
    });
  }
});
