/** Failures in words: name, message, remedy. */
import { OracleError } from '@tenure/oracle';
import { decodeError, StateError } from '@tenure/sdk';
import { EngineError, type EngineErrorName } from '@tenure/transactions';
import { CliError, UsageError } from '../cli-error';
import type { Terminal } from '../terminal';
import { clean, plain } from './clean';

/** A failure as it is printed. */
export interface ErrorDescription {
  readonly name: string;
  readonly message: string;
  readonly remedy: string;
  readonly details?: readonly string[] | undefined;
}

const STATE_REMEDY = 'Check the address and the cluster (--url).';
/** What to do about the engine's errors, by the flags of a command. */
const ENGINE_REMEDIES: Readonly<Partial<Record<EngineErrorName, string>>> = {
  ClusterUnreachable: 'Check --url and the network, then run the same command again.',
  MissingKey: 'Name its file with --keypair or --signer; for a multisig print the transaction with --export.',
};

/** Gives any failure a name, a message and a remedy. */
export function describeError(failure: unknown): ErrorDescription {
  if (failure instanceof CliError || failure instanceof OracleError) {
    const { name, message, remedy, details } = failure;
    return { name, message, remedy, details };
  }
  if (failure instanceof UsageError) {
    const { name, message, remedy } = failure;
    return { name, message, remedy, details: undefined };
  }
  if (failure instanceof EngineError) {
    const { name, message, remedy } = failure;
    return { name, message, remedy: ENGINE_REMEDIES[name] ?? remedy };
  }
  if (failure instanceof StateError) return { name: failure.code, message: failure.message, remedy: STATE_REMEDY };
  const { name, message, remedy } = decodeError(failure);
  return { name, message, remedy };
}

/** Prints a failure on standard error, as one JSON object where that is wanted. */
export function printError(reason: unknown, terminal: Terminal, json: boolean): void {
  const failure = describeError(reason);
  if (json) {
    terminal.note(JSON.stringify(plain({ error: failure }), null, 2));
    return;
  }
  const { name, message, remedy, details = [] } = failure;
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  terminal.note(`${terminal.colors.red(clean(name))}: ${clean(sentence)} ${clean(remedy)}`);
  for (const line of details) terminal.note(`  ${clean(line)}`);
}
