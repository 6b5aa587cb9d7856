import { type Server, createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { answer } from '../rpc/dispatch';
import type { Subscriptions } from './subscriptions';

const MAX_MESSAGE_BYTES = 50 * 1024;
/** As meant: a client of web3.js that wants nothing more then does not connect again. */
const NORMAL_CLOSURE = 1_000;
const CLOSE_MS = 1_000;

/** The WebSocket server of the API, with the HTTP server that it upgrades from. */
export type WebSocketApi = { readonly http: Server; readonly clients: WebSocketServer };

export function webSocketServer(subscriptions: Subscriptions): WebSocketApi {
  const http = createServer((_request, response) => {
    response.writeHead(426, { 'content-type': 'text/plain' });
    response.end('Upgrade Required');
  });
  const clients = new WebSocketServer({ server: http, maxPayload: MAX_MESSAGE_BYTES });
  clients.on('connection', (socket) => {
    const session = subscriptions.open((text) => socket.send(text));
    socket.on('message', (message) => {
      const text = Buffer.isBuffer(message) ? message.toString('utf8') : '';
      const answered = answer(text, (name) => session.find(name));
      if (answered !== '') socket.send(answered);
    });
    socket.on('close', () => session.close());
    // A broken connection closes right after; there is nobody to tell.
    socket.on('error', () => session.close());
  });
  // Told by the HTTP server that it belongs to.
  clients.on('error', () => undefined);
  return { http, clients };
}

/** Says goodbye to every client, and takes no more of them. */
export async function closeClients(server: WebSocketServer): Promise<void> {
  server.close();
  await Promise.all([...server.clients].map(closeClient));
}

function closeClient(client: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => client.terminate(), CLOSE_MS);
    client.once('close', () => {
      clearTimeout(late);
      resolve();
    });
    client.close(NORMAL_CLOSURE);
  });
}
