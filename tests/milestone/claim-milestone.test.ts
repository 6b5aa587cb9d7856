import { claimMilestoneWithAccount } from '@tenure/sdk';
import { expect } from 'chai';
import { expectEvents } from '../plan/scenario';
import { CHALLENGE, DUE } from '../metric/scenario';
import { AT_ONCE, DAY, people, START_TS } from '../support/world';
import { HUNDRED_SECS, scenario, TARGET } from './scenario';

const { authority, beneficiary, guardian, operator, stranger } = people;
const MET = DUE + CHALLENGE;

describe('claim_milestone', () => {
  scenario('moves what is claimable to the beneficiary, keeps the withheld part, and tells all of it', (test) => {
    const grant = test.issue({ grantId: 2n, total: 1n, shape: AT_ONCE, withholdingBps: 2_000 });
    const milestone = test.met(80n, { grant });
    const before = { totals: test.totals(), vault: test.vault(), grant: test.grantState(grant) };
    const outcome = test.run(test.claimMilestone(milestone), beneficiary);

    const whom = { plan: test.plan.address, grant, milestone, beneficiary: beneficiary.publicKey };
    expectEvents(outcome, ['milestoneClaimed', { ...whom, gross: TARGET, withheld: 200n, received: 800n }]);
    expect([test.paid(), before.vault - test.vault()]).to.deep.equal([800n, 800n]);
    const { reserved } = before.totals;
    const totals = { ...before.totals, reserved: reserved - TARGET, withheld: 200n, claimed: TARGET };
    expect(test.totals()).to.deep.equal(totals);
    expect(test.milestoneState(milestone)).to.deep.include({ status: 'met', payout: TARGET, claimed: TARGET });
    expect(test.grantState(grant), "the grant's own claims are its own").to.deep.equal(before.grant);
  });

  describe('pays nothing before it is settled as met', () => {
    scenario('while its metric is open, challenged or final, but not settled', (test) => {
      const milestone = test.milestone();
      expect(test.collectMilestone(milestone)).to.equal(0n);
      test.attested(90n);
      expect(test.collectMilestone(milestone)).to.equal(0n);
      test.conclude(test.mmlu);
      expect(test.collectMilestone(milestone)).to.equal(0n);
      test.run([test.settleMilestone(milestone), test.claimMilestone(milestone)], beneficiary);
      expect(test.paid()).to.equal(1_500n);
    });

    scenario('nor where it is missed or expired', (test) => {
      const expired = test.milestone({ metric: test.metric({ key: 'helm' }) });
      const missed = test.met(0n);
      test.at(11 * DAY);
      test.run(test.settleMilestone(expired));
      expect([missed, expired].map((milestone) => test.collectMilestone(milestone))).to.deep.equal([0n, 0n]);
    });

    scenario(
      'nor in its void window, which runs from its own issue and in which nobody settles it',
      (test) => {
        test.at(DUE);
        const milestone = test.milestone();
        test.final(80n);
        test.at(DUE + DAY - 1);
        test.refuse(test.settleMilestone(milestone), 'VoidWindowIsRunning');
        test.refuse(test.claimMilestone(milestone), 'NothingToClaim', beneficiary);
        test.at(DUE + DAY);
        test.run([test.settleMilestone(milestone), test.claimMilestone(milestone)], beneficiary);
        expect(test.paid()).to.equal(TARGET);
      },
      { policy: { voidSecs: DAY } },
    );
  });

  describe('signed by the beneficiary', () => {
    scenario('pays any token account of theirs', (test) => {
      const milestone = test.met(80n);
      const other = test.openOther(beneficiary, 'second wallet');
      test.run(test.claimMilestone(milestone, { destination: other }), beneficiary);
      expect([test.world.tokens(other), test.paid()]).to.deep.equal([TARGET, 0n]);
    });

    scenario('pays also when claims by others are off, which holds for grant and milestones alike', (test) => {
      const milestone = test.met(80n);
      test.run(test.setAutoClaim(test.grant, false), beneficiary);
      const byStranger = test.claimMilestone(milestone, { claimant: stranger.publicKey });
      test.refuse(byStranger, 'AutoClaimIsOff', stranger);
      test.run(test.claimMilestone(milestone), beneficiary);
      expect(test.paid()).to.equal(TARGET);
    });

    scenario('pays a grant and its milestones in one transaction', (test) => {
      const [first, second] = [test.milestone(), test.milestone()];
      test.final(80n);
      const settle = [first, second].map((milestone) => test.settleMilestone(milestone));
      test.run(
        [...settle, test.claim(test.grant), test.claimMilestone(first), test.claimMilestone(second)],
        beneficiary,
      );
      expect(test.paid()).to.equal(2n * TARGET + 1n);
    });
  });

  describe('sent by anybody else', () => {
    for (const [who, claimant] of [
      ['a stranger', stranger],
      ['the operator', operator],
      ['the authority', authority],
    ] as const) {
      scenario(`pays only the beneficiary's associated account, for ${who}`, (test) => {
        const milestone = test.met(80n);
        const other = test.openOther(beneficiary, 'second wallet');
        const by = { claimant: claimant.publicKey };
        test.refuse(test.claimMilestone(milestone, { ...by, destination: other }), 'NotAssociatedAccount', claimant);
        test.run(test.claimMilestone(milestone, by), claimant);
        expect(test.paid()).to.equal(TARGET);
      });
    }

    scenario('opens that account beside the claim where there is none', (test) => {
      const newcomer = test.world.person('newcomer');
      const grant = test.issue({ grantId: 2n, total: 1n, beneficiary: newcomer.publicKey });
      const milestone = test.met(80n, { grant });
      const destination = test.walletOf(newcomer);
      test.refuse(
        test.claimMilestone(milestone, { claimant: newcomer.publicKey, destination }),
        'NotATokenAccount',
        newcomer,
      );
      const by = { claimant: stranger.publicKey, beneficiary: newcomer.publicKey };
      const { plan } = test;
      test.run(claimMilestoneWithAccount({ ...by, plan: plan.address, planState: plan, grant, milestone }), stranger);
      expect(test.world.tokens(destination)).to.equal(TARGET);
    });
  });

  scenario("waits in the guardian's pause of claims, to its very second; nothing is lost", (test) => {
    const milestone = test.met(80n);
    test.run(test.pauseClaims(300), guardian);
    for (const second of [MET, MET + 299]) {
      test.at(second);
      test.refuse(test.claimMilestone(milestone), 'ClaimsArePaused', beneficiary);
    }
    test.at(MET + 300);
    test.run(test.claimMilestone(milestone), beneficiary);
    expect(test.paid()).to.equal(TARGET);
  });

  describe('pays once', () => {
    scenario('a second claim in one transaction undoes both', (test) => {
      const milestone = test.met(80n);
      const both = [test.claimMilestone(milestone), test.claimMilestone(milestone, { claimant: stranger.publicKey })];
      test.refuse(both, 'NothingToClaim', beneficiary, stranger);
      test.run(test.claimMilestone(milestone), beneficiary);
      test.refuse(test.claimMilestone(milestone), 'NothingToClaim', beneficiary);
    });

    scenario('claiming every second pays what claiming at the end pays', (test) => {
      const shape = HUNDRED_SECS;
      const [often, once] = [
        test.milestone({ shape, targetAmount: 777n }),
        test.milestone({ shape, targetAmount: 777n }),
      ];
      test.final(80n);
      test.run([often, once].map((milestone) => test.settleMilestone(milestone)));
      let paid = 0n;
      for (let second = 0; second <= 100; second += 1) {
        test.afterMet(often, second);
        paid += test.collectMilestone(often);
      }
      expect([paid, test.collectMilestone(once)]).to.deep.equal([777n, 777n]);
    });
  });

  describe('pays who holds the grant', () => {
    scenario(
      'after a transfer the new holder, also for what was met before, and the old one nothing',
      (test) => {
        const milestone = test.met(80n, { shape: HUNDRED_SECS });
        test.afterMet(milestone, 10);
        expect(test.collectMilestone(milestone)).to.equal(100n);
        test.run(test.proposeTransfer(test.grant, stranger.publicKey), beneficiary);
        test.run(test.acceptTransfer(test.grant, stranger), stranger);
        test.afterMet(milestone, 50);
        test.refuse(test.claimMilestone(milestone), 'TokenAccountNotOwned', beneficiary);
        const destination = test.world.open(test.plan.mintHandle, stranger.publicKey);
        const before = test.world.tokens(destination);
        test.run(test.claimMilestone(milestone, { claimant: beneficiary.publicKey, destination }), beneficiary);
        expect(test.world.tokens(destination) - before).to.equal(400n);
      },
      { policy: { transferRule: 'free' } },
    );
  });

  scenario(
    'pays the lower of vested and unlocked, of the payout',
    (test) => {
      const milestone = test.met(90n);
      for (const [second, paid] of [
        [MET, 0n],
        [2 * DAY - 1, 0n],
        [2 * DAY, 750n],
        [4 * DAY - 1, 750n],
        [4 * DAY, 1_500n],
      ] as const) {
        test.at(second);
        test.collectMilestone(milestone);
        expect(test.paid(), `second ${second}`).to.equal(paid);
      }
    },
    { unlock: { startTs: START_TS, shape: [{ weight: 1_000_000_000n, span: 4 * DAY, steps: 2, unit: 'seconds' }] } },
  );

  scenario('goes on in a sealed plan and under another authority', (test) => {
    const milestone = test.milestone();
    test.seal();
    test.handOver(stranger);
    test.final(80n);
    test.run(test.settleMilestone(milestone));
    expect(test.collectMilestone(milestone)).to.equal(TARGET);
  });

  scenario("does not wait for the grant: a paused grant's milestone pays, and so does one that is paid out", (test) => {
    const milestone = test.met(80n, { shape: HUNDRED_SECS });
    test.collect(test.grant);
    test.run(test.pause(test.grant, 1_000), authority);
    test.afterMet(milestone, 100);
    expect(test.collectMilestone(milestone)).to.equal(TARGET);
  });
});
