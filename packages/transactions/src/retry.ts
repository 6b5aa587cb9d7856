/** Calls to an RPC server that may drop, delay or refuse them: made again, never waited for without end. */
import { EngineError } from './engine-error';

/** Waits so many milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const FIRST_PAUSE_MS = 200;
const LAST_PAUSE_MS = 4_000;
/** One call is given up after this long, and made again. */
const CALL_TIMEOUT_MS = 15_000;

/** JSON-RPC codes of a node that is behind or busy: as good as no answer. */
const BUSY_CODES = new Set([-32_004, -32_005, -32_014, -32_016, -32_603]);
/** The same in words: web3.js wraps some failures and drops their codes, and each browser has words of its own. */
const BUSY_WORDS = new RegExp(
  [
    '(^|Error: |answered )(408|429|5\\d\\d) ',
    'is behind|is unhealthy|minimum context slot|too many requests|rate limit',
    'timed? ?out|timeout|aborted|fetch failed|terminated|other side closed|socket|network',
    'failed to fetch|load failed',
    'ECONN|EPIPE|ENOTFOUND|EAI_AGAIN',
    'Unexpected (token|end)|not valid JSON|StructError',
  ].join('|'),
  'i',
);

/** Whether a failure says nothing about the request itself, so that it may be made again. */
export function isTransient(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  if ('code' in failure && typeof failure.code === 'number' && failure.code <= -32_000) {
    return BUSY_CODES.has(failure.code);
  }
  // An answer of another shape than the API's is a proxy's page, or half an answer.
  return BUSY_WORDS.test(failure.message) || failure.name === 'StructError' || failure.name === 'SyntaxError';
}

/** What stood in the way, for so long if it was waited for, in words without addresses or keys. */
export function clusterUnreachable(lastFailure: unknown, timeoutMs?: number): EngineError {
  const words = lastFailure instanceof Error ? lastFailure.message.replace(/https?:\/\/\S+/g, 'the cluster') : '';
  const howLong = timeoutMs === undefined ? '' : ` for ${Math.round(timeoutMs / 1_000)} s`;
  return new EngineError(
    'ClusterUnreachable',
    `The cluster gave no usable answer${howLong}: ${words.slice(0, 200)}`,
    'Check the RPC address and the network, then try again.',
  );
}

/**
 * Makes a call that only reads, until it succeeds, fails for good, or `timeoutMs` have passed. Errors: the
 * call's own, where it is not transient; ClusterUnreachable.
 */
export async function withRetry<T>(call: () => Promise<T>, timeoutMs: number): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    try {
      return await call();
    } catch (failure) {
      if (!isTransient(failure)) throw failure;
      if (Date.now() + pause > until) throw clusterUnreachable(failure, timeoutMs);
    }
    await sleep(pause);
  }
}

/** `fetch` that gives a call up after so many milliseconds, so that a dropped answer hangs nobody. */
export function fetchWithTimeout(timeoutMs = CALL_TIMEOUT_MS): typeof fetch {
  return (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
}
