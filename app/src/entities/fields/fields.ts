/** Form fields: from what was typed to values of the program, or what to change. */
import { PublicKey } from '@solana/web3.js';
import { AmountError, parseAmount, parseSchedule, ScheduleTextError, U64_MAX, type ShapeSegment } from '@tenure/sdk';
import { z } from 'zod';
import { addressIn } from '@/entities/wallet';

const DAY = 86_400;
const HOUR = 3_600;
const BPS_DECIMALS = 2;
const BPS_IN_PERCENT = 100n;

const typed = z.string().trim();

interface Issues {
  addIssue: (issue: { code: 'custom'; message: string }) => void;
}

function refuse(context: Issues, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Base units of tokens in decimal; `decimals` is undefined before the token is known. */
function baseUnits(text: string, decimals: number | undefined, context: Issues): bigint {
  if (decimals === undefined) return refuse(context, 'Name the token first: amounts have as many decimals as it has.');
  try {
    return parseAmount(text.replaceAll(',', ''), decimals);
  } catch (failure) {
    if (failure instanceof AmountError) return refuse(context, `${failure.message}. ${failure.remedy}`);
    throw failure;
  }
}

/** An amount of tokens above zero, in decimal; commas between thousands are left out. */
export function tokens(decimals: number | undefined) {
  return typed.transform((text, context) => {
    if (text === '') return refuse(context, 'Give an amount in tokens, such as 1250.5.');
    const value = baseUnits(text, decimals, context);
    return value === 0n ? refuse(context, 'Give an amount above zero.') : value;
  });
}

/** An amount of tokens, or nothing. */
export function optionalTokens(decimals: number | undefined) {
  return typed.transform((text, context) => (text === '' ? null : baseUnits(text, decimals, context)));
}

/** A share in per cent with up to two decimals, as basis points up to some. */
export function shareUpTo(mostBps: bigint) {
  const range = `from 0 to ${mostBps / BPS_IN_PERCENT}`;
  return typed.transform((text, context) => {
    try {
      const bps = parseAmount(text.replace(/\s*%$/, ''), BPS_DECIMALS);
      return bps <= mostBps ? Number(bps) : refuse(context, `Give a share ${range} %.`);
    } catch (failure) {
      if (failure instanceof AmountError)
        return refuse(context, `Give a share ${range} with up to two decimals, such as 12.5.`);
      throw failure;
    }
  });
}

/** A share in per cent of a whole, as basis points from 0 to 10,000. */
export const share = shareUpTo(10_000n);

function whole(text: string, most: number, name: string, context: Issues): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return value <= most ? value : refuse(context, `Give a whole number of ${name} from 0 to ${most}.`);
}

/** Whole days up to a number of seconds, as seconds. */
export function days(maxSecs: number) {
  return typed.transform((text, context) => whole(text, Math.floor(maxSecs / DAY), 'days', context) * DAY);
}

/** Whole hours up to a number of seconds, as seconds. */
export function hours(maxSecs: number) {
  return typed.transform((text, context) => whole(text, Math.floor(maxSecs / HOUR), 'hours', context) * HOUR);
}

/** An issuer's own number, 0 to 2^64 - 1. */
export const idNumber = typed.transform((text, context) => {
  const value = /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
  return value !== undefined && value <= U64_MAX ? value : refuse(context, `Give a whole number from 0 to ${U64_MAX}.`);
});

function key(text: string, context: Issues): PublicKey {
  const found = addressIn(text);
  if (found === undefined)
    return refuse(context, 'Give an address in base58: 32 to 44 letters and digits, such as one copied from a wallet.');
  return found.equals(PublicKey.default)
    ? refuse(context, 'This is the zero address, which nobody can sign for.')
    : found;
}

/** An address. */
export const address = typed.transform((text, context) => key(text, context));

/** An address, or nobody. */
export const optionalAddress = typed.transform((text, context) => (text === '' ? null : key(text, context)));

/** A day, as the unix second of its midnight in UTC. */
export const startDay = typed.transform((text, context) => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(ms) ? refuse(context, 'Choose a day.') : ms / 1_000;
});

function shape(text: string, context: Issues): ShapeSegment[] {
  try {
    return parseSchedule(text);
  } catch (failure) {
    if (failure instanceof ScheduleTextError) return refuse(context, `${failure.message}. ${failure.remedy}`);
    throw failure;
  }
}

/** A schedule in the language of the import file. */
export const schedule = typed.transform((text, context) => shape(text, context));

/** A schedule, or none. */
export const optionalSchedule = typed.transform((text, context) => (text === '' ? [] : shape(text, context)));

/** The day of a unix second in UTC, as a date field has it. */
export function dayText(ts: number): string {
  return new Date(ts * 1_000).toISOString().slice(0, 10);
}

/** A metric's value in decimal, as the integer times ten to `exponent` that the chain keeps. */
export function metricValue(exponent: number) {
  return typed.transform((text, context) => {
    const [, sign = '', magnitude = ''] = /^(-?)(.*)$/.exec(text.replaceAll(',', '')) ?? [];
    try {
      const scaled = parseAmount(magnitude, Math.max(0, -exponent));
      const unit = 10n ** BigInt(Math.max(0, exponent));
      if (scaled % unit !== 0n) return refuse(context, `Give a multiple of ${unit}: the metric keeps no finer values.`);
      return (sign === '-' ? -1n : 1n) * (scaled / unit);
    } catch (failure) {
      if (failure instanceof AmountError)
        return refuse(context, `Give a number with at most ${Math.max(0, -exponent)} decimals, such as 0.8.`);
      throw failure;
    }
  });
}

/** Addresses, one a line. */
export const addresses = z.string().transform((text, context): PublicKey[] => {
  const lines = text.split(/[\s,]+/).filter((line) => line !== '');
  return lines.map((line) => key(line, context));
});
