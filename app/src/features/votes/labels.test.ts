import type { ActionEffect, Ballot, OracleSet } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { key, PROPOSAL } from './proposal.fixture';
import { actionTitle, effectText, noVoteText, resultText } from './labels';

const amount = (baseUnits: bigint) => `${baseUnits} LAB`;
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
    expect(effectText({ kind: 'fails', because: 'noOracles' }, amount)).toBe(
      'Today it would fail: the plan has no oracles.',
    );
  });

  it('says what the beneficiary of a grant would lose', () => {
    const ends: ActionEffect = { kind: 'terminates', stopTs: 1_768_000_000, stays: 40n, returns: 60n };
    expect(effectText(ends, amount)).toContain('keeps 40 LAB and loses 60 LAB');
  });

  it('says that a cap is never less than what is granted, and that oracles are announced first', () => {
    const cap: ActionEffect = { kind: 'setsCap', before: 100n, after: 70n, left: 0n };
    expect(effectText(cap, amount)).toContain('Then it would be 70 LAB, of which 0 LAB could still be granted.');
    const before: OracleSet = {
      ...{ address: key(1), plan: key(2), attestors: [key(3), null, key(4)], threshold: 2, byVote: false, next: null },
    };
    const after = { attestors: [key(3), key(5)], threshold: 2 };
    const replaced = effectText({ kind: 'replacesOracles', before, after, readyTs: 1_768_000_000 }, amount);
    expect(replaced).toMatch(/^Today 2 of 2 oracles decide. The new ones would be announced/);
  });

  it('says why a grant or deposit has no vote', () => {
    const ballot: Ballot = {
      ...{
        kind: 'deposit',
        number: 0n,
        address: key(6),
        holder: key(7),
        weight: 10n,
        counts: 0n,
        no: 'tooYoung',
        vote: undefined,
      },
    };
    expect(noVoteText(ballot, PROPOSAL)).toContain('Too new');
    expect(noVoteText({ ...ballot, no: 'atCap' }, PROPOSAL)).toContain('one wallet');
    expect(noVoteText({ ...ballot, no: 'isDeposit' }, PROPOSAL)).toContain('only grants');
    expect(noVoteText({ ...ballot, no: null }, PROPOSAL)).toBeUndefined();
  });

  it('says why a vote fails', () => {
    expect(resultText({ ...PROPOSAL, yes: 100n, no: 0n }, false)).toContain('Too little was cast');
    expect(resultText({ ...PROPOSAL, no: 400n }, false)).toContain('a tie rejects');
    expect(resultText({ ...PROPOSAL, no: 399n }, false)).toBe('Less than 60 % of what was cast was yes.');
  });
});
