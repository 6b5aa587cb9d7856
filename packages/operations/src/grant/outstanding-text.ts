/** What goes with a grant that is handed over. */
import { fetchMilestones, outstandingAt, type Outstanding, type Plan } from '@tenure/sdk';
import type { OperationContext, ValueFormat } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';

/** What a grant and its milestones can still pay. `now` is unix seconds. */
export async function fetchOutstanding(
  { reader, programId }: OperationContext,
  { plan, grant }: GrantOfPlan,
  now: number,
): Promise<Outstanding> {
  return outstandingAt(plan, grant, await fetchMilestones(reader, grant, programId), now);
}

/** The same in words, such as `120,000 LAB, of which 40,000 LAB have vested`. */
export function outstandingText(
  { tokens }: Pick<ValueFormat, 'tokens'>,
  plan: Plan,
  { most, vested }: Outstanding,
): string {
  return `${tokens(most, plan)}, of which ${tokens(vested, plan)} have vested`;
}
