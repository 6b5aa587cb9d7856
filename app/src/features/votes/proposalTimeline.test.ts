import { isProposalOver } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { OPENED, PROPOSAL } from './proposal.fixture';
import { proposalTimeline } from './proposalTimeline';

const DAY = 86_400;
const states = (proposal: typeof PROPOSAL, now: number) =>
  proposalTimeline(proposal, now).map(({ name, state }) => `${name}: ${state}`);

describe('the course of a proposal', () => {
  it('names what is past, what is next and what comes later', () => {
    expect(states(PROPOSAL, OPENED + DAY)).toEqual([
      ...['Opened: past', 'Vote ends: next', 'Can be carried out from: later', 'Expires: later'],
    ]);
    expect(states(PROPOSAL, OPENED + 4 * DAY)).toEqual([
      ...['Opened: past', 'Vote ends: past', 'Can be carried out from: past', 'Expires: next'],
    ]);
  });

  it('ends with the vote where it was rejected, and with nothing next where it was carried out', () => {
    expect(states({ ...PROPOSAL, no: 400n }, OPENED + 3 * DAY)).toEqual(['Opened: past', 'Vote ends: past']);
    expect(states({ ...PROPOSAL, status: 'executed' }, OPENED + 5 * DAY).join()).not.toContain('next');
  });

  it('is over when nothing can come of it and nobody votes on it', () => {
    const over = (change: Partial<typeof PROPOSAL>, days: number) =>
      isProposalOver({ ...PROPOSAL, ...change }, OPENED + days * DAY);
    expect(over({}, 8)).toBe(false);
    expect(over({}, 9)).toBe(true);
    expect(over({ no: 400n }, 2)).toBe(false);
    expect(over({ no: 400n }, 3)).toBe(true);
    expect(over({ status: 'withdrawn' }, 2)).toBe(false);
    expect(over({ status: 'executed' }, 5)).toBe(true);
  });
});
