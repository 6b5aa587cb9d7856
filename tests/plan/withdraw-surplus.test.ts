import { expect } from 'chai';
import { createTransferInstruction } from '@solana/spl-token';
import { STEADY } from '../grant/scenario';
import { people } from '../support/world';
import { refusesAttacks, refusesDestinations, refusesSubstitutes } from './attacks';
import { expectEvents, scenario } from './scenario';

const { authority, payroll, stranger } = people;
const THOUSAND = { funding: 1_000n };

describe('withdraw_surplus', () => {
  scenario(
    'pays the authority what is owed to nobody',
    (test) => {
      const destination = test.authorityWallet();
      const outcome = test.run(test.withdraw(400n), authority);
      expectEvents(outcome, ['surplusWithdrawn', { plan: test.plan.address, destination, amount: 400n }]);
      expect([test.vault(), test.world.tokens(destination)]).to.deep.equal([600n, 400n]);
    },
    THOUSAND,
  );

  scenario(
    'pays any token account of the authority',
    (test) => {
      const mint = test.plan.mintHandle;
      const own = test.world.open(mint, stranger.publicKey);
      test.handOver(stranger);
      test.run(test.withdraw(1n, { authority: stranger.publicKey, destination: own }), stranger);
      expect(test.world.tokens(own)).to.equal(1n);
    },
    THOUSAND,
  );

  scenario(
    'leaves exactly what is reserved',
    (test) => {
      const grant = test.issue({ total: 700n, shape: STEADY });
      test.refuse(test.withdraw(301n), 'SurplusTooSmall', authority);
      test.run(test.withdraw(300n), authority);
      test.refuse(test.withdraw(1n), 'SurplusTooSmall', authority);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(700n);
      expect(test.vault()).to.equal(0n);
    },
    THOUSAND,
  );

  scenario(
    'leaves what is withheld for payroll, claimed though it is',
    (test) => {
      const grant = test.issue({ total: 700n, shape: STEADY, withholdingBps: 5_000 });
      test.at(2_000);
      expect(test.collect(grant)).to.equal(350n);
      test.refuse(test.withdraw(301n), 'SurplusTooSmall', authority);
      test.run(test.withdraw(300n), authority);
      test.run(test.collectWithheld(350n), payroll);
      expect(test.vault()).to.equal(0n);
    },
    THOUSAND,
  );

  scenario(
    'gives back what a termination left unvested, once it is settled',
    (test) => {
      const grant = test.issue({ total: 1_000n, shape: STEADY });
      test.at(500);
      test.run(test.terminate(grant), authority);
      test.at(501);
      test.refuse(test.withdraw(1n), 'SurplusTooSmall', authority);
      test.run(test.settle(grant));
      test.refuse(test.withdraw(751n), 'SurplusTooSmall', authority);
      test.run(test.withdraw(750n), authority);
      expect(test.collect(grant)).to.equal(250n);
    },
    { ...THOUSAND, policy: { noticeSecs: 0 } },
  );

  scenario(
    'gives back what was donated',
    (test) => {
      test.issue({ total: 1_000n });
      const source = test.tokensOf(stranger, 1n);
      test.run(createTransferInstruction(source, test.plan.vault, stranger.publicKey, 1n), stranger);
      test.refuse(test.withdraw(2n), 'SurplusTooSmall', authority);
      test.run(test.withdraw(1n), authority);
    },
    THOUSAND,
  );

  scenario(
    'never counts vested but unclaimed tokens as surplus',
    (test) => {
      const grant = test.issue({ total: 1_000n, shape: STEADY });
      test.at(5_000);
      test.refuse(test.withdraw(1n), 'SurplusTooSmall', authority);
      expect(test.collect(grant)).to.equal(1_000n);
    },
    THOUSAND,
  );

  const everybody = authority.publicKey;
  const roles = {
    operator: everybody,
    payroll: everybody,
    guardian: everybody,
    accelerationAuthority: everybody,
    rentRecipient: everybody,
  };
  scenario(
    'a key that holds every role still takes no more than the surplus and what is withheld',
    (test) => {
      const by = { issuer: everybody, payer: everybody };
      test.run(
        test.issueGrants({ ...by, shape: STEADY, withholdingBps: 5_000, grants: [test.newGrant({ total: 800n })] }),
        authority,
      );
      test.at(1_000);
      expect(test.collect(test.addressOf(1n))).to.equal(200n);
      const both = [
        test.withdraw(200n),
        test.collectWithheld(200n, { payroll: everybody, destination: test.authorityWallet() }),
      ];
      test.refuse([...both, test.withdraw(1n)], 'SurplusTooSmall', authority);
      test.run(both, authority);
      expect(test.vault()).to.equal(400n);
      test.at(2_000);
      expect(test.collect(test.addressOf(1n))).to.equal(200n);
    },
    { ...THOUSAND, roles },
  );

  scenario(
    'refuses nothing, and more than there is',
    (test) => {
      test.refuse(test.withdraw(0n), 'AmountIsZero', authority);
      test.refuse(test.withdraw(1_001n), 'SurplusTooSmall', authority);
      test.refuse(test.withdraw(18_446_744_073_709_551_615n), 'SurplusTooSmall', authority);
    },
    THOUSAND,
  );

  scenario(
    'refuses an old authority, also with an act signed before the hand-over',
    (test) => {
      const presigned = test.withdraw(100n);
      test.handOver(stranger);
      test.refuse(presigned, 'NotAuthority', authority);
      // Nor does the new one pay the old one by mistake.
      const toOld = test.withdraw(100n, { authority: stranger.publicKey, destination: test.authorityWallet() });
      test.refuse(toOld, 'TokenAccountNotOwned', stranger);
    },
    THOUSAND,
  );

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      build: (test, { signer, ...changed }) => test.withdraw(1n, { ...changed, ...(signer && { authority: signer }) }),
    });
    refusesSubstitutes({ signer: authority, build: (test) => test.withdraw(1n) });
    refusesDestinations({ signer: authority, build: (test, changed) => test.withdraw(1n, changed) });
  });
});
