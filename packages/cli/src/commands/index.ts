/** Every command, in the order of the help: nouns with verbs, and verbs that stand alone. */
import type { Command } from 'commander';
import type { OpenSession } from '../open-session';
import { addClaim } from './claim';
import { addDoctor } from './doctor';
import { addGovernance } from './governance';
import { addGrant } from './grant';
import { addImport } from './import';
import { addKeeper } from './keeper';
import { addMetric } from './metric';
import { addMilestone } from './milestone';
import { addOracle } from './oracle';
import { addPlan } from './plan';
import { addProposal } from './proposal';
import { addVote } from './vote';

/** What adds each of them to the program. */
export const COMMANDS: readonly ((program: Command, open: OpenSession) => void)[] = [
  addPlan,
  addGrant,
  addOracle,
  addMetric,
  addMilestone,
  addGovernance,
  addVote,
  addProposal,
  addImport,
  addClaim,
  addKeeper,
  addDoctor,
];
