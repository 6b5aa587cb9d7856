/** A metric as people read it: how it stands, who said what, and who may dispute it. */
import { formatDecimal } from '@tenure/oracle';
import { isFresh, metricPreviewAt, type Attestation, type Metric, type MetricPreview } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import type { FoundMetric } from '../accounts/find-metric';
import { nameOf, type Facts } from './facts';
import { table } from './table';
import { date, figure, span } from './values';

/** Something that can be done, and the command for it. */
export type Advice = readonly [what: string, command: string];

/** What can be done about a metric now. Names it by its address: a key may hold what a shell obeys. */
export function metricAdvice({ metric }: FoundMetric, now: number): Advice[] {
  const { status, challengeEndsTs, attestations } = metric;
  const at = metric.address.toBase58();
  const isDisputable = now < (challengeEndsTs ?? 0);
  return [
    ...(status === 'challenged' && isDisputable
      ? [['dispute it', `tenure metric dispute ${at} --reason-file FILE`] as const]
      : []),
    ...(status === 'challenged' && !isDisputable ? [['make it final', `tenure metric finalize ${at}`] as const] : []),
    ...(attestations.length > 0
      ? [['check the evidence', `tenure oracle check ${at} --evidence-dir FOLDER`] as const]
      : []),
    ['check the definition', `tenure metric show ${at} --definition-file FILE`],
  ];
}

/** Advice as lines that can be copied: never in a table, which would break them. */
export function adviceLines(advice: readonly Advice[]): string[] {
  const width = Math.max(...advice.map(([what]) => what.length));
  return advice.map(([what, command]) => `${`${what}:`.padEnd(width + 2)}${command}`);
}

/** How a metric stands, in a sentence or two. */
export function metricSentence(found: FoundMetric, now: number): string {
  const { metric, oracles } = found;
  const { exponent, value, challengeEndsTs, disputes } = metric;
  const preview = metricPreviewAt(metric, oracles, now);
  const result = value === null ? '' : figure(value, exponent);
  const ends = challengeEndsTs ?? 0;
  switch (metric.status) {
    case 'final':
      return `The result ${result} is final since ${date(ends)}.`;
    case 'challenged':
      if (now < ends) return `The result ${result} can be disputed until ${date(ends)}; then it stands.`;
      return `The result ${result} was not disputed in time: anybody can make it final.`;
    case 'open': {
      const again = disputes === 0 ? '' : 'A result was disputed, so it is attested anew. ';
      return `${again}${openSentence(metric, preview, now)}`;
    }
  }
}

function openSentence(metric: Metric, { counting, required, median, mayBecomeFinal }: MetricPreview, now: number) {
  const { opensTs, dueTs, earlyValue, exponent } = metric;
  if (now < opensTs) return `Nothing counts yet: observations count from ${date(opensTs)}.`;
  const early = earlyValue === null ? '' : `, or before with ${figure(earlyValue, exponent)} or better`;
  const when = now >= dueTs ? '' : ` It can come from ${date(dueTs)} on${early}.`;
  const middle = median === null ? '' : ` (median ${figure(median, exponent)})`;
  if (counting.length < required) {
    const lacking = `of the ${required} attestations that decide ${counting.length} are in`;
    return `No result yet: ${lacking}${middle}.${when}`;
  }
  const next = mayBecomeFinal ? ' The next attestation makes it one.' : when;
  return `No result yet, though enough oracles have attested${middle}.${next}`;
}

/** Who may dispute, and until when. */
export function disputeFacts({ plan, metric, oracles }: FoundMetric, now: number): Facts {
  const ends = metric.challengeEndsTs ?? 0;
  if (metric.status === 'final' || (metric.status === 'challenged' && now >= ends)) {
    return [['disputes', `${metric.disputes}; none is possible any more`]];
  }
  const left = oracles.attestors.flatMap((key, seat) =>
    key === null || metric.disputedSeats.includes(seat) ? [] : [seat],
  );
  const used = metric.disputedByGuardian ? ' (has done so)' : '';
  const guardian = `the guardian ${nameOf(plan.guardian)}${used}`;
  const window =
    metric.status === 'open' ? `for ${span(metric.challengeSecs)} after a result is there` : `until ${date(ends)}`;
  return [
    ['who may dispute', `${guardian}; the oracles in seats ${left.join(', ') || '-'}; each once, ${window}`],
    ['disputes so far', `${metric.disputes}`],
  ];
}

/** Whether an attestation counts, and why not. */
function countsText(metric: Metric, said: Attestation, now: number): string {
  if (!said.inThisRound) return 'no: from before the dispute';
  if (metric.status !== 'open') return said.counted ? 'yes' : 'no: too old when the result came';
  return isFresh(metric, said, now) ? 'yes' : 'no: too old';
}

/**
 * What each seat said last in a table, then who sits there and on what evidence: in full, so that it can be
 * copied.
 */
export function attestationLines(found: FoundMetric, now: number, columns: number): string[] {
  const { metric, oracles } = found;
  const { attestations, exponent } = metric;
  const { median } = metricPreviewAt(metric, oracles, now);
  const rows = attestations.map((said) => [
    `${said.seat}`,
    figure(said.value, exponent),
    median === null ? '' : differenceText(said.value - median, exponent),
    date(said.observedTs),
    countsText(metric, said, now),
  ]);
  return [
    ...(rows.length === 0
      ? ['Nothing was attested yet.']
      : [table(['seat', 'attested', 'off the median', 'observed', 'counts'], rows, columns)]),
    ...oracles.attestors.flatMap((key, seat) => seatLines(found, seat, key)),
  ];
}

function seatLines({ metric }: FoundMetric, seat: number, holder: PublicKey | null): string[] {
  const said = metric.attestations.find((one) => one.seat === seat);
  if (said === undefined) return holder === null ? [] : [`  seat ${seat}: ${holder.toBase58()}, nothing attested`];
  const { attestor, evidenceSha256 } = said;
  const left = holder?.equals(attestor) === true ? '' : ', who has left the seat';
  return [
    `  seat ${seat}: ${attestor.toBase58()}${left}`,
    `    evidence ${Buffer.from(evidenceSha256).toString('hex')}`,
    ...(left === '' || holder === null ? [] : [`    now ${holder.toBase58()}, nothing attested`]),
  ];
}

function differenceText(difference: bigint, exponent: number): string {
  return difference > 0n ? `+${figure(difference, exponent)}` : figure(difference, exponent);
}

/** A metric for JSON: the account, its result as a number, and how it stands. */
export function metricJson({ metric, oracles }: FoundMetric, now: number) {
  const { exponent, value } = metric;
  const { counting, required, median, mayBecomeFinal } = metricPreviewAt(metric, oracles, now);
  return {
    ...metric,
    number: value === null ? null : formatDecimal({ digits: value, exponent }),
    attestations: metric.attestations.map((said) => ({
      ...said,
      number: formatDecimal({ digits: said.value, exponent }),
      counts: counting.includes(said),
    })),
    standing: { counting: counting.length, required, median, mayBecomeFinal },
  };
}
