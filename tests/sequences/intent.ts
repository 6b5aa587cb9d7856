/** From a draw to a call: what is meant here and now, what has to come first, or what else there is to do. */
import type { Draw } from './arbitraries';
import type { Call, InstructionName } from './calls';
import { INSTRUCTIONS } from './instructions';
import type { World } from './state';
import { pick } from './time';

const DAY = 86_400;
/** What is done where nothing else is left. */
const INSTEAD = [
  'issueGrants',
  'terminateGrant',
  'pauseGrant',
  'claim',
  'createPlan',
  'proposeTransfer',
  'fundPlan',
] as const;

/** The well-meant call of a draw; undefined where nothing exists that it could be about. */
export function intent(world: World, draw: Draw, name: InstructionName): Call | undefined {
  return INSTRUCTIONS[name].intent(world, draw);
}

/** The same, or else what it needs first, or something else. */
export function intentOrOther(world: World, draw: Draw, name: InstructionName): Call | undefined {
  for (const one of [name, ...(INSTRUCTIONS[name].requires ?? []), pick(INSTEAD, draw.who), ...INSTEAD]) {
    const found = intent(world, draw, one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A call with its last second: never, or at a boundary that still holds. */
export function expiring(world: World, call: Call, draw: Draw): Call {
  if (INSTRUCTIONS[call.instruction].expires === undefined) return call;
  return { ...call, expiresTs: pick([undefined, world.now, world.now + 1, world.now + 30 * DAY], draw.detail >> 3) };
}
