/** Failures in words: name, message, remedy. */
import { OracleError } from '@tenure/oracle';
import { decodeError, StateError } from '@tenure/sdk';
import { Refusal, UsageError } from './refusal';
import type { Terminal } from './terminal';
import { clean, plain } from './text/clean';

/** A failure as it is printed. */
export interface Told {
  readonly name: string;
  readonly message: string;
  readonly remedy: string;
  readonly details?: readonly string[] | undefined;
}

const STATE_REMEDY = 'Check the address and the cluster (--url).';

/** Gives any failure a name, a message and a remedy. */
export function told(failure: unknown): Told {
  if (failure instanceof Refusal || failure instanceof OracleError) {
    const { name, message, remedy, details } = failure;
    return { name, message, remedy, details };
  }
  if (failure instanceof UsageError) {
    const { name, message, remedy } = failure;
    return { name, message, remedy, details: undefined };
  }
  if (failure instanceof StateError)
    return { name: failure.code, message: failure.message, remedy: STATE_REMEDY };
  const { name, message, remedy } = decodeError(failure);
  return { name, message, remedy };
}

/** Prints a failure on standard error, as one JSON object where that is wanted. */
export function tellFailure(reason: unknown, terminal: Terminal, json: boolean): void {
  const failure = told(reason);
  if (json) {
    terminal.note(JSON.stringify(plain({ error: failure }), null, 2));
    return;
  }
  const { name, message, remedy, details = [] } = failure;
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  terminal.note(`${terminal.colors.red(clean(name))}: ${clean(sentence)} ${clean(remedy)}`);
  for (const line of details) terminal.note(`  ${clean(line)}`);
}
