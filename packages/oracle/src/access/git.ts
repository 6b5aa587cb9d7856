/**
 * Git on a repository of others. Only plumbing commands, which start no program that a repository
 * configures; what else could change their answer is overridden.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';
import { promisify } from 'node:util';
import { OracleError } from '../oracle-error';

const TIMEOUT_MS = 120_000;
/** The longest listing, bytes (256 MiB). */
const OUTPUT_LIMIT = 256 * 1_048_576;

/** No settings of the machine or the user, no replaced history, no fetching, no questions. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
};

/** Settings that outrank those of the repository. */
const OVERRIDES = ['core.commitGraph=false', 'mailmap.file='];

/** Runs git and returns its output. Errors: GitMissing, GitTimedOut, GitListingTooLarge, GitFailed. */
export type Git = (args: readonly string[], options?: GitOptions) => Promise<string>;

interface GitOptions {
  /** Standard input. */
  readonly input?: string;
  /** Further settings, `name=value`. */
  readonly settings?: readonly string[];
}

/** Git on the repository at an absolute path: a working tree's top, or a bare repository. Not above it. */
export function gitAt(repository: string): Git {
  const dotGit = join(repository, '.git');
  const directory = existsSync(dotGit) ? dotGit : repository;
  return async (args, { input = '', settings = [] } = {}) => {
    const overrides = [...OVERRIDES, ...settings].flatMap((setting) => ['-c', setting]);
    const running = promisify(execFile)('git', [`--git-dir=${directory}`, ...overrides, ...args], {
      // Git reads a .mailmap of the folder that it runs in, whatever the revision says.
      cwd: parse(directory).root,
      env: ENVIRONMENT,
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      maxBuffer: OUTPUT_LIMIT,
    });
    // Git may end before it has read everything; its exit code tells.
    running.child.stdin?.on('error', () => undefined).end(input);
    try {
      return (await running).stdout;
    } catch (error) {
      throw failure(error);
    }
  };
}

function failure(error: unknown): OracleError {
  const of = (key: string): unknown => (error instanceof Error ? Reflect.get(error, key) : undefined);
  if (of('code') === 'ENOENT') return new OracleError('GitMissing', 'There is no git', 'Install git 2.33 or later.');
  if (of('code') === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return new OracleError('GitListingTooLarge', 'The list of commits is too long', 'Set since or paths.');
  if (of('killed') === true)
    return new OracleError('GitTimedOut', 'git took more than two minutes', 'Set since or paths.');
  const [first = ''] = String(of('stderr')).trim().split('\n');
  return new OracleError('GitFailed', `git failed: ${first}`, 'Check the repository, and that git is 2.33 or later.');
}
