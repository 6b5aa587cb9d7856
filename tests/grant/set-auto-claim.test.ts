import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { people } from '../support/world';
import { refusesAttacks } from './attacks';
import { scenario, STEADY } from './scenario';

const { authority, beneficiary, stranger } = people;
const steady = { total: 2_000n, shape: STEADY };

describe('set_auto_claim', () => {
  scenario('lets the beneficiary alone decide when tokens arrive, and change their mind', (test) => {
    const grant = test.issue(steady);
    expect(test.grantState(grant).autoClaim, 'on from the beginning').to.equal(true);
    test.at(100);
    const off = test.run(test.setAutoClaim(grant, false), beneficiary);
    expect(eventsOf(off)).to.deep.equal([{ name: 'autoClaimSet', data: { grant: grant.toBase58(), enabled: false } }]);
    for (const other of [stranger, authority]) {
      test.refuse(test.claim(grant, { claimant: other.publicKey }), 'AutoClaimIsOff', other);
    }
    expect(test.collect(grant)).to.equal(100n);

    test.at(200);
    const on = test.run(test.setAutoClaim(grant, true), beneficiary);
    expect(eventsOf(on)).to.deep.equal([{ name: 'autoClaimSet', data: { grant: grant.toBase58(), enabled: true } }]);
    test.run(test.claim(grant, { claimant: stranger.publicKey }), stranger);
    expect(test.paid()).to.equal(200n);
  });

  scenario('changes nothing else of the grant, and may be repeated', (test) => {
    const grant = test.issue(steady);
    const before = test.grantState(grant);
    test.run(test.setAutoClaim(grant, true), beneficiary);
    expect(test.grantState(grant)).to.deep.equal(before);
    test.run([test.setAutoClaim(grant, false), test.setAutoClaim(grant, false)], beneficiary);
    expect(test.grantState(grant)).to.deep.equal({ ...before, autoClaim: false });
  });

  scenario('is a matter of each grant', (test) => {
    const first = test.issue(steady);
    const second = test.issue({ ...steady, grantId: 2n });
    test.run(test.setAutoClaim(first, false), beneficiary);
    test.at(100);
    test.run(test.claim(second, { claimant: stranger.publicKey }), stranger);
    test.refuse(test.claim(first, { claimant: stranger.publicKey }), 'AutoClaimIsOff', stranger);
  });

  scenario(
    'passes to a new beneficiary switched on, who alone decides from then on',
    (test) => {
      const grant = test.issue(steady);
      test.run(test.setAutoClaim(grant, false), beneficiary);
      test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
      test.run(test.acceptTransfer(grant, stranger), stranger);
      expect(test.grantState(grant).autoClaim).to.equal(true);
      test.refuse(test.setAutoClaim(grant, false), 'NotBeneficiary', beneficiary);
      test.run(test.setAutoClaim(grant, false, { beneficiary: stranger.publicKey }), stranger);
    },
    { policy: { transferRule: 'free' } },
  );

  describe('is refused', () => {
    refusesAttacks({
      signer: beneficiary,
      refusal: 'NotBeneficiary',
      withoutPlan: true,
      withoutExpiry: true,
      build: (test, grant, { signer, grant: other }) =>
        test.setAutoClaim(other ?? grant, false, signer && { beneficiary: signer }),
    });
  });
});
