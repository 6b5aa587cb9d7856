/** The form of a milestone. */
import { isValidCurve, MAX_PAYOUT_BPS, numberConstant, type Metric } from '@tenure/sdk';
import { z } from 'zod';
import { metricValue, optionalSchedule, share, shareUpTo, startDay, tokens } from '@/entities/fields';
import { day } from '@/shared/format';

/** The least time that oracles have to report before a deadline, seconds. */
const REPORTING_SECS = numberConstant('minReportingSecs');

/** The rules of a milestone on a metric. `now` is unix seconds. */
export function milestoneSchema(metric: Metric, decimals: number, now: number) {
  const value = metricValue(metric.exponent);
  return z
    .object({
      amount: tokens(decimals),
      threshold: value,
      thresholdShare: share,
      target: value,
      maximum: value,
      maximumShare: shareUpTo(BigInt(MAX_PAYOUT_BPS)),
      deadline: startDay.refine(
        (ts) => ts >= Math.max(metric.dueTs, now) + REPORTING_SECS,
        `Give a day to come, one day at least from now and after ${day(metric.dueTs)}, when the metric is due: oracles need it to report.`,
      ),
      schedule: optionalSchedule,
    })
    .transform((typed, context) => {
      const { threshold, target, maximum, thresholdShare: thresholdBps, maximumShare: maxBps } = typed;
      const curve = { threshold, target, maximum, thresholdBps, maxBps };
      if (isValidCurve(curve, metric.better))
        return { ...curve, targetAmount: typed.amount, deadlineTs: typed.deadline, shape: typed.schedule };
      const message =
        `A ${metric.better} value is better: the values go from worse to better, from threshold over target to maximum. ` +
        'What pays above 100 % must be better than the target; the maximum pays at least 100 %.';
      context.addIssue({ code: 'custom', path: ['maximum'], message });
      return z.NEVER;
    });
}

/** What is typed. */
export type MilestoneInput = z.input<ReturnType<typeof milestoneSchema>>;
/** What it says. */
export type MilestoneDraft = z.output<ReturnType<typeof milestoneSchema>>;
