import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import { MilestoneScenario } from '../milestone/scenario';
import type { PlanScenario } from '../plan/scenario';
import { scenario } from '../plan/scenario';
import { expectPromises } from '../support/promises';
import { keypair } from '../support/transactions';
import { AT_ONCE, CLIFF_MONTHLY, DAY, people } from '../support/world';

const { authority, beneficiary } = people;
/** A wallet that nothing was ever sent to: it does not exist until it is sent enough to be exempt from rent. */
const empty = keypair('empty wallet').publicKey;
const EMPTY = { roles: { rentRecipient: empty }, policy: { voidSecs: DAY }, funding: 100_000n };
/** Bytes of a tombstone, and of grants with one and with two segments. */
const [TOMBSTONE, ONE, TWO] = [48, 160, 176];

/** Where a grant is taken out of the plan: by the authority in its window, or paid out by its beneficiary. */
const ENDS: Record<string, (test: PlanScenario, grant: PublicKey) => TransactionInstruction> = {
  voided: (test, grant) => test.voidGrant(grant, { rentRecipient: empty }),
  closed: (test, grant) => test.closeGrant(grant, { rentRecipient: empty }),
};

/** Issues a grant of one segment, or of two, and brings it to where it can be taken out. */
function ended(test: PlanScenario, how: string, grantId: bigint, segments: 1 | 2): PublicKey {
  const shape = segments === 1 ? AT_ONCE : CLIFF_MONTHLY;
  const grant = test.issue({ grantId, total: 480n, shape, startTs: test.start - 2_000 * DAY });
  if (how === 'closed') {
    test.world.chain.advance(DAY);
    test.run(test.claim(grant), beneficiary);
  }
  return grant;
}

function end(test: PlanScenario, how: string, grant: PublicKey): void {
  const build = ENDS[how];
  if (build === undefined) throw new Error(`no such end: ${how}`);
  test.run(build(test, grant), how === 'voided' ? authority : beneficiary);
}

describe('a rent recipient without lamports', () => {
  for (const how of Object.keys(ENDS)) {
    scenario(
      `does not keep a grant of one segment from being ${how}: the rent stays until its tombstone is swept`,
      (test) => {
        const { chain } = test.world;
        const grant = ended(test, how, 1n, 1);
        end(test, how, grant);
        expect(chain.account(grant)?.data.length).to.equal(TOMBSTONE);
        expect([chain.balance(grant), chain.balance(empty)]).to.deep.equal([chain.rent(ONE), 0n]);
        test.run(test.sealPlan(), authority);
        test.run(test.sweep(grant, { rentRecipient: empty }));
        expect(chain.account(grant)).to.equal(null);
        expect(chain.balance(empty)).to.equal(chain.rent(ONE));
        expect(test.totals()).to.include({ grantCount: 0, tombstoneCount: 0 });
      },
      EMPTY,
    );

    scenario(
      `nor one of two, whose rent just opens the wallet, from being ${how}`,
      (test) => {
        const { chain } = test.world;
        const grant = ended(test, how, 1n, 2);
        end(test, how, grant);
        expect(chain.rent(TWO) - chain.rent(TOMBSTONE)).to.equal(chain.rent(0));
        expect([chain.balance(grant), chain.balance(empty)]).to.deep.equal([chain.rent(TOMBSTONE), chain.rent(0)]);
        test.run(test.sealPlan(), authority);
        test.run(test.sweep(grant, { rentRecipient: empty }));
        expect(chain.balance(empty)).to.equal(chain.rent(TWO));
      },
      EMPTY,
    );

    scenario(
      `gets all of it at once where the plan is sealed and the grant is ${how}`,
      (test) => {
        const { chain } = test.world;
        const grant = ended(test, how, 1n, 1);
        test.run(test.sealPlan(), authority);
        end(test, how, grant);
        expect(chain.account(grant)).to.equal(null);
        expect(chain.balance(empty)).to.equal(chain.rent(ONE));
        expect(test.totals()).to.include({ grantCount: 0, tombstoneCount: 0 });
      },
      EMPTY,
    );

    scenario(
      `which has lamports again, gets the rent of the next that is ${how}; of the first when it is swept`,
      (test) => {
        const { chain } = test.world;
        const [first, second] = [1n, 2n].map((grantId) => ended(test, how, grantId, 1));
        if (first === undefined || second === undefined) throw new Error('two grants were issued');
        end(test, how, first);
        chain.airdrop(empty, chain.rent(0));
        end(test, how, second);
        const freed = chain.rent(ONE) - chain.rent(TOMBSTONE);
        expect(chain.balance(empty)).to.equal(chain.rent(0) + freed);
        expect([first, second].map((grant) => chain.balance(grant))).to.deep.equal([
          chain.rent(ONE),
          chain.rent(TOMBSTONE),
        ]);
        test.run(test.sealPlan(), authority);
        test.run([first, second].map((grant) => test.sweep(grant, { rentRecipient: empty })));
        expect(chain.balance(empty)).to.equal(chain.rent(0) + 2n * chain.rent(ONE));
      },
      EMPTY,
    );
  }

  scenario(
    'several grants in one transaction leave each its own rent',
    (test) => {
      const { chain } = test.world;
      const grants = [1n, 2n, 3n].map((grantId) => ended(test, 'voided', grantId, 1));
      test.run(
        grants.map((grant) => test.voidGrant(grant, { rentRecipient: empty })),
        authority,
      );
      expect(grants.map((grant) => chain.balance(grant))).to.deep.equal(
        [ONE, ONE, ONE].map((size) => chain.rent(size)),
      );
      expect(chain.balance(empty)).to.equal(0n);
    },
    EMPTY,
  );

  it('gets the rent of a milestone, and of the plan itself and its vault', () => {
    const test = new MilestoneScenario({ roles: { rentRecipient: empty } });
    const { chain } = test.world;
    const milestone = test.met(80n);
    test.run([test.claimMilestone(milestone), test.claim(test.grant)], beneficiary);
    const rent = chain.balance(milestone);
    test.run(test.closeMilestone(milestone), beneficiary);
    expect(chain.balance(empty)).to.equal(rent);
    test.run(test.sealPlan(), authority);
    test.run([test.closeMetric(test.mmlu), test.closeGrant(test.grant, { rentRecipient: empty })], beneficiary);
    test.run(test.closeOracleSet());
    expectPromises(test.world);
    const before = chain.balance(empty) + chain.balance(test.plan.address) + chain.balance(test.plan.vault);
    const { rentRecipient } = test.plan;
    test.run(test.closePlan({ planState: { ...test.plan, rentRecipient } }), authority);
    expect(chain.balance(empty)).to.equal(before - chain.rent(8));
  });
});
