/** `tenure plan`: what a plan promises, who decides, and its money. */
import type { Command } from 'commander';
import type { OpenSession } from '../../open-session';
import { addPlanAccelerate } from './accelerate';
import { addPlanClose } from './close';
import { addPlanCollect } from './collect';
import { addPlanCreate } from './create';
import { addPlanFund } from './fund';
import { addPlanPauseClaims } from './pause-claims';
import { addPlanPolicy } from './policy';
import { addPlanResumeClaims } from './resume-claims';
import { addPlanRoles } from './roles';
import { addPlanSeal } from './seal';
import { addPlanShow } from './show';
import { addPlanSweep } from './sweep';
import { addPlanWithdraw } from './withdraw';

/** Its verbs, in the order of the help. */
const VERBS = [
  addPlanCreate,
  addPlanShow,
  addPlanFund,
  addPlanWithdraw,
  addPlanCollect,
  addPlanRoles,
  addPlanPolicy,
  addPlanAccelerate,
  addPlanPauseClaims,
  addPlanResumeClaims,
  addPlanSeal,
  addPlanSweep,
  addPlanClose,
];

/** Adds the noun with its verbs. */
export function addPlan(program: Command, open: OpenSession): void {
  const plan = program
    .command('plan')
    .description('plans: their money, roles and promises')
    .copyInheritedSettings(program);
  for (const add of VERBS) add(plan, open);
}
