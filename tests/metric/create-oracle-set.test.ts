import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { oracleSetAddress, planAddress } from '@tenure/sdk';
import type * as sdk from '@tenure/sdk';
import { expectEvents } from '../plan/scenario';
import { people, World } from '../support/world';
import { refusesOthers } from './attacks';
import { attestor, ATTESTORS, firstSeats, MetricScenario, scenario, seats } from './scenario';

const { authority, operator, stranger } = people;
const SIZE = 1_080;

/** Seats as an account or an event has them: sixteen, the zero address for an empty one. */
function sixteen(taken: readonly (PublicKey | null)[]): (PublicKey | null)[] {
  return Array.from({ length: 16 }, (_, seat) => taken[seat] ?? null);
}

function told(taken: readonly (PublicKey | null)[]): string[] {
  return sixteen(taken).map((key) => (key ?? PublicKey.default).toBase58());
}

describe('create_oracle_set', () => {
  scenario('seats the attestors, and tells who they are; the payer pays the rent', (test) => {
    const { chain } = test.world;
    const taken = seats(3, null, 0, null, null, 9);
    const before = { payer: chain.balance(operator.publicKey), plan: test.planState() };
    const oracles = { attestors: taken, threshold: 2, payer: operator.publicKey };
    const outcome = test.run(test.createOracleSet(oracles), authority, operator);

    expectEvents(outcome, ['oracleSetChanged', { plan: test.plan.address, attestors: told(taken), threshold: 2 }]);
    const address = test.oracleSet();
    const set = {
      address,
      plan: test.plan.address,
      attestors: sixteen(taken),
      threshold: 2,
      byVote: false,
      next: null,
    };
    expect(test.oracleState()).to.deep.equal(set);
    expect(chain.account(address)?.data.length).to.equal(SIZE);
    expect(before.payer - chain.balance(operator.publicKey)).to.equal(chain.rent(SIZE));
    expect(test.planState()).to.deep.equal({ ...before.plan, hasOracleSet: true });
  });

  scenario('takes the smallest and the largest set', (test) => {
    const small = test.world.plan({ planId: 1n, mint: test.plan.mintHandle }).address;
    test.run(test.createOracleSet({ plan: small, attestors: firstSeats(2), threshold: 2 }), authority);
    test.run(test.createOracleSet({ attestors: firstSeats(16), threshold: 16 }), authority);
    expect(test.oracleState()).to.deep.include({ attestors: firstSeats(16), threshold: 16 });
  });

  it('refuses a plan whose rents come back to it, which could never be closed', () => {
    const world = new World();
    const rentRecipient = oracleSetAddress(planAddress(people.creator.publicKey, 0n));
    const test = new MetricScenario({ mint: world.mint(), roles: { rentRecipient } }, world);
    test.refuse(test.createOracleSet(), 'PolicyOutOfRange', authority);
    expect(test.planState().hasOracleSet).to.equal(false);
  });

  scenario('works where somebody sent lamports to the address before', (test) => {
    test.world.chain.airdrop(test.oracleSet(), 1n);
    test.oracles();
    expect(test.oracleState().threshold).to.equal(2);
  });

  describe('refuses as OracleSetInvalid', () => {
    const [first, second] = [attestor(0).publicKey, attestor(1).publicKey];
    const cases: [string, sdk.NewOracles][] = [
      ['nobody', { attestors: [], threshold: 2 }],
      ['one attestor', { attestors: [first], threshold: 2 }],
      ['one attestor who alone decides', { attestors: [first], threshold: 1 }],
      ['empty seats only', { attestors: [null, null, null], threshold: 2 }],
      ['one attestor among empty seats', { attestors: [null, first, null], threshold: 2 }],
      ['somebody twice', { attestors: [first, second, first], threshold: 2 }],
      [
        'somebody twice, in the first and the last seat',
        { attestors: [first, ...firstSeats(15).slice(1), first], threshold: 2 },
      ],
      ['seventeen seats', { attestors: [...firstSeats(16), stranger.publicKey], threshold: 2 }],
      [
        'seventeen seats, of which the last is empty',
        { attestors: [...firstSeats(2), ...Array.from({ length: 15 }, () => null)], threshold: 2 },
      ],
      ['that one decides', { attestors: [first, second], threshold: 1 }],
      ['that nobody decides', { attestors: [first, second], threshold: 0 }],
      ['more to decide than there are', { attestors: [first, null, second], threshold: 3 }],
    ];
    for (const [what, oracles] of cases) {
      scenario(what, (test) => {
        test.refuse(test.createOracleSet(oracles), 'OracleSetInvalid', authority);
        test.oracles();
      });
    }
  });

  describe('is refused', () => {
    refusesOthers({
      scenario,
      signer: authority,
      refusal: 'NotAuthority',
      strangers: ATTESTORS.slice(0, 1),
      prepare: () => null,
      build: (test, _, { signer = authority.publicKey, ...changed }) =>
        test.createOracleSet({ ...changed, authority: signer, payer: signer }),
    });

    scenario('once there is one, also with the same attestors', (test) => {
      test.oracles();
      test.refuse(test.createOracleSet(), 'OracleSetExists', authority);
      test.refuse(test.createOracleSet({ attestors: seats(5, 6), threshold: 2 }), 'OracleSetExists', authority);
    });

    scenario('twice in one transaction', (test) => {
      test.refuse([test.createOracleSet(), test.createOracleSet()], 'OracleSetExists', authority);
    });

    scenario('once the plan is sealed', (test) => {
      test.seal();
      test.refuse(test.createOracleSet(), 'PlanIsSealed', authority);
    });

    scenario("for another's plan, and at another plan's address", (test) => {
      const foreign = test.foreignPlan();
      test.refuse(test.createOracleSet({ plan: foreign.address }), 'NotAuthority', authority);
      const misplaced = test.createOracleSet();
      for (const meta of misplaced.keys) {
        if (meta.pubkey.equals(test.oracleSet())) meta.pubkey = test.oracleSet(foreign.address);
      }
      test.refuse(misplaced, 'ConstraintSeeds', authority);
    });
  });
});
