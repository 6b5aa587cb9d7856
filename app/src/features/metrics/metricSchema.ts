/** The form of a metric. */
import { numberConstant, type MetricDefinition } from '@tenure/sdk';
import { z } from 'zod';
import { days, hours, metricValue, startDay } from '@/entities/fields';
import { bytesOf } from '@/shared/format';

const MOST_DECIMALS = 18;
const MAX_AGE_SECS = numberConstant('maxAttestationAgeSecs');
const MAX_CHALLENGE_SECS = numberConstant('maxChallengeSecs');

const above = <T extends number>(secs: T): boolean => secs > 0;

/** The rules; the values have as many decimals as are typed. Observations count from `now`, unix seconds. */
export function metricSchema(now: number) {
  return z
    .object({
      key: z
        .string()
        .trim()
        .regex(/^[\x21-\x7e]{1,32}$/, 'Give 1 to 32 characters without spaces or accents, such as mmlu-2027.'),
      decimals: z
        .string()
        .regex(/^\d{1,2}$/, 'Give a whole number from 0 to 18.')
        .transform(Number)
        .refine((count) => count <= MOST_DECIMALS, 'Give a whole number from 0 to 18.'),
      better: z.enum(['higher', 'lower']),
      due: startDay.refine((ts) => ts > now, 'Give a day to come.'),
      early: z.string().trim(),
      maxAgeDays: days(MAX_AGE_SECS).refine(above, 'Give at least 1 day.'),
      challengeHours: hours(MAX_CHALLENGE_SECS).refine(above, 'Give at least 1 hour.'),
      uri: z
        .string()
        .trim()
        .regex(/^[\x21-\x7e]{1,128}$/, 'Give an address of 1 to 128 characters without spaces or accents.'),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'Choose the document, so that its fingerprint can be taken.'),
    })
    .transform((typed, context): MetricDefinition => {
      const exponent = typed.decimals === 0 ? 0 : -typed.decimals;
      const early = typed.early === '' ? undefined : metricValue(exponent).safeParse(typed.early);
      if (early?.success === false) {
        context.addIssue({ code: 'custom', path: ['early'], message: early.error.issues[0]?.message ?? '' });
        return z.NEVER;
      }
      return {
        ...{
          key: typed.key,
          exponent,
          better: typed.better,
          opensTs: now,
          dueTs: typed.due,
          earlyValue: early?.data,
        },
        ...{ maxAgeSecs: typed.maxAgeDays, challengeSecs: typed.challengeHours },
        ...{ definitionUri: typed.uri, definitionSha256: bytesOf(typed.sha256) },
      };
    });
}

/** What is typed. */
export type MetricInput = z.input<ReturnType<typeof metricSchema>>;
