/** Promise 7: what decides on the members is decided by them. Tokens that nobody earned neither carry it nor hold it up. */
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { DAY, people } from '../support/world';
import { AGE, CAP_ALONE, type GovernanceScenario, member, scenario, WEIGHT } from './scenario';

const { authority, beneficiary, guardian, operator, stranger } = people;
const IDS = [1n, 2n, 3n, 4n];

/** The authority opens a proposal with a deposit or a grant. */
function openAsTreasury(test: GovernanceScenario, source: PublicKey, action: sdk.NewAction) {
  return test.openProposal(authority, source, { action });
}

/** One action of each kind. */
function actions(test: GovernanceScenario): sdk.NewAction[] {
  const grant = test.addressOf(2n);
  return [
    { kind: 'acceleratePlan', accelerationBps: 1_000 },
    { kind: 'accelerateGrant', grant, accelerationBps: 1_000 },
    { kind: 'terminateGrant', grant, cause: 'forCause' },
    { kind: 'setIssueCap', issueCap: 2n ** 63n },
    { kind: 'replaceOracles', oracles: { attestors: [authority.publicKey, guardian.publicKey], threshold: 2 } },
  ];
}

describe('the treasury against the members', () => {
  scenario(
    'founds no governance years after the grants',
    (test) => {
      for (const id of IDS) test.grantTo(member(Number(id)).publicKey, id);
      test.world.chain.advance(700 * DAY);
      const soon = { votingSecs: DAY, executionDelaySecs: 0, executionWindowSecs: DAY };
      const weakest = { ...soon, ...CAP_ALONE, proposalThreshold: 0n, quorumBps: 500, approvalBps: 5_000 };
      test.refuse(test.createGovernance(weakest), 'PlanHasIssued', authority);
      expect(test.planState()).to.deep.include({ issueCap: 4n * WEIGHT, hasGovernance: false });
    },
    { policy: { issueCap: 4n * WEIGHT } },
  );

  for (const depositActions of [sdk.DEPOSIT_ACTION_NAMES, ['acceleratePlan'], ['accelerateGrant'], []] as const) {
    const which = depositActions.length === 0 ? 'nothing' : depositActions.join(' and ');
    scenario(`deposits open and vote on ${which}, where the rules say so, and on nothing else`, (test) => {
      test.createOracles();
      test.found({ depositActions });
      const deposit = test.deposited(authority, 40n * WEIGHT);
      test.world.chain.advance(AGE);
      for (const action of actions(test)) {
        const may = (depositActions as readonly sdk.ActionName[]).includes(action.kind);
        if (may) test.run(openAsTreasury(test, deposit, action), authority);
        else test.refuse(openAsTreasury(test, deposit, action), 'DepositHasNoVote', authority);
        const proposal = test.propose1(action);
        expect(test.proposalState(proposal), action.kind).to.deep.include({ depositsVote: may, eligible: 4n * WEIGHT });
        if (may) test.run(test.castVote(proposal, authority, deposit, { approve: false }), authority);
        else
          test.refuse(test.castVote(proposal, authority, deposit, { approve: false }), 'DepositHasNoVote', authority);
        expect(test.proposalState(proposal).no, action.kind).to.equal(may ? 40n * WEIGHT : 0n);
      }
    });
  }

  scenario(
    'does not lift the cap alone: with a deposit it has no vote, and the members have',
    (test) => {
      test.found({ ...CAP_ALONE, quorumBps: 500, approvalBps: 5_000 });
      const deposit = test.deposited(authority, 5n * WEIGHT);
      test.world.chain.advance(AGE);
      const lift = { kind: 'setIssueCap', issueCap: 2n ** 63n } as const;
      test.refuse(openAsTreasury(test, deposit, lift), 'DepositHasNoVote', authority);
      const own = test.grantTo(authority.publicKey, 9n, 600n);
      test.world.chain.advance(AGE);
      test.run(openAsTreasury(test, own, lift), authority);
      const proposal = sdk.proposalAddress(test.governance(), authority.publicKey, 0n);
      test.refuse(test.castVote(proposal, authority, deposit), 'DepositHasNoVote', authority);
      test.run(test.castVote(proposal, authority, own), authority);
      test.vote(proposal, false);
      test.due(proposal);
      test.refuse(test.execute(proposal), 'ProposalFailed');
    },
    { policy: { issueCap: 5n * WEIGHT } },
  );

  scenario('does not hold a vote below its quorum by a silent deposit', (test) => {
    test.found();
    test.deposited(authority, 40n * WEIGHT);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1({ kind: 'acceleratePlan', accelerationBps: 1_000 });
    expect(test.proposalState(proposal)).to.deep.include({ eligible: 4n * WEIGHT, quorum: 2n * WEIGHT });
    test.run(test.withdrawVotes(authority), authority);
    test.vote(proposal, true, true);
    test.due(proposal);
    test.run(test.execute(proposal));
    expect(IDS.map((id) => test.vested(test.addressOf(id)))).to.deep.equal(IDS.map(() => WEIGHT / 10n));
  });

  scenario('replaces no oracles by a deposit, and a vote on them has 14 days of notice', (test) => {
    test.createOracles();
    test.found({ votingSecs: DAY, executionDelaySecs: 0, quorumBps: 500, approvalBps: 5_000 });
    const deposit = test.deposited(authority, 5n * WEIGHT);
    test.world.chain.advance(AGE);
    const oracles = { attestors: [authority.publicKey, guardian.publicKey], threshold: 2 };
    const action = { kind: 'replaceOracles', oracles } as const;
    test.refuse(openAsTreasury(test, deposit, action), 'DepositHasNoVote', authority);
    const before = test.oracleSet();
    const proposal = test.passed(action);
    const { createdTs } = test.proposalState(proposal);
    test.due(proposal);
    test.run(test.execute(proposal, { replacesOracles: true }));
    test.refuse(sdk.applyOracleSet(test.plan.address), 'OracleChangeNotDue');
    expect(test.oracleSet()).to.deep.include({ attestors: before.attestors, byVote: false });
    test.world.chain.setTime(createdTs + 15 * DAY);
    test.run(sdk.applyOracleSet(test.plan.address));
  });

  scenario(
    'has no vote for a month with what it issues to itself, and members can end that in the meantime',
    (test) => {
      test.found();
      const own = test.grantTo(authority.publicKey, 9n, 40n * WEIGHT);
      const issuedTs = test.now();
      test.world.chain.advance(15 * DAY);
      const end = test.passed({ kind: 'terminateGrant', grant: own, cause: 'forCause' });
      expect(test.proposalState(end).eligible, 'it is in no quorum either').to.equal(4n * WEIGHT);
      test.due(end);
      test.run(test.execute(end, { grant: own }));
      expect(test.grantState(own)).to.deep.include({ status: 'terminating', endedByVote: true });
      test.world.chain.setTime(issuedTs + 30 * DAY - 1);
      const last = test.propose1({ kind: 'setIssueCap', issueCap: 44n * WEIGHT });
      test.refuse(test.castVote(last, authority, own, { approve: false }), 'TooYoungToVote', authority);
      test.refuse(openAsTreasury(test, own, { kind: 'setIssueCap', issueCap: 2n ** 63n }), 'TooYoungToVote', authority);
      test.world.chain.setTime(issuedTs + 30 * DAY);
      test.run(openAsTreasury(test, own, { kind: 'setIssueCap', issueCap: 2n ** 63n }), authority);
    },
  );

  scenario(
    'decides nothing as an authority: the operator, the guardian and the authority have no vote of their own',
    (test) => {
      test.found();
      const proposal = test.propose1();
      for (const somebody of [authority, operator, guardian, beneficiary]) {
        test.refuse(test.castVote(proposal, somebody, test.addressOf(2n)), 'NotVoteHolder', somebody);
        test.refuse(test.castVote(proposal, somebody, test.plan.address), 'NotAVoteSource', somebody);
      }
    },
  );
});

describe('a tie', () => {
  scenario('never passes, also where half of the votes cast are enough to approve', (test) => {
    test.found({ approvalBps: 5_000 });
    const one = test.grantTo(stranger.publicKey, 9n, 1n);
    test.world.chain.advance(AGE + DAY);
    const [tied, won, lost] = [test.propose1(), test.propose1(), test.propose1()];
    for (const proposal of [tied, won, lost]) test.vote(proposal, true, true, false, false);
    test.run([test.castVote(won, stranger, one), test.castVote(lost, stranger, one, { approve: false })], stranger);
    test.due(lost);
    expect(test.proposalState(tied)).to.deep.include({ yes: 2n * WEIGHT, no: 2n * WEIGHT });
    for (const proposal of [tied, lost]) {
      expect(sdk.hasPassed(test.proposalState(proposal))).to.equal(false);
      test.refuse(test.execute(proposal), 'ProposalFailed');
    }
    expect(sdk.hasPassed(test.proposalState(won))).to.equal(true);
    test.run(test.execute(won));
  });
});
