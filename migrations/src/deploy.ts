/** Doing what the outlook says: upload the code, make room for it, deploy or upgrade, read it back. */
import { SystemProgram, type PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { CliError, confirm, describeError, minimumRent, report, sol } from '@tenure/cli';
import { exportTransaction, requireKeys } from '@tenure/transactions';
import {
  deployProgram,
  extendProgram,
  LOADER,
  PROGRAM_BYTES,
  setAuthority,
  upgradeProgram,
  type Parties,
} from './loader';
import { outlookOf, type Outlook, type Wish } from './deployment-preview';
import { Sender, type Landed } from './sender';
import { readDeployed, sameCode } from './deployed-program';
import { progress, show, summary } from './deployment-text';
import { openBuffer, upload } from './upload';

/**
 * Brings the program on the chain to the artifact's code; does nothing where it is that already. With
 * `--dry-run` it only tells, with `--export` it prints the upgrade for others to sign. Errors: those of the
 * outlook, InsufficientLamports, NotConfirmed, MissingKey, UploadIncomplete, NotVerified, the loader's own;
 * what happens after the upload began says how to go on and how to get the buffer's rent back.
 */
export async function deploy(wish: Wish, inFlight: number): Promise<void> {
  const { session, artifact } = wish;
  const outlook = await outlookOf(wish);
  const json = summary(outlook);
  if (outlook.task === 'nothing') {
    return report(session, { ...json, sent: 0 }, () => [
      ...show(outlook),
      `Nothing to do: ${artifact.id.toBase58()} is this program already.`,
    ]);
  }
  if (session.mode === 'dry-run') {
    return report(session, { dryRun: true, ...json }, () => [...show(outlook), 'Nothing was sent.']);
  }
  requireKeys([wish.payer, outlook.writer], session.keyring());
  await checkBalance(outlook);
  if (!session.options.json) for (const line of show(outlook)) session.terminal.note(line);
  await confirm(session, `${outlook.task === 'deploy' ? 'Deploy' : 'Upgrade'} the program?`);
  const sender = new Sender(session, wish.payer);
  const end = await carryOut(outlook, sender, inFlight).catch((failure: unknown) => {
    throw wayOn(failure, outlook);
  });
  const spent = { transactionsSent: sender.transactions, feeLamportsPaid: sender.feeLamports };
  report(session, { ...json, ...spent, ...end.json }, () => [
    ...end.lines,
    `${sender.transactions} transactions, ${sol(sender.feeLamports)} fees.`,
  ]);
}

interface End {
  readonly json: object;
  readonly lines: readonly string[];
}

async function carryOut(outlook: Outlook, sender: Sender, inFlight: number): Promise<End> {
  await fill(outlook, sender, inFlight);
  const { wish, task, deployed, extensionBytes } = outlook;
  const { id } = wish.artifact;
  if (extensionBytes > 0) {
    await sender.after(deployed?.slot ?? 0);
    const { slot } = await sender.execute([extendProgram(id, wish.payer, extensionBytes)]);
    await sender.after(slot);
  }
  if (wish.forOthers) return handOut(outlook, sender);
  const landed = task === 'deploy' ? await first(outlook, sender) : await upgrade(outlook, sender);
  await sender.after(landed.slot);
  await verify(outlook);
  const done = task === 'deploy' ? 'Deployed' : 'Upgraded';
  return { json: { ...landed }, lines: [`${done} ${id.toBase58()}: ${landed.signature}`] };
}

/** Opens the buffer if it is not there, and writes what it lacks. */
async function fill(outlook: Outlook, sender: Sender, inFlight: number): Promise<void> {
  const { wish, destination, buffered, bufferLamports, writer, chunks } = outlook;
  const { code } = wish.artifact;
  if (buffered === null && destination.seed !== undefined) {
    const account = { codeBytes: code.length, lamports: bufferLamports };
    await sender.execute(openBuffer(destination.address, destination.seed, account, wish.payer, writer));
  }
  if (chunks.missing === 0) return;
  const onProgress = progress(wish.session, code.length);
  await upload({ sender, buffer: destination.address, authority: writer, code, inFlight, onProgress });
}

function partiesOf({ wish, destination }: Outlook, authority: PublicKey): Parties {
  return { program: wish.artifact.id, buffer: destination.address, authority, payer: wish.payer };
}

async function first(outlook: Outlook, sender: Sender): Promise<Landed> {
  const { artifact, authority } = outlook.wish;
  const open = await openProgram(outlook, sender);
  return sender.execute([...open, deployProgram(partiesOf(outlook, authority), artifact.code.length)]);
}

/** Makes the program's account the loader's; anybody may have sent lamports there before. */
async function openProgram({ wish }: Outlook, { session }: Sender): Promise<TransactionInstruction[]> {
  const { id } = wish.artifact;
  const rent = await minimumRent(session, PROGRAM_BYTES);
  const balance = BigInt(await session.ask((connection) => connection.getBalance(id)));
  const lamports = rent > balance ? rent - balance : 0n;
  return [
    SystemProgram.transfer({ fromPubkey: wish.payer, toPubkey: id, lamports }),
    SystemProgram.allocate({ accountPubkey: id, space: PROGRAM_BYTES }),
    SystemProgram.assign({ accountPubkey: id, programId: LOADER }),
  ];
}

async function upgrade(outlook: Outlook, sender: Sender): Promise<Landed> {
  await sender.after(outlook.deployed?.slot ?? 0);
  return sender.execute([upgradeProgram(partiesOf(outlook, outlook.wish.authority))]);
}

/** Gives the buffer to the upgrade authority and prints the upgrade for it to sign. */
async function handOut(outlook: Outlook, sender: Sender): Promise<End> {
  const { wish, authority, buffered, destination, writer } = outlook;
  const { session } = wish;
  if (authority === null) throw new Error('a final program has no upgrade');
  const given = buffered?.authority?.equals(authority) === true || writer.equals(authority);
  if (!given) await sender.execute([setAuthority(destination.address, writer, authority)]);
  const { blockhash } = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
  const transaction = exportTransaction([upgradeProgram(partiesOf(outlook, authority))], authority, blockhash);
  return {
    json: { transactions: [transaction] },
    lines: [
      transaction,
      `To be signed by ${authority.toBase58()}; ${wish.payer.toBase58()} then gets the buffer's rent back.`,
    ],
  };
}

async function verify({ wish, authority }: Outlook): Promise<void> {
  const { artifact, session } = wish;
  const now = await readDeployed(session, artifact.id);
  const held = authority === null ? now?.authority === null : now?.authority?.equals(authority) === true;
  if (now !== null && held && sameCode(now, artifact.code)) return;
  throw new CliError(
    'NotVerified',
    `What the cluster has at ${artifact.id.toBase58()} is not what was sent`,
    'Run the same command again: it compares once more.',
  );
}

async function checkBalance({ wish, costs }: Outlook): Promise<void> {
  const { session, payer } = wish;
  const balance = BigInt(await session.ask((connection) => connection.getBalance(payer)));
  if (balance >= costs.atHandLamports) return;
  throw new CliError(
    'InsufficientLamports',
    `${payer.toBase58()} has ${sol(balance)}, about ${sol(costs.atHandLamports)} are needed`,
    'Fund it with SOL, then run the same command again.',
  );
}

/** The failure, and what to do about the buffer. */
function wayOn(failure: unknown, { destination }: Outlook): CliError {
  const { name, message, remedy, details = [] } = describeError(failure);
  return new CliError(name, message, remedy, [
    ...details,
    `What was uploaded is in the buffer ${destination.address.toBase58()}: the same command goes on there;`,
    'npm run deploy -- --close-buffers, with the same cluster and keys, gives its rent back instead.',
  ]);
}
