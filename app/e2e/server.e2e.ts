import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { servePage } from './support/world';

const CONFIG = { clusters: [{ name: 'localnet', rpc: 'http://127.0.0.1:8899' }] };

describe('app: its server', () => {
  let page: { url: string; stop: () => void };
  before(async () => (page = await servePage(CONFIG, {})));
  after(() => page.stop());

  /** Asks for exactly this path, which `fetch` would tidy up. */
  function ask(path: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      get(page.url, { path }, (answer) => resolve(answer.resume())).once('error', reject);
    });
  }

  it('answers every path of the page with the page, and stays up whatever is asked', async () => {
    for (const [path, status] of [
      ['/', 200],
      ['/plan/any', 200],
      ['/assets/none.js', 404],
      ['/%2e%2e/%2e%2e/package.json', 404],
      ['/../../../../etc/hosts.conf', 404],
      ['/%', 400],
      ['//', 400],
      ['/tenure.json', 200],
    ] as const) {
      expect([path, (await ask(path)).statusCode]).to.deep.equal([path, status]);
    }
  });

  it('lets the page run its own scripts only, and ask the named RPC server only', async () => {
    const { headers } = await ask('/');
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).to.include.members([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
    ]);
    expect(policy).to.include("connect-src 'self' http://127.0.0.1:8899 ws://127.0.0.1:8900");
    expect(headers['x-content-type-options']).to.equal('nosniff');
  });

  it('offers test wallets on loopback only', () => {
    const server = join(__dirname, '../server.mjs');
    const ran = spawnSync(process.execPath, [server, '--bind', '0.0.0.0', '--port', '0', '--test-wallets', server], {
      encoding: 'utf8',
    });
    expect(ran.status).to.equal(1);
    expect(ran.stderr).to.contain('--test-wallets is for loopback');
  });
});
