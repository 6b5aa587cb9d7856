/** Handing the program over: who may upgrade it from now on. */
import type { PublicKey } from '@solana/web3.js';
import { CliError, confirm, facts, report, type Session, shownUrl } from '@tenure/cli';
import { requireKeys } from '@tenure/transactions';
import { dataAddress, setAuthority } from './loader';
import { Sender } from './sender';
import { readProgram } from './deployed-program';

/** What to hand over, and to whom. */
export interface HandOver {
  readonly session: Session;
  readonly program: PublicKey;
  readonly authority: PublicKey;
  readonly payer: PublicKey;
  /** The new upgrade authority, who need not sign; `null` makes the program final for ever. */
  readonly to: PublicKey | null;
}

/** Does it. Errors: ProgramMissing, NotUpgradeAuthority, NotConfirmed, MissingKey. */
export async function handOver({ session, program, authority, payer, to }: HandOver): Promise<void> {
  const deployed = await readProgram(session, program);
  if (deployed === null) {
    throw new CliError(
      'ProgramMissing',
      `There is no program ${program.toBase58()} on this cluster`,
      'Check --url; deploy it first with npm run deploy.',
    );
  }
  const json = { programId: program, before: deployed.authority, after: to };
  const name = (key: PublicKey | null) => key?.toBase58() ?? 'nobody, for ever';
  const same = to === null ? deployed.authority === null : deployed.authority?.equals(to) === true;
  if (same) return report(session, json, () => [`Nothing to do: the upgrade authority is ${name(to)}.`]);
  if (deployed.authority?.equals(authority) !== true) {
    throw new CliError(
      'NotUpgradeAuthority',
      `The upgrade authority is ${name(deployed.authority)}; the key given here is ${authority.toBase58()}`,
      'Name its key pair with --upgrade-authority.',
    );
  }
  const lines = () => [
    `Hand over the program on ${shownUrl(session.url)}`,
    facts([
      ['program id', program.toBase58()],
      ['upgrade authority now', name(deployed.authority)],
      ['upgrade authority then', name(to)],
    ]),
    to === null
      ? 'Nobody can then change the program ever again, not even to mend a fault.'
      : 'This key can then not take it back.',
  ];
  if (session.mode === 'dry-run') {
    return report(session, { dryRun: true, ...json }, () => [...lines(), 'Nothing was sent.']);
  }
  requireKeys([payer, authority], session.keyring());
  if (!session.options.json) for (const line of lines()) session.terminal.note(line);
  await confirm(session, 'Hand it over?');
  const confirmed = await new Sender(session, payer).execute([setAuthority(dataAddress(program), authority, to)]);
  report(session, { ...json, ...confirmed }, () => [`Done: ${confirmed.signature}`]);
}
