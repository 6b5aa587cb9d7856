/** Lets a paused grant vest again. */
import { chooseGrant } from '../choose-grant';
import { openPause } from '../entitlement';
import { loadGrantByAuthority, refuse } from '../rules/checks';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const resumeGrant: InstructionDefinition<NoArguments> = {
  weight: 6,
  leastAccepted: 25,
  expires: 'last',
  encode: writeNothing,
  rule: (world, call) => {
    const { grant } = loadGrantByAuthority(world, call);
    const pause = openPause(grant) ?? refuse('GrantNotPaused');
    pause.endedAt = world.now;
  },
  intent: (world, draw) => {
    const found = chooseGrant(world, draw, (grant) => grant.stopTs === undefined && openPause(grant) !== undefined);
    if (found === undefined) return undefined;
    const accounts = { authority: found.plan.authority, plan: found.plan.name, grant: found.grant.name };
    return { instruction: 'resumeGrant', accounts, args: {} };
  },
  before: 'pauseGrant',
};
