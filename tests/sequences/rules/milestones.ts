/** Rules of milestones. */
import { at, type CallAccounts } from '../calls';
import type { MilestoneContext } from '../outcome';
import type { Milestone, World } from '../state';
import { checkPlan, ensure, load, loadGrant, loadPlan } from './checks';
import { loadMetric } from './metrics';

/** The milestone that a call names. */
export function loadMilestone(world: World, call: CallAccounts): Milestone {
  return load(world, world.milestones, at(call, 'milestone'));
}

/** The same with its plan, grant and metric, which have to belong together. */
export function loadMilestoneContext(world: World, call: CallAccounts): MilestoneContext {
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  const metric = loadMetric(world, call);
  const milestone = loadMilestone(world, call);
  checkPlan(grant, plan);
  ensure(milestone.grant === grant.name, 'MilestoneOfAnotherGrant');
  ensure(milestone.metric === metric.name, 'WrongMetric');
  return { plan, grant, metric, milestone };
}
