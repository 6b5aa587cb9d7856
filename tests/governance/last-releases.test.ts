/** Promise 7: what members pass without deposits finds a place among a plan's releases, whatever roles and deposits release. */
import { expect } from 'chai';
import type { PublicKey } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { people } from '../support/world';
import {
  AGE,
  type GovernanceScenario,
  member,
  MEMBERS,
  MOST_BY_ROLES,
  MOST_RELEASES,
  scenario,
  WEIGHT,
} from './scenario';

const { accelerationAuthority, authority, stranger } = people;
const HOUR = 3_600;
/** The most releases after a vote that passes only with deposits. */
const MOST_WITH_DEPOSITS = 12;
const IDS = [1n, 2n, 3n, 4n];

/** Members' grants, the treasury's deposit of 25 times as much an hour later, and the day when it can vote. */
function begin(test: GovernanceScenario): PublicKey {
  test.run(test.createGovernance(), authority);
  MEMBERS.forEach(({ publicKey }, index) => test.grantTo(publicKey, BigInt(index + 1)));
  test.world.chain.advance(HOUR);
  const deposit = test.deposited(stranger, 100n * WEIGHT);
  test.world.chain.advance(AGE - HOUR);
  return deposit;
}

/** Roles release a ten-thousandth as often as they may. */
function releaseByRoles(test: GovernanceScenario): void {
  for (let made = 0; made < MOST_BY_ROLES; made += 1) {
    test.run(test.acceleratePlan(1, { accelerator: accelerationAuthority.publicKey }), accelerationAuthority);
  }
}

/** The deposit passes a ten-thousandth, against all members. */
function passDust(test: GovernanceScenario, deposit: PublicKey): PublicKey {
  const proposalId = test.governanceState().nextProposal;
  test.run(test.openProposal(stranger, deposit, { action: { kind: 'acceleratePlan', accelerationBps: 1 } }), stranger);
  const address = sdk.proposalAddress(test.governance(), stranger.publicKey, proposalId);
  test.run(test.castVote(address, stranger, deposit), stranger);
  test.vote(address, false, false, false, false);
  return address;
}

function foretold(test: GovernanceScenario, proposal: PublicKey): sdk.ActionEffect {
  const grants = IDS.map((id) => test.grantState(test.addressOf(id)));
  const state = test.proposalState(proposal);
  return sdk.actionEffect(
    { plan: test.planState(), grants, milestones: [], oracles: null },
    state.action,
    test.now(),
    state,
  );
}

describe("a plan's last releases", () => {
  scenario('are not to be had by deposits, so that what all members passed is released', (test) => {
    const deposit = begin(test);
    const proposal = test.propose1({ kind: 'acceleratePlan', accelerationBps: 10_000 });
    test.refuse(test.castVote(proposal, stranger, deposit), 'TooYoungToVote', stranger);
    test.vote(proposal, true, true, true, true);
    releaseByRoles(test);
    test.world.chain.advance(HOUR);
    const dust = Array.from({ length: MOST_RELEASES - MOST_BY_ROLES }, () => passDust(test, deposit));
    test.world.chain.setTime(test.proposalState(proposal).executableTs + HOUR);
    for (const [made, address] of dust.entries()) {
      if (made < MOST_WITH_DEPOSITS - MOST_BY_ROLES) {
        test.run(test.execute(address));
        continue;
      }
      expect(foretold(test, address)).to.deep.equal({ kind: 'fails', because: 'leftToMembers' });
      test.refuse(test.execute(address), 'AccelerationsFull');
    }
    expect(foretold(test, proposal)).to.deep.include({ kind: 'accelerations', vestedAfter: 4n * WEIGHT });
    test.run(test.execute(proposal));
    expect(IDS.map((id) => test.vested(test.addressOf(id)))).to.deep.equal(IDS.map(() => WEIGHT));
  });

  scenario(
    'nor by deposits that voted first, and can all be used by members, with deposits for or against them',
    (test) => {
      const deposit = begin(test);
      test.world.chain.advance(HOUR);
      releaseByRoles(test);
      for (let made = MOST_BY_ROLES; made < MOST_WITH_DEPOSITS; made += 1) {
        const address = passDust(test, deposit);
        test.due(address);
        test.run(test.execute(address));
      }
      for (let made = MOST_WITH_DEPOSITS; made < MOST_RELEASES; made += 1) {
        const proposal = test.propose1({ kind: 'acceleratePlan', accelerationBps: 1_000 });
        test.vote(proposal, true, true, false);
        if (made % 2 === 0) test.run(test.castVote(proposal, stranger, deposit), stranger);
        const state = test.proposalState(proposal);
        expect(state).to.deep.include({ depositsYes: made % 2 === 0 ? 100n * WEIGHT : 0n, depositsNo: 0n });
        expect(sdk.maxAccelerations(state)).to.equal(MOST_RELEASES);
        test.due(proposal);
        test.run(test.execute(proposal));
      }
      expect(test.planState().accelerations).to.have.length(MOST_RELEASES);
      test.refuse(test.openProposal(member(1), test.addressOf(1n)), 'AccelerationsFull', member(1));
    },
  );

  scenario('are not to be had where members alone miss quorum or approval and deposits make up for it', (test) => {
    const deposit = begin(test);
    test.world.chain.advance(HOUR);
    releaseByRoles(test);
    for (let made = MOST_BY_ROLES; made < MOST_WITH_DEPOSITS; made += 1) {
      const address = passDust(test, deposit);
      test.due(address);
      test.run(test.execute(address));
    }
    // One of four is no quorum; two of four are no 60 %.
    for (const votes of [[true], [true, true, false, false]]) {
      const proposal = test.propose1({ kind: 'acceleratePlan', accelerationBps: 1_000 });
      test.vote(proposal, ...votes);
      test.run(test.castVote(proposal, stranger, deposit), stranger);
      const state = test.proposalState(proposal);
      expect([sdk.hasPassed(state), sdk.maxAccelerations(state)]).to.deep.equal([true, MOST_WITH_DEPOSITS]);
      test.due(proposal);
      test.refuse(test.execute(proposal), 'AccelerationsFull');
    }
  });
});
