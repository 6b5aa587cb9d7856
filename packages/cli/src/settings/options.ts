/** The flags that every command has. */
import { Option, type Command } from 'commander';

/** Which cluster and whose keys, and how to go about it: as commander reads them. */
export interface ClusterOptions {
  readonly url?: string | undefined;
  readonly keypair?: string | undefined;
  readonly config?: string | undefined;
  readonly commitment?: string | undefined;
  readonly feePayer?: string | undefined;
  readonly maxPriorityFee: string;
  readonly timeout: string;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Those of every command of `tenure`. */
export interface GlobalOptions extends ClusterOptions {
  readonly programId?: string | undefined;
  readonly signer: readonly string[];
  readonly expiresIn?: string | undefined;
  readonly export: boolean;
}

/** Most that is paid for priority unless told otherwise, millionths of a lamport for each compute unit. */
const DEFAULT_MAX_PRIORITY_FEE = 50_000;

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Adds those of a cluster to a command. */
export function addClusterOptions(command: Command): Command {
  return command
    .option('-u, --url <cluster>', 'cluster: l, d, t, m, localhost, devnet, testnet, mainnet-beta, or an RPC address')
    .option('-k, --keypair <file>', 'key pair that signs and pays; must not be readable by others (chmod 600)')
    .option('-C, --config <file>', "Solana's configuration (~/.config/solana/cli/config.yml): the defaults of these")
    .addOption(
      new Option('--commitment <level>', 'how certain a result must be (confirmed)').choices([
        'processed',
        'confirmed',
        'finalized',
      ]),
    )
    .option('--fee-payer <file>', 'another key pair that pays fees and rent')
    .option(
      '--max-priority-fee <number>',
      'most to pay for priority, millionths of a lamport a compute unit; 0 for none',
      String(DEFAULT_MAX_PRIORITY_FEE),
    )
    .option('--timeout <span>', 'give up when the cluster has not answered for so long', '2min')
    .option('--json', 'one JSON document on the output instead of text; asks nothing', false)
    .option('--dry-run', 'simulate: print the cost in SOL and what would change, send nothing', false)
    .option('-y, --yes', 'ask nothing before signing', false);
}

/** Adds all of them to the program; they may stand before or after a command. */
export function addGlobalOptions(program: Command): Command {
  return addClusterOptions(program)
    .option('--program-id <address>', "the vesting program's address, where it is not the released one")
    .option('--signer <file>', 'a further key pair that signs; may be repeated', collect, [])
    .option('--expires-in <span>', 'an act not on chain by then is void (10min; exported: 7d), such as 30min, 2h, 3d')
    .option('--export', 'print the unsigned transactions in base58, for Squads or another multisig', false);
}
