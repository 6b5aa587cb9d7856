import type { ProposalAction } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { key } from './proposal.fixture';
import { assignSeats } from './assignSeats';

const current = { attestors: [key(1), key(2), null], threshold: 2 };
const replace = (...attestors: ReturnType<typeof key>[]): ProposalAction => ({
  ...{ kind: 'replaceOracles', oracles: { attestors, threshold: 2 } },
});

describe('oracles that a proposal names in any order', () => {
  it('keep their seats where they stay; others take the free ones', () => {
    expect(assignSeats(replace(key(3), key(2)), current)).toEqual({
      ...{ kind: 'replaceOracles', oracles: { attestors: [key(3), key(2), null], threshold: 2 } },
    });
  });

  it('stay as named where the plan has none', () => {
    expect(assignSeats(replace(key(2), key(1)), null)).toEqual(replace(key(2), key(1)));
  });

  it('are left alone by other actions', () => {
    const release = { kind: 'acceleratePlan', accelerationBps: 1 } as const;
    expect(assignSeats(release, current)).toBe(release);
  });
});
