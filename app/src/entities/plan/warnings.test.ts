import { ACTION_NAMES } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { governanceWarnings, policyWarnings, type WarnedPolicy } from './warnings';

const DAY = 86_400;
const strong: WarnedPolicy = {
  ...{ cancellable: true, noticeSecs: 30 * DAY, voidSecs: DAY, issueCap: 100n, operatorCap: 10n },
  ...{ recoverySecs: 0, maxWithholdingBps: 4_000 },
};
const warned = (more: Partial<WarnedPolicy>) => policyWarnings({ ...strong, ...more });

describe('terms that protect little', () => {
  it('are none in a policy that protects', () => {
    expect(warned({})).toEqual([]);
    expect(warned({ cancellable: false, noticeSecs: 0, recoverySecs: 90 * DAY })).toEqual([]);
  });

  it('are each warned of', () => {
    expect(warned({ noticeSecs: 0 })).toEqual([expect.stringContaining('without any notice')]);
    expect(warned({ noticeSecs: DAY })).toEqual([expect.stringContaining('1 day of notice')]);
    expect(warned({ voidSecs: 0 })).toEqual([expect.stringContaining('void window')]);
    expect(warned({ operatorCap: 100n })).toEqual([expect.stringContaining('stolen operator key')]);
    expect(warned({ recoverySecs: 30 * DAY })).toEqual([expect.stringContaining('30 days')]);
    expect(warned({ maxWithholdingBps: 6_500 })).toEqual([expect.stringContaining('65 %')]);
  });

  it('are a low quorum and no delay, where members vote', () => {
    const settings = {
      ...{ proposalThreshold: 0n, votingSecs: DAY, executionDelaySecs: DAY, executionWindowSecs: DAY, minAgeSecs: 30 * DAY },
      ...{ quorumBps: 2_000, approvalBps: 5_000, maxVoterBps: 10_000, excludeOwnGrant: false },
      ...{ actions: ACTION_NAMES, depositActions: [] },
    };
    expect(governanceWarnings(settings)).toEqual([]);
    expect(governanceWarnings({ ...settings, quorumBps: 500, executionDelaySecs: 0 })).toHaveLength(2);
  });
});
