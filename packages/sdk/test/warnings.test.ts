import { expect } from 'chai';
import * as sdk from '../src';
import { PLAN } from './fixture/accounts';

const DAY = 86_400;
const policy: sdk.WarnedPolicy = {
  ...{ cancellable: true, noticeSecs: 30 * DAY, voidSecs: DAY, recoverySecs: 0, maxWithholdingBps: 5_000 },
  ...{ operatorCap: 999n, issueCap: 1_000n },
};
const settings: sdk.WarnedSettings = { quorumBps: 3_000, approvalBps: 6_000, executionDelaySecs: DAY };

describe('SDK: warnings of what is allowed and weak', () => {
  it('are none of values that protect', () => {
    expect(sdk.policyWarnings(policy)).to.deep.equal([]);
    expect(sdk.governanceWarnings(settings)).to.deep.equal([]);
  });

  const policies: [what: string, changed: Partial<sdk.WarnedPolicy>, field: string, says: RegExp][] = [
    ['no notice', { noticeSecs: 0 }, 'noticeSecs', /without notice/],
    ['a notice of 3 days', { noticeSecs: 3 * DAY }, 'noticeSecs', /with 3 days of notice, less than 7 days/],
    ['a notice a second short of 7 days', { noticeSecs: 7 * DAY - 1 }, 'noticeSecs', /with 604799 seconds of notice/],
    ['a notice of a day', { noticeSecs: DAY }, 'noticeSecs', /with 1 day of notice/],
    ['a notice of 36 hours', { noticeSecs: 36 * 3_600 }, 'noticeSecs', /with 36 hours of notice/],
    ['no void window', { voidSecs: 0 }, 'voidSecs', /Nothing that is issued can be taken back/],
    ['recovery', { recoverySecs: 45 * DAY }, 'recoverySecs', /Authority and guardian .* within 45 days/],
    ['a withholding above half', { maxWithholdingBps: 5_001 }, 'maxWithholdingBps', /50\.01 % of a claim/],
    ['the highest withholding', { maxWithholdingBps: 6_500 }, 'maxWithholdingBps', /65 % of a claim, more than half/],
    ['an operator with all of the cap', { operatorCap: 1_000n }, 'operatorCap', /operator's key alone .* 24 hours/],
    ['an operator with more than the cap', { operatorCap: 2_000n }, 'operatorCap', /operator's key alone/],
  ];
  for (const [what, changed, field, says] of policies) {
    it(`of a policy: ${what}`, () => {
      const [only, ...more] = sdk.policyWarnings({ ...policy, ...changed });
      expect(more).to.deep.equal([]);
      expect(only?.field).to.equal(field);
      expect(only?.says).to.match(says);
    });
  }

  it('of a policy: not of values at the edge, nor of the notice where no grant can be ended', () => {
    expect(sdk.policyWarnings({ ...policy, noticeSecs: 7 * DAY })).to.deep.equal([]);
    expect(sdk.policyWarnings({ ...policy, cancellable: false, noticeSecs: 0 })).to.deep.equal([]);
    expect(sdk.policyWarnings({ ...policy, voidSecs: 1 })).to.deep.equal([]);
  });

  it('of a plan that there is: its account will do, and all are told in the order of the policy', () => {
    const fields = sdk.policyWarnings({ ...PLAN, voidSecs: 0, maxWithholdingBps: 6_000, operatorCap: PLAN.issueCap });
    expect(fields.map(({ field }) => field)).to.deep.equal([
      'noticeSecs',
      'voidSecs',
      'recoverySecs',
      'maxWithholdingBps',
      'operatorCap',
    ]);
  });

  const governances: [what: string, changed: Partial<sdk.WarnedSettings>, field: string, says: RegExp][] = [
    ['a quorum of 5 %', { quorumBps: 500 }, 'quorumBps', /once 5 % of what grants can vote is cast/],
    ['a quorum just below 10 %', { quorumBps: 999 }, 'quorumBps', /once 9\.99 % /],
    ['no delay', { executionDelaySecs: 0 }, 'executionDelaySecs', /in the second in which the vote ends/],
    ['an approval of exactly half', { approvalBps: 5_000 }, 'approvalBps', /More than 50 % of the votes cast/],
  ];
  for (const [what, changed, field, says] of governances) {
    it(`of a governance: ${what}`, () => {
      const [only, ...more] = sdk.governanceWarnings({ ...settings, ...changed });
      expect(more).to.deep.equal([]);
      expect(only?.field).to.equal(field);
      expect(only?.says).to.match(says);
    });
  }

  it('of a governance: not of values at the edge', () => {
    expect(sdk.governanceWarnings({ quorumBps: 1_000, approvalBps: 5_001, executionDelaySecs: 1 })).to.deep.equal([]);
  });

  it('are sentences, with the numbers that were chosen', () => {
    const all = [
      ...sdk.policyWarnings({
        ...policy,
        noticeSecs: DAY,
        voidSecs: 0,
        recoverySecs: 30 * DAY,
        maxWithholdingBps: 6_500,
      }),
      ...sdk.governanceWarnings({ quorumBps: 500, approvalBps: 5_000, executionDelaySecs: 0 }),
    ];
    expect(all).to.have.length(7);
    for (const { says } of all) expect(says).to.match(/^[A-Z].*\.$/);
  });
});
