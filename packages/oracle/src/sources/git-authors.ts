/** Whether the authors that are counted are people of the repository at all. */
import type { Git } from '../access/git';
import { listCommits, mapContacts, type Address } from '../access/git-log';
import { OracleError } from '../oracle-error';
import { listed, shown } from '../values/shown';

/** Whom the configuration counts. */
interface Wanted {
  readonly authors?: readonly string[] | undefined;
  readonly coAuthors: boolean;
}

/** Addresses are compared without regard to case. */
export function isSameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Refuses an address that could only ever count 0: `found` are those that were found already, through
 * `.mailmap`; others must be in the history of the revision. Where `.mailmap` maps some commits of an address
 * away by their names, the others count. Errors: AuthorMapped, AuthorUnknown.
 */
export async function checkAuthors(
  run: Git,
  revision: string,
  { authors = [], coAuthors }: Wanted,
  found: readonly Address[],
): Promise<void> {
  const isIn = (people: readonly Address[], author: string) =>
    people.some(({ mapped }) => isSameAddress(mapped, author));
  const missing = authors.filter((author) => !isIn(found, author));
  if (missing.length === 0) return;
  const history = await listCommits(run, revision, { args: [revision], coAuthors });
  const people = history.flatMap((commit) => [commit.author, ...commit.coAuthors]);
  // Also where no commit has the address, .mailmap may know it.
  const contacts = await mapContacts(
    run,
    revision,
    missing.map((author) => `<${author}>`),
  );
  for (const author of missing) {
    if (isIn(people, author)) continue;
    const mapped = [...people, ...contacts.values()]
      .filter(({ written, mapped }) => isSameAddress(written, author) && !isSameAddress(mapped, author))
      .map((address) => address.mapped);
    throw mapped.length === 0 ? unknown(author, coAuthors) : mappedAway(author, [...new Set(mapped)]);
  }
}

function mappedAway(author: string, to: readonly string[]): OracleError {
  return new OracleError(
    'AuthorMapped',
    `.mailmap maps ${shown(author)} to ${listed(to)}, by which its commits are counted`,
    `Name ${listed(to)} in authors.`,
  );
}

function unknown(author: string, coAuthors: boolean): OracleError {
  const trailers = coAuthors ? '' : ', or set coAuthors to count Co-authored-by trailers too';
  return new OracleError(
    'AuthorUnknown',
    `No commit up to the revision is by ${shown(author)}`,
    `Check how the address is written${trailers}.`,
  );
}
