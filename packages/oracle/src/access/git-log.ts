/** Commits as git lists them: addresses as they were written, and as the revision's `.mailmap` has them. */
import { OracleError } from '../oracle-error';
import type { Git } from './git';

/** An e-mail address. */
export interface Address {
  /** In the commit. */
  readonly written: string;
  /** Through `.mailmap`. */
  readonly mapped: string;
}

export interface Commit {
  readonly id: string;
  /** The committer's time, unix seconds. */
  readonly ts: number;
  readonly author: Address;
  /** Of the `Co-authored-by` trailers that hold an address; none where they were not asked for. */
  readonly coAuthors: readonly Address[];
  readonly parents: readonly string[];
  readonly title: string;
}

/** Which commits. */
interface Selection {
  /** Of `git rev-list`. */
  readonly args: readonly string[];
  /** Commits to list, by their ids, with `--stdin` in the arguments. */
  readonly ids?: readonly string[];
  /** Whether to read the trailers. */
  readonly coAuthors?: boolean;
}

const FIELDS = ['%H', '%ct', '%ae', '%aE', '%P', '%s'];
const TRAILERS = '%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x01)';
/** `Name <address>`. */
const CONTACT = /^[^<>]*<[^<>]+>$/;

/** Lists commits; `revision` is the one whose `.mailmap` is read. Errors: those of git. */
export async function listCommits(
  run: Git,
  revision: string,
  { args, ids = [], coAuthors = false }: Selection,
): Promise<Commit[]> {
  const format = [...FIELDS, ...(coAuthors ? [TRAILERS] : [])].join('%x00');
  const options = ['--no-commit-header', `--format=${format}`, '--encoding=UTF-8'];
  const output = await run(['rev-list', ...options, ...args], {
    input: ids.map((id) => `${id}\n`).join(''),
    settings: [...mailmapOf(revision), 'trailer.separators=:'],
  });
  const lines = output.split('\n').filter((line) => line !== '');
  const rows = lines.map((line) => {
    const [id = '', ts = '', written = '', mapped = '', parents = '', ...rest] = line.split('\0');
    const [title = '', trailers = ''] = rest;
    const texts = trailers.split('\x01').map((text) => text.trim());
    const contacts = texts.filter((text) => CONTACT.test(text));
    return { id, ts, author: { written, mapped }, parents, title, contacts };
  });
  const addresses = await mapContacts(run, revision, [...new Set(rows.flatMap(({ contacts }) => contacts))]);
  return rows.map(({ ts, parents, contacts, ...row }) => ({
    ...row,
    ts: Number(ts),
    coAuthors: contacts.map((contact) => addresses.get(contact)).filter((address) => address !== undefined),
    parents: parents.split(' ').filter((parent) => parent !== ''),
  }));
}

/** The addresses in contacts, `Name <address>` or `<address>` each, by these. Errors: those of git. */
export async function mapContacts(
  run: Git,
  revision: string,
  contacts: readonly string[],
): Promise<Map<string, Address>> {
  if (contacts.length === 0) return new Map();
  const output = await run(['check-mailmap', '--stdin'], {
    input: contacts.map((contact) => `${contact}\n`).join(''),
    settings: mailmapOf(revision),
  });
  const lines = output.trimEnd().split('\n');
  if (lines.length !== contacts.length)
    throw new OracleError('GitFailed', 'git does not map every address', 'Check .mailmap.');
  return new Map(
    contacts.map((contact, index) => [contact, { written: addressIn(contact), mapped: addressIn(lines[index] ?? '') }]),
  );
}

function addressIn(contact: string): string {
  return /<([^<>]*)>$/.exec(contact)?.[1]?.trim() ?? '';
}

function mailmapOf(revision: string): string[] {
  return [`mailmap.blob=${revision}:.mailmap`];
}
