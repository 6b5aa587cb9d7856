/** Who may attest what now. */
import { oraclesName } from './addresses';
import { type Metric, metricAt, type OracleSet, type Seats, standing } from './metric';
import type { Involved } from './metric-offers';
import { type Name, NOBODY, type World } from './state';
import { earliest } from './time';

/** The oracle set of a plan, if it has one. */
export function oraclesOf(world: World, plan: Name): OracleSet | undefined {
  return world.oracleSets.get(oraclesName(plan));
}

/** Who has attested something that is still open: by the seats that they hold, and those who lost theirs since. */
export function involved(world: World, { plan, seats }: OracleSet): Involved {
  const open = world.metricsOf(plan).filter((metric) => isOpen(world, metric));
  const said = open.flatMap((metric) => standing(metric).map(({ attestor }) => attestor));
  const dismissed = said.filter((attestor) => !seats.attestors.includes(attestor));
  return { seated: seats.attestors.flatMap((attestor, seat) => (said.includes(attestor) ? [seat] : [])), dismissed };
}

/** What can be attested now. */
function isOpen(world: World, { final, challenge, definition }: Metric): boolean {
  const takes = !final && (challenge === undefined || world.now < challenge.endsTs);
  return takes && world.now >= definition.opensTs;
}

/** What can be attested now by somebody who still may. */
export function attestable(world: World): Metric[] {
  return [...world.metrics.values()].filter((metric) => isOpen(world, metric) && waiting(world, metric).length > 0);
}

/** Those who decide a metric: of the moment when there was a result, or else of the plan. */
export function panelOf(world: World, metric: Metric): Seats {
  const { plan, panel } = metricAt(metric, world.now);
  return panel ?? oraclesOf(world, plan)?.seats ?? { attestors: [], threshold: 0 };
}

/** Who may attest a metric and has not done so in this second. */
export function waiting(world: World, metric: Metric): Name[] {
  const said = standing(metric).filter(({ round, observedTs }) => round === metric.round && observedTs >= world.now);
  const counted = metric.challenge?.counted ?? [];
  return panelOf(world, metric).attestors.filter((attestor, seat) => {
    const done = [...said, ...counted].some((one) => one.attestor === attestor || one.seat === seat);
    return attestor !== NOBODY && !done;
  });
}

/** When the next result can become final; undefined where none is challenged. */
export function challengeEndsTs({ now, metrics }: World): number | undefined {
  return earliest(
    now,
    [...metrics.values()].map(({ challenge, final }) => (final ? undefined : challenge?.endsTs)),
  );
}
