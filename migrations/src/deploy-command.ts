/** The command line of `npm run deploy`. */
import {
  addClusterOptions,
  address,
  clusterName,
  commandOn,
  readKeypair,
  CliError,
  runCommand,
  Session,
  whole,
  type ClusterOptions,
  type Terminal,
} from '@tenure/cli';
import type { PublicKey } from '@solana/web3.js';
import { Option, type Command } from 'commander';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readArtifact, type Artifact } from './artifact';
import { handOver } from './hand-over';
import { closeBuffers } from './close-buffers';
import { deploy } from './deploy';
import { isBuiltHere, takeId } from './new-id';
import { checkNewAuthority, readVault } from './squads';

const ROOT = join(__dirname, '../..');
/** Seen from the root, where npm runs scripts. */
const PROGRAM = 'artifacts/vesting.so';

interface Options extends ClusterOptions {
  readonly program: string;
  readonly idl?: string;
  readonly programKeypair?: string;
  readonly upgradeAuthority?: string;
  readonly buffer?: string;
  readonly inFlight: string;
  readonly yesMainnet: boolean;
  readonly export: boolean;
  readonly newId: boolean;
  readonly closeBuffers: boolean;
  readonly handOver?: string;
  readonly handOverSquads?: string;
  readonly final: boolean;
}

/** Runs it with these arguments. Returns the exit code: 0 done, 1 failed, 2 wrong usage. Never throws. */
export function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  return runCommand(commandFor(terminal), argv, terminal);
}

function commandFor(terminal: Terminal): Command {
  const command = commandOn(terminal, 'npm run deploy --').description(
    'deploy or upgrade a program, that of the grants by default; does nothing where the cluster has it already',
  );
  const others = ['newId', 'closeBuffers', 'handOver', 'handOverSquads', 'final'];
  const instead = (flags: string, description: string, name: string) =>
    new Option(flags, description).conflicts(others.filter((other) => other !== name));
  return addClusterOptions(command)
    .option('--program <file>', 'the program; artifacts/voter_weight.so is the plugin for Realms', PROGRAM)
    .option('--idl <file>', 'its interface, which names its address (the .json beside --program)')
    .option(
      '--program-keypair <file>',
      "key pair of the program's address, for its first time (target/deploy/NAME-keypair.json)",
    )
    .option('--upgrade-authority <file>', 'key pair that may upgrade the program (the one of --keypair)')
    .option('--buffer <address>', 'go on with this upload (the one of the same code and payer)')
    .option('--in-flight <number>', 'the most transactions on their way at one time, 1 to 256', '32')
    .option('--export', 'upload, give the buffer to the upgrade authority and print the upgrade, unsigned', false)
    .option('--yes-mainnet', 'deploy to mainnet-beta, which is refused otherwise', false)
    .addOption(instead('--new-id', 'instead: make a program id of your own and build the program for it', 'newId'))
    .addOption(instead('--close-buffers', 'instead: get the rent of unfinished uploads back', 'closeBuffers'))
    .addOption(instead('--hand-over <address|none>', 'instead: change the upgrade authority', 'handOver'))
    .addOption(
      instead(
        '--hand-over-squads <multisig>',
        'instead: give the upgrade authority to the first vault of a Squads multisig',
        'handOverSquads',
      ),
    )
    .addOption(instead('--final', 'instead: nobody can ever change the program again; can not be undone', 'final'))
    .action((options: Options) => runDeploy(options, terminal));
}

async function runDeploy(options: Options, terminal: Terminal): Promise<void> {
  if (options.newId) return newId(options, terminal);
  const session = sessionOf(options, terminal);
  await checkCluster(session, options);
  const payer = session.feePayer(session.self());
  const authority =
    options.upgradeAuthority === undefined ? session.self() : readKeypair(options.upgradeAuthority).publicKey;
  const buffer = options.buffer === undefined ? undefined : address(options.buffer, '--buffer');
  if (options.closeBuffers) return closeBuffers(session, authority, payer, buffer);
  const artifact = readArtifact(options.program, options.idl ?? options.program.replace(/(\.so)?$/, '.json'));
  if (handsOver(options)) {
    return handOver({ session, program: artifact.id, authority, payer, to: await newAuthorityOf(options, session) });
  }
  const hasProgramKey = holdsProgramKey(options, artifact);
  const request = { session, artifact, payer, authority, hasProgramKey, buffer, forOthers: options.export };
  await deploy(request, whole(options.inFlight, 1, 256, '--in-flight'));
}

/** Whether the upgrade authority is to change, and nothing else is to be done. */
function handsOver({ handOver: to, handOverSquads, final }: Options): boolean {
  return final || to !== undefined || handOverSquads !== undefined;
}

/** Who is to hold the upgrade authority; null for nobody, for ever. Errors: NotASquad, MultisigIsNoVault. */
async function newAuthorityOf(options: Options, session: Session): Promise<PublicKey | null> {
  if (options.handOverSquads !== undefined) {
    return readVault(session, address(options.handOverSquads, '--hand-over-squads'));
  }
  if (options.final || options.handOver === undefined || options.handOver === 'none') return null;
  const to = address(options.handOver, '--hand-over');
  await checkNewAuthority(session, to);
  return to;
}

/** The keys that may sign: wallet, fee payer, upgrade authority, and the program's where it is deployed. */
function sessionOf(options: Options, terminal: Terminal): Session {
  const { upgradeAuthority, closeBuffers: closes } = options;
  const programKeypair = keypairOf(options);
  const deploys = !closes && !handsOver(options);
  const signer = [
    ...(upgradeAuthority === undefined ? [] : [upgradeAuthority]),
    ...(deploys && existsSync(programKeypair) ? [programKeypair] : []),
  ];
  return new Session({ ...options, signer, export: false }, terminal);
}

/** Mainnet is known by its first block, not by its address. Errors: MainnetRefused. */
async function checkCluster(session: Session, { yesMainnet }: Options): Promise<void> {
  const genesisHash = await session.ask((connection) => connection.getGenesisHash());
  if (clusterName(genesisHash) !== 'mainnet-beta' || yesMainnet || session.mode === 'dry-run') return;
  throw new CliError(
    'MainnetRefused',
    'This cluster is mainnet-beta',
    'Look first with --dry-run; then give --yes-mainnet. The program is not audited.',
  );
}

/** Whether the key pair of the artifact's address is there. Errors: IdMismatch. */
function holdsProgramKey(options: Options, { id, path }: Artifact): boolean {
  const programKeypair = keypairOf(options);
  if (!existsSync(programKeypair)) return false;
  const key = readKeypair(programKeypair).publicKey;
  if (key.equals(id)) return true;
  throw new CliError(
    'IdMismatch',
    `${programKeypair} is the key pair of ${key.toBase58()}, but ${path} declares the id ${id.toBase58()}`,
    'To build the program for that address run npm run deploy -- --new-id; otherwise move the file away.',
  );
}

/** `--new-id`. Errors: SourceUnknown, KeypairExposed, KeypairInvalid, BuildFailed. */
function newId(options: Options, terminal: Terminal): void {
  const name = nameOf(options);
  if (!isBuiltHere(name)) {
    throw new CliError(
      'SourceUnknown',
      `${options.program} is not built here: its sources can be given no id`,
      'Name artifacts/vesting.so or artifacts/voter_weight.so with --program.',
    );
  }
  const programKeypair = keypairOf(options);
  const { id, made, changed } = takeId(ROOT, name, programKeypair);
  terminal.note(`${made ? 'Made' : 'Found'} the key pair ${programKeypair}`);
  for (const file of changed) terminal.note(`Put the id into ${file}`);
  const { status } = spawnSync(process.execPath, ['scripts/build-program.mjs'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) {
    throw new CliError(
      'BuildFailed',
      'The program could not be built for its new id',
      'See above, then run the same again.',
    );
  }
  const program = options.program === PROGRAM ? '' : ` --program ${options.program}`;
  const keypair = options.programKeypair === undefined ? '' : ` --program-keypair ${programKeypair}`;
  terminal.out(`The program's id is ${id.toBase58()}. Next: npm run deploy -- --url CLUSTER${program}${keypair}`);
  terminal.out('Keep the key pair until then, and commit what changed: sources, Anchor.toml, artifacts/.');
}

/** A program's name: that of its file. */
function nameOf({ program }: Options): string {
  return basename(program, '.so');
}

/** Where the key pair of the program's address is, or would be: where Anchor puts it, unless it is named. */
function keypairOf(options: Options): string {
  return options.programKeypair ?? join('target/deploy', `${nameOf(options)}-keypair.json`);
}
