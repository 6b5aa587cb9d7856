import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { expectEvents } from '../plan/scenario';
import { DAY, people } from '../support/world';
import { member, scenario, WEIGHT } from './scenario';

describe('execute_proposal', () => {
  scenario('releases everybody at once, between the delay and the end of the window', (test) => {
    test.found();
    const proposal = test.passed();
    const { votingEndsTs, executableTs } = test.proposalState(proposal);
    test.refuse(test.execute(proposal), 'VoteIsRunning');
    test.world.chain.setTime(votingEndsTs);
    test.refuse(test.execute(proposal), 'ProposalNotDue');
    test.world.chain.setTime(executableTs - 1);
    test.refuse(test.execute(proposal), 'ProposalNotDue');
    test.world.chain.setTime(executableTs);
    const outcome = test.run(test.execute(proposal));
    expectEvents(
      outcome,
      [
        'planAccelerated',
        { plan: test.plan.address, acceleratedBy: proposal, accelerationBps: 5_000, retained: 500_000_000 },
      ],
      ['proposalExecuted', { plan: test.plan.address, proposal }],
    );
    for (const id of [1n, 2n, 3n, 4n]) expect(test.vested(test.addressOf(id))).to.equal(WEIGHT / 2n);
    test.refuse(test.execute(proposal), 'ProposalIsOver');
  });

  scenario('not once it has expired', (test) => {
    test.found();
    const proposal = test.passed();
    test.world.chain.setTime(test.proposalState(proposal).expiresTs);
    test.refuse(test.execute(proposal), 'ProposalExpired');
  });

  for (const [what, votes, passes] of [
    ['half of all is enough', [true, true], true],
    ['less than half of all is not', [true], false],
    ['60 % of those cast must approve: 2 of 3 do', [true, true, false], true],
    ['2 of 4 do not', [true, true, false, false], false],
    ['nobody approves', [false, false, false], false],
  ] as const) {
    scenario(`quorum and approval: ${what}`, (test) => {
      test.found();
      const proposal = test.propose1();
      test.vote(proposal, ...votes);
      test.due(proposal);
      if (passes) test.run(test.execute(proposal));
      else test.refuse(test.execute(proposal), 'ProposalFailed');
    });
  }

  scenario('releases one grant, and only the one that was voted on', (test) => {
    test.found();
    const grant = test.addressOf(2n);
    const proposal = test.passed({ kind: 'accelerateGrant', grant, accelerationBps: 10_000 });
    test.due(proposal);
    test.refuse(test.execute(proposal), 'WrongProposalTarget');
    test.refuse(test.execute(proposal, { grant: test.addressOf(3n) }), 'WrongProposalTarget');
    test.run(test.execute(proposal, { grant }));
    expect([test.vested(grant), test.vested(test.addressOf(3n))]).to.deep.equal([WEIGHT, 0n]);
  });

  scenario('terminates a grant with the notice of the plan', (test) => {
    test.found();
    const grant = test.addressOf(2n);
    const proposal = test.passed({ kind: 'terminateGrant', grant, cause: 'resignation' });
    test.due(proposal);
    test.run(test.execute(proposal, { grant }));
    expect(test.grantState(grant)).to.deep.include({ status: 'terminating', statusTs: test.now() + 30 * DAY });
  });

  for (const [what, issueCap] of [
    ['to what is allocated', 4n * WEIGHT],
    ['below it, where nothing can be issued any more', 4n * WEIGHT - 1n],
    ['to nothing', 0n],
  ] as const) {
    scenario(`sets the issue cap ${what}`, (test) => {
      test.found();
      const proposal = test.passed({ kind: 'setIssueCap', issueCap });
      test.due(proposal);
      test.run(test.execute(proposal));
      expect(test.planState()).to.deep.include({ issueCap, allocated: 4n * WEIGHT });
      test.refuse(
        test.issueGrants({ grants: [test.newGrant({ grantId: 50n, total: 1n })] }),
        'IssueCapExceeded',
        people.operator,
      );
    });
  }

  scenario('announces another oracle set, which sits after 14 days like any other', (test) => {
    test.createOracles();
    test.found();
    const before = test.oracleSet();
    const next = [member(1).publicKey, member(3).publicKey, member(4).publicKey];
    const proposal = test.passed({ kind: 'replaceOracles', oracles: { attestors: next, threshold: 2 } });
    const { action } = test.proposalState(proposal);
    const full = [...next, ...new Array<null>(13).fill(null)];
    expect(action).to.deep.equal({ kind: 'replaceOracles', oracles: { attestors: full, threshold: 2 } });
    test.due(proposal);
    test.refuse(test.execute(proposal), 'WrongProposalTarget');
    const outcome = test.run(test.execute(proposal, { replacesOracles: true }));
    const readyTs = test.now() + 14 * DAY;
    const announced = { attestors: full, threshold: 2 };
    const told = full.map((key) => (key ?? PublicKey.default).toBase58());
    expectEvents(
      outcome,
      ['oracleSetProposed', { plan: test.plan.address, attestors: told, threshold: 2, readyTs: BigInt(readyTs) }],
      ['proposalExecuted', { plan: test.plan.address, proposal }],
    );
    expect(test.oracleSet()).to.deep.equal({
      ...before,
      next: { ...announced, readyTs, expiresTs: null, byVote: true },
    });
    test.world.chain.setTime(readyTs - 1);
    test.refuse(sdk.applyOracleSet(test.plan.address), 'OracleChangeNotDue');
    test.world.chain.setTime(readyTs);
    test.run(sdk.applyOracleSet(test.plan.address));
    expect(test.oracleSet()).to.deep.equal({ ...before, ...announced, byVote: true, next: null });
  });

  scenario('to the last second of the window', (test) => {
    test.found();
    const proposal = test.passed();
    const { expiresTs } = test.proposalState(proposal);
    test.world.chain.setTime(expiresTs - 1);
    test.run(test.execute(proposal));
  });

  scenario('a release of what is fully released since is carried out without effect', (test) => {
    test.found();
    const release = test.passed({ kind: 'acceleratePlan', accelerationBps: 1 });
    test.due(release);
    test.run(test.acceleratePlan(10_000), people.authority);
    const before = test.planState();
    expectEvents(test.run(test.execute(release)), ['proposalExecuted', { plan: test.plan.address, proposal: release }]);
    expect(test.planState()).to.deep.equal(before);
    expect(test.proposalState(release).status).to.equal('executed');
  });

  scenario('one about a grant that its holder has been paid and has closed stays as it is, and says why', (test) => {
    test.found();
    const grant = test.addressOf(2n);
    const release = test.passed({ kind: 'accelerateGrant', grant, accelerationBps: 5_000 });
    test.due(release);
    test.run(test.accelerate(grant, 10_000), people.authority);
    const holder = member(2).publicKey;
    const destination = test.world.open(test.plan.mintHandle, holder);
    test.run(
      [test.claim(grant, { claimant: holder, destination }), test.closeGrant(grant, { signer: holder })],
      member(2),
    );
    test.refuse(test.execute(release, { grant }), 'AccountDiscriminatorMismatch');
    expect(test.proposalState(release).status).to.equal('open');
  });

  scenario('anybody does it, and what it does is told', (test) => {
    test.found();
    const grant = test.addressOf(2n);
    const done = { plan: test.plan.address };
    const release = test.passed({ kind: 'accelerateGrant', grant, accelerationBps: 2_500 });
    const cap = test.passed({ kind: 'setIssueCap', issueCap: 5_000n });
    const terminate = test.passed({ kind: 'terminateGrant', grant, cause: 'withoutCause' });
    test.due(terminate);
    expectEvents(
      test.run(test.execute(release, { grant })),
      ['grantAccelerated', { ...done, grant, acceleratedBy: release, accelerationBps: 2_500 }],
      ['proposalExecuted', { ...done, proposal: release }],
    );
    expectEvents(
      test.run(test.execute(cap)),
      ['issueCapSet', { ...done, from: 1_000_000_000_000n, to: 5_000n }],
      ['proposalExecuted', { ...done, proposal: cap }],
    );
    expectEvents(
      test.run(test.execute(terminate, { grant })),
      ['grantTerminated', { ...done, grant, cause: 'withoutCause', stopTs: BigInt(test.now() + 30 * DAY) }],
      ['proposalExecuted', { ...done, proposal: terminate }],
    );
  });
});
