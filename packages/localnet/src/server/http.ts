import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type Find, answer } from '../rpc/dispatch';

/** A node's own limit. */
const MAX_BODY_BYTES = 50 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';
/** Longer than clients keep a connection for the next request. */
const KEEP_ALIVE_MS = 65_000;

/** The HTTP server of the API. */
export function httpServer(find: Find): Server {
  const server = createServer((request, response) => {
    respond(request, response, find).catch((error: unknown) => {
      console.error('request:', error);
      response.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function respond(request: IncomingMessage, response: ServerResponse, find: Find): Promise<void> {
  allowBrowsers(request, response);
  if (request.method === 'GET' && request.url === '/health') {
    finish(response, 200, 'ok', 'text/plain');
  } else if (request.method === 'OPTIONS') {
    finish(response, 200, '', JSON_TYPE);
  } else if (request.method !== 'POST') {
    finish(response, 405, 'Used HTTP Method is not allowed. POST or OPTIONS is required\n', 'text/plain');
  } else if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    const reason = 'Supplied content type is not allowed. Content-Type: application/json is required\n';
    finish(response, 415, reason, 'text/plain');
  } else {
    const body = await readBody(request);
    if (body === null) finish(response, 413, 'request body is too large\n', 'text/plain');
    else finish(response, 200, answer(body, find), JSON_TYPE);
  }
}

/** Pages of any origin may ask, as they may ask a real node: wallets and apps run in browsers. */
function allowBrowsers(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'origin');
  response.setHeader('access-control-allow-methods', 'OPTIONS, POST');
  response.setHeader('access-control-max-age', '86400');
  const wanted = request.headers['access-control-request-headers'];
  if (wanted !== undefined) response.setHeader('access-control-allow-headers', wanted);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}

function finish(response: ServerResponse, status: number, body: string, type: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
