import type { PublicKey } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { DAY, people } from '../support/world';
import { MILESTONE } from '../unit/sdk-metric-accounts';
import { type GovernanceScenario, member, scenario } from './scenario';

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
    expect(foretold).to.deep.equal({ kind: 'accelerations', vests: gain, vestedAfter: before + gain, grants: 4, milestones: 0 });
    expect(gain).to.equal(1_000n);
  });

  scenario('a release of one grant vests what was said', (test) => {
    test.found();
    const { before, foretold, execute } = carriedOut(test, { kind: 'accelerateGrant', grant: test.addressOf(2n), accelerationBps: 5_000 });
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
    expect(sdk.actionEffect({ ...seen, milestones: others }, action, now), 'what a met milestone owes stays too').to.deep.equal({
      ...{ kind: 'terminates', stopTs: ended.statusTs, stays: stays + 70n, returns: 1_000n - stays },
    });
    expect(sdk.actionEffect({ ...seen, grants: [ended] }, test.proposalState(proposal).action, now)).to.deep.equal({
      ...{ kind: 'fails', because: 'alreadyTerminated' },
    });
  });

  scenario('a cap below what is allocated fails, as was said', (test) => {
    test.found();
    const { foretold, execute } = carriedOut(test, { kind: 'setIssueCap', issueCap: 3_999n });
    expect(foretold).to.deep.equal({ kind: 'fails', because: 'belowAllocated' });
    test.world.refuse(execute, 'IssueCapTooLow');
    const { plan } = subjects(test);
    expect(sdk.actionEffect(subjects(test), { kind: 'setIssueCap', issueCap: 5_000n }, 0)).to.deep.equal({
      ...{ kind: 'setsCap', before: plan.issueCap, after: 5_000n, left: 1_000n },
    });
  });

  scenario('oracles of whom one would change its seat are not replaced, as was said', (test) => {
    const one = member(1).publicKey;
    const two = member(2).publicKey;
    const three = member(3).publicKey;
    const by = { ...test.planAct(), payer: people.authority.publicKey };
    test.run(sdk.createOracleSet({ ...by, attestors: [one, two], threshold: 2 }), people.authority);
    test.found();
    const address = sdk.oracleSetAddress(test.plan.address);
    const oracles = sdk.decodeOracleSet(address, test.world.chain.account(address));
    const foretold = (attestors: PublicKey[]) => {
      const proposal = test.passed({ kind: 'replaceOracles', oracles: { attestors, threshold: 2 } });
      const { action } = test.proposalState(proposal);
      return { proposal, effect: sdk.actionEffect({ ...subjects(test), oracles }, action, test.now()) };
    };
    const moves = foretold([three, one]);
    expect(moves.effect).to.deep.equal({ kind: 'fails', because: 'seatMoved' });
    const stays = foretold([one, three]);
    expect(stays.effect.kind).to.equal('replacesOracles');
    test.due(stays.proposal);
    test.refuse(test.execute(moves.proposal, { replacesOracles: true }), 'OracleSeatMoved');
    test.run(test.execute(stays.proposal, { replacesOracles: true }));
  });

  scenario('each ballot of a wallet counts what was said, under its cap', (test) => {
    test.found({ maxVoterBps: 3_000 });
    test.grantTo(member(1).publicKey, 8n, 400n);
    const late = test.addressOf(8n);
    test.deposited(member(1), 700n);
    test.world.chain.advance(3 * DAY);
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
    // 5,100 can vote, of which one wallet counts 1,530: all of the first, 530 of the second, nothing of the third.
    expect(ballots.map(({ counts, no }) => [counts, no])).to.deep.equal([
      ...[[1_000n, null], [530n, null], [0n, 'atCap'], [0n, 'tooYoung']],
    ]);
    const records = ballots.flatMap(({ counts, address }) => {
      const vote = test.castVote(proposal, member(1), address, { capped: true });
      if (counts === 0n) return [];
      test.run(vote, member(1));
      const record = sdk.voteRecordAddress(proposal, address);
      return [sdk.decodeVoteRecord(record, test.world.chain.account(record))];
    });
    expect(records.map(({ weight }) => weight)).to.deep.equal([1_000n, 530n]);
    expect(sdk.ballotsOf(state, sources, records).map(({ no, counts }) => [no, counts])).to.deep.equal([
      ...[['voted', 0n], ['voted', 0n], ['atCap', 0n], ['tooYoung', 0n]],
    ]);
    test.world.refuse(test.castVote(proposal, member(1), late, { capped: true }), 'VoterAtCap', member(1));
  });

  scenario('what can open a proposal is what the program takes', (test) => {
    test.found();
    test.grantTo(member(1).publicKey, 8n, 400n);
    const holdings: sdk.VoteHoldings = { grants: [1n, 8n].map((id) => test.grantState(test.addressOf(id))), deposits: [] };
    const plan = test.planState();
    const sources = sdk.openingSources(plan, test.governanceState(), holdings, test.world.chain.now());
    expect(sources.map(({ number, weight, no }) => [number, weight, no])).to.deep.equal([
      ...[[1n, 1_000n, null], [8n, 400n, 'tooYoung']],
    ]);
    test.world.refuse(test.openProposal(member(1), test.addressOf(8n)), 'TooYoungToVote', member(1));
    test.run(test.openProposal(member(1), test.addressOf(1n)), member(1));
  });
});
