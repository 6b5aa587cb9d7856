/** A deployment in words. */
import { facts, type Session, shownUrl, sol } from '@tenure/cli';
import type { DeploymentPreview } from './deployment-preview';

/** Lines of progress: one for each tenth. */
const PARTS = 10;

const TASKS: Readonly<Record<DeploymentPreview['task'], string>> = {
  nothing: 'The program',
  deploy: 'Deploy the program',
  upgrade: 'Upgrade the program',
};

/** What is to be done, for a person. */
export function previewLines({ request, task, authority, destination, chunks, ...rest }: DeploymentPreview): string[] {
  const { session, artifact } = request;
  const { extensionBytes, transactions, costs } = rest;
  const known: (readonly [string, string])[] = [
    ['program id', artifact.id.toBase58()],
    ['upgrade authority', authority?.toBase58() ?? 'nobody: the program is final'],
    ['artifact', `${artifact.path}, ${artifact.code.length.toLocaleString('en')} bytes`],
    ['SHA-256', `${artifact.sha256}${artifact.sumChecked ? '' : ' (no SHA256SUMS beside it to compare with)'}`],
  ];
  const work: (readonly [string, string])[] = [
    ['buffer', destination.address.toBase58()],
    ['uploaded already', `${chunks.all - chunks.missing} of ${chunks.all} parts`],
    ...(extensionBytes > 0 ? [['the program grows by', `${extensionBytes.toLocaleString('en')} bytes`] as const] : []),
    ['transactions', `${transactions}`],
    ['cost', `${sol(costs.rentLamports)} rent, about ${sol(costs.feeLamports)} fees`],
    ['needed meanwhile', `about ${sol(costs.atHandLamports)}: the rent of the buffer comes back`],
  ];
  const title = `${session.terminal.colors.bold(TASKS[task])} on ${shownUrl(session.url)}`;
  return [title, facts(task === 'nothing' ? known : [...known, ...work])];
}

/** The same for programs. */
export function previewJson({ request, task, authority, destination, chunks, ...rest }: DeploymentPreview): object {
  const { artifact, payer } = request;
  const { path, sha256, sumChecked, code } = artifact;
  const { extensionBytes, transactions, costs } = rest;
  return {
    task,
    programId: artifact.id,
    upgradeAuthority: authority,
    payer,
    artifact: { path, sha256, sumChecked, bytes: code.length },
    ...(task === 'nothing' ? {} : { buffer: destination.address, chunks, extensionBytes, transactions, costs }),
  };
}

/** Tells of an upload's progress now and then; nothing with `--json`. */
export function progress({ terminal, options }: Session, codeBytes: number): (writtenBytes: number) => void {
  let shown = 0;
  return (writtenBytes) => {
    const part = Math.floor((writtenBytes * PARTS) / codeBytes);
    if (options.json || part <= shown) return;
    shown = part;
    terminal.note(`uploaded ${Math.floor((writtenBytes * 100) / codeBytes)} %`);
  };
}
