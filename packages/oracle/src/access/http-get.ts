/** One GET request: bounded in time and size, no redirects, nothing secret in a message. */
import { OracleError } from '../oracle-error';

export interface GetRequest {
  readonly url: string;
  /** Names and values; they may be secret. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutSecs: number;
  /** Of the body, decompressed, bytes. */
  readonly maxBytes: number;
}

/**
 * Fetches the body of an answer of status 200. Errors: HttpTimedOut, HttpTooLarge, HttpRedirected,
 * HttpStatus, NetworkFailed.
 */
export async function httpGet({ url, headers, timeoutSecs, maxBytes }: GetRequest): Promise<Uint8Array> {
  const { host } = new URL(url);
  const over = new AbortController();
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutSecs * 1_000), over.signal]),
    });
    checkStatus(response, host);
    return await body(response, maxBytes, host);
  } catch (error) {
    if (error instanceof OracleError) throw error;
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw new OracleError(
        'HttpTimedOut',
        `${host} did not answer in full within ${timeoutSecs} s`,
        'Try again, or set timeout.',
      );
    }
    // The message is left out: it may quote a header.
    throw new OracleError(
      'NetworkFailed',
      `${host} can't be reached${reason(error)}`,
      'Check document and the network.',
    );
  } finally {
    over.abort();
  }
}

/** Such as ECONNREFUSED. */
function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
}

function checkStatus({ status }: Response, host: string): void {
  if (status === 200) return;
  if (status >= 300 && status < 400) {
    // Where to is left out: it may repeat a secret of the query.
    throw new OracleError('HttpRedirected', `${host} redirects`, 'Set document to where the answer is.');
  }
  throw new OracleError('HttpStatus', `${host} answered with status ${status}`, 'Check document and secrets.');
}

async function body(response: Response, maxBytes: number, host: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream: AsyncIterable<unknown> | null = response.body;
  for await (const chunk of stream ?? []) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a body is bytes');
    length += chunk.length;
    if (length > maxBytes) {
      throw new OracleError('HttpTooLarge', `${host} sends more than ${maxBytes} bytes`, 'Set maxBytes.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
