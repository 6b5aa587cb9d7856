/** Takes an announced end of a grant back. */
import { chooseGrant } from '../choose-grant';
import { ensure, loadGrantByAuthority, refuse } from '../rules/checks';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const withdrawTermination: InstructionDefinition<NoArguments> = {
  weight: 5,
  leastAccepted: 20,
  expires: 'last',
  encode: writeNothing,
  rule: (world, call) => {
    const { grant } = loadGrantByAuthority(world, call);
    if (grant.stopTs === undefined || grant.settled) return refuse('GrantNotTerminating');
    ensure(!grant.endedByVote, 'TerminationIsVoted');
    ensure(world.now < grant.stopTs, 'TerminationAlreadyDue');
    grant.stopTs = undefined;
  },
  intent: (world, draw) => {
    const found = chooseGrant(world, draw, ({ stopTs }) => stopTs !== undefined && world.now < stopTs);
    if (found === undefined) return undefined;
    const accounts = { authority: found.plan.authority, plan: found.plan.name, grant: found.grant.name };
    return { instruction: 'withdrawTermination', accounts, args: {} };
  },
  before: 'terminateGrant',
};
