/** `tenure oracle`, `tenure metric` and `tenure milestone`. */
import type { Command } from 'commander';
import { addMetricCourse } from '../metric/attest';
import { addMetricCreate } from '../metric/create';
import { addMetricShow } from '../metric/show';
import { addMilestoneCourse } from './show';
import { addMilestoneIssue } from './issue';
import { addOracleCheck } from '../oracle/check';
import { addOracleRun } from '../oracle/run';
import { addOracleSet } from '../oracle/set';
import type { Opener } from '../../open-session';

/** Adds the three groups. */
export function addMilestones(program: Command, open: Opener): void {
  const oracle = program
    .command('oracle')
    .description('who attests results, and attesting them')
    .copyInheritedSettings(program);
  addOracleSet(oracle, open);
  addOracleRun(oracle, open);
  addOracleCheck(oracle, open);
  const metric = program
    .command('metric')
    .description('what is measured, and its result')
    .copyInheritedSettings(program);
  addMetricCreate(metric, open);
  addMetricShow(metric, open);
  addMetricCourse(metric, open);
  const milestone = program
    .command('milestone')
    .description('tranches of grants that a metric decides')
    .copyInheritedSettings(program);
  addMilestoneIssue(milestone, open);
  addMilestoneCourse(milestone, open);
}
