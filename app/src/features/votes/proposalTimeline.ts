/** Where proposals stand, as far as pages need it beyond the SDK. */
import { hasPassed, type Proposal } from '@tenure/sdk';

/** A date of a proposal's course. */
export interface TimelineDate {
  readonly name: string;
  readonly ts: number;
  readonly state: 'past' | 'next' | 'later';
}

/** What happens when: past, next, later. Nothing comes after a proposal that failed or was taken back. */
export function proposalTimeline(proposal: Proposal, now: number): TimelineDate[] {
  const { createdTs, votingEndsTs, executableTs, expiresTs, status } = proposal;
  const dead = status === 'withdrawn' || (now >= votingEndsTs && !hasPassed(proposal));
  const dates: [string, number][] = [
    ['Opened', createdTs],
    ['Vote ends', votingEndsTs],
    ...(dead
      ? []
      : ([
          [status === 'executed' ? 'Could be carried out from' : 'Can be carried out from', executableTs],
          [status === 'executed' ? 'Would have expired' : 'Expires', expiresTs],
        ] satisfies [string, number][])),
  ];
  const over = status !== 'open';
  const next = over ? undefined : dates.find(([, ts]) => ts > now);
  return dates.map((date) => {
    const [name, ts] = date;
    return { name, ts, state: date === next ? 'next' : ts <= now ? 'past' : 'later' };
  });
}
