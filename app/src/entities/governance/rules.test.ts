import { ACTION_NAMES, DEPOSIT_ACTION_NAMES, type GovernanceSettings } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { rulesOf } from './rules';

const DAY = 86_400;
const amount = (baseUnits: bigint) => `${baseUnits} LAB`;
const settings: GovernanceSettings = {
  ...{ proposalThreshold: 500n, votingSecs: 3 * DAY, executionDelaySecs: DAY, executionWindowSecs: 5 * DAY },
  ...{ minAgeSecs: 30 * DAY, quorumBps: 5_000, approvalBps: 6_000, maxVoterBps: 3_500, excludeOwnGrant: true },
  ...{ actions: ACTION_NAMES, depositActions: DEPOSIT_ACTION_NAMES },
};
const textOf = (more: Partial<GovernanceSettings>, about: string) =>
  rulesOf({ ...settings, ...more }, amount).find((rule) => rule.about === about)?.text;

describe('the rules of a governance', () => {
  it('are all given, and the cap only where there is one', () => {
    expect(textOf({}, 'Then')).toBe('What passed waits 1 day; then anybody can carry it out, for 5 days.');
    expect(textOf({}, 'One wallet')).toContain('35 %');
    expect(textOf({}, 'Own grant')).toBeDefined();
    expect(textOf({ excludeOwnGrant: false }, 'Own grant')).toBeUndefined();
    expect(textOf({ maxVoterBps: 10_000 }, 'One wallet')).toContain('in full');
    expect(textOf({ proposalThreshold: 0n }, 'Who proposes')).not.toContain('at least');
  });

  it('say on what deposits vote, or that they never do', () => {
    expect(textOf({}, 'Who votes')).toContain('only to release a part of everything early');
    expect(textOf({ depositActions: [] }, 'Who votes')).toContain('Deposited tokens have no vote.');
  });

  it('warn where members decide about grants, not where they can only release early', () => {
    const tone = (actions: GovernanceSettings['actions']) => rulesOf({ ...settings, actions }, amount)[0]?.tone;
    expect(tone(ACTION_NAMES)).toBe('warn');
    expect(tone(DEPOSIT_ACTION_NAMES)).toBe('good');
  });
});
