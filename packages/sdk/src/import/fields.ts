/** One field each: from text to value, or why not. */
import { PublicKey } from '@solana/web3.js';
import { AmountError, parseAmount } from '../token/amount';
import { PROGRAM_ERRORS } from '../errors';
import { checkSchedule, MAX_TS, ScheduleError, U64_MAX, type ShapeSegment } from '../math';
import { parseSchedule, ScheduleTextError, segmentsOf } from '../schedule/parse';
import type { Plan } from '../state';

/** A value, or what is wrong with the text. */
export type FieldResult<T> = { readonly value: T } | { readonly message: string; readonly remedy: string };

function bad(message: string, remedy: string): { message: string; remedy: string } {
  return { message, remedy };
}

export function grantId(text: string): FieldResult<bigint> {
  const remedy = `Write your own whole number for the grant, from 0 to ${U64_MAX}.`;
  if (text === '') return bad('The id is missing', remedy);
  if (!/^\d{1,20}$/.test(text) || BigInt(text) > U64_MAX) return bad('The id is not a whole number of 64 bits', remedy);
  return { value: BigInt(text) };
}

export function beneficiary(text: string, plan: Plan): FieldResult<PublicKey> {
  if (text === '') return bad('The address is missing', "Write the beneficiary's wallet address.");
  let key: PublicKey;
  try {
    key = new PublicKey(text);
  } catch {
    return bad(
      'This is no Solana address',
      'Copy the wallet address again: 32 to 44 letters and digits, without 0, O, I and l.',
    );
  }
  const wallet = "Write the beneficiary's own wallet address.";
  if (key.equals(PublicKey.default)) return bad('This is the zero address, which nobody can sign for', wallet);
  if (key.equals(plan.address)) return bad("This is the plan's own address", wallet);
  if (key.equals(plan.vault)) return bad("This is the plan's vault", wallet);
  if (key.equals(plan.mint)) return bad("This is the plan's mint", wallet);
  return { value: key };
}

export function amount(text: string, decimals: number): FieldResult<bigint> {
  if (text === '') return bad('The amount is missing', 'Write the amount in tokens, such as 1250.5.');
  try {
    const value = parseAmount(text, decimals);
    return value === 0n ? bad('The amount is zero', 'Give an amount above zero, or remove the line.') : { value };
  } catch (error) {
    if (error instanceof AmountError) return bad(error.message, error.remedy);
    throw error;
  }
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/i;

/** Unix seconds of an ISO date, which is its midnight, or date-time; in UTC where it names no zone. */
export function start(text: string): FieldResult<number> {
  const remedy = 'Write 2026-12-31, 2026-12-31T09:00:00Z or 2026-12-31T09:00:00+02:00; without a zone it is UTC.';
  if (text === '') return bad('The start is missing', remedy);
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = DATE.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return bad('This is no ISO date', remedy);
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // A day that the month doesn't have is taken for one of the next by some engines.
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) {
    return bad('There is no such day', remedy);
  }
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone.toUpperCase()}`);
  if (Number.isNaN(ms) || hour === '24') return bad('There is no such time of day', remedy);
  const ts = ms / 1_000;
  return ts < 0 || ts > MAX_TS ? bad('The start is before 1970 or after 2200', remedy) : { value: ts };
}

export function schedule(text: string): FieldResult<ShapeSegment[]> {
  try {
    return { value: parseSchedule(text) };
  } catch (error) {
    if (error instanceof ScheduleTextError) return bad(error.message, error.remedy);
    throw error;
  }
}

/** Checks what a shape makes of an amount from a start, as the program would. */
export function wholeSchedule(shape: readonly ShapeSegment[], total: bigint, startTs: number): FieldResult<number> {
  try {
    return { value: checkSchedule(startTs, segmentsOf(shape, total), total) };
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    const known = [...PROGRAM_ERRORS.values()].find(({ name }) => name === error.code);
    return bad(known?.message ?? 'A number of the schedule is out of range', error.message);
  }
}

export function withholdingBps(text: string, plan: Plan): FieldResult<number> {
  if (text === '') return { value: 0 };
  const most = plan.maxWithholdingBps;
  if (!/^\d{1,5}$/.test(text)) {
    return bad('This is no number of basis points', `Write a whole number from 0 to ${most}, such as 2500 for 25 %.`);
  }
  const value = Number(text);
  return value <= most
    ? { value }
    : bad("The withholding is above the plan's maximum", `Withhold at most ${most} basis points.`);
}

export function label(text: string): FieldResult<string> {
  // Control characters and those that change the direction of text would let one label pass for another.
  return /[\p{Cc}\p{Cf}]/u.test(text)
    ? bad('The label has invisible characters', 'Type it again as plain text on one line.')
    : { value: text };
}
