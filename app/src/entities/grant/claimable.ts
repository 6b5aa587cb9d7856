/** What can be claimed of a grant at a time, and what is left of it. */
import { outstandingText } from '@tenure/operations';
import { claimableAt, milestoneClaimableAt, outstandingAt, type Plan, type ClaimPreview } from '@tenure/sdk';
import type { TokenText } from '@/entities/token';
import type { Holding } from './grant';

/** What claiming now would pay, of the schedule and of the milestones together, base units. */
export function dueNow({ plan, grant, milestones }: Holding, now: number): Pick<ClaimPreview, 'claimable' | 'net'> {
  const all = [
    claimableAt(plan, grant, now),
    ...milestones.map(({ milestone }) => milestoneClaimableAt(plan, grant, milestone, now)),
  ];
  return {
    claimable: all.reduce((sum, { claimable }) => sum + claimable, 0n),
    net: all.reduce((sum, { net }) => sum + net, 0n),
  };
}

/** Claimable now, of the schedule and of the milestones together, base units. */
export function claimableOf(holding: Holding, now: number): bigint {
  return dueNow(holding, now).claimable;
}

/** What a grant and its milestones can still pay, in words, such as `120,000 LAB, of which 40,000 LAB have vested`. */
export function leftText(holding: Holding, now: number, text: TokenText): string {
  const { plan, grant, milestones } = holding;
  const open = milestones.map(({ milestone }) => milestone);
  return outstandingText({ tokens: text }, plan, outstandingAt(plan, grant, open, now));
}

/** Why nothing can be claimed now, in a sentence; undefined where something can, or nothing is due. */
export function blockedText(
  { blockedBy }: ClaimPreview,
  { claimsPausedUntilTs }: Plan,
): { text: string; untilTs?: number } | undefined {
  if (blockedBy === 'claimsPaused')
    return { text: 'The guardian has paused claims. They open again', untilTs: claimsPausedUntilTs };
  if (blockedBy === 'voidWindow')
    return { text: 'This grant is new: it pays nothing while the authority can still take it back' };
  return undefined;
}
