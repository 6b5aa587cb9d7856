/** Git repositories that are the same on every machine: fixed dates, authors and settings. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { observed } from './support';

export const MAINTAINER = 'a@example.org';
export const AUTHOR = 'b@example.org';
/** An earlier address of AUTHOR, as `.mailmap` says. */
export const AUTHOR_BEFORE = 'b@old.example.org';

export interface Made {
  readonly title: string;
  /** ISO, author's and committer's. */
  readonly at: string;
  readonly by?: string;
  /** File to content. */
  readonly files?: Readonly<Record<string, string>>;
}

export class Repository {
  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true });
    this.git(['init', '--quiet', '--initial-branch=main']);
  }

  git(args: readonly string[], { by = MAINTAINER, at = '2026-10-01T00:00:00Z' } = {}): string {
    const env = {
      PATH: process.env.PATH,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'author',
      GIT_AUTHOR_EMAIL: by,
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_NAME: 'committer',
      GIT_COMMITTER_EMAIL: MAINTAINER,
      GIT_COMMITTER_DATE: at,
    };
    const settings = ['-c', 'commit.gpgSign=false', '-c', 'protocol.file.allow=always'];
    return execFileSync('git', [...settings, ...args], {
      cwd: this.path,
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  }

  commit({ title, at, by, files = {} }: Made): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), content);
      this.git(['add', '--', name]);
    }
    this.git(['commit', '--quiet', '--allow-empty', '-m', title], {
      at,
      ...(by === undefined ? {} : { by }),
    });
  }

  /** Merges a branch into the one that is checked out, always with a merge commit. */
  merge(branch: string, { title, at, by }: Made): void {
    this.git(['merge', '--quiet', '--no-ff', '-m', title, branch], {
      at,
      ...(by === undefined ? {} : { by }),
    });
  }
}

/**
 * Five commits and a merge on `main`: two by AUTHOR on a branch that MAINTAINER merged, one of AUTHOR's squashed under an
 * earlier address, the others of MAINTAINER.
 */
export function exampleRepository(path: string): Repository {
  const repository = new Repository(path);
  const mailmap = `<${AUTHOR}> <${AUTHOR_BEFORE}>\n`;
  repository.commit({
    title: 'Begin',
    at: '2026-10-01T08:00:00Z',
    files: { '.mailmap': mailmap, 'src/a': '1' },
  });
  repository.git(['checkout', '--quiet', '-b', 'topic']);
  repository.commit({ title: 'Parse', at: '2026-10-02T08:00:00Z', by: AUTHOR, files: { 'src/parse': '1' } });
  repository.commit({ title: 'Explain', at: '2026-10-03T08:00:00Z', by: AUTHOR, files: { 'docs/parse': '1' } });
  repository.git(['checkout', '--quiet', 'main']);
  repository.commit({ title: 'Tidy', at: '2026-10-04T08:00:00Z', files: { 'src/a': '2' } });
  repository.merge('topic', { title: 'Merge pull request #7 from b/topic', at: '2026-10-05T08:00:00Z' });
  repository.commit({
    title: 'Check dates (#8)',
    at: '2026-10-10T08:00:00Z',
    by: AUTHOR_BEFORE,
    files: { 'src/b': '1' },
  });
  return repository;
}

/** The example with the settings of sources that read it: what they count at its head. */
export function exampleSources(path: string): { repository: Repository; commits: object; merges: object } {
  const repository = exampleRepository(path);
  const source = { kind: 'git', repository: path, revision: 'main', observed: 'head' };
  return { repository, commits: { ...source, count: 'commits' }, merges: { ...source, count: 'merges' } };
}

/** What a source counts. */
export async function count(source: object): Promise<number> {
  return Number((await observed(source, 0)).value);
}

/** The lines of a listing, parsed. */
export function lines(evidence: Uint8Array): unknown[] {
  const text = Buffer.from(evidence).toString('utf8').trimEnd();
  return text.split('\n').map((line): unknown => JSON.parse(line));
}
