/** The flags that name who attests, for the authority and for proposals. */
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import * as args from '../args';

const MOST_ATTESTORS = 16;

/** As commander reads them. */
export interface OracleOptions {
  readonly attestor: readonly string[];
  readonly threshold: string;
}

/** Who is to attest, without seats, and how many of them decide. */
export interface NamedOracles {
  readonly attestors: readonly PublicKey[];
  readonly threshold: number;
}

/** Adds the flags to a command. */
export function addOracleOptions(command: Command): Command {
  return command
    .requiredOption(
      '--attestor <address...>',
      '2 to 16 of them, everybody who is to attest; those that stay keep their seats',
    )
    .requiredOption('--threshold <number>', 'how many attestations decide: 2 to the number of attestors');
}

/** Reads them. Error: UsageError. */
export function oraclesFrom({ attestor, threshold }: OracleOptions): NamedOracles {
  return {
    attestors: attestor.map((text) => args.address(text, '--attestor')),
    threshold: args.whole(threshold, 2, MOST_ATTESTORS, '--threshold'),
  };
}
