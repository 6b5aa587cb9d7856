/**
 * The evidence of a count of commits: one JSON object a line, the revision first, then the commits by their
 * ids, and where co-authors count by their authors too.
 */
import { z } from 'zod';
import { OracleError } from '../oracle-error';
import { parseJson, shaped } from './json';

const id = z.string().regex(/^[0-9a-f]{40,64}$/);
const ts = z.int();
const headSchema = z.strictObject({
  /** The revision's commit. */
  head: id,
  /** Its committer's time, unix seconds. */
  headTs: ts,
  count: z.enum(['commits', 'merges']),
  /** Only what changes one of these; none for everything. */
  paths: z.array(z.string()),
  /** Whether co-authors count: a commit is there once for each of its authors. Left out where they don't. */
  coAuthors: z.boolean().optional(),
});
const contributionSchema = z.strictObject({ id, ts, author: z.string() });

/** What was asked of which revision. */
export type ListingHead = z.infer<typeof headSchema>;

/** What counts as one: a commit, the committer's time in unix seconds, an author's e-mail address. */
export type Contribution = z.infer<typeof contributionSchema>;

/** The same text for the same commits, in whatever order they come. */
export function listingText(head: ListingHead, commits: readonly Contribution[]): string {
  const lines = commits
    .map(({ id, ts, author }): Contribution => ({ id, ts, author }))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function isBefore(a: Contribution, b: Contribution): boolean {
  return a.id === b.id ? a.author.toLowerCase() < b.author.toLowerCase() : a.id < b.id;
}

/** Reads a listing. Error: WrongFormat, also for commits that are not in order or there twice. */
export function readListing(text: string): { head: ListingHead; commits: Contribution[] } {
  const [first = '', ...rest] = text.trimEnd().split('\n');
  const read = (line: string) => parseJson(line, 'The list of commits', Number);
  const head = shaped(headSchema, read(first), 'The evidence', 'a list of commits');
  const commits = rest.map((line) => shaped(contributionSchema, read(line), 'The evidence', 'a list of commits'));
  const follows = (commit: Contribution, before: Contribution | undefined) =>
    before === undefined || (isBefore(before, commit) && (head.coAuthors === true || before.id !== commit.id));
  if (!commits.every((commit, index) => follows(commit, commits[index - 1]))) {
    throw new OracleError('WrongFormat', 'The commits of the evidence are not in order', 'Make it anew.');
  }
  return { head, commits };
}
