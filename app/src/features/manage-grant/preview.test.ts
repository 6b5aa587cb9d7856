import { vestedAt } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { grantLike, NEW_YEAR, planLike } from '@/entities/fixture';
import { pauseLeft, previewAcceleration, previewPauseEnd, previewTermination } from './preview';

const DAY = 86_400;
const plan = planLike();
const grant = grantLike();
const dayTen = NEW_YEAR + 10 * DAY;

describe('a termination, before it is announced', () => {
  it('lets vest what vests in the notice, and returns the rest', () => {
    expect(previewTermination(plan, grant, 'resignation', dayTen)).toEqual({
      stopTs: dayTen + 30 * DAY,
      vestedNow: 10_000_000n,
      goodLeaver: 0n,
      duringNotice: 30_000_000n,
      kept: 40_000_000n,
      returned: 60_000_000n,
    });
  });

  it('gives a good leaver the share of the unvested at once', () => {
    const { goodLeaver, duringNotice, kept, returned } = previewTermination(plan, grant, 'withoutCause', dayTen);
    expect({ goodLeaver, duringNotice, kept, returned }).toEqual({
      ...{ goodLeaver: 45_000_000n, duringNotice: 15_000_000n, kept: 70_000_000n, returned: 30_000_000n },
    });
  });

  it('gives the good leaver’s share once', () => {
    const again = grantLike({ goodLeaverReleased: true });
    expect(previewTermination(plan, again, 'withoutCause', dayTen)).toMatchObject({
      goodLeaver: 0n,
      kept: 40_000_000n,
    });
  });

  it('ends a running pause: notice is time that vests', () => {
    const paused = grantLike({
      status: 'pausedByAuthority',
      statusTs: NEW_YEAR + 5 * DAY,
      pauseLimitSecs: 60 * DAY,
    });
    const { vestedNow, kept } = previewTermination(plan, paused, 'forCause', dayTen);
    expect(vestedNow).toBe(5_000_000n);
    expect(kept).toBe(35_000_000n);
  });

  it('never takes what has vested', () => {
    const after = NEW_YEAR + 500 * DAY;
    expect(previewTermination(plan, grant, 'forCause', after)).toMatchObject({
      kept: 100_000_000n,
      returned: 0n,
    });
  });
});

describe('early releases and pauses', () => {
  it('tells what vests at once', () => {
    expect(previewAcceleration(plan, grant, 2_500, dayTen)).toBe(22_500_000n);
    expect(previewAcceleration(plan, grant, 10_000, dayTen)).toBe(90_000_000n);
  });

  it('counts what the authority has left of pauses, the running one included', () => {
    expect(pauseLeft(plan, grant, dayTen)).toBe(60 * DAY);
    const paused = {
      status: 'pausedByAuthority',
      statusTs: NEW_YEAR,
      pauseLimitSecs: 30 * DAY,
      imposedPauseSecs: 20 * DAY,
    } as const;
    expect(pauseLeft(plan, grantLike(paused), dayTen)).toBe(30 * DAY);
    expect(pauseLeft(plan, grantLike({ imposedPauseSecs: 90 * DAY }), dayTen)).toBe(0);
  });

  it('shifts the end by the pause', () => {
    expect(previewPauseEnd(grant, 30 * DAY, dayTen)).toBe(NEW_YEAR + 130 * DAY);
    expect(vestedAt(plan, grant, NEW_YEAR + 100 * DAY)).toBe(100_000_000n);
  });
});
