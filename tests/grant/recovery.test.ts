import type { Keypair } from '@solana/web3.js';
import { acceptAuthority, proposeAuthority, type Policy } from '@tenure/sdk';
import { expect } from 'chai';
import { DAY, people, type PlanOptions } from '../support/world';
import { EXPIRY, RECOVERED, VETO, complete, expectAnswered, recovering, stale, steady } from './recovery';
import { scenario, unsigned, type Scenario } from './scenario';

const { authority, beneficiary, creator, guardian, operator, payroll, stranger } = people;
const policy = (changed: Partial<Policy>): PlanOptions => ({ policy: changed });

describe('recovery of a grant', () => {
  describe('is a policy of the plan', () => {
    for (const transferRule of ['forbidden', 'withConsent', 'free'] as const) {
      scenario(
        `never: not by authority and guardian together, where transfers are ${transferRule}`,
        (test) => {
          const grant = test.issue(steady);
          const all = [authority, guardian];
          test.refuse(test.proposeRecovery(grant), 'RecoveryNotAllowed', ...all);
          test.refuse(test.proposeTransfer(grant, stranger.publicKey, RECOVERED), 'RecoveryNotAllowed', authority);
          test.at(10_000 * DAY);
          test.refuse(test.proposeRecovery(grant), 'RecoveryNotAllowed', ...all);
          expect(test.collect(grant)).to.equal(2_000n);
        },
        policy({ recoverySecs: 0, transferRule }),
      );
    }

    for (const days of [30, 365]) {
      for (const transferRule of ['forbidden', 'withConsent', 'free'] as const) {
        scenario(
          `after ${days} days to the second, where transfers are ${transferRule}`,
          (test) => {
            const grant = recovering(test);
            for (const secs of [0, days * DAY - 1]) {
              test.at(secs);
              for (const signer of [authority, guardian, stranger]) {
                test.refuse(complete(test, grant, signer), 'TransferNotReady', signer);
              }
            }
            test.at(days * DAY);
            test.run(complete(test, grant), operator);
            expect(test.grantState(grant)).to.deep.include({
              beneficiary: stranger.publicKey,
              recoveryUnanswered: false,
            });
          },
          policy({ recoverySecs: days * DAY, transferRule }),
        );
      }
    }

    scenario('for 30 days more to the second, then it is void and has to be proposed anew', (test) => {
      const grant = recovering(test);
      for (const secs of [VETO + EXPIRY + 1, 1_000 * DAY]) {
        test.at(secs);
        for (const signer of [authority, stranger, beneficiary]) {
          test.refuse(complete(test, grant, signer), 'TransferIsStale', signer);
        }
        expect(stale(test, grant)).to.equal(true);
      }
      test.at(VETO + EXPIRY);
      expect(stale(test, grant)).to.equal(false);
      test.run(complete(test, grant), operator);
    });
  });

  describe('needs the guardian, who is not the authority', () => {
    scenario('refused without one, with another in their place, and without their signature', (test) => {
      const grant = test.issue(steady);
      test.refuse(test.proposeTransfer(grant, stranger.publicKey, RECOVERED), 'RecoveryNeedsGuardian', authority);
      for (const other of [authority, operator, payroll, stranger, beneficiary, creator]) {
        const attack = test.proposeRecovery(grant, { guardian: other.publicKey });
        test.refuse(attack, 'RecoveryNeedsGuardian', authority, other);
      }
      const forged = unsigned(test.proposeRecovery(grant), guardian.publicKey);
      test.refuse(forged, 'AccountNotSigner', authority);
    });

    scenario('nor do guardian and another without the authority', (test) => {
      const grant = test.issue(steady);
      for (const other of [guardian, operator, payroll, stranger]) {
        const attack = test.proposeRecovery(grant, { proposer: other.publicKey });
        test.refuse(attack, 'NotTransferParty', other, guardian);
      }
    });

    scenario(
      'refused where the authority is guardian itself, from the beginning',
      (test) => {
        const grant = test.issue(steady);
        const attack = test.proposeRecovery(grant, { guardian: authority.publicKey });
        test.refuse(attack, 'RecoveryNeedsGuardian', authority);
        test.refuse(test.proposeRecovery(grant), 'RecoveryNeedsGuardian', authority, guardian);
      },
      { roles: { guardian: authority.publicKey } },
    );

    scenario('or has become it, by the role or by a hand-over', (test) => {
      const grant = test.issue(steady);
      test.run(test.setRole('guardian', authority.publicKey), authority);
      test.at(7 * DAY);
      const self = test.proposeRecovery(grant, { guardian: authority.publicKey });
      test.refuse(self, 'RecoveryNeedsGuardian', authority);
      test.run(test.setRole('guardian', stranger.publicKey), authority);
      test.at(14 * DAY);
      test.handOver(stranger);
      const both = test.proposeRecovery(grant, { proposer: stranger.publicKey, guardian: stranger.publicKey });
      test.refuse(both, 'RecoveryNeedsGuardian', stranger);
    });

    scenario('refused where there is no guardian, or none any more', (test) => {
      const grant = test.issue(steady);
      test.run(test.setRole('guardian', null), authority);
      test.refuse(test.proposeRecovery(grant), 'RecoveryNeedsGuardian', authority, guardian);
      test.refuse(test.proposeTransfer(grant, stranger.publicKey, RECOVERED), 'RecoveryNeedsGuardian', authority);
    });

    scenario('refused with a guardian who is announced and not yet in office', (test) => {
      const grant = test.issue(steady);
      test.run(test.setRole('guardian', operator.publicKey), authority);
      const attack = () => test.proposeRecovery(grant, { guardian: operator.publicKey });
      for (const secs of [0, 7 * DAY - 1]) {
        test.at(secs);
        test.refuse(attack(), 'RecoveryNeedsGuardian', authority, operator);
      }
      test.at(7 * DAY);
      test.refuse(test.proposeRecovery(grant), 'RecoveryNeedsGuardian', authority, guardian);
      test.run(attack(), authority, operator);
    });

    scenario("refused with another plan's guardian", (test) => {
      const grant = test.issue(steady);
      test.foreignPlan();
      test.refuse(
        test.proposeRecovery(grant, { guardian: stranger.publicKey }),
        'RecoveryNeedsGuardian',
        authority,
        stranger,
      );
    });

    scenario('a guardian who leaves office afterwards does not end it', (test) => {
      const grant = recovering(test);
      test.run(test.setRole('guardian', null), authority);
      test.at(VETO);
      test.run(complete(test, grant), operator);
    });
  });

  describe('dies with the office of the authority that proposed it', () => {
    /** Hands the authority from one to another. */
    const handOver = (test: Scenario, from: Keypair, to: Keypair): void => {
      const plan = test.plan.address;
      const offer = { authority: from.publicKey, plan, pendingAuthority: to.publicKey, expiresTs: 'never' } as const;
      test.run(proposeAuthority(offer), from);
      test.run(acceptAuthority({ pendingAuthority: to.publicKey, plan, expiresTs: 'never' }), to);
    };

    for (const [path, through] of Object.entries({
      'A, C, A': [creator],
      'A, C, B, A': [creator, operator],
      'A to itself': [],
    })) {
      scenario(`also where it comes back: ${path}`, (test) => {
        const grant = recovering(test);
        const holders = [authority, ...through, authority];
        holders.slice(1).forEach((to, index) => handOver(test, holders[index] ?? authority, to));
        expect(test.planState().authority.equals(authority.publicKey)).to.equal(true);
        expect(test.grantState(grant).recoveryUnanswered).to.equal(true);
        expectAnswered(test, grant);
      });
    }

    scenario('back and forth in the very second of the proposal', (test) => {
      const grant = test.issue(steady);
      handOver(test, authority, creator);
      handOver(test, creator, authority);
      recovering(test, grant);
      test.at(VETO);
      test.run(complete(test, grant), operator);
    });

    scenario('an offer that nobody has accepted changes nothing', (test) => {
      const grant = recovering(test);
      const offer = { authority: authority.publicKey, plan: test.plan.address, pendingAuthority: creator.publicKey };
      test.run(proposeAuthority({ ...offer, expiresTs: 'never' }), authority);
      test.at(VETO);
      test.run(complete(test, grant), operator);
    });

    scenario("a beneficiary's own wish does not: the new authority may consent to it", (test) => {
      const grant = test.issue(steady);
      test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
      handOver(test, authority, creator);
      test.run(test.acceptTransfer(grant, creator), creator);
    });
  });
});
