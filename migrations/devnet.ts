/**
 * `npm run devnet`: what trying things out takes (a key pair, SOL, a token) where Solana's own tools are not
 * installed.
 */
import { processTerminal } from '@tenure/cli';
import { run } from './src/devnet-command';

void run(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
