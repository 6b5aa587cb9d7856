/** `tenure grant`: one grant from its issue to its end. */
import type { Command } from 'commander';
import type { OpenSession } from '../../open-session';
import { addGrantAccelerate } from './accelerate';
import { addGrantAutoClaim } from './auto-claim';
import { addGrantClose } from './close';
import { addGrantIssue } from './issue';
import { addGrantList } from './list';
import { addGrantPause } from './pause';
import { addGrantRecover } from './recover';
import { addGrantResume } from './resume';
import { addGrantShow } from './show';
import { addGrantTerminate } from './terminate';
import { addGrantTransfer } from './transfer';
import { addGrantVoid } from './void';
import { addGrantWithholding } from './withholding';

/** Its verbs, in the order of the help. */
const VERBS = [
  addGrantIssue,
  addGrantShow,
  addGrantList,
  addGrantTerminate,
  addGrantPause,
  addGrantResume,
  addGrantAccelerate,
  addGrantClose,
  addGrantVoid,
  addGrantWithholding,
  addGrantAutoClaim,
  addGrantTransfer,
  addGrantRecover,
];

/** Adds the noun with its verbs. */
export function addGrant(program: Command, open: OpenSession): void {
  const grant = program.command('grant').description('grants, one at a time').copyInheritedSettings(program);
  for (const add of VERBS) add(grant, open);
}
