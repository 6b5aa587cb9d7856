/** An HTTP server before a JSON-RPC server that a test tells what to do with each call. */
import { createServer, type IncomingMessage, type Server } from 'node:http';

export interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** The body of an answer, made from the server's own or without it; undefined: the connection breaks off. */
export type Handling = (call: Call, forward: () => Promise<string>) => Promise<string | undefined>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function callOf(body: string): Call {
  const parsed: unknown = JSON.parse(body);
  if (!isRecord(parsed)) throw new Error(`no call: ${body}`);
  return { method: String(parsed.method), params: Array.isArray(parsed.params) ? parsed.params : [] };
}

/** The text of an answer with another result. */
export function withResult(answer: string, change: (result: unknown) => unknown): string {
  const parsed: unknown = JSON.parse(answer);
  return isRecord(parsed) ? JSON.stringify({ ...parsed, result: change(parsed.result) }) : answer;
}

/** An error in the JSON-RPC form. */
export function failure(code: number, message: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id: '0', error: { code, message } });
}

export class RpcProxy {
  url = '';
  /** Every call so far, oldest first. */
  readonly calls: Call[] = [];
  private readonly server: Server;

  constructor(upstream: string, handling: Handling) {
    this.server = createServer((request, response) => {
      const answer = async (): Promise<void> => {
        const body = await bodyOf(request);
        const call = callOf(body);
        this.calls.push(call);
        const headers = { 'content-type': 'application/json' };
        const forward = async () => (await fetch(upstream, { method: 'POST', headers, body })).text();
        const text = await handling(call, forward);
        if (text === undefined) response.destroy();
        else response.writeHead(200, headers).end(text);
      };
      answer().catch(() => response.destroy());
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (typeof address === 'object' && address !== null) this.url = `http://127.0.0.1:${address.port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** How often a method was called. */
  count(method: string): number {
    return this.calls.filter((call) => call.method === method).length;
  }
}
