/** A server before a chain. */
import { createServer } from 'node:http';

/** What becomes of a call: it is passed on, the line goes dead, or this is the result. */
export type Treatment = 'pass' | 'hang up' | { readonly result: string };

export interface Front {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one that treats every call, given by its method, as it is told. */
export async function front(upstream: string, treat: (method: string) => Treatment): Promise<Front> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { id, method } = callOf(body);
      const treatment = treat(method);
      if (treatment === 'hang up') return void response.destroy();
      response.setHeader('content-type', 'application/json');
      if (treatment !== 'pass') return void response.end(JSON.stringify({ jsonrpc: '2.0', id, ...treatment }));
      const headers = { 'content-type': 'application/json' };
      fetch(upstream, { method: 'POST', headers, body })
        .then(async (answer) => response.end(await answer.text()))
        .catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

function callOf(body: string): { id: unknown; method: string } {
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null) return { id: null, method: '' };
  return {
    id: 'id' in parsed ? parsed.id : null,
    method: 'method' in parsed ? String(parsed.method) : '',
  };
}
