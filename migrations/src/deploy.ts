/** Doing what the preview says: upload the code, make room for it, deploy or upgrade, read it back. */
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
import { previewDeployment, type DeploymentPreview, type DeploymentRequest } from './deployment-preview';
import { Sender, type ConfirmedTransaction } from './sender';
import { readProgram, sameCode } from './deployed-program';
import { progress, previewLines, previewJson } from './deployment-text';
import { openBuffer, upload } from './upload';

/**
 * Brings the program on the chain to the artifact's code; does nothing where it is that already. With
 * `--dry-run` it only tells, with `--export` it prints the upgrade for others to sign. Errors: those of the
 * preview, InsufficientLamports, NotConfirmed, MissingKey, UploadIncomplete, NotVerified, the loader's own;
 * what happens after the upload began says how to go on and how to get the buffer's rent back.
 */
export async function deploy(request: DeploymentRequest, inFlight: number): Promise<void> {
  const { session, artifact } = request;
  const preview = await previewDeployment(request);
  const json = previewJson(preview);
  if (preview.task === 'nothing') {
    return report(session, { ...json, sent: 0 }, () => [
      ...previewLines(preview),
      `Nothing to do: ${artifact.id.toBase58()} is this program already.`,
    ]);
  }
  if (session.mode === 'dry-run') {
    return report(session, { dryRun: true, ...json }, () => [...previewLines(preview), 'Nothing was sent.']);
  }
  requireKeys([request.payer, preview.writer], session.keyring());
  await checkBalance(preview);
  if (!session.options.json) for (const line of previewLines(preview)) session.terminal.note(line);
  await confirm(session, `${preview.task === 'deploy' ? 'Deploy' : 'Upgrade'} the program?`);
  const sender = new Sender(session, request.payer);
  const end = await carryOut(preview, sender, inFlight).catch((failure: unknown) => {
    throw withNextSteps(failure, preview);
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

async function carryOut(preview: DeploymentPreview, sender: Sender, inFlight: number): Promise<End> {
  await fill(preview, sender, inFlight);
  const { request, task, deployed, extensionBytes } = preview;
  const { id } = request.artifact;
  if (extensionBytes > 0) {
    await sender.after(deployed?.slot ?? 0);
    const { slot } = await sender.execute([extendProgram(id, request.payer, extensionBytes)]);
    await sender.after(slot);
  }
  if (request.forOthers) return handOut(preview, sender);
  const confirmed = task === 'deploy' ? await first(preview, sender) : await upgrade(preview, sender);
  await sender.after(confirmed.slot);
  await verify(preview);
  const done = task === 'deploy' ? 'Deployed' : 'Upgraded';
  return { json: { ...confirmed }, lines: [`${done} ${id.toBase58()}: ${confirmed.signature}`] };
}

/** Opens the buffer if it is not there, and writes what it lacks. */
async function fill(preview: DeploymentPreview, sender: Sender, inFlight: number): Promise<void> {
  const { request, destination, buffered, bufferLamports, writer, chunks } = preview;
  const { code } = request.artifact;
  if (buffered === null && destination.seed !== undefined) {
    const account = { codeBytes: code.length, lamports: bufferLamports };
    await sender.execute(openBuffer(destination.address, destination.seed, account, request.payer, writer));
  }
  if (chunks.missing === 0) return;
  const onProgress = progress(request.session, code.length);
  await upload({ sender, buffer: destination.address, authority: writer, code, inFlight, onProgress });
}

function partiesOf({ request, destination }: DeploymentPreview, authority: PublicKey): Parties {
  return { program: request.artifact.id, buffer: destination.address, authority, payer: request.payer };
}

async function first(preview: DeploymentPreview, sender: Sender): Promise<ConfirmedTransaction> {
  const { artifact, authority } = preview.request;
  const open = await openProgram(preview, sender);
  return sender.execute([...open, deployProgram(partiesOf(preview, authority), artifact.code.length)]);
}

/** Makes the program's account the loader's; anybody may have sent lamports there before. */
async function openProgram({ request }: DeploymentPreview, { session }: Sender): Promise<TransactionInstruction[]> {
  const { id } = request.artifact;
  const rent = await minimumRent(session, PROGRAM_BYTES);
  const balance = BigInt(await session.ask((connection) => connection.getBalance(id)));
  const lamports = rent > balance ? rent - balance : 0n;
  return [
    SystemProgram.transfer({ fromPubkey: request.payer, toPubkey: id, lamports }),
    SystemProgram.allocate({ accountPubkey: id, space: PROGRAM_BYTES }),
    SystemProgram.assign({ accountPubkey: id, programId: LOADER }),
  ];
}

async function upgrade(preview: DeploymentPreview, sender: Sender): Promise<ConfirmedTransaction> {
  await sender.after(preview.deployed?.slot ?? 0);
  return sender.execute([upgradeProgram(partiesOf(preview, preview.request.authority))]);
}

/** Gives the buffer to the upgrade authority and prints the upgrade for it to sign. */
async function handOut(preview: DeploymentPreview, sender: Sender): Promise<End> {
  const { request, authority, buffered, destination, writer } = preview;
  const { session } = request;
  if (authority === null) throw new Error('a final program has no upgrade');
  const given = buffered?.authority?.equals(authority) === true || writer.equals(authority);
  if (!given) await sender.execute([setAuthority(destination.address, writer, authority)]);
  const { blockhash } = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
  const transaction = exportTransaction([upgradeProgram(partiesOf(preview, authority))], authority, blockhash);
  return {
    json: { transactions: [transaction] },
    lines: [
      transaction,
      `To be signed by ${authority.toBase58()}; ${request.payer.toBase58()} then gets the buffer's rent back.`,
    ],
  };
}

async function verify({ request, authority }: DeploymentPreview): Promise<void> {
  const { artifact, session } = request;
  const now = await readProgram(session, artifact.id);
  const held = authority === null ? now?.authority === null : now?.authority?.equals(authority) === true;
  if (now !== null && held && sameCode(now, artifact.code)) return;
  throw new CliError(
    'NotVerified',
    `What the cluster has at ${artifact.id.toBase58()} is not what was sent`,
    'Run the same command again: it compares once more.',
  );
}

async function checkBalance({ request, costs }: DeploymentPreview): Promise<void> {
  const { session, payer } = request;
  const balance = BigInt(await session.ask((connection) => connection.getBalance(payer)));
  if (balance >= costs.atHandLamports) return;
  throw new CliError(
    'InsufficientLamports',
    `${payer.toBase58()} has ${sol(balance)}, about ${sol(costs.atHandLamports)} are needed`,
    'Fund it with SOL, then run the same command again.',
  );
}

/** The failure, and what to do about the buffer. */
function withNextSteps(failure: unknown, { destination }: DeploymentPreview): CliError {
  const { name, message, remedy, details = [] } = describeError(failure);
  return new CliError(name, message, remedy, [
    ...details,
    `What was uploaded is in the buffer ${destination.address.toBase58()}: the same command goes on there;`,
    'npm run deploy -- --close-buffers, with the same cluster and keys, gives its rent back instead.',
  ]);
}
