import { expect } from 'chai';
import { decodeTransfer, transferAddress, type TransferRule } from '@tenure/sdk';
import { eventsOf } from '../support/events';
import { DAY, people } from '../support/world';
import { refusesAttacks } from './attacks';
import { scenario, STEADY, type Scenario } from './scenario';
import { PublicKey } from '@solana/web3.js';

const { authority, beneficiary, creator, guardian, operator, payroll, stranger } = people;
const steady = { total: 2_000n, shape: STEADY };
const rule = (transferRule: TransferRule) => ({ policy: { transferRule } });

function pending(test: Scenario, grant: PublicKey): ReturnType<typeof decodeTransfer> {
  const address = transferAddress(grant);
  return decodeTransfer(address, test.world.chain.account(address));
}

describe('propose_transfer', () => {
  describe('by the beneficiary', () => {
    for (const [transferRule, readyAfter] of [
      ['withConsent', null],
      ['free', 0],
    ] as const) {
      scenario(
        `where the plan says ${transferRule}: ready ${readyAfter === null ? 'only with the authority' : 'at once'}`,
        (test) => {
          const grant = test.issue(steady);
          const before = test.grantState(grant);
          const outcome = test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
          const readyTs = readyAfter === null ? null : test.start + readyAfter;
          expect(pending(test, grant)).to.deep.include({
            plan: test.plan.address,
            grant,
            proposer: beneficiary.publicKey,
            from: beneficiary.publicKey,
            to: stranger.publicKey,
            readyTs,
            expiresTs: test.start + 30 * DAY,
            authorityChanges: 0,
          });
          const told = {
            plan: test.plan.address.toBase58(),
            grant: grant.toBase58(),
            proposer: beneficiary.publicKey.toBase58(),
            to: stranger.publicKey.toBase58(),
            readyTs: readyTs === null ? 9_223_372_036_854_775_807n : BigInt(readyTs),
          };
          expect(eventsOf(outcome)).to.deep.equal([{ name: 'transferProposed', data: told }]);
          expect(test.grantState(grant)).to.deep.equal(before);
        },
        rule(transferRule),
      );
    }

    scenario(
      'not where the plan forbids it, not even to the authority',
      (test) => {
        const grant = test.issue(steady);
        for (const { publicKey } of [stranger, authority]) {
          test.refuse(test.proposeTransfer(grant, publicKey), 'TransferNotAllowed', beneficiary);
        }
      },
      rule('forbidden'),
    );
  });

  describe('by authority and guardian, to recover a lost wallet', () => {
    for (const transferRule of ['forbidden', 'withConsent', 'free'] as const) {
      scenario(
        `where the plan says ${transferRule}: ready after the plan's time, and noted in the grant`,
        (test) => {
          const grant = test.issue(steady);
          const before = test.grantState(grant);
          test.run(test.proposeRecovery(grant), authority, guardian);
          expect(pending(test, grant)).to.deep.include({
            proposer: authority.publicKey,
            from: beneficiary.publicKey,
            to: stranger.publicKey,
            readyTs: test.start + 45 * DAY,
            expiresTs: test.start + 75 * DAY,
          });
          expect(test.grantState(grant)).to.deep.equal({ ...before, recoveryUnanswered: true });
        },
        { policy: { transferRule, recoverySecs: 45 * DAY } },
      );
    }

    scenario('at the cost of the authority', (test) => {
      const { chain } = test.world;
      const grant = test.issue(steady);
      const balances = () => [authority, guardian].map(({ publicKey }) => chain.balance(publicKey));
      const [authorityBefore = 0n, guardianBefore] = balances();
      test.run(test.proposeRecovery(grant), authority, guardian);
      expect(balances()).to.deep.equal([authorityBefore - chain.rent(192), guardianBefore]);
    });
  });

  scenario('is paid for by who proposes, and takes lamports that lie at the address for a gift', (test) => {
    const { chain } = test.world;
    const grant = test.issue(steady);
    chain.airdrop(transferAddress(grant), 1_000n);
    const before = chain.balance(beneficiary.publicKey);
    test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
    expect(before - chain.balance(beneficiary.publicKey)).to.equal(chain.rent(192) - 1_000n);
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: beneficiary,
      others: [authority],
      refusal: 'NotTransferParty',
      build: (test, grant, { signer, ...changed }) =>
        test.proposeTransfer(grant, creator.publicKey, { ...changed, ...(signer && { proposer: signer }) }),
    });

    scenario('to the zero address, which nobody has, and to the plan, which never claims', (test) => {
      const grant = test.issue(steady);
      for (const to of [PublicKey.default, test.plan.address]) {
        test.refuse(test.proposeTransfer(grant, to), 'BeneficiaryInvalid', beneficiary);
        test.refuse(test.proposeRecovery(grant, { to }), 'BeneficiaryInvalid', authority, guardian);
      }
    });

    scenario('while another is pending, whoever proposed that', (test) => {
      const grant = test.issue(steady);
      test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
      test.refuse(test.proposeTransfer(grant, creator.publicKey), 'TransferAlreadyPending', beneficiary);
      const recover = test.proposeRecovery(grant, { to: creator.publicKey });
      test.refuse(recover, 'TransferAlreadyPending', authority, guardian);
      expect(test.grantState(grant).recoveryUnanswered, 'nothing is noted').to.equal(false);
      test.run(test.rejectTransfer(grant, beneficiary), beneficiary);
      test.run(recover, authority, guardian);
      test.refuse(test.proposeTransfer(grant, stranger.publicKey), 'TransferAlreadyPending', beneficiary);
      expect(pending(test, grant).to.equals(creator.publicKey)).to.equal(true);
    });

    scenario('by who held the grant or the authority before', (test) => {
      const grant = test.issue(steady);
      test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
      test.run(test.acceptTransfer(grant, authority), authority);
      test.handOver(operator);
      test.refuse(test.proposeTransfer(grant, creator.publicKey), 'NotTransferParty', beneficiary);
      test.refuse(test.proposeRecovery(grant, { to: creator.publicKey }), 'NotTransferParty', authority, guardian);
    });

    scenario("at another grant's transfer address", (test) => {
      const grant = test.issue(steady);
      const other = test.issue({ ...steady, grantId: 2n, beneficiary: payroll.publicKey });
      const instruction = test.proposeTransfer(grant, stranger.publicKey);
      for (const meta of instruction.keys) {
        if (meta.pubkey.equals(transferAddress(grant))) meta.pubkey = transferAddress(other);
      }
      test.refuse(instruction, 'ConstraintSeeds', beneficiary);
    });
  });
});
