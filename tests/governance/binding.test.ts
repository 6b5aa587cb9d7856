/** Promise 7: the ways in which roles could once defeat a vote that had passed, and what comes of each now. */
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { DAY, people } from '../support/world';
import {
  DELAY,
  type GovernanceScenario,
  member,
  MOST_BY_ROLES,
  MOST_RELEASES,
  scenario,
  VOTING,
  WEIGHT,
  WINDOW,
} from './scenario';

const { accelerationAuthority, authority, operator } = people;
/** As short as a notice may be where members vote. */
const SHORTEST = { policy: { noticeSecs: VOTING + DELAY + WINDOW } };
const IDS = [1n, 2n, 3n, 4n];

/** The release authority releases a ten-thousandth of everything unvested. */
function releaseLeast(test: GovernanceScenario): void {
  test.run(test.acceleratePlan(1, { accelerator: accelerationAuthority.publicKey }), accelerationAuthority);
}

function vested(test: GovernanceScenario): bigint[] {
  return IDS.map((id) => test.vested(test.addressOf(id)));
}

/** Withdraws a termination and announces it anew, in one transaction. */
function announceAnew(test: GovernanceScenario, grant: PublicKey): void {
  test.run([test.withdrawTermination(grant), test.terminate(grant, { cause: 'forCause' })], authority);
}

describe('a release that was voted', () => {
  scenario('roles fill half of the list at most: the rest is for votes', (test) => {
    test.found();
    const proposal = test.passed({ kind: 'acceleratePlan', accelerationBps: 10_000 });
    for (let made = 0; made < MOST_BY_ROLES; made += 1) releaseLeast(test);
    for (const by of [accelerationAuthority, authority]) {
      test.refuse(test.acceleratePlan(1, { accelerator: by.publicKey }), 'AccelerationsFull', by);
    }
    test.due(proposal);
    test.run(test.execute(proposal));
    expect(vested(test)).to.deep.equal([WEIGHT, WEIGHT, WEIGHT, WEIGHT]);
  });

  scenario('of the same half as often as votes pass, until the list is full: then none can be proposed', (test) => {
    test.found();
    for (let made = 0; made < MOST_BY_ROLES; made += 1) releaseLeast(test);
    for (let made = MOST_BY_ROLES; made < MOST_RELEASES; made += 1) {
      const proposal = test.passed({ kind: 'acceleratePlan', accelerationBps: 1 });
      test.due(proposal);
      test.run(test.execute(proposal));
    }
    expect(test.planState().accelerations).to.have.length(MOST_RELEASES);
    test.refuse(test.openProposal(member(1), test.addressOf(1n)), 'AccelerationsFull', member(1));
  });

  scenario('where nobody can vote, roles have the whole list', (test) => {
    test.grantTo(member(1).publicKey, 1n);
    for (let made = 0; made < MOST_RELEASES; made += 1) releaseLeast(test);
    test.refuse(test.acceleratePlan(1), 'AccelerationsFull', authority);
  });

  scenario(
    'reaches whoever is terminated while it is voted on and waits',
    (test) => {
      test.found();
      const proposal = test.passed({ kind: 'acceleratePlan', accelerationBps: 10_000 });
      for (const id of IDS) test.run(test.terminate(test.addressOf(id), { cause: 'forCause' }), authority);
      const { expiresTs } = test.proposalState(proposal);
      const stops = IDS.map((id) => test.grantState(test.addressOf(id)).statusTs);
      expect(stops, 'they stop when it expires').to.deep.equal(IDS.map(() => expiresTs));
      test.world.chain.setTime(expiresTs - 1);
      test.run(test.execute(proposal));
      test.world.chain.setTime(expiresTs + 1);
      for (const id of IDS) test.run(test.settle(test.addressOf(id)));
      expect(vested(test)).to.deep.equal([WEIGHT, WEIGHT, WEIGHT, WEIGHT]);
      expect(test.planState()).to.deep.include({ reserved: 4n * WEIGHT, forfeited: 0n });
    },
    SHORTEST,
  );

  scenario(
    'of one grant reaches it too',
    (test) => {
      test.found();
      const grant = test.addressOf(1n);
      const proposal = test.passed({ kind: 'accelerateGrant', grant, accelerationBps: 5_000 });
      test.run(test.terminate(grant, { cause: 'forCause' }), authority);
      test.world.chain.setTime(test.proposalState(proposal).expiresTs - 1);
      test.run(test.execute(proposal, { grant }));
      test.world.chain.advance(2);
      test.run(test.settle(grant));
      expect(test.vested(grant)).to.equal(WEIGHT / 2n);
    },
    SHORTEST,
  );
});

describe('a termination that was voted', () => {
  scenario('is not withdrawn, by nobody', (test) => {
    test.found();
    const grant = test.addressOf(4n);
    const proposal = test.passed({ kind: 'terminateGrant', grant, cause: 'forCause' });
    test.due(proposal);
    test.run(test.execute(proposal, { grant }));
    const stopTs = test.now() + 30 * DAY;
    test.refuse(test.withdrawTermination(grant), 'TerminationIsVoted', authority);
    test.refuse(test.terminate(grant), 'GrantAlreadyTerminated', authority);
    expect(test.grantState(grant)).to.deep.include({ status: 'terminating', statusTs: stopTs, endedByVote: true });
    test.world.chain.setTime(stopTs + 1);
    test.refuse(test.withdrawTermination(grant), 'TerminationIsVoted', authority);
    test.run(test.settle(grant));
    expect(test.grantState(grant)).to.deep.include({ status: 'settled', statusTs: stopTs });
  });

  scenario('over one that the authority announced since keeps its date, gives the share, and holds', (test) => {
    test.found();
    const grant = test.addressOf(4n);
    const proposal = test.passed({ kind: 'terminateGrant', grant, cause: 'withoutCause' });
    test.run(test.terminate(grant, { cause: 'forCause' }), authority);
    const { statusTs } = test.grantState(grant);
    test.due(proposal);
    test.run(test.execute(proposal, { grant }));
    expect(test.grantState(grant)).to.deep.include({ status: 'terminating', statusTs, endedByVote: true });
    expect(test.vested(grant), 'the share of a good leaver').to.equal(WEIGHT / 4n);
    test.refuse(test.withdrawTermination(grant), 'TerminationIsVoted', authority);
  });

  scenario('over one that was withdrawn again takes its own notice', (test) => {
    test.found();
    const grant = test.addressOf(4n);
    const proposal = test.passed({ kind: 'terminateGrant', grant, cause: 'forCause' });
    test.run(test.terminate(grant), authority);
    test.run(test.withdrawTermination(grant), authority);
    test.due(proposal);
    test.run(test.execute(proposal, { grant }));
    expect(test.grantState(grant)).to.deep.include({
      status: 'terminating',
      statusTs: test.now() + 30 * DAY,
      endedByVote: true,
    });
  });

  scenario('the share of a good leaver is released once, however often terminations come and go', (test) => {
    test.found();
    const grant = test.addressOf(1n);
    for (const cause of ['withoutCause', 'deathOrDisability', 'withoutCause'] as const) {
      test.run(test.terminate(grant, { cause }), authority);
      test.run(test.withdrawTermination(grant), authority);
    }
    expect(test.vested(grant)).to.equal(WEIGHT / 4n);
    const proposal = test.passed({ kind: 'terminateGrant', grant, cause: 'withoutCause' });
    test.due(proposal);
    test.run(test.execute(proposal, { grant }));
    expect(test.vested(grant)).to.equal(WEIGHT / 4n);
  });

  scenario(
    'can be proposed of a grant that its authority keeps under notice, withdrawing and announcing it anew',
    (test) => {
      test.found();
      const grant = test.addressOf(4n);
      const { noticeSecs } = SHORTEST.policy;
      test.run(test.terminate(grant, { cause: 'forCause' }), authority);
      test.world.chain.advance(noticeSecs - 1);
      announceAnew(test, grant);
      const proposal = test.passed({ kind: 'terminateGrant', grant, cause: 'forCause' });
      const { statusTs } = test.grantState(grant);
      test.due(proposal);
      test.run(test.execute(proposal, { grant }));
      test.refuse(test.withdrawTermination(grant), 'TerminationIsVoted', authority);
      test.world.chain.setTime(statusTs + 1);
      test.run(test.settle(grant));
      test.world.chain.advance(3_000 * DAY);
      expect(test.vested(grant)).to.equal(0n);
    },
    SHORTEST,
  );
});

describe('a release of a grant under notice that was voted', () => {
  scenario(
    'can be proposed until it could not be carried out any more, however often the notice begins anew',
    (test) => {
      test.found();
      const grant = test.addressOf(1n);
      const open = (proposalId: bigint) =>
        test.openProposal(member(1), grant, {
          ...{ proposalId, action: { kind: 'accelerateGrant', grant, accelerationBps: 5_000 } },
        });
      test.run(test.terminate(grant, { cause: 'forCause' }), authority);
      test.world.chain.advance(WINDOW);
      test.refuse(open(0n), 'GrantHasStopped', member(1));
      announceAnew(test, grant);
      test.world.chain.advance(WINDOW - 1);
      test.run(open(1n), member(1));
      const proposal = sdk.proposalAddress(test.governance(), member(1).publicKey, 1n);
      test.vote(proposal, true, true);
      test.due(proposal);
      expect(test.grantState(grant).statusTs - test.now(), 'the last second before it stops').to.equal(1);
      test.run(test.execute(proposal, { grant }));
      expect(test.vested(grant)).to.equal(WEIGHT / 2n);
    },
    SHORTEST,
  );
});

describe('an issue cap that was voted', () => {
  const lower = { kind: 'setIssueCap', issueCap: 4n * WEIGHT } as const;

  scenario('is set, whatever was issued since: nothing more is', (test) => {
    test.found();
    const proposal = test.passed(lower);
    test.due(proposal);
    test.grantTo(operator.publicKey, 99n, 1n);
    test.run(test.execute(proposal));
    expect(test.planState()).to.deep.include({ issueCap: 4n * WEIGHT, allocated: 4n * WEIGHT + 1n });
    test.refuse(
      test.issueGrants({ grants: [test.newGrant({ grantId: 100n, total: 1n })] }),
      'IssueCapExceeded',
      operator,
    );
  });

  scenario(
    'is not got around by issuing up to the old one before, and voiding that after',
    (test) => {
      test.found();
      const proposal = test.passed(lower);
      test.due(proposal);
      const { issueCap, allocated } = test.planState();
      const all = test.grantTo(authority.publicKey, 99n, issueCap - allocated);
      test.run(test.execute(proposal));
      test.run(test.voidGrant(all), authority);
      expect(test.planState()).to.deep.include({ issueCap: 4n * WEIGHT, allocated: 4n * WEIGHT });
      for (const by of [operator, authority]) {
        const grants = [test.newGrant({ beneficiary: by.publicKey, grantId: 100n, total: 1n })];
        test.refuse(test.issueGrants({ issuer: by.publicKey, payer: by.publicKey, grants }), 'IssueCapExceeded', by);
      }
    },
    { policy: { voidSecs: DAY } },
  );
});

describe('oracles that were voted', () => {
  const key = (number: number) => member(number).publicKey;
  const action = { kind: 'replaceOracles', oracles: { attestors: [key(1), key(2), key(3)], threshold: 2 } } as const;
  const seats = [...action.oracles.attestors, ...new Array<null>(13).fill(null)];
  const own = (test: GovernanceScenario) =>
    sdk.proposeOracleSet({
      ...test.planAct(),
      attestors: [authority.publicKey, operator.publicKey, key(1)],
      threshold: 2,
    });

  scenario('sit, also where the authority seated one of them elsewhere in the meantime', (test) => {
    test.createOracles();
    test.found({ executionDelaySecs: 12 * DAY });
    const proposal = test.passed(action);
    test.run(own(test), authority);
    test.due(proposal);
    test.run(sdk.applyOracleSet(test.plan.address));
    test.run(test.execute(proposal, { replacesOracles: true }));
    test.world.chain.advance(14 * DAY);
    test.run(sdk.applyOracleSet(test.plan.address));
    expect(test.oracleSet()).to.deep.include({ attestors: seats, threshold: 2, byVote: true, next: null });
  });

  scenario('are neither announced over nor applied sooner, and once they sit only a vote changes them', (test) => {
    test.createOracles();
    test.found();
    const proposal = test.passed(action);
    test.run(own(test), authority);
    test.due(proposal);
    test.run(test.execute(proposal, { replacesOracles: true }));
    test.refuse(own(test), 'OraclesChosenByVote', authority);
    test.world.chain.advance(14 * DAY - 1);
    test.refuse(sdk.applyOracleSet(test.plan.address), 'OracleChangeNotDue');
    test.world.chain.advance(1_000 * DAY);
    test.refuse(own(test), 'OraclesChosenByVote', authority);
    test.run(sdk.applyOracleSet(test.plan.address));
    expect(test.oracleSet()).to.deep.include({ attestors: seats, threshold: 2, byVote: true, next: null });
    test.refuse(own(test), 'OraclesChosenByVote', authority);
    const back = { attestors: [authority.publicKey, operator.publicKey], threshold: 2 };
    const next = test.passed({ kind: 'replaceOracles', oracles: back });
    test.due(next);
    test.run(test.execute(next, { replacesOracles: true }));
    test.world.chain.advance(14 * DAY);
    test.run(sdk.applyOracleSet(test.plan.address));
    expect(test.oracleSet().attestors.slice(0, 3)).to.deep.equal([...back.attestors, null]);
  });

  scenario('have nothing to attest in a sealed plan without metrics, whose set anybody may close', (test) => {
    test.createOracles();
    test.found();
    const proposal = test.passed(action);
    test.seal();
    test.run(sdk.closeOracleSet({ plan: test.plan.address, rentRecipient: people.rentRecipient.publicKey }));
    test.due(proposal);
    test.refuse(test.execute(proposal, { replacesOracles: true }), 'AccountOwnedByWrongProgram');
    expect(test.planState()).to.deep.include({ hasOracleSet: false, metricCount: 0, status: 'sealed' });
  });
});
