/**
 * Contributions in a git repository.
 *
 * `commits`: every commit that is no merge and can be reached from the revision. `merges`: what came into the
 * branch, that is, on its line of first parents every merge commit, and every other commit whose title ends
 * in `(#123)`, as a squashed pull request does. The author of a merge is the author of its second parent, the
 * tip of what was merged. Times are the committer's. Authors are what the commits say, through the revision's
 * own `.mailmap`: no proof.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { gitAt, type Git } from '../access/git';
import { instant, path, word } from '../fields';
import { listingText, readListing, type Contribution } from '../formats/git-listing';
import { textOf } from '../formats/json';
import { OracleError } from '../oracle-error';
import type { Source } from '../source';
import { wholeDecimal } from '../values/decimal';
import { shown } from '../values/shown';
import { readInstant } from '../values/timestamp';

export const gitSettings = z.strictObject({
  kind: z.literal('git'),
  repository: path.describe('The top of a working tree, or a bare repository'),
  revision: word.describe('A branch, such as main or refs/remotes/origin/main'),
  count: z.enum(['commits', 'merges']),
  authors: z.array(word).min(1).optional().describe('E-mail addresses of the authors; left out: everybody'),
  paths: z
    .array(path)
    .min(1)
    .optional()
    .describe('Only what changes one of these, from the top of the repository'),
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
      const commits =
        settings.count === 'commits'
          ? await commitsOf(run, head, settings)
          : await mergesOf(run, head, settings);
      const listing = { head: head.id, headTs: head.ts, count: settings.count, paths: settings.paths ?? [] };
      return { evidence: Buffer.from(listingText(listing, commits.filter(filterOf(settings)))) };
    },
    compute(evidence) {
      const { head, commits } = readListing(textOf(evidence, 'The evidence'));
      const sameQuestion = head.count === settings.count && sameList(head.paths, settings.paths ?? []);
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
  const wanted = authors?.map((author) => author.toLowerCase());
  const begin = since === undefined ? -Infinity : readInstant(since, 'since');
  const end = until === undefined ? Infinity : readInstant(until, 'until');
  return ({ author, ts }) =>
    (wanted === undefined || wanted.includes(author.toLowerCase())) && ts >= begin && ts < end;
}

interface Commit extends Contribution {
  readonly parents: readonly string[];
  readonly title: string;
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
  const [head] = await log(run, id, ['--no-walk', id]);
  if (head !== undefined) return head;
  throw new OracleError('GitFailed', `git does not list ${id}`, 'Check the repository.');
}

/** Another error where git itself said no. */
function insteadOfFailure(instead: OracleError): (error: unknown) => never {
  return (error) => {
    throw error instanceof OracleError && error.name === 'GitFailed' ? instead : error;
  };
}

function commitsOf(run: Git, head: Commit, { paths = [] }: GitSettings): Promise<Commit[]> {
  return log(run, head.id, ['--no-merges', '--full-history', head.id, '--', ...paths.map(pathspec)]);
}

async function mergesOf(run: Git, head: Commit, { paths = [] }: GitSettings): Promise<Contribution[]> {
  const line = await log(run, head.id, ['--first-parent', head.id, '--', ...paths.map(pathspec)]);
  const merged = line.flatMap(({ parents }) => parents.slice(1, 2));
  const tips = merged.length === 0 ? [] : await log(run, head.id, ['--no-walk', '--stdin'], merged);
  const authors = new Map(tips.map(({ id, author }) => [id, author]));
  return line.flatMap(({ id, ts, author, parents: [, tip], title }) => {
    if (tip !== undefined) return [{ id, ts, author: authors.get(tip) ?? author }];
    return /\(#\d+\)$/.test(title) ? [{ id, ts, author }] : [];
  });
}

/** Nothing in a path is a pattern. */
function pathspec(text: string): string {
  return `:(top,literal)${text}`;
}

const FORMAT = ['%H', '%ct', '%aE', '%P', '%s'].join('%x00');

async function log(
  run: Git,
  head: string,
  args: readonly string[],
  input: readonly string[] = [],
): Promise<Commit[]> {
  const output = await run(
    ['rev-list', '--no-commit-header', `--format=${FORMAT}`, '--encoding=UTF-8', ...args],
    {
      input: input.map((id) => `${id}\n`).join(''),
      settings: [`mailmap.blob=${head}:.mailmap`],
    },
  );
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', ts = '', author = '', parents = '', title = ''] = line.split('\0');
      return {
        id,
        ts: Number(ts),
        author,
        parents: parents.split(' ').filter((parent) => parent !== ''),
        title,
      };
    });
}
