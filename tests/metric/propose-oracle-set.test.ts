import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import type * as sdk from '@tenure/sdk';
import { swapped } from '../grant/scenario';
import { expectEvents } from '../plan/scenario';
import { people } from '../support/world';
import { refusesOthers } from './attacks';
import { APPLY, attestor, firstSeats, NOTICE, scenario, seats } from './scenario';

const { authority, stranger } = people;
const NOBODY = PublicKey.default.toBase58();

/** Sixteen addresses as an event has them. */
function told(taken: readonly (PublicKey | null)[]): string[] {
  return Array.from({ length: 16 }, (_, seat) => taken[seat]?.toBase58() ?? NOBODY);
}

describe('propose_oracle_set', () => {
  scenario('announces who will attest from 14 days on, and changes nothing until then', (test) => {
    test.oracles();
    const before = { set: test.oracleState(), plan: test.planState() };
    const taken = seats(0, null, 2, 7);
    const outcome = test.run(test.proposeOracleSet({ attestors: taken, threshold: 3 }), authority);

    const readyTs = test.now() + NOTICE;
    const event = { plan: test.plan.address, attestors: told(taken), threshold: 3, readyTs: BigInt(readyTs) };
    expectEvents(outcome, ['oracleSetProposed', event]);
    const attestors = [...taken, ...Array.from({ length: 12 }, () => null)];
    const next = { attestors, threshold: 3, readyTs, expiresTs: readyTs + APPLY, byVote: false };
    expect(test.oracleState()).to.deep.equal({ ...before.set, next });
    expect(test.planState()).to.deep.equal(before.plan);
  });

  scenario('a second announcement replaces the first, and its 14 days begin anew', (test) => {
    test.oracles();
    test.run(test.proposeOracleSet({ attestors: seats(5, 6), threshold: 2 }), authority);
    test.at(NOTICE - 1);
    test.run(test.proposeOracleSet({ attestors: seats(7, 8), threshold: 2 }), authority);
    test.at(NOTICE);
    test.refuse(test.applyOracleSet(), 'OracleChangeNotDue');
    expect(test.oracleState().next).to.deep.include({ threshold: 2, readyTs: test.start + 2 * NOTICE - 1 });
  });

  scenario('naming those that there are calls a change off', (test) => {
    test.oracles();
    const before = test.oracleState();
    test.run(test.proposeOracleSet({ attestors: seats(9, 8), threshold: 2 }), authority);
    test.run(test.proposeOracleSet({ attestors: firstSeats(5), threshold: 2 }), authority);
    test.at(NOTICE);
    test.run(test.applyOracleSet());
    expect(test.oracleState()).to.deep.equal(before);
  });

  scenario('works in a sealed plan: its metrics go on', (test) => {
    test.oracles();
    test.seal();
    test.rotate({ attestors: seats(9, 8), threshold: 2 });
    expect(test.oracleState().attestors.slice(0, 2)).to.deep.equal(seats(9, 8));
  });

  describe('an attestor may change its seat, for it counts once wherever it sits', () => {
    const cases: [string, sdk.NewOracles][] = [
      ['two change places', { attestors: seats(1, 0, 2, 3, 4), threshold: 2 }],
      ['all move by one', { attestors: seats(null, 0, 1, 2, 3, 4), threshold: 2 }],
      ['one moves into a new seat', { attestors: seats(null, 1, 2, 3, 4, 0), threshold: 2 }],
      ['one takes the seat of somebody who leaves', { attestors: seats(4, 1, 2, 3), threshold: 2 }],
    ];
    for (const [what, oracles] of cases) {
      scenario(what, (test) => {
        test.oracles();
        test.rotate(oracles);
        const attestors = Array.from({ length: 16 }, (_, seat) => oracles.attestors[seat] ?? null);
        expect(test.oracleState()).to.deep.include({ attestors, threshold: 2, next: null });
      });
    }

    scenario('who has left may come back into any', (test) => {
      test.oracles();
      test.rotate({ attestors: seats(null, 1, 2), threshold: 2 });
      test.rotate({ attestors: seats(null, 1, 2, 0), threshold: 2 });
      expect(test.oracleState().attestors.slice(0, 5)).to.deep.equal(seats(null, 1, 2, 0, null));
    });
  });

  describe('refuses as OracleSetInvalid', () => {
    const cases: [string, sdk.NewOracles][] = [
      ['nobody', { attestors: [], threshold: 2 }],
      ['one attestor', { attestors: seats(0), threshold: 1 }],
      ['somebody twice', { attestors: seats(0, 9, 9), threshold: 2 }],
      ['seventeen seats', { attestors: [...firstSeats(16), stranger.publicKey], threshold: 2 }],
      ['that one decides', { attestors: firstSeats(5), threshold: 1 }],
      ['more to decide than there are', { attestors: seats(0, null, 2), threshold: 3 }],
    ];
    for (const [what, oracles] of cases) {
      scenario(what, (test) => {
        test.oracles();
        test.refuse(test.proposeOracleSet(oracles), 'OracleSetInvalid', authority);
      });
    }
  });

  describe('is refused', () => {
    refusesOthers({
      scenario,
      signer: authority,
      refusal: 'NotAuthority',
      strangers: [attestor(0)],
      prepare: (test) => test.oracles(),
      build: (test, _, { signer = authority.publicKey, ...changed }) =>
        test.proposeOracleSet({ ...changed, authority: signer }),
    });

    scenario('for the oracle set of another plan, also to who has every power there', (test) => {
      test.oracles();
      const foreign = test.foreignOracles();
      const [own, theirs] = [test.oracleSet(), test.oracleSet(foreign.address)];
      test.refuse(swapped(test.proposeOracleSet(), own, theirs), 'MetricOfAnotherPlan', authority);
      const byThem = test.proposeOracleSet({ plan: foreign.address, authority: stranger.publicKey });
      test.refuse(swapped(byThem, theirs, own), 'MetricOfAnotherPlan', stranger);
      test.refuse(test.proposeOracleSet({ authority: stranger.publicKey }), 'NotAuthority', stranger);
    });

    scenario('where there is no oracle set yet', (test) => {
      test.refuse(test.proposeOracleSet(), 'AccountOwnedByWrongProgram', authority);
    });
  });
});
