import { ACTION_NAMES, type Ballot, type GovernanceSettings } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { key, PROPOSAL } from './proposal.fixture';
import { actionTitle, effectText, noVoteText, resultText, rulesOf } from './words';

const DAY = 86_400;
const amount = (baseUnits: bigint) => `${baseUnits} LAB`;
const settings: GovernanceSettings = {
  ...{ proposalThreshold: 500n, votingSecs: 3 * DAY, executionDelaySecs: DAY, executionWindowSecs: 5 * DAY },
  ...{ minAgeSecs: 2 * DAY, quorumBps: 5_000, approvalBps: 6_000, maxVoterBps: 3_500, excludeOwnGrant: true },
  actions: ACTION_NAMES,
};

describe('governance in plain words', () => {
  it('says what each action does', () => {
    expect(actionTitle(PROPOSAL.action, '', amount)).toBe('Release 25 % of all that has not vested');
    expect(actionTitle({ kind: 'terminateGrant', grant: key(9), cause: 'withoutCause' }, 'grant 7', amount)).toBe(
      'End grant 7: dismissal without cause',
    );
    const attestors = [key(1), null, key(2), key(3)];
    expect(actionTitle({ kind: 'replaceOracles', oracles: { attestors, threshold: 2 } }, '', amount)).toBe(
      'Replace the oracles: 2 of 3 decide',
    );
  });

  it('says what it would change today, or why it would fail', () => {
    const gain = { kind: 'accelerations', vests: 900n, vestedAfter: 1_000n, grants: 1, milestones: 2 } as const;
    expect(effectText(gain, amount)).toBe('Today 900 LAB would vest at once, of 1 grant and 2 milestones.');
    expect(effectText({ ...gain, vests: 0n, grants: 0, milestones: 0 }, amount)).toContain('release nothing');
    expect(effectText({ kind: 'fails', because: 'alreadyTerminated' }, amount)).toBe('Today it would fail: the grant is ended already.');
  });

  it('gives every rule, and the cap only where there is one', () => {
    const rules = new Map(rulesOf(settings, amount).map(({ about, says }) => [about, says]));
    expect(rules.get('Then')).toBe('What passed waits 1 day; then anybody can carry it out, for 5 days.');
    expect(rules.get('One wallet')).toContain('35 %');
    expect(rules.get('Own grant')).toBeDefined();
    const open = rulesOf({ ...settings, maxVoterBps: 10_000, excludeOwnGrant: false, proposalThreshold: 0n }, amount);
    expect(open.map(({ about }) => about)).not.toContain('Own grant');
    expect(open.find(({ about }) => about === 'One wallet')?.says).toContain('in full');
  });

  it('says why a grant or deposit has no vote', () => {
    const ballot: Ballot = {
      ...{ kind: 'deposit', number: 0n, address: key(6), holder: key(7), weight: 10n, counts: 0n, no: 'tooYoung', vote: undefined },
    };
    expect(noVoteText(ballot, PROPOSAL)).toContain('Too new');
    expect(noVoteText({ ...ballot, no: 'atCap' }, PROPOSAL)).toContain('one wallet');
    expect(noVoteText({ ...ballot, no: null }, PROPOSAL)).toBeUndefined();
  });

  it('says why a vote fails', () => {
    expect(resultText({ ...PROPOSAL, yes: 100n, no: 0n }, false)).toContain('Too little was cast');
    expect(resultText({ ...PROPOSAL, no: 400n }, false)).toBe('Less than 60 % of what was cast was yes.');
  });
});
