/** Lets announced attestors take their seats. */
import { choose } from '../choose';
import { ensure, refuse } from '../rules/checks';
import { loadOracleSet } from '../rules/metrics';
import { earliest } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';
import { expiryOf } from './propose-oracle-set';

/** How long seats that the authority announced can take effect; a vote's wait. */
const APPLY_SECS = 3 * 86_400;

export const applyOracleSet: InstructionDefinition<NoArguments> = {
  weight: 3,
  leastAccepted: 40,
  encode: writeNothing,
  rule: (world, call) => {
    const set = loadOracleSet(world, call);
    const { seats, readyTs, byVote } = set.next ?? refuse('NoOracleChange');
    ensure(world.now >= readyTs, 'OracleChangeNotDue');
    ensure(byVote || world.now < readyTs + APPLY_SECS, 'OracleChangeExpired');
    set.seats = seats;
    set.byVote ||= byVote;
    set.next = undefined;
  },
  intent: (world, draw) => {
    const set = choose(
      [...world.oracleSets.values()],
      draw,
      ({ next }) => next !== undefined && world.now >= next.readyTs && world.now < expiryOf(next),
    );
    return set && { instruction: 'applyOracleSet', accounts: { oracleSet: set.name }, args: {} };
  },
  dueTs: ({ now, oracleSets }) =>
    earliest(
      now,
      [...oracleSets.values()].map(({ next }) => next?.readyTs),
    ),
};
