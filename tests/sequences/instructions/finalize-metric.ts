/** Makes a result final. */
import { challengeEndsTs } from '../attestation';
import { choose } from '../choose';
import { type Challenge, isEarlyResult } from '../metric';
import { ensure, refuse } from '../rules/checks';
import { loadMetric } from '../rules/metrics';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const finalizeMetric: InstructionDefinition<NoArguments> = {
  weight: 6,
  leastAccepted: 40,
  encode: writeNothing,
  rule: (world, call) => {
    const metric = loadMetric(world, call);
    ensure(!metric.final, 'MetricIsFinal');
    const { endsTs, value } = metric.challenge ?? refuse('NoChallenge');
    ensure(world.now >= endsTs, 'ChallengeIsRunning');
    metric.final = true;
    const { definition, reachedTs = 0 } = metric;
    // What came early was another result than one that is due and lower.
    const another = reachedTs < definition.dueTs && !isEarlyResult(definition, value);
    if (another) metric.reachedTs = metric.lowerTs;
  },
  intent: (world, draw) => {
    const hasty = draw.who % 6 === 5;
    const over = ({ endsTs }: Challenge): boolean => hasty || world.now >= endsTs;
    const metric = choose(
      [...world.metrics.values()],
      draw,
      ({ final, challenge }) => !final && challenge !== undefined && over(challenge),
    );
    return metric && { instruction: 'finalizeMetric', accounts: { metric: metric.name }, args: {} };
  },
  needs: 'result',
  requires: ['createMetric'],
  dueTs: challengeEndsTs,
};
