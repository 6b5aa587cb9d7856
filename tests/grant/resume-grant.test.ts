import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { people } from '../support/world';
import { refusesAttacks } from './attacks';
import { scenario, STEADY } from './scenario';

const { authority, beneficiary } = people;
const steady = { total: 2_000n, shape: STEADY };
const consent = { beneficiary: beneficiary.publicKey };

describe('resume_grant', () => {
  scenario('goes on from where the pause began, that much later', (test) => {
    const grant = test.issue(steady);
    test.at(100);
    test.run(test.pause(grant, 1_000), authority);
    test.at(350);
    const outcome = test.run(test.resume(grant), authority);
    const told = { plan: test.plan.address.toBase58(), grant: grant.toBase58(), pausedSecs: 250 };
    expect(eventsOf(outcome)).to.deep.equal([{ name: 'grantResumed', data: told }]);
    const { status, statusTs, pausedSecs, imposedPauseSecs, pauseLimitSecs } = test.grantState(grant);
    expect([status, statusTs, pausedSecs, imposedPauseSecs, pauseLimitSecs]).to.deep.equal(['active', 0, 250, 250, 0]);
    for (const [second, vested] of [
      [350, 100n],
      [351, 101n],
      [2_249, 1_999n],
      [2_250, 2_000n],
    ] as const) {
      test.at(second);
      test.collect(grant);
      expect(test.paid(), `second ${second}`).to.equal(vested);
    }
  });

  scenario('books a pause that has run out with the time that it lasted, however late', (test) => {
    const grant = test.issue(steady);
    test.run(test.pause(grant, 100, consent), authority, beneficiary);
    test.at(1_000);
    expect(test.vested(grant)).to.equal(900n);
    test.run(test.resume(grant), authority);
    expect(test.vested(grant)).to.equal(900n);
    const { pausedSecs, imposedPauseSecs } = test.grantState(grant);
    expect([pausedSecs, imposedPauseSecs]).to.deep.equal([100, 0]);
  });

  scenario('in the same second undoes the pause', (test) => {
    const grant = test.issue(steady);
    const before = test.grantState(grant);
    test.run([test.pause(grant, 100), test.resume(grant)], authority);
    expect(test.grantState(grant)).to.deep.equal(before);
  });

  scenario('adds up several pauses', (test) => {
    const grant = test.issue(steady);
    for (const second of [0, 100, 200]) {
      test.at(second);
      test.run(test.pause(grant, 60), authority);
      test.at(second + 50);
      test.run(test.resume(grant), authority);
    }
    expect(test.grantState(grant).pausedSecs).to.equal(150);
    test.at(1_000);
    expect(test.collect(grant)).to.equal(850n);
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      prepare: (test, grant) => test.run(test.pause(grant, 60), authority),
      build: (test, grant, { signer, ...changed }) =>
        test.resume(grant, { ...changed, ...(signer && { authority: signer }) }),
    });

    scenario(
      'to a grant that is not paused: active, resumed, terminated, settled',
      (test) => {
        const grant = test.issue(steady);
        test.refuse(test.resume(grant), 'GrantNotPaused', authority);
        test.run(test.pause(grant, 60), authority);
        test.run(test.resume(grant), authority);
        test.refuse(test.resume(grant), 'GrantNotPaused', authority);
        test.run(test.pause(grant, 60), authority);
        test.run(test.terminate(grant), authority);
        test.refuse(test.resume(grant), 'GrantNotPaused', authority);
        test.at(501);
        test.run(test.settle(grant));
        test.refuse(test.resume(grant), 'GrantNotPaused', authority);
      },
      { policy: { noticeSecs: 500 } },
    );
  });
});
