/**
 * Contributions in a git repository.
 *
 * `commits`: every commit that is no merge and can be reached from the revision. `merges`: what came into the
 * branch, that is, on its line of first parents every merge commit, and every other commit whose title ends
 * in `(#123)`, as a squashed pull request does. The author of a merge is the author of its second parent, the
 * tip of what was merged. Co-authors, where they are asked for, are those of both. Times are the committer's.
 * Authors are what the commits say, through the revision's own `.mailmap`: no proof.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { gitAt, type Git } from '../access/git';
import { listCommits, type Address, type Commit } from '../access/git-log';
import { instant, path, word } from '../fields';
import { listingText, readListing, type Contribution } from '../formats/git-listing';
import { textOf } from '../formats/json';
import { OracleError } from '../oracle-error';
import type { Source } from '../source';
import { wholeDecimal } from '../values/decimal';
import { shown } from '../values/shown';
import { readInstant } from '../values/timestamp';
import { checkAuthors, isSameAddress } from './git-authors';

export const gitSettings = z.strictObject({
  kind: z.literal('git'),
  repository: path.describe('The top of a working tree, or a bare repository'),
  revision: word.describe('A branch, such as main or refs/remotes/origin/main'),
  count: z.enum(['commits', 'merges']),
  authors: z
    .array(word.regex(/^[^<>\n\0]+$/, 'must be an e-mail address alone, without a name and < >'))
    .min(1)
    .optional()
    .describe('E-mail addresses of the authors as .mailmap has them; left out: everybody'),
  coAuthors: z
    .boolean()
    .default(false)
    .describe('Count a commit also for those whom its Co-authored-by trailers name, once for each author'),
  paths: z.array(path).min(1).optional().describe('Only what changes one of these, from the top of the repository'),
  since: instant.optional().describe('Only from this second on'),
  until: instant.optional().describe('Only before this second'),
  observed: z.enum(['head', 'now']).describe('When it was so: the time of the newest commit, or now'),
});

export type GitSettings = z.infer<typeof gitSettings>;

export function git(settings: GitSettings): Source {
  return {
    async collect({ directory }) {
      const run = gitAt(resolve(directory, settings.repository));
      const head = await headOf(run, settings.revision);
      const counted =
        settings.count === 'commits' ? await commitsOf(run, head.id, settings) : await mergesOf(run, head.id, settings);
      const { count, paths = [], coAuthors } = settings;
      await checkAuthors(
        run,
        head.id,
        settings,
        counted.flatMap(({ authors }) => authors),
      );
      const listing = { head: head.id, headTs: head.ts, count, paths, ...(coAuthors ? { coAuthors } : {}) };
      const commits = counted.flatMap(contributionsOf).filter(filterOf(settings));
      return { evidence: Buffer.from(listingText(listing, commits)) };
    },
    compute(evidence) {
      const { head, commits } = readListing(textOf(evidence, 'The evidence'));
      const sameQuestion =
        head.count === settings.count &&
        sameList(head.paths, settings.paths ?? []) &&
        (head.coAuthors ?? false) === settings.coAuthors;
      if (!sameQuestion || !commits.every(filterOf(settings))) {
        throw new OracleError(
          'EvidenceOfAnother',
          'The list of commits was made with other settings',
          'Take the settings of its receipt.',
        );
      }
      return {
        number: wholeDecimal(commits.length),
        observed: settings.observed === 'head' ? head.headTs : 'now',
      };
    },
  };
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** By author, and in the window `[since, until)`. */
function filterOf({ authors, since, until }: GitSettings): (commit: Contribution) => boolean {
  const begin = since === undefined ? -Infinity : readInstant(since, 'since');
  const end = until === undefined ? Infinity : readInstant(until, 'until');
  return ({ author, ts }) =>
    (authors?.some((wanted) => isSameAddress(wanted, author)) ?? true) && ts >= begin && ts < end;
}

/** A commit that counts, before it is asked who is counted. */
interface Counted {
  readonly id: string;
  /** The committer's time, unix seconds. */
  readonly ts: number;
  readonly authors: readonly Address[];
}

/** One for each of its authors, however often and in how many ways the commit names them. */
function contributionsOf({ id, ts, authors }: Counted): Contribution[] {
  const names = authors.map(({ mapped }) => mapped);
  return names
    .filter((name, index) => names.findIndex((other) => isSameAddress(other, name)) === index)
    .map((author) => ({ id, ts, author }));
}

async function headOf(run: Git, revision: string): Promise<Commit> {
  const nowhere = new OracleError('RepositoryMissing', 'No git repository is there', 'Name the top of one.');
  const shallow = await run(['rev-parse', '--is-shallow-repository']).catch(insteadOfFailure(nowhere));
  if (shallow.trim() !== 'false') {
    throw new OracleError(
      'RepositoryShallow',
      'The repository has only a part of its history',
      'Run git fetch --unshallow.',
    );
  }
  const missing = new OracleError(
    'RevisionMissing',
    `The repository has no revision ${shown(revision)}`,
    'Check revision; fetch first.',
  );
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const id = (await run(args).catch(insteadOfFailure(missing))).trim();
  if (!/^[0-9a-f]{40,64}$/.test(id)) throw missing;
  const [head] = await listCommits(run, id, { args: ['--no-walk', id] });
  if (head !== undefined) return head;
  throw new OracleError('GitFailed', `git does not list ${id}`, 'Check the repository.');
}

/** Another error where git itself said no. */
function insteadOfFailure(instead: OracleError): (error: unknown) => never {
  return (error) => {
    throw error instanceof OracleError && error.name === 'GitFailed' ? instead : error;
  };
}

async function commitsOf(run: Git, head: string, { paths = [], coAuthors }: GitSettings): Promise<Counted[]> {
  const args = ['--no-merges', '--full-history', head, '--', ...paths.map(pathspec)];
  const commits = await listCommits(run, head, { args, coAuthors });
  return commits.map((commit) => ({ id: commit.id, ts: commit.ts, authors: namedIn(commit) }));
}

async function mergesOf(run: Git, head: string, { paths = [], coAuthors }: GitSettings): Promise<Counted[]> {
  const args = ['--first-parent', head, '--', ...paths.map(pathspec)];
  const line = await listCommits(run, head, { args, coAuthors });
  const ids = line.flatMap(({ parents }) => parents.slice(1, 2));
  const merged =
    ids.length === 0 ? [] : await listCommits(run, head, { args: ['--no-walk', '--stdin'], ids, coAuthors });
  const tips = new Map(merged.map((commit) => [commit.id, commit]));
  return line.flatMap((commit) => {
    const { id, ts, parents, title } = commit;
    const [, tip] = parents;
    if (tip !== undefined) return [{ id, ts, authors: [...namedIn(tips.get(tip) ?? commit), ...commit.coAuthors] }];
    return /\(#\d+\)$/.test(title) ? [{ id, ts, authors: namedIn(commit) }] : [];
  });
}

function namedIn({ author, coAuthors }: Commit): Address[] {
  return [author, ...coAuthors];
}

/** Nothing in a path is a pattern. */
function pathspec(text: string): string {
  return `:(top,literal)${text}`;
}
