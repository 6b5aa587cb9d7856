/** What keepers do about results: making them final, and settling the milestones on them. */
import { sourceName } from '@tenure/operations';
import {
  fetchMetricsByPlan,
  fetchMilestonesByPlan,
  finalizeMetric,
  settlementAt,
  settleMilestone,
  type Grant,
  type Milestone,
  type Plan,
} from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import { clean } from '../output/clean';
import { figure } from '../output/values';
import type { Session } from '../session';

/** Something that anybody may do, and that pays nobody yet. */
export interface KeeperTask extends InstructionGroup {
  /** What becomes of it, such as `settled, met`. */
  readonly outcome: string;
}

/** Results whose time for disputes is over, at the chain's time `now`. */
export async function finalizeTasks({ reader, programId }: Session, plan: Plan, now: number): Promise<KeeperTask[]> {
  const metrics = await fetchMetricsByPlan(reader, plan.address, programId);
  return metrics.flatMap(({ address, key, status, value, exponent, challengeEndsTs }) => {
    if (status !== 'challenged' || value === null || now < (challengeEndsTs ?? 0)) return [];
    const instructions = [finalizeMetric(address, programId)];
    const outcome = `final at ${figure(value, exponent)}`;
    return { form: 'finalize', label: `metric ${clean(key)}`, outcome, instructions };
  });
}

/** Milestones that can be settled, at the chain's time `now`, by metrics and grants as they stand. */
export async function settleTasks(
  { reader, programId }: Session,
  plan: Plan,
  grants: readonly Grant[],
  now: number,
): Promise<KeeperTask[]> {
  const metrics = await fetchMetricsByPlan(reader, plan.address, programId);
  const metricAt = new Map(metrics.map((metric) => [metric.address.toBase58(), metric]));
  const milestones = await milestonesByGrant(reader, plan, programId);
  return grants.flatMap((grant) =>
    (milestones.get(grant.address.toBase58()) ?? []).flatMap((milestone) => {
      const metric = metricAt.get(milestone.metric.toBase58());
      const ends = metric === undefined ? null : settlementAt(plan, grant, metric, milestone, now);
      if (ends === null) return [];
      const place = { plan: plan.address, grant: grant.address, metric: milestone.metric };
      const instructions = [settleMilestone({ ...place, milestone: milestone.address }, programId)];
      return {
        form: 'settle',
        label: sourceName({ grant, milestone }),
        outcome: `settled, ${ends}`,
        instructions,
      };
    }),
  );
}

/** Every milestone of a plan, by the address of its grant in base58. */
export async function milestonesByGrant(
  reader: Session['reader'],
  plan: Plan,
  programId: Session['programId'],
): Promise<Map<string, Milestone[]>> {
  const found = new Map<string, Milestone[]>();
  if (plan.metricCount === 0) return found;
  for (const milestone of await fetchMilestonesByPlan(reader, plan.address, programId)) {
    const grant = milestone.grant.toBase58();
    found.set(grant, [...(found.get(grant) ?? []), milestone]);
  }
  return found;
}
