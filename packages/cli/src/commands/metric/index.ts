/** `tenure metric`: from its definition to its final value. */
import type { Command } from 'commander';
import type { OpenSession } from '../../open-session';
import { addMetricAttest } from './attest';
import { addMetricClose } from './close';
import { addMetricCreate } from './create';
import { addMetricDispute } from './dispute';
import { addMetricFinalize } from './finalize';
import { addMetricList } from './list';
import { addMetricShow } from './show';

/** Its verbs, in the order of the help. */
const VERBS = [
  addMetricCreate,
  addMetricShow,
  addMetricList,
  addMetricAttest,
  addMetricDispute,
  addMetricFinalize,
  addMetricClose,
];

/** Adds the noun with its verbs. */
export function addMetric(program: Command, open: OpenSession): void {
  const metric = program
    .command('metric')
    .description('what is measured, and its result')
    .copyInheritedSettings(program);
  for (const add of VERBS) add(metric, open);
}
