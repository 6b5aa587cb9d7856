/** The whole command line: which commands there are. */
import type { Command } from 'commander';
import { version } from '../package.json';
import { commandOn } from './command-line';
import { addClaim } from './commands/claim';
import { addDoctor } from './commands/doctor';
import { addGrantCourse } from './commands/grant/terminate';
import { addGrantIssue } from './commands/grant/issue';
import { addGrantShow } from './commands/grant/show';
import { addGrantTransfer } from './commands/grant/transfer';
import { addImport } from './commands/import';
import { addKeeper } from './commands/keeper';
import { addMilestones } from './commands/milestone/index';
import { addPlanCreate } from './commands/plan/create';
import { addPlanEnd } from './commands/plan/close';
import { addPlanMoney } from './commands/plan/fund';
import { addPlanPolicy } from './commands/plan/policy';
import { addPlanRoles } from './commands/plan/roles';
import { addPlanShow } from './commands/plan/show';
import { opener } from './open-session';
import { addVoting } from './commands/proposal/index';
import { addGlobalOptions } from './settings/options';
import type { Terminal } from './terminal';

/** Builds it for a terminal. Commander's own failures are thrown, not exited with. */
export function buildProgram(terminal: Terminal): Command {
  const program = commandOn(terminal, 'tenure')
    .description('Token vesting on Solana: plans, grants, milestones, votes, imports, claims')
    .version(version);
  addGlobalOptions(program);
  const open = opener(terminal);
  const plan = program
    .command('plan')
    .description('plans: their money, roles and promises')
    .copyInheritedSettings(program);
  addPlanCreate(plan, open);
  addPlanShow(plan, open);
  addPlanMoney(plan, open);
  addPlanRoles(plan, open);
  addPlanPolicy(plan, open);
  addPlanEnd(plan, open);
  const grant = program.command('grant').description('grants, one at a time').copyInheritedSettings(program);
  addGrantIssue(grant, open);
  addGrantShow(grant, open);
  addGrantCourse(grant, open);
  addGrantTransfer(grant, open);
  addMilestones(program, open);
  addVoting(program, open);
  addImport(program, open);
  addClaim(program, open);
  addKeeper(program, open);
  addDoctor(program, open);
  return program;
}
