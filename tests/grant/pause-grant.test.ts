import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { DAY, people } from '../support/world';
import { refusesAttacks } from './attacks';
import { scenario, STEADY, TEN_STEPS, unsigned } from './scenario';

const { authority, beneficiary, stranger } = people;
const steady = { total: 2_000n, shape: STEADY };
const consent = { beneficiary: beneficiary.publicKey };
const MAX_300 = { policy: { maxPauseSecs: 300 } };
const MAX_LEAVE_SECS = 1_461 * DAY;

describe('pause_grant', () => {
  describe('stops the curve, and only the curve', () => {
    scenario('what had vested stays claimable; the rest waits until the pause ends by itself', (test) => {
      const grant = test.issue(steady);
      test.at(100);
      const outcome = test.run(test.pause(grant, 200), authority);
      const told = { plan: test.plan.address.toBase58(), grant: grant.toBase58(), consent: false, limitSecs: 200 };
      expect(eventsOf(outcome)).to.deep.equal([{ name: 'grantPaused', data: told }]);
      const { status, statusTs, pauseLimitSecs } = test.grantState(grant);
      expect([status, statusTs, pauseLimitSecs]).to.deep.equal(['pausedByAuthority', test.start + 100, 200]);
      for (const [second, vested] of [
        [101, 100n],
        [299, 100n],
        [300, 100n],
        [301, 101n],
        [2_199, 1_999n],
        [2_200, 2_000n],
      ] as const) {
        test.at(second);
        test.collect(grant);
        expect(test.paid(), `second ${second}`).to.equal(vested);
      }
    });

    scenario('a leave that both sign is noted as such', (test) => {
      const grant = test.issue(steady);
      const outcome = test.run(test.pause(grant, 200, consent), authority, beneficiary);
      expect(eventsOf(outcome)).to.deep.include({
        name: 'grantPaused',
        data: { plan: test.plan.address.toBase58(), grant: grant.toBase58(), consent: true, limitSecs: 200 },
      });
      expect(test.grantState(grant).status).to.equal('pausedByConsent');
      test.at(1_200);
      expect(test.collect(grant)).to.equal(1_000n);
    });

    scenario('does not take a step that falls in its own second', (test) => {
      const grant = test.issue({ total: 1_000n, shape: TEN_STEPS });
      test.at(10);
      test.run(test.pause(grant, 50), authority);
      expect(test.collect(grant)).to.equal(100n);
      test.at(69);
      expect(test.collect(grant)).to.equal(0n);
      test.at(70);
      expect(test.collect(grant)).to.equal(100n);
    });

    scenario('before the start it moves the start', (test) => {
      const grant = test.issue({ ...steady, startTs: test.start + 50 });
      test.run(test.pause(grant, 100), authority);
      test.at(150);
      expect(test.collect(grant)).to.equal(0n);
      test.at(151);
      expect(test.collect(grant)).to.equal(1n);
    });

    scenario('after the end it changes nothing', (test) => {
      const grant = test.issue(steady);
      test.at(2_000);
      test.run(test.pause(grant, 300), authority);
      expect(test.collect(grant)).to.equal(2_000n);
    });
  });

  describe('without the beneficiary, all pauses of a grant together are limited by the plan', () => {
    scenario(
      'counts what each really lasted, and what is left can be used to the second',
      (test) => {
        const grant = test.issue(steady);
        test.refuse(test.pause(grant, 301), 'PauseTooLong', authority);
        test.run(test.pause(grant, 100), authority);
        // The first has run out by itself and is booked by the second, of which 50 seconds pass.
        test.at(500);
        test.refuse(test.pause(grant, 201), 'PauseTooLong', authority);
        test.run(test.pause(grant, 200), authority);
        test.at(550);
        test.run(test.resume(grant), authority);
        expect(test.grantState(grant).imposedPauseSecs).to.equal(150);
        test.refuse(test.pause(grant, 151), 'PauseTooLong', authority);
        test.run(test.pause(grant, 150), authority);
        test.at(700);
        test.refuse(test.pause(grant, 1), 'PauseTooLong', authority);
        test.at(2_299);
        expect(test.collect(grant)).to.equal(1_999n);
        test.at(2_300);
        expect(test.collect(grant), 'never delayed by more than the limit').to.equal(1n);
      },
      MAX_300,
    );

    scenario(
      'leaves that both sign use nothing of it',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.pause(grant, 1_000, consent), authority, beneficiary);
        test.at(1_000);
        test.run(test.pause(grant, 300), authority);
        const { pausedSecs, imposedPauseSecs } = test.grantState(grant);
        expect([pausedSecs, imposedPauseSecs]).to.deep.equal([1_000, 0]);
        test.at(1_300);
        test.run(test.resume(grant), authority);
        test.refuse(test.pause(grant, 1), 'PauseTooLong', authority);
        test.run(test.pause(grant, 1_000, consent), authority, beneficiary);
        expect(test.grantState(grant).imposedPauseSecs).to.equal(300);
      },
      MAX_300,
    );

    scenario(
      'a plan may allow none',
      (test) => {
        const grant = test.issue(steady);
        test.refuse(test.pause(grant, 1), 'PauseTooLong', authority);
        test.run(test.pause(grant, 1, consent), authority, beneficiary);
      },
      { policy: { maxPauseSecs: 0 } },
    );

    scenario(
      'each grant has its own',
      (test) => {
        const first = test.issue(steady);
        const second = test.issue({ ...steady, grantId: 2n });
        test.run([test.pause(first, 300), test.pause(second, 300)], authority);
      },
      MAX_300,
    );
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      build: (test, grant, { signer, ...changed }) =>
        test.pause(grant, 60, { ...changed, ...(signer && { authority: signer }) }),
    });

    scenario('for no time, and with consent for more than 1,461 days', (test) => {
      const grant = test.issue(steady);
      test.refuse(test.pause(grant, 0), 'PauseTooLong', authority);
      test.refuse(test.pause(grant, 0, consent), 'PauseTooLong', authority, beneficiary);
      test.refuse(test.pause(grant, MAX_LEAVE_SECS + 1, consent), 'PauseTooLong', authority, beneficiary);
      test.run(test.pause(grant, MAX_LEAVE_SECS, consent), authority, beneficiary);
    });

    scenario("with the consent of anyone else: a stranger, another grant's beneficiary, the authority", (test) => {
      const grant = test.issue(steady);
      test.issue({ ...steady, grantId: 2n, beneficiary: stranger.publicKey });
      for (const other of [stranger, authority]) {
        test.refuse(test.pause(grant, 60, { beneficiary: other.publicKey }), 'NotBeneficiary', authority, other);
      }
      test.refuse(unsigned(test.pause(grant, 60, consent), beneficiary.publicKey), 'AccountNotSigner', authority);
    });

    scenario(
      'with the consent of who has handed the grant on',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
        test.run(test.acceptTransfer(grant, stranger), stranger);
        test.refuse(test.pause(grant, 60, consent), 'NotBeneficiary', authority, beneficiary);
        test.run(test.pause(grant, 60, { beneficiary: stranger.publicKey }), authority, stranger);
      },
      { policy: { transferRule: 'free' } },
    );

    for (const [name, by, signers] of [
      ['imposed', {}, [authority]],
      ['agreed', consent, [authority, beneficiary]],
    ] as const) {
      scenario(`to a grant that is paused (${name}), until the second in which that ends`, (test) => {
        const grant = test.issue(steady);
        test.run(test.pause(grant, 100, by), ...signers);
        test.refuse(test.pause(grant, 1), 'GrantAlreadyPaused', authority);
        test.at(99);
        test.refuse(test.pause(grant, 50, consent), 'GrantAlreadyPaused', authority, beneficiary);
        test.at(100);
        test.run(test.pause(grant, 50, consent), authority, beneficiary);
        expect(test.grantState(grant).pausedSecs).to.equal(100);
      });
    }

    scenario('once leaves add up to more than 136 years; the grant still pays', (test) => {
      const grant = test.issue(steady);
      test.at(100);
      for (let leave = 0; leave < 36; leave += 1) {
        const pause = test.pause(grant, MAX_LEAVE_SECS, consent);
        // The 36th would book the 35th, and with it more seconds than 32 bits hold.
        if (leave === 35) test.refuse(pause, 'ArithmeticOverflow', authority, beneficiary);
        else test.run(pause, authority, beneficiary);
        test.world.chain.advance(MAX_LEAVE_SECS);
      }
      expect(test.collect(grant)).to.equal(2_000n);
    });

    scenario(
      'to a grant under notice, stopped or settled',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant), authority);
        test.refuse(test.pause(grant, 60), 'GrantAlreadyTerminated', authority);
        test.at(500);
        test.refuse(test.pause(grant, 60, consent), 'GrantAlreadyTerminated', authority, beneficiary);
        test.at(501);
        test.run(test.settle(grant));
        test.refuse(test.pause(grant, 60), 'GrantAlreadyTerminated', authority);
      },
      { policy: { noticeSecs: 500 } },
    );
  });
});
