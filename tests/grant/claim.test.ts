import { expect } from 'chai';
import { claimWithAccount } from '@tenure/sdk';
import { eventsOf } from '../support/events';
import { people, START_TS } from '../support/world';
import { scenario, STEADY, TEN_STEPS } from './scenario';

const { authority, beneficiary, guardian, operator, stranger } = people;
const steady = { total: 2_000n, shape: STEADY };
const steps = { total: 1_000n, shape: TEN_STEPS };

describe('claim', () => {
  scenario('moves what is claimable to the beneficiary, keeps the withheld part, and tells all of it', (test) => {
    const grant = test.issue({ ...steady, withholdingBps: 2_000 });
    const vault = test.vault();
    test.at(1_000);
    const outcome = test.run(test.claim(grant), beneficiary);
    const told = {
      plan: test.plan.address.toBase58(),
      grant: grant.toBase58(),
      beneficiary: beneficiary.publicKey.toBase58(),
      gross: 1_000n,
      withheld: 200n,
      received: 800n,
    };
    expect(eventsOf(outcome)).to.deep.equal([{ name: 'claimed', data: told }]);
    expect(test.paid()).to.equal(800n);
    expect(test.vault()).to.equal(vault - 800n);
    expect(test.grantState(grant).claimed).to.equal(1_000n);
    expect(test.planState()).to.deep.include({ reserved: 1_000n, withheld: 200n, claimed: 1_000n, allocated: 2_000n });
  });

  describe('pays a step at its second and not one before', () => {
    scenario('ten steps of ten seconds', (test) => {
      const grant = test.issue(steps);
      for (let step = 1; step <= 10; step += 1) {
        test.at(step * 10 - 1);
        test.refuse(test.claim(grant), 'NothingToClaim', beneficiary);
        test.at(step * 10);
        test.run(test.claim(grant), beneficiary);
        expect(test.paid()).to.equal(BigInt(step) * 100n);
        test.refuse(test.claim(grant), 'NothingToClaim', beneficiary);
      }
    });

    scenario('a cliff of one year, then months', (test) => {
      const grant = test.issue();
      const dates: [string, bigint][] = [
        ['2026-01-15T12:00:00Z', 12_000_000n],
        ['2026-02-15T12:00:00Z', 1_000_000n],
        ['2026-03-15T12:00:00Z', 1_000_000n],
        ['2029-01-15T12:00:00Z', 34_000_000n],
      ];
      for (const [date, amount] of dates) {
        const second = Date.parse(date) / 1_000 - test.start;
        if (amount < 34_000_000n) {
          test.at(second - 1);
          expect(test.collect(grant), `a second before ${date}`).to.equal(0n);
        }
        test.at(second);
        expect(test.collect(grant), date).to.equal(amount);
      }
      test.at(10 * 31_557_600);
      test.refuse(test.claim(grant), 'NothingToClaim', beneficiary);
    });

    scenario('nothing before the start, and a grant that starts in the past is paid for it', (test) => {
      const late = test.issue({ ...steady, startTs: test.start + 100 });
      const early = test.issue({ ...steady, grantId: 2n, startTs: test.start - 100 });
      expect([test.collect(late), test.collect(early)]).to.deep.equal([0n, 100n]);
      test.at(100);
      test.refuse(test.claim(late), 'NothingToClaim', beneficiary);
      test.at(101);
      expect(test.collect(late)).to.equal(1n);
    });

    scenario(
      'the lower of vested and unlocked',
      (test) => {
        const grant = test.issue(steady);
        for (const [second, paid] of [
          [399, 0n],
          [400, 200n],
          [799, 200n],
          [800, 400n],
          [2_000, 1_000n],
          [3_999, 1_800n],
          [4_000, 2_000n],
        ] as const) {
          test.at(second);
          test.collect(grant);
          expect(test.paid(), `second ${second}`).to.equal(paid);
        }
      },
      { unlock: { startTs: START_TS, shape: [{ weight: 1_000_000_000n, span: 4_000, steps: 10, unit: 'seconds' }] } },
    );
  });

  describe('signed by the beneficiary', () => {
    scenario('pays any token account of theirs', (test) => {
      const grant = test.issue(steady);
      const other = test.openOther(beneficiary, 'second wallet');
      test.at(700);
      test.run(test.claim(grant, { destination: other }), beneficiary);
      expect([test.world.tokens(other), test.paid()]).to.deep.equal([700n, 0n]);
    });

    scenario('pays also when claims by others are off', (test) => {
      const grant = test.issue(steady);
      test.at(700);
      test.run([test.setAutoClaim(grant, false), test.claim(grant)], beneficiary);
      expect(test.paid()).to.equal(700n);
    });

    scenario('pays several grants in one transaction', (test) => {
      const grants = [1n, 2n, 3n].map((grantId) => test.issue({ ...steady, grantId }));
      test.at(700);
      test.run(
        grants.map((grant) => test.claim(grant)),
        beneficiary,
      );
      expect(test.paid()).to.equal(2_100n);
    });
  });

  describe('sent by anybody else', () => {
    for (const [who, claimant] of [
      ['a stranger', stranger],
      ['the operator', operator],
      ['the authority', authority],
    ] as const) {
      scenario(`pays only the beneficiary's associated account, for ${who}`, (test) => {
        const grant = test.issue(steady);
        const other = test.openOther(beneficiary, 'second wallet');
        test.at(700);
        const by = { claimant: claimant.publicKey };
        test.refuse(test.claim(grant, { ...by, destination: other }), 'NotAssociatedAccount', claimant);
        test.run(test.claim(grant, by), claimant);
        expect(test.paid()).to.equal(700n);
      });
    }
  });

  describe('needs an account to pay to', () => {
    scenario('fails where there is none, and claimWithAccount opens it, also for a stranger who pays', (test) => {
      const newcomer = test.world.person('newcomer');
      const grant = test.issue({ ...steady, beneficiary: newcomer.publicKey });
      const destination = test.walletOf(newcomer);
      test.at(700);
      test.refuse(test.claim(grant, { claimant: newcomer.publicKey, destination }), 'NotATokenAccount', newcomer);
      const by = { claimant: stranger.publicKey, beneficiary: newcomer.publicKey };
      const input = { ...by, plan: test.plan.address, planState: test.plan, grant };
      test.run(claimWithAccount(input), stranger);
      expect(test.world.tokens(destination)).to.equal(700n);
      test.at(800);
      test.run(claimWithAccount({ ...input, claimant: newcomer.publicKey }), newcomer);
      expect(test.world.tokens(destination), 'and it may exist already').to.equal(800n);
    });
  });

  describe("in the guardian's pause of claims", () => {
    scenario('fails until the second in which it ends; what vests meanwhile is not lost', (test) => {
      const grant = test.issue(steady);
      test.at(100);
      test.run(test.pauseClaims(300), guardian);
      for (const second of [100, 399]) {
        test.at(second);
        test.refuse(test.claim(grant), 'ClaimsArePaused', beneficiary);
        test.refuse(test.claim(grant, { claimant: stranger.publicKey }), 'ClaimsArePaused', stranger);
      }
      test.at(400);
      test.run(test.claim(grant), beneficiary);
      expect(test.paid()).to.equal(400n);
    });
  });

  describe('pays once', () => {
    scenario('a second claim in one transaction undoes both', (test) => {
      const grant = test.issue(steady);
      test.at(700);
      test.refuse([test.claim(grant), test.claim(grant)], 'NothingToClaim', beneficiary);
      const both = [test.claim(grant), test.claim(grant, { claimant: stranger.publicKey })];
      test.refuse(both, 'NothingToClaim', beneficiary, stranger);
      expect(test.collect(grant)).to.equal(700n);
    });

    scenario('claiming every second pays what claiming at the end pays', (test) => {
      const often = test.issue({ ...steady, total: 777n });
      const once = test.issue({ ...steady, total: 777n, grantId: 2n });
      let paid = 0n;
      for (let second = 0; second <= 2_000; second += 50) {
        test.at(second);
        paid += test.collect(often);
      }
      expect([paid, test.collect(once)]).to.deep.equal([777n, 777n]);
    });
  });

  describe('after what happened to the grant', () => {
    scenario(
      'a new beneficiary gets what the old one had not claimed, and the old one nothing more',
      (test) => {
        const grant = test.issue(steady);
        test.at(100);
        test.collect(grant);
        test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
        test.run(test.acceptTransfer(grant, stranger), stranger);
        test.at(300);
        test.refuse(test.claim(grant), 'TokenAccountNotOwned', beneficiary);
        const destination = test.world.open(test.plan.mintHandle, stranger.publicKey);
        const before = test.world.tokens(destination);
        test.run(test.claim(grant, { claimant: beneficiary.publicKey, destination }), beneficiary);
        expect(test.world.tokens(destination) - before).to.equal(200n);
      },
      { policy: { transferRule: 'free' } },
    );

    scenario(
      'a settled grant pays what had vested, in parts or later, and then no more',
      (test) => {
        const grant = test.issue(steady);
        test.at(100);
        test.collect(grant);
        test.run(test.terminate(grant), authority);
        test.at(601);
        test.run(test.settle(grant));
        test.at(5_000);
        expect(test.collect(grant)).to.equal(500n);
        test.refuse(test.claim(grant), 'NothingToClaim', beneficiary);
        expect(test.planState().reserved).to.equal(0n);
      },
      { policy: { noticeSecs: 500 } },
    );

    scenario('goes on in a sealed plan and under another authority', (test) => {
      const grant = test.issue(steady);
      test.seal();
      test.handOver(stranger);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(2_000n);
    });
  });
});
