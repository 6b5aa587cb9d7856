/** Promise 7: of two votes on the cap, or on the oracles, the one that was opened last stands, in whatever order they are carried out. */
import { expect } from 'chai';
import type { PublicKey } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { DAY } from '../support/world';
import { type GovernanceScenario, scenario, WEIGHT } from './scenario';

const cap = (issueCap: bigint) => ({ kind: 'setIssueCap', issueCap }) as const;
const seats = (name: string) => [`${name} 1`, `${name} 2`].map((one) => keypair(one).publicKey);
const oracles = (name: string) =>
  ({ kind: 'replaceOracles', oracles: { attestors: seats(name), threshold: 2 } }) as const;

/** Two proposals that pass, a minute apart, at the second when both can be carried out. */
function passBoth(test: GovernanceScenario, first: sdk.NewAction, second: sdk.NewAction): [PublicKey, PublicKey] {
  const older = test.passed(first);
  test.world.chain.advance(60);
  const newer = test.passed(second);
  test.due(newer);
  return [older, newer];
}

function foretold(test: GovernanceScenario, proposal: PublicKey): sdk.ActionEffect {
  const state = test.proposalState(proposal);
  const set = test.planState().hasOracleSet ? test.oracleSet() : null;
  return sdk.actionEffect(
    { plan: test.planState(), grants: [], milestones: [], oracles: set },
    state.action,
    test.now(),
    state,
  );
}

describe('of two votes on the same', () => {
  scenario('the newer cap stands, also where the older is carried out after it', (test) => {
    test.found();
    const [older, newer] = passBoth(test, cap(1_000n * WEIGHT), cap(5n * WEIGHT));
    expect(foretold(test, older)).to.deep.include({ kind: 'setsCap', after: 1_000n * WEIGHT });
    test.run(test.execute(newer));
    expect(foretold(test, older)).to.deep.equal({ kind: 'fails', because: 'superseded' });
    test.refuse(test.execute(older), 'ProposalSuperseded');
    expect(test.planState()).to.deep.include({
      issueCap: 5n * WEIGHT,
      minCapProposal: test.proposalState(newer).number + 1n,
    });
    // A later one is carried out as ever.
    const last = test.passed(cap(7n * WEIGHT));
    test.due(last);
    test.run(test.execute(last));
    expect(test.planState().issueCap).to.equal(7n * WEIGHT);
  });

  scenario('both caps are carried out in their order', (test) => {
    test.found();
    const [older, newer] = passBoth(test, cap(1_000n * WEIGHT), cap(5n * WEIGHT));
    test.run(test.execute(older));
    expect(test.planState().issueCap).to.equal(1_000n * WEIGHT);
    test.run(test.execute(newer));
    expect(test.planState().issueCap).to.equal(5n * WEIGHT);
  });

  scenario('the newer oracles are announced and take their seats', (test) => {
    test.createOracles();
    test.found();
    const [older, newer] = passBoth(test, oracles('old'), oracles('new'));
    test.run(test.execute(newer, { replacesOracles: true }));
    expect(foretold(test, older)).to.deep.equal({ kind: 'fails', because: 'superseded' });
    test.refuse(test.execute(older, { replacesOracles: true }), 'ProposalSuperseded');
    test.world.chain.advance(14 * DAY);
    test.run(sdk.applyOracleSet(test.plan.address));
    expect(test.oracleSet().attestors.slice(0, 2).map(String)).to.deep.equal(seats('new').map(String));
  });

  scenario('a cap and oracles are two things, and releases add up in any order', (test) => {
    test.createOracles();
    test.found();
    const release = { kind: 'acceleratePlan', accelerationBps: 1_000 } as const;
    const proposals = [release, cap(5n * WEIGHT), oracles('new'), release].map((action) => test.passed(action));
    test.due(proposals[3] ?? expect.fail('four'));
    for (const proposal of proposals.reverse()) {
      test.run(
        test.execute(proposal, { replacesOracles: test.proposalState(proposal).action.kind === 'replaceOracles' }),
      );
    }
    expect(test.planState().accelerations).to.have.length(2);
  });
});
