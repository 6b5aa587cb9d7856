/**
 * The command line of `npm run devnet`. Each command prints one address or signature on standard output, so
 * that a shell can keep it.
 */
import {
  createAssociatedTokenAccountInstruction,
  createInitializeMint2Instruction,
  createMintToInstruction,
  getAssociatedTokenAddressSync,
  MINT_SIZE,
  TOKEN_PROGRAM_ID,
} from '@solana/spl-token';
import { Keypair, LAMPORTS_PER_SOL, SystemProgram } from '@solana/web3.js';
import {
  addClusterOptions,
  amount,
  clusterName,
  type ClusterOptions,
  commandOn,
  minimumRent,
  CliError,
  report,
  runCommand,
  Session,
  type Terminal,
  whole,
} from '@tenure/cli';
import type { Command } from 'commander';
import { makeKeypair } from './new-id';
import { Sender } from './sender';

/** The most that one call of a faucet gives: public ones give less. */
const MOST_AIRDROP_SOL = 100;

interface MintOptions extends ClusterOptions {
  readonly decimals: string;
  readonly amount: string;
}

/** Runs it with these arguments. Returns the exit code: 0 done, 1 failed, 2 wrong usage. Never throws. */
export function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  return runCommand(commandFor(terminal), argv, terminal);
}

function commandFor(terminal: Terminal): Command {
  const program = commandOn(terminal, 'npm run -s devnet --').description(
    'key pairs, SOL and a token to try things out with; refuses mainnet',
  );
  program
    .command('key')
    .description('make a key pair that only its owner can read, and print its address')
    .argument('<file>', 'as solana-keygen writes it; a file that is there is kept, and refused')
    .action((file: string) => terminal.out(key(file)));
  addClusterOptions(program.command('airdrop'))
    .description('get SOL for the key pair from the faucet of a test cluster')
    .argument('<sol>', `a whole number, 1 to ${MOST_AIRDROP_SOL}; public faucets give less`)
    .action(async (sol: string, options: ClusterOptions) => {
      const lamports = whole(sol, 1, MOST_AIRDROP_SOL, 'The amount') * LAMPORTS_PER_SOL;
      await onTestCluster(options, terminal, (session) => airdrop(session, lamports));
    });
  addClusterOptions(program.command('mint'))
    .description('make a token whose whole supply the key pair has, and print the address of its mint')
    .option('--decimals <number>', '0 to 9', '6')
    .option('--amount <tokens>', 'how many there are', '1000000')
    .action(async (options: MintOptions) => {
      const decimals = whole(options.decimals, 0, 9, '--decimals');
      const supply = amount(options.amount, decimals, '--amount');
      await onTestCluster(options, terminal, (session) => mint(session, decimals, supply));
    });
  return program;
}

function key(file: string): string {
  try {
    return makeKeypair(file).toBase58();
  } catch {
    throw new CliError('KeypairKept', `${file} is there, or can't be written`, 'Name another file.');
  }
}

/** On any cluster but mainnet, without asking: nothing here is worth anything. Errors: MainnetRefused. */
async function onTestCluster(
  options: ClusterOptions,
  terminal: Terminal,
  what: (session: Session) => Promise<void>,
): Promise<void> {
  const session = new Session({ ...options, signer: [], export: false }, terminal);
  const genesisHash = await session.ask((connection) => connection.getGenesisHash());
  const cluster = clusterName(genesisHash) ?? 'another cluster';
  if (cluster === 'mainnet-beta') {
    throw new CliError('MainnetRefused', 'This cluster is mainnet-beta', 'Use --url devnet, or a local chain.');
  }
  if (session.mode === 'dry-run') {
    return report(session, { dryRun: true, cluster }, () => [`On ${cluster}; nothing was sent.`]);
  }
  return what(session);
}

async function airdrop(session: Session, lamports: number): Promise<void> {
  const { connection, commitment } = session;
  const blockhash = await session.ask((reader) => reader.getLatestBlockhash());
  const signature = await connection.requestAirdrop(session.self(), lamports).catch((failure: unknown) => {
    const words = failure instanceof Error ? failure.message : '';
    const remedy = 'Ask for less, try again later, or use https://faucet.solana.com.';
    throw new CliError('AirdropRefused', `The faucet gives nothing: ${words.slice(0, 200)}`, remedy);
  });
  await connection.confirmTransaction({ signature, ...blockhash }, commitment);
  report(session, { signature }, () => [signature]);
}

async function mint(session: Session, decimals: number, supply: bigint): Promise<void> {
  const owner = session.self();
  const { publicKey: address, secretKey } = Keypair.generate();
  const account = getAssociatedTokenAddressSync(address, owner);
  const sender = new Sender(session, owner, [Keypair.fromSecretKey(secretKey)]);
  await sender.execute([
    SystemProgram.createAccount({
      fromPubkey: owner,
      newAccountPubkey: address,
      lamports: Number(await minimumRent(session, MINT_SIZE)),
      space: MINT_SIZE,
      programId: TOKEN_PROGRAM_ID,
    }),
    createInitializeMint2Instruction(address, decimals, owner, null),
    createAssociatedTokenAccountInstruction(owner, account, owner, address),
    createMintToInstruction(address, account, owner, supply),
  ]);
  report(session, { mint: address, decimals, account }, () => [address.toBase58()]);
}
