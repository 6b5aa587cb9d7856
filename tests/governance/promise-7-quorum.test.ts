/** Promise 7: nobody makes the quorum smaller or larger than what can vote, and votes cast never exceed it. */
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { AT_ONCE, DAY, people } from '../support/world';
import { AGE, CAP, CAP_ALONE, member, scenario, WEIGHT, type GovernanceScenario } from './scenario';

const { authority, beneficiary, operator, stranger } = people;
const NO_NOTICE = { policy: { noticeSecs: 0 } };

/** The first second of the next day, UTC. */
function midnight(test: GovernanceScenario): number {
  return (Math.floor(test.now() / DAY) + 1) * DAY;
}

function eligible(test: GovernanceScenario, proposal: PublicKey): bigint {
  return test.proposalState(proposal).eligible;
}

function terminate(test: GovernanceScenario, ...ids: bigint[]): void {
  test.run(
    ids.map((id) => sdk.terminateGrant({ ...test.act(test.addressOf(id)), cause: 'forCause' })),
    authority,
  );
}

function settle(test: GovernanceScenario, ...ids: bigint[]): void {
  test.run(ids.map((id) => sdk.settleTermination({ plan: test.plan.address, grant: test.addressOf(id) })));
}

describe('promise 7: the quorum', () => {
  scenario('a deposit of midnight that is just old enough votes, and is in no quorum all the same', (test) => {
    test.found();
    test.world.chain.setTime(midnight(test));
    const deposit = test.deposited(stranger, 3n * WEIGHT);
    test.world.chain.advance(AGE);
    const proposal = test.propose1();
    expect(eligible(test, proposal), 'what grants can vote').to.equal(4n * WEIGHT);
    test.run(test.castVote(proposal, stranger, deposit), stranger);
    expect(test.proposalState(proposal)).to.deep.include({ quorum: 2n * WEIGHT, yes: 3n * WEIGHT });
    test.due(proposal);
    test.run(test.execute(proposal));
  });

  scenario('a grant of midnight that is just old enough votes, and so it is eligible', (test) => {
    test.found();
    test.world.chain.setTime(midnight(test));
    const grant = test.grantTo(stranger.publicKey, 9n, 3n * WEIGHT);
    test.world.chain.advance(AGE);
    const proposal = test.propose1();
    expect(eligible(test, proposal), 'else it would reach the quorum of the others alone').to.equal(7n * WEIGHT);
    test.run(test.castVote(proposal, stranger, grant), stranger);
    test.due(proposal);
    test.refuse(test.execute(proposal), 'ProposalFailed');
  });

  for (const [when, secs] of [
    ['a second before midnight', -1],
    ['at midnight', 0],
    ['a second after it', 1],
  ] as const) {
    scenario(`what came ${when} counts from its age on, and a second earlier it does not vote`, (test) => {
      test.found();
      test.world.chain.setTime(midnight(test) + secs);
      const deposit = test.deposited(stranger, 700n);
      const grant = test.grantTo(stranger.publicKey, 9n, 600n);
      test.world.chain.advance(AGE - 1);
      const early = test.propose1();
      for (const source of [grant, deposit])
        test.refuse(test.castVote(early, stranger, source), 'TooYoungToVote', stranger);
      test.world.chain.advance(1);
      const proposal = test.propose1();
      for (const source of [grant, deposit]) test.run(test.castVote(proposal, stranger, source), stranger);
      expect(test.proposalState(proposal)).to.deep.include({ eligible: 4n * WEIGHT + 600n, yes: 1_300n });
    });
  }

  scenario(
    'who is terminated, settled and closed out while the vote runs keeps the vote',
    (test) => {
      test.found(CAP_ALONE);
      const proposal = test.propose1(CAP);
      terminate(test, 2n);
      test.world.chain.advance(1);
      settle(test, 2n);
      const grant = test.addressOf(2n);
      for (const closer of [operator, authority]) {
        test.refuse(test.closeGrant(grant, { signer: closer.publicKey }), 'GrantMayStillVote', closer);
      }
      test.run(test.castVote(proposal, member(2), grant), member(2));
      expect(test.proposalState(proposal).yes).to.equal(WEIGHT);
      test.run(test.closeGrant(grant, { signer: member(2).publicKey }), member(2));
    },
    NO_NOTICE,
  );

  scenario(
    'no vote runs any more 30 days after a termination was announced: then anybody who may can close',
    (test) => {
      test.found(CAP_ALONE);
      const announced = test.now();
      terminate(test, 2n);
      test.world.chain.advance(1);
      settle(test, 2n);
      const close = test.closeGrant(test.addressOf(2n), { signer: operator.publicKey });
      test.world.chain.setTime(announced + 30 * DAY - 1);
      test.refuse(close, 'GrantMayStillVote', operator);
      test.world.chain.setTime(announced + 30 * DAY);
      test.run(close, operator);
    },
    NO_NOTICE,
  );

  scenario(
    'where there is no governance, nobody waits',
    (test) => {
      const unpaid = test.grantTo(beneficiary.publicKey, 1n);
      terminate(test, 1n);
      test.world.chain.advance(1);
      settle(test, 1n);
      test.run(test.closeGrant(unpaid, { signer: operator.publicKey }), operator);
    },
    NO_NOTICE,
  );

  scenario(
    'nor where nothing was taken',
    (test) => {
      test.run(test.createGovernance(CAP_ALONE), authority);
      const paid = test.issue({ grantId: 2n, total: 5n, shape: AT_ONCE });
      terminate(test, 2n);
      test.world.chain.advance(1);
      settle(test, 2n);
      test.run(test.claim(paid), beneficiary);
      test.run(test.closeGrant(paid, { signer: operator.publicKey }), operator);
    },
    NO_NOTICE,
  );

  scenario(
    'terminations before the proposal take votes and quorum alike',
    (test) => {
      test.found(CAP_ALONE);
      terminate(test, 3n, 4n);
      test.world.chain.advance(1);
      const unsettled = test.propose1(CAP);
      expect(eligible(test, unsettled), 'until it is settled the quorum is the old one').to.equal(4n * WEIGHT);
      test.refuse(test.castVote(unsettled, member(3), test.addressOf(3n)), 'NoWeight', member(3));
      settle(test, 3n, 4n);
      const proposal = test.propose1(CAP);
      expect(eligible(test, proposal)).to.equal(2n * WEIGHT);
      test.refuse(test.castVote(proposal, member(3), test.addressOf(3n)), 'NoWeight', member(3));
    },
    NO_NOTICE,
  );

  scenario(
    'those of the same second take neither',
    (test) => {
      test.found(CAP_ALONE);
      terminate(test, 2n, 3n, 4n);
      test.refuse(
        [2n].map((id) => sdk.settleTermination({ plan: test.plan.address, grant: test.addressOf(id) })),
        'TerminationNotDue',
      );
      const proposal = test.propose1(CAP);
      expect(eligible(test, proposal)).to.equal(4n * WEIGHT);
      test.world.chain.advance(1);
      settle(test, 2n, 3n, 4n);
      test.vote(proposal, true, false, false, false);
      expect(test.proposalState(proposal)).to.deep.include({ yes: WEIGHT, no: 3n * WEIGHT });
    },
    NO_NOTICE,
  );

  scenario('claims that others force take votes and quorum alike, where they were switched on', (test) => {
    test.found();
    const shape: sdk.ShapeSegment[] = [...AT_ONCE, { weight: 1n, span: 120, steps: 1, unit: 'months' }];
    const [open, closed] = [11n, 12n].map((grantId) => test.issue({ grantId, total: 2n * WEIGHT, shape }));
    if (open === undefined || closed === undefined) expect.fail('two grants were issued');
    test.run(test.setAutoClaim(open, true), beneficiary);
    test.world.chain.advance(AGE + DAY);
    const force = (grant: PublicKey) => test.claim(grant, { claimant: stranger.publicKey });
    test.run(force(open), stranger);
    test.refuse(force(closed), 'AutoClaimIsOff', stranger);
    const proposal = test.propose1();
    expect(eligible(test, proposal)).to.equal(4n * WEIGHT + WEIGHT + 2n * WEIGHT);
    test.run([test.castVote(proposal, beneficiary, open), test.castVote(proposal, beneficiary, closed)], beneficiary);
    expect(test.proposalState(proposal).yes).to.equal(3n * WEIGHT);
  });

  scenario(
    'grants and deposits that came and went since then leave it as it was',
    (test) => {
      test.found(CAP_ALONE);
      for (let day = 0; day < 9; day += 1) {
        test.deposited(stranger, 50n * WEIGHT, BigInt(day));
        test.grantTo(stranger.publicKey, 100n + BigInt(day), 50n * WEIGHT);
        expect(eligible(test, test.propose1(CAP)), `day ${day}`).to.equal(4n * WEIGHT);
        test.run(test.withdrawVotes(stranger, { depositId: BigInt(day) }), stranger);
        terminate(test, 100n + BigInt(day));
        test.world.chain.advance(1);
        settle(test, 100n + BigInt(day));
        expect(eligible(test, test.propose1(CAP)), `day ${day}, gone again`).to.equal(4n * WEIGHT);
        test.world.chain.advance(DAY - 1);
      }
    },
    NO_NOTICE,
  );

  scenario('a deposit is in no quorum, so none that leaves as soon as the proposal is open holds it up', (test) => {
    test.found();
    test.deposited(stranger, 5n * WEIGHT);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    expect(eligible(test, proposal)).to.equal(4n * WEIGHT);
    test.run(test.withdrawVotes(stranger), stranger);
    test.vote(proposal, true, true);
    test.due(proposal);
    test.run(test.execute(proposal));
  });

  scenario('is met exactly, and missed by one base unit', (test) => {
    test.found();
    const one = test.grantTo(stranger.publicKey, 9n, 1n);
    test.world.chain.advance(AGE + DAY);
    const [met, missed] = [test.propose1(), test.propose1()];
    expect(test.proposalState(met).quorum, 'half of 4,001, rounded up').to.equal(2n * WEIGHT + 1n);
    for (const proposal of [met, missed]) test.vote(proposal, true, true);
    test.run(test.castVote(met, stranger, one), stranger);
    test.due(missed);
    test.refuse(test.execute(missed), 'ProposalFailed');
    test.run(test.execute(met));
  });

  scenario('and so is the approval', (test) => {
    test.run(test.createGovernance({ approvalBps: 6_001 }), authority);
    const [yes, no, one] = [6_000n, 3_998n, 1n].map((total, id) => test.grantTo(stranger.publicKey, BigInt(id), total));
    if (yes === undefined || no === undefined || one === undefined) expect.fail('three grants were issued');
    test.world.chain.advance(AGE + DAY);
    const open = () => test.openProposal(stranger, yes);
    test.run(open(), stranger);
    test.run(open(), stranger);
    const [met, missed] = [0n, 1n].map((id) => sdk.proposalAddress(test.governance(), stranger.publicKey, id));
    if (met === undefined || missed === undefined) expect.fail('two proposals were opened');
    for (const [proposal, approve] of [
      [met, true],
      [missed, false],
    ] as const) {
      test.run(test.castVote(proposal, stranger, yes), stranger);
      test.run(test.castVote(proposal, stranger, no, { approve: false }), stranger);
      test.run(test.castVote(proposal, stranger, one, { approve }), stranger);
    }
    test.due(missed);
    test.refuse(test.execute(missed), 'ProposalFailed');
    expect(test.proposalState(met)).to.deep.include({ yes: 6_001n, no: 3_998n });
    test.run(test.execute(met));
  });
});
