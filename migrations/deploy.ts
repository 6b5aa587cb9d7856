/**
 * `npm run deploy`: deploys the vesting program, or upgrades it, or finds that there is nothing to do.
 *
 * The program has no account that all plans share, so nothing is to be initialized: whoever creates a plan
 * makes all of its accounts. Anchor's `anchor migrate` is not supported: anchor-cli 1.2 would run this file
 * through `@anchor-lang/core` and a package script `ts-node`; `anchor run deploy` does the same as `npm run
 * deploy`.
 */
import { processTerminal } from '@tenure/cli';
import { run } from './src/deploy-command';

void run(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
