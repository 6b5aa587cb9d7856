import { expect } from 'chai';
import { fundPlan, grantAddress, type NewGrant } from '@tenure/sdk';
import { ComputeBudgetProgram } from '@solana/web3.js';
import { eventsOf } from '../support/events';
import { keypair } from '../support/transactions';
import { CLIFF_MONTHLY, people, START_TS } from '../support/world';
import { scenario, TEN_STEPS, type Scenario } from './scenario';
import { segmentsOf, shapeOf, vectors } from './vectors';

const { authority, beneficiary, operator, stranger } = people;
const U64_MAX = 18_446_744_073_709_551_615n;
/** Every token that a mint can have. */
const ALL = { policy: { issueCap: U64_MAX, operatorCap: U64_MAX }, funding: U64_MAX };

/** What is told of a new grant. */
function issued(test: Scenario, { beneficiary: to, grantId, total, startTs }: NewGrant, endTs: number): unknown {
  const data = {
    plan: test.plan.address.toBase58(),
    grant: grantAddress(test.plan.address, grantId).toBase58(),
    grantId,
    beneficiary: to.toBase58(),
    total,
    startTs: BigInt(startTs),
    endTs: BigInt(endTs),
  };
  return { name: 'grantIssued', data };
}

describe('issue_grants', () => {
  describe('one grant', () => {
    scenario('stores what was asked for, reserves its total, and lets the payer pay the rent', (test) => {
      const { chain } = test.world;
      const payer = test.world.person('payer');
      const before = { payer: chain.balance(payer.publicKey), operator: chain.balance(operator.publicKey) };
      const grant = test.newGrant({ grantId: 7n, total: 48_000_001n, startTs: START_TS - 5 });
      const input = { payer: payer.publicKey, grants: [grant], shape: CLIFF_MONTHLY, withholdingBps: 1_234 };
      const outcome = test.run(test.issueGrants(input), operator, payer);

      const endTs = Date.parse('2029-01-15T11:59:55Z') / 1_000;
      expect(eventsOf(outcome)).to.deep.equal([issued(test, grant, endTs)]);
      const address = grantAddress(test.plan.address, 7n);
      const state = test.grantState(address);
      expect(state).to.deep.equal({
        address,
        grantId: 7n,
        plan: test.plan.address,
        beneficiary: beneficiary.publicKey,
        total: 48_000_001n,
        claimed: 0n,
        startTs: START_TS - 5,
        issuedTs: START_TS,
        status: 'active',
        statusTs: 0,
        retained: 1_000_000_000,
        pausedSecs: 0,
        imposedPauseSecs: 0,
        pauseLimitSecs: 0,
        withholdingBps: 1_234,
        ...{ withholdingCarry: 0, nextWithholding: null },
        ...{ autoClaim: true, endedByVote: false, goodLeaverReleased: false, recoveryUnanswered: false },
        accelerationsAtIssue: 0,
        milestones: { live: 0, ended: false },
        segments: [
          { amount: 12_000_000n, span: 12, steps: 1, unit: 'months' },
          { amount: 36_000_001n, span: 36, steps: 36, unit: 'months' },
        ],
      });
      expect(chain.account(address)?.data.length, 'bytes of a standard grant').to.equal(176);
      expect(before.payer - chain.balance(payer.publicKey)).to.equal(chain.rent(176));
      expect(chain.balance(operator.publicKey)).to.equal(before.operator);
      const { reserved, allocated, claimed, grantCount } = test.planState();
      expect({ reserved, allocated, claimed, grantCount }).to.deep.equal({
        reserved: 48_000_001n,
        allocated: 48_000_001n,
        claimed: 0n,
        grantCount: 1,
      });
    });

    scenario('with the first and the last id that there is', (test) => {
      for (const grantId of [0n, U64_MAX]) {
        const grant = test.issue({ grantId, total: 1_000n, shape: TEN_STEPS });
        expect(test.grantState(grant).grantId).to.equal(grantId);
      }
    });

    scenario('with 24 segments, and with one', (test) => {
      const many = Array.from({ length: 24 }, (_, index) => ({
        weight: BigInt(index + 1),
        span: 1,
        steps: 1,
        unit: 'months' as const,
      }));
      const grant = test.issue({ total: 300n, shape: many });
      expect(test.grantState(grant).segments.map(({ amount }) => amount)).to.deep.equal(
        many.map(({ weight }) => weight),
      );
      expect(test.world.chain.account(grant)?.data.length).to.equal(144 + 24 * 16);
    });

    scenario(
      'of every token that a mint can have',
      (test) => {
        const grant = test.issue({ total: U64_MAX, shape: TEN_STEPS });
        test.at(50);
        expect(test.collect(grant)).to.equal(U64_MAX / 2n);
        test.at(100);
        test.collect(grant);
        expect(test.paid()).to.equal(U64_MAX);
      },
      ALL,
    );
  });

  describe('ten grants in one transaction', () => {
    scenario('fit 1,232 bytes with a compute limit and a priority fee, without lookup tables', (test) => {
      const grants = Array.from({ length: 10 }, (_, index) =>
        test.newGrant({
          beneficiary: keypair(`employee ${index}`).publicKey,
          grantId: BigInt(index),
          total: 1_000_000n + BigInt(index),
          startTs: START_TS + index * 86_400,
        }),
      ).reverse();
      const issue = test.issueGrants({ grants, shape: CLIFF_MONTHLY });
      const budget = [
        ComputeBudgetProgram.setComputeUnitLimit({ units: 400_000 }),
        ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 1_000 }),
      ];
      const outcome = test.world.chain.send([...budget, issue], { payer: operator });
      expect(outcome.error).to.equal(undefined);
      expect(outcome.size).to.be.at.most(1_232);
      const told = eventsOf(outcome);
      expect(told).to.have.length(10);
      for (const [index, grant] of grants.entries()) {
        const end = new Date(grant.startTs * 1_000);
        end.setUTCFullYear(end.getUTCFullYear() + 4);
        expect(told[index]).to.deep.equal(issued(test, grant, end.getTime() / 1_000));
        const state = test.grantState(grantAddress(test.plan.address, grant.grantId));
        expect(state).to.deep.include({ beneficiary: grant.beneficiary, total: grant.total, startTs: grant.startTs });
      }
      expect(test.planState()).to.deep.include({ reserved: 10_000_045n, allocated: 10_000_045n, grantCount: 10 });
    });

    scenario('pay each person their own', (test) => {
      const people10 = Array.from({ length: 10 }, (_, index) => test.world.person(`employee ${index}`));
      const grants = people10.map(({ publicKey }, index) =>
        test.newGrant({ beneficiary: publicKey, grantId: BigInt(index), total: 1_000n * BigInt(index + 1) }),
      );
      expect(test.world.chain.send([test.issueGrants({ grants })], { payer: operator }).error).to.equal(undefined);
      test.at(50);
      for (const [index, person] of people10.entries()) {
        const destination = test.world.open(test.plan.mintHandle, person.publicKey);
        const grant = grantAddress(test.plan.address, BigInt(index));
        test.run(test.claim(grant, { claimant: stranger.publicKey, destination }), stranger);
        expect(test.world.tokens(destination)).to.equal(500n * BigInt(index + 1));
      }
    });
  });

  describe('splits the total by the weights, exactly', () => {
    for (const { name, total, parts } of vectors('apportioning', 'apportioning')) {
      if (total === '0') continue;
      scenario(
        name,
        (test) => {
          const shape = parts.map(({ weight }) => ({
            weight: BigInt(weight),
            span: 0,
            steps: 1,
            unit: 'seconds' as const,
          }));
          const grant = test.issue({ total: BigInt(total), shape });
          const amounts = test.grantState(grant).segments.map(({ amount }) => amount);
          expect(amounts).to.deep.equal(parts.map(({ part }) => BigInt(part)));
        },
        ALL,
      );
    }
  });

  describe('stores every schedule that people know as it is meant', () => {
    for (const { name, start_ts: startTs, end_ts: endTs, total, segments } of vectors('schedules', 'standard')) {
      scenario(name, (test) => {
        const grant = test.newGrant({ total: BigInt(total), startTs });
        const outcome = test.run(test.issueGrants({ grants: [grant], shape: shapeOf(segments) }), operator);
        expect(eventsOf(outcome)).to.deep.equal([issued(test, grant, endTs)]);
        const state = test.grantState(grantAddress(test.plan.address, grant.grantId));
        expect(state.segments).to.deep.equal(segmentsOf(segments));
      });
    }
  });

  describe('by the operator or the authority', () => {
    scenario('both may, in one plan', (test) => {
      test.run(test.issueGrants(), operator);
      const by = { issuer: authority.publicKey, payer: authority.publicKey };
      test.run(test.issueGrants({ ...by, grants: [test.newGrant({ grantId: 2n })] }), authority);
      expect(test.planState().grantCount).to.equal(2);
    });

    scenario(
      'with what a plain transfer or fund_plan brought in the same transaction',
      (test) => {
        const source = test.world.open(test.plan.mintHandle, stranger.publicKey, 1_000n);
        const accounts = { funder: stranger.publicKey, plan: test.plan.address, planState: test.plan, source };
        test.refuse(test.issueGrants(), 'PlanNotFunded', operator);
        test.run([fundPlan({ ...accounts, amount: 1_000n }), test.issueGrants()], operator, stranger);
      },
      { funding: 0n },
    );
  });

  describe('at an address that lamports were sent to before', () => {
    for (const [what, lamports] of [
      ['one', () => 1n],
      ['one less than the rent', (rent: bigint) => rent - 1n],
      ['the rent', (rent: bigint) => rent],
      ['more than the rent', (rent: bigint) => rent + 1n],
    ] as const) {
      scenario(`${what}: the payer pays what is missing, and the grant works`, (test) => {
        const { chain } = test.world;
        const rent = chain.rent(160);
        const present = lamports(rent);
        const address = grantAddress(test.plan.address, 1n);
        chain.airdrop(address, present);
        const before = chain.balance(operator.publicKey);
        test.run(test.issueGrants(), operator);
        const missing = present < rent ? rent - present : 0n;
        expect(before - chain.balance(operator.publicKey)).to.equal(missing);
        test.at(100);
        expect(test.collect(address)).to.equal(1_000n);
      });
    }
  });
});
