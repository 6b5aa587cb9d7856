import { expect } from 'chai';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { observe } from '../src';
import { entryOf, NOW, refusal, refused } from './fixture/observation';

const SECRET = 'tok-3f9a7c1e5b';

describe('oracle: JSON endpoints', () => {
  let server: Server;
  let answer: RequestListener;
  let address: string;

  beforeEach((done) => {
    server = createServer((request, response) => answer(request, response));
    server.listen(0, '127.0.0.1', () => {
      const bound: AddressInfo | string | null = server.address();
      if (bound === null || typeof bound === 'string') throw new Error('not bound');
      address = `http://127.0.0.1:${bound.port}`;
      done();
    });
  });
  afterEach((done) => {
    server.closeAllConnections();
    server.close(done);
  });

  function ask(rest: object = {}, env: Record<string, string> = {}) {
    const source = {
      kind: 'json',
      document: `${address}/usage?days=30`,
      path: '$.n',
      observed: 'now',
      ...rest,
    };
    return observe(entryOf(source), 0, { now: NOW, env });
  }

  it('are asked once for JSON, and the answer is the evidence', async () => {
    const asked: string[] = [];
    answer = ({ method, url, headers }, response) => {
      asked.push(`${method} ${url} ${headers.accept}`);
      response.end('{ "n": 42 }');
    };
    const { value, evidence, receipt } = await ask();
    expect(value).to.equal(42n);
    expect(Buffer.from(evidence).toString()).to.equal('{ "n": 42 }');
    expect(asked).to.deep.equal(['GET /usage?days=30 application/json']);
    expect(receipt.source).to.include({ document: `${address}/usage?days=30` });
  });

  it('get secrets from the environment, which appear in no receipt', async () => {
    const asked: (string | undefined)[] = [];
    answer = ({ url, headers }, response) => {
      asked.push(url, headers.authorization);
      response.end('{"n":1}');
    };
    const secrets = [
      { in: 'header', name: 'Authorization', variable: 'AUTH' },
      { in: 'query', name: 'key', variable: 'KEY' },
    ];
    const { receipt } = await ask({ secrets }, { AUTH: `Bearer ${SECRET}`, KEY: 'k&=1' });
    expect(asked).to.deep.equal(['/usage?days=30&key=k%26%3D1', `Bearer ${SECRET}`]);
    expect(JSON.stringify(receipt)).to.contain('"AUTH"').and.not.to.contain(SECRET).and.not.to.contain('k&=1');
  });

  it('are not asked without the secrets, nor with broken ones, which no message repeats', async () => {
    answer = (_request, response) => response.end('{"n":1}');
    const secrets = [{ in: 'header', name: 'x-key', variable: 'KEY' }];
    expect(await refused(() => ask({ secrets }))).to.equal('VariableMissing');
    const broken = await refusal(() => ask({ secrets }, { KEY: `${SECRET}\r\nx: y` }));
    expect(broken.name).to.equal('VariableInvalid');
    server.closeAllConnections();
    answer = ({ socket }) => socket.destroy();
    const lost = await refusal(() => ask({ secrets }, { KEY: SECRET }));
    expect(lost.name).to.equal('NetworkFailed');
    for (const { message, remedy, details } of [broken, lost])
      expect([message, remedy, ...details].join()).to.not.contain(SECRET);
  });

  it('whose answer repeats a secret give no evidence', async () => {
    answer = ({ headers }, response) => response.end(JSON.stringify({ n: 1, headers }));
    const secrets = [{ in: 'header', name: 'Authorization', variable: 'AUTH' }];
    expect(await refused(() => ask({ secrets }, { AUTH: `Bearer ${SECRET}` }))).to.equal('SecretInEvidence');
  });

  it('must answer with 200 themselves', async () => {
    for (const status of [204, 206, 400, 401, 404, 429, 500, 503]) {
      answer = (_request, response) => response.writeHead(status).end(status === 204 ? undefined : '{"n":1}');
      expect(await refused(() => ask()), `${status}`).to.equal('HttpStatus');
    }
    answer = ({ url }, response) => response.writeHead(302, { location: `/new${url}` }).end();
    const secrets = [{ in: 'query', name: 'key', variable: 'KEY' }];
    const { message } = await refusal(() => ask({ secrets }, { KEY: SECRET }));
    expect(message).to.not.contain(SECRET);
    let followed = false;
    for (const status of [301, 302, 307, 308]) {
      answer = ({ url }, response) => {
        followed ||= url === '/other';
        response.writeHead(status, { location: '/other' }).end();
      };
      expect(await refused(() => ask()), `${status}`).to.equal('HttpRedirected');
    }
    expect(followed).to.equal(false);
  });

  it('must answer within the time, to the last byte', async () => {
    answer = () => undefined;
    expect(await refused(() => ask({ timeout: '1s' }))).to.equal('HttpTimedOut');
    answer = (_request, response) => response.write('{"n":');
    expect(await refused(() => ask({ timeout: '1s' }))).to.equal('HttpTimedOut');
  });

  it('must not answer more than is read, compressed or not', async () => {
    const long = `{"n":1,"x":"${'x'.repeat(5_000)}"}`;
    answer = (_request, response) => response.end(long);
    expect(await refused(() => ask({ maxBytes: long.length - 1 }))).to.equal('HttpTooLarge');
    expect((await ask({ maxBytes: long.length })).value).to.equal(1n);
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    expect(await refused(() => ask())).to.equal('HttpTooLarge');
  });

  it('must answer in JSON, whole and in UTF-8', async () => {
    const answers: [string, string | Uint8Array][] = [
      ['JsonInvalid', '<html>'],
      ['JsonInvalid', ''],
      ['JsonInvalid', '{"n":1'],
      ['NotUtf8', Uint8Array.of(0x22, 0xc3, 0x28, 0x22)],
    ];
    for (const [name, body] of answers) {
      answer = (_request, response) => response.end(body);
      expect(await refused(() => ask()), name).to.equal(name);
    }
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"n":1}', () => response.destroy());
    };
    expect(await refused(() => ask())).to.equal('NetworkFailed');
  });

  it('that are not there are told from those that refuse', async () => {
    const port = Number(new URL(address).port);
    await new Promise((resolve) => server.close(resolve));
    const { name, message } = await refusal(() => ask({ document: `http://127.0.0.1:${port}/` }));
    expect(name).to.equal('NetworkFailed');
    expect(message).to.contain('ECONNREFUSED');
    server.listen(0, '127.0.0.1');
  });
});
