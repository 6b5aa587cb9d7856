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
      ['planAccelerated', { plan: test.plan.address, acceleratedBy: proposal, accelerationBps: 5_000, retained: 500_000_000 }],
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

  scenario('sets the issue cap, not below what is allocated', (test) => {
    test.found();
    const low = test.passed({ kind: 'setIssueCap', issueCap: 4n * WEIGHT - 1n });
    const proposal = test.propose1({ kind: 'setIssueCap', issueCap: 4n * WEIGHT });
    test.vote(proposal, true, true);
    test.due(proposal);
    test.refuse(test.execute(low), 'IssueCapTooLow');
    test.run(test.execute(proposal));
    expect(test.planState().issueCap).to.equal(4n * WEIGHT);
    test.refuse(test.issueGrants({ grants: [test.newGrant({ grantId: 50n, total: 1n })] }), 'IssueCapExceeded', people.operator);
  });

  scenario('replaces the oracle set at once', (test) => {
    const { authority } = people;
    const first = [member(1).publicKey, member(2).publicKey];
    const by = { ...test.planAct(), payer: authority.publicKey };
    test.run(sdk.createOracleSet({ ...by, attestors: first, threshold: 2 }), authority);
    test.found();
    const next = [member(1).publicKey, member(3).publicKey, member(4).publicKey];
    const proposal = test.passed({ kind: 'replaceOracles', oracles: { attestors: next, threshold: 2 } });
    const { action } = test.proposalState(proposal);
    const full = [...next, ...new Array<null>(13).fill(null)];
    expect(action).to.deep.equal({ kind: 'replaceOracles', oracles: { attestors: full, threshold: 2 } });
    test.due(proposal);
    test.refuse(test.execute(proposal), 'WrongProposalTarget');
    test.run(test.execute(proposal, { replacesOracles: true }));
    const address = sdk.oracleSetAddress(test.plan.address);
    const set = sdk.decodeOracleSet(address, test.world.chain.account(address));
    expect(set).to.deep.include({ attestors: full, threshold: 2, next: null });
  });

  scenario('to the last second of the window', (test) => {
    test.found();
    const proposal = test.passed();
    const { expiresTs } = test.proposalState(proposal);
    test.world.chain.setTime(expiresTs - 1);
    test.run(test.execute(proposal));
  });

  scenario('one that can not be carried out stays as it is, and says why', (test) => {
    test.found();
    const grant = test.addressOf(2n);
    const release = test.passed({ kind: 'acceleratePlan', accelerationBps: 1 });
    const terminate = test.passed({ kind: 'terminateGrant', grant, cause: 'forCause' });
    test.due(terminate);
    test.run(test.acceleratePlan(10_000), people.authority);
    test.refuse(test.execute(release), 'PlanFullyAccelerated');
    test.refuse(test.execute(terminate, { grant }), 'NotCancellable');
    expect(test.proposalState(release).status).to.equal('open');
  }, { policy: { cancellable: false } });

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
