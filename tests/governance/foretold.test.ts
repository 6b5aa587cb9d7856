import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { DAY, people } from '../support/world';
import { MILESTONE } from '../../packages/sdk/test/fixture/metric-accounts';
import { AGE, type GovernanceScenario, member, scenario } from './scenario';

const SHAPE: sdk.ShapeSegment[] = [{ weight: 1n, span: 1_000 * DAY, steps: 0, unit: 'seconds' }];

function subjects(test: GovernanceScenario): sdk.ActionSubjects {
  const grants = [1n, 2n, 3n, 4n].map((id) => test.grantState(test.addressOf(id)));
  return { plan: test.planState(), grants, milestones: [], oracles: null };
}

function vestedTogether(test: GovernanceScenario): bigint {
  const { plan, grants } = subjects(test);
  return grants.reduce((sum, grant) => sum + sdk.vestedAt(plan, grant, test.world.chain.now()), 0n);
}

/** Passes an action, foretells its effect at the second of its execution, and carries it out. */
function carriedOut(test: GovernanceScenario, action: sdk.NewAction) {
  const proposal = test.passed(action);
  test.due(proposal);
  const before = vestedTogether(test);
  const foretold = sdk.actionEffect(subjects(test), test.proposalState(proposal).action, test.world.chain.now());
  const execute = test.execute(proposal, 'grant' in action ? { grant: action.grant } : {});
  return { before, foretold, execute };
}

describe('what is foretold of a vote is what happens', () => {
  scenario('a release of the plan vests what was said, of as many grants', (test) => {
    test.found();
    const { before, foretold, execute } = carriedOut(test, { kind: 'acceleratePlan', accelerationBps: 2_500 });
    test.run(execute);
    const gain = vestedTogether(test) - before;
    expect(foretold).to.deep.equal({
      kind: 'accelerations',
      vests: gain,
      vestedAfter: before + gain,
      grants: 4,
      milestones: 0,
    });
    expect(gain).to.equal(1_000n);
  });

  scenario('a release of one grant vests what was said', (test) => {
    test.found();
    const { before, foretold, execute } = carriedOut(test, {
      kind: 'accelerateGrant',
      grant: test.addressOf(2n),
      accelerationBps: 5_000,
    });
    test.run(execute);
    const gain = vestedTogether(test) - before;
    expect(foretold).to.deep.equal({ kind: 'accelerations', vests: gain, vestedAfter: 500n, grants: 1, milestones: 0 });
  });

  scenario('a termination stops when it was said, and returns what was said', (test) => {
    test.found();
    const grant = test.issue({ grantId: 9n, total: 1_000n, shape: SHAPE });
    test.world.chain.advance(100 * DAY);
    const proposal = test.passed({ kind: 'terminateGrant', grant, cause: 'withoutCause' });
    test.due(proposal);
    const now = test.world.chain.now();
    const seen = { ...subjects(test), grants: [test.grantState(grant)] };
    const foretold = sdk.actionEffect(seen, test.proposalState(proposal).action, now);
    test.run(test.execute(proposal, { grant }));
    const ended = test.grantState(grant);
    const stays = sdk.vestedAt(test.planState(), ended, ended.statusTs);
    expect(foretold).to.deep.equal({ kind: 'terminates', stopTs: ended.statusTs, stays, returns: 1_000n - stays });
    const met = { ...MILESTONE, grant, status: 'met', payout: 70n, segments: [] } as const;
    const others = [met, { ...met, status: 'pending' }, { ...met, grant: test.addressOf(2n) }] as const;
    const action = test.proposalState(proposal).action;
    expect(
      sdk.actionEffect({ ...seen, milestones: others }, action, now),
      'what a met milestone owes stays too',
    ).to.deep.equal({
      ...{ kind: 'terminates', stopTs: ended.statusTs, stays: stays + 70n, returns: 1_000n - stays },
    });
    expect(sdk.actionEffect({ ...seen, grants: [ended] }, action, ended.statusTs), 'once it has stopped').to.deep.equal(
      {
        ...{ kind: 'fails', because: 'grantHasStopped' },
      },
    );
  });

  scenario(
    'a termination of one that its authority has ended since keeps its stop, and gives the share, as was said',
    (test) => {
      test.found();
      const grant = test.issue({ grantId: 9n, total: 1_000n, shape: SHAPE });
      test.world.chain.advance(100 * DAY);
      const proposal = test.passed({ kind: 'terminateGrant', grant, cause: 'withoutCause' });
      test.run(test.terminate(grant, { cause: 'forCause' }), people.authority);
      const { statusTs: stopTs } = test.grantState(grant);
      test.due(proposal);
      const { action } = test.proposalState(proposal);
      const foretold = sdk.actionEffect({ ...subjects(test), grants: [test.grantState(grant)] }, action, test.now());
      test.run(test.execute(proposal, { grant }));
      const stays = sdk.vestedAt(test.planState(), test.grantState(grant), stopTs);
      expect(foretold).to.deep.equal({ kind: 'terminates', stopTs, stays, returns: 1_000n - stays });
    },
  );

  for (const [issueCap, left] of [
    [5_000n, 1_000n],
    [4_000n, 0n],
    [3_999n, 0n],
  ] as const) {
    scenario(`a cap of ${issueCap}, where 4,000 are allocated, leaves ${left}, as was said`, (test) => {
      test.found();
      const { issueCap: before } = test.planState();
      const { foretold, execute } = carriedOut(test, { kind: 'setIssueCap', issueCap });
      expect(foretold).to.deep.equal({ kind: 'setsCap', before, after: issueCap, left });
      test.run(execute);
      expect(test.planState().issueCap).to.equal(issueCap);
      test.refuse(
        test.issueGrants({ grants: [test.newGrant({ grantId: 9n, total: left + 1n })] }),
        'IssueCapExceeded',
        people.operator,
      );
      if (left > 0n) test.grantTo(member(1).publicKey, 9n, left);
    });
  }

  scenario('a release of what is fully released changes nothing, as was said', (test) => {
    test.found();
    const proposal = test.passed({ kind: 'acceleratePlan', accelerationBps: 2_500 });
    test.due(proposal);
    test.run(test.acceleratePlan(10_000), people.authority);
    const before = vestedTogether(test);
    expect(sdk.actionEffect(subjects(test), test.proposalState(proposal).action, test.now())).to.deep.equal({
      ...{ kind: 'accelerations', vests: 0n, vestedAfter: before, grants: 0, milestones: 0 },
    });
    test.run(test.execute(proposal));
    expect(vestedTogether(test)).to.equal(before);
  });

  scenario('oracles of whom one changes its seat are announced, and sit from when it was said', (test) => {
    test.createOracles();
    test.found();
    const attestors = [member(3).publicKey, people.authority.publicKey];
    const proposal = test.passed({ kind: 'replaceOracles', oracles: { attestors, threshold: 2 } });
    test.due(proposal);
    const { action } = test.proposalState(proposal);
    const oracles = test.oracleSet();
    const foretold = sdk.actionEffect({ ...subjects(test), oracles }, action, test.now());
    if (foretold.kind !== 'replacesOracles') expect.fail('it replaces the oracles');
    test.run(test.execute(proposal, { replacesOracles: true }));
    expect(test.oracleSet().next).to.deep.include({ ...foretold.after, readyTs: foretold.readyTs });
    test.world.chain.setTime(foretold.readyTs);
    test.run(sdk.applyOracleSet(test.plan.address));
    expect(test.oracleSet()).to.deep.equal({ ...foretold.before, ...foretold.after, byVote: true });
  });

  scenario('without an oracle set there is nothing to replace: it can not be proposed, as was said', (test) => {
    test.found();
    const oracles = { attestors: [member(1).publicKey, member(2).publicKey], threshold: 2 };
    const action = { kind: 'replaceOracles', oracles } as const;
    expect(sdk.actionEffect(subjects(test), action, test.now())).to.deep.equal({ kind: 'fails', because: 'noOracles' });
    test.refuse(test.openProposal(member(1), test.addressOf(1n), { action }), 'WrongProposalTarget', member(1));
  });

  scenario('each ballot of a wallet counts what was said, under its cap', (test) => {
    test.found({ maxVoterBps: 3_000 });
    test.grantTo(member(1).publicKey, 8n, 400n);
    const late = test.addressOf(8n);
    test.deposited(member(1), 700n);
    test.world.chain.advance(AGE + DAY);
    test.deposited(member(1), 50n, 1n);
    const proposal = test.propose1();
    const state = test.proposalState(proposal);
    const own = test.addressOf(1n);
    const holdings: sdk.VoteHoldings = {
      grants: [own, late].map((grant) => test.grantState(grant)),
      deposits: [0n, 1n].map((id) => test.depositState(test.depositAt(member(1), id))),
    };
    const sources = sdk.voteSources(test.planState(), state, holdings, test.world.chain.now());
    const ballots = sdk.ballotsOf(state, sources, []);
    // Grants of 4,400 can vote, of which one wallet counts 1,320: all of the first, 320 of the second, nothing of the third.
    expect(ballots.map(({ counts, no }) => [counts, no])).to.deep.equal([
      ...[
        [1_000n, null],
        [320n, null],
        [0n, 'atCap'],
        [0n, 'tooYoung'],
      ],
    ]);
    const records = ballots.flatMap(({ counts, address }) => {
      const vote = test.castVote(proposal, member(1), address, { capped: true });
      if (counts === 0n) return [];
      test.run(vote, member(1));
      const record = test.voteRecordOf(proposal, address);
      return [sdk.decodeVoteRecord(record, test.world.chain.account(record))];
    });
    expect(records.map(({ weight }) => weight)).to.deep.equal([1_000n, 320n]);
    expect(sdk.ballotsOf(state, sources, records).map(({ no, counts }) => [no, counts])).to.deep.equal([
      ...[
        ['voted', 0n],
        ['voted', 0n],
        ['atCap', 0n],
        ['tooYoung', 0n],
      ],
    ]);
    test.world.refuse(test.castVote(proposal, member(1), late, { capped: true }), 'VoterAtCap', member(1));
  });

  scenario('what can open a proposal is what the program takes', (test) => {
    test.found();
    test.grantTo(member(1).publicKey, 8n, 400n);
    const holdings: sdk.VoteHoldings = {
      grants: [1n, 8n].map((id) => test.grantState(test.addressOf(id))),
      deposits: [],
    };
    const plan = test.planState();
    const sources = sdk.openingSources(
      plan,
      test.governanceState(),
      'acceleratePlan',
      holdings,
      test.world.chain.now(),
    );
    expect(sources.map(({ number, weight, no }) => [number, weight, no])).to.deep.equal([
      ...[
        [1n, 1_000n, null],
        [8n, 400n, 'tooYoung'],
      ],
    ]);
    test.world.refuse(test.openProposal(member(1), test.addressOf(8n)), 'TooYoungToVote', member(1));
    test.run(test.openProposal(member(1), test.addressOf(1n)), member(1));
  });
});
