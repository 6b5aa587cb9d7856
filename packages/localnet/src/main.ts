import { type Arguments, USAGE, readArguments } from './arguments';
import { type Localnet, startLocalnet } from './localnet';

const LAMPORTS_PER_SOL = 1_000_000_000;

async function main(): Promise<void> {
  const { options, airdrops, quiet, help } = readOrExit(process.argv.slice(2));
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const localnet = await startLocalnet(options);
  for (const { to, sol } of airdrops) {
    if (localnet.ledger.airdrop(to, BigInt(Math.round(sol * LAMPORTS_PER_SOL))) === null)
      throw new Error(`no airdrop to ${to}`);
  }
  if (!quiet) {
    for (const { id } of options.programs ?? []) console.log(`Program        ${id}`);
    console.log(`JSON RPC URL   ${localnet.rpcUrl}`);
    console.log(`WebSocket URL  ${localnet.wsUrl}`);
  }
  stopOnSignal(localnet);
}

function readOrExit(argv: readonly string[]): Arguments {
  try {
    return readArguments(argv);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** Saves and ends on the first signal; a second one ends at once. */
function stopOnSignal(localnet: Localnet): void {
  const stop = (): void => {
    localnet.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

main().catch(fail);
