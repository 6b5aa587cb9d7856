/** An HTTP proxy before a JSON-RPC server that loses, delays, doubles and garbles. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';

/** What may happen to a call. */
export type Fault =
  /** The request never arrives. */
  | 'request lost'
  /** It arrives and is carried out, its answer is lost. */
  | 'answer lost'
  /** The answer comes late. */
  | 'delayed'
  /** The request arrives twice. */
  | 'doubled'
  /** The server says that it is busy, without doing anything. */
  | 'busy'
  /** The gateway fails with a page of HTML after the request was carried out. */
  | 'garbled';

/** So often a transaction is sent that gets nowhere until it is given up. */
const HOPELESS = 3;
const FAULTS: readonly Fault[] = ['request lost', 'answer lost', 'delayed', 'doubled', 'busy', 'garbled'];

export interface ProxyOptions {
  readonly upstream: string;
  /** The share of calls that a fault happens to, 0 to 1. */
  readonly rate: number;
  /** The share of transactions that are acknowledged and thrown away, however often they are sent, 0 to 1. */
  readonly blackHole?: number;
  /** Called when one of those is sent for the third time. */
  readonly onHopeless?: () => void;
  readonly seed: string;
}

function fraction(words: string): number {
  return createHash('sha256').update(words).digest().readUInt32LE(0) / 2 ** 32;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly transaction: string | undefined;
}

function callOf(body: string): Call {
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null) return { id: null, method: '', transaction: undefined };
  const params: unknown = 'params' in parsed ? parsed.params : undefined;
  const first: unknown = Array.isArray(params) ? params[0] : undefined;
  return {
    id: 'id' in parsed ? parsed.id : null,
    method: 'method' in parsed ? String(parsed.method) : '',
    transaction: typeof first === 'string' ? first : undefined,
  };
}

/** A running proxy. */
export class FaultProxy {
  readonly counts = new Map<string, number>();
  url = '';
  private calls = 0;
  private transactions = 0;
  /** How often each transaction was sent that is thrown away; null for one that is not. */
  private readonly swallowed = new Map<string, number | null>();
  private readonly server: Server;

  constructor(private readonly options: ProxyOptions) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
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

  private count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** Whether a transaction is thrown away: every tenth new one where the share is a tenth. */
  private swallows(transaction: string): boolean {
    const { blackHole = 0, onHopeless } = this.options;
    let times = this.swallowed.get(transaction);
    if (times === undefined) {
      this.transactions += 1;
      const lostBy = (count: number) => Math.floor(count * blackHole);
      times = lostBy(this.transactions) > lostBy(this.transactions - 1) ? 0 : null;
    }
    this.swallowed.set(transaction, times === null ? null : times + 1);
    if (times === HOPELESS - 1) onHopeless?.();
    return times !== null;
  }

  private async forward(body: string): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(this.options.upstream, { method: 'POST', headers, body });
    return answer.text();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { id, method, transaction } = callOf(body);
    const { seed, rate } = this.options;
    this.calls += 1;
    this.count(method);
    const json = (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (method === 'sendTransaction' && transaction !== undefined && this.swallows(transaction)) {
      this.count('black hole');
      // The signature is behind one byte of their number.
      const signature = Buffer.from(transaction, 'base64').subarray(1, 65).toString('hex');
      return void json({ jsonrpc: '2.0', id, result: signature });
    }
    const drawn = fraction(`${seed} call ${this.calls}`);
    const fault = drawn < rate ? FAULTS[Math.floor((drawn / rate) * FAULTS.length)] : undefined;
    if (fault !== undefined) this.count(fault);
    switch (fault) {
      case 'request lost':
        return void response.destroy();
      case 'busy':
        return void json({
          jsonrpc: '2.0',
          id,
          error: { code: -32_005, message: 'Node is behind by 42 slots' },
        });
      case 'answer lost':
        await this.forward(body);
        return void response.destroy();
      case 'garbled':
        await this.forward(body);
        return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
      case 'doubled':
        await this.forward(body);
        break;
      case 'delayed':
        await new Promise((resolve) => setTimeout(resolve, 100 + 900 * fraction(`${seed} delay ${this.calls}`)));
        break;
      case undefined:
        break;
    }
    response.setHeader('content-type', 'application/json').end(await this.forward(body));
  }
}
