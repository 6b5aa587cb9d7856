import { isMilestoneOver, parseSchedule, segmentsOf, type MilestoneTerms } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { grantLike, NEW_YEAR, planLike } from '@/entities/fixture';

const DAY = 86_400;

describe('a milestone that can never pay again', () => {
  const met: MilestoneTerms = {
    ...{ status: 'met', payout: 100n, claimed: 100n, metTs: NEW_YEAR, issuedTs: NEW_YEAR, segments: [] },
    ...{ retainedAtIssue: 1_000_000_000, accelerationsAtIssue: 0 },
  };
  const held = { plan: planLike(), grant: grantLike() };
  const over = (more: Partial<MilestoneTerms>) =>
    isMilestoneOver(held.plan, held.grant, { ...met, ...more }, NEW_YEAR + DAY);

  it('has paid all that its result pays', () => {
    expect(over({})).toBe(true);
    expect(over({ claimed: 99n })).toBe(false);
  });

  it('has paid what had vested when its grant stopped', () => {
    const grant = grantLike({ status: 'settled', statusTs: NEW_YEAR + 50 * DAY });
    const segments = segmentsOf(parseSchedule('linear:100d'), 1_000_000_000n);
    const stopped = { ...met, status: 'stopped', segments } as const;
    const at = (claimed: bigint) => isMilestoneOver(held.plan, grant, { ...stopped, claimed }, NEW_YEAR + 60 * DAY);
    expect([at(49n), at(50n)]).toEqual([false, true]);
  });

  it('was decided without a payout, not still to be decided', () => {
    for (const status of ['missed', 'expired', 'cancelled', 'voided'] as const) {
      expect(over({ status, payout: 0n, claimed: 0n })).toBe(true);
    }
    expect(over({ status: 'pending', payout: 0n, claimed: 0n })).toBe(false);
  });
});
