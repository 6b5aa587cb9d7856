import { expect } from 'chai';
import { ask, keypair, onChain, post, read, result, value } from './fixture/rpc';

const SYSTEM = '11111111111111111111111111111111';
const WRAPPED_SOL = 'So11111111111111111111111111111111111111112';

describe('localnet: JSON-RPC over HTTP', () => {
  it('answers batches, and notifications not at all', () =>
    onChain(async ({ localnet: { rpcUrl } }) => {
      const batch = [
        { jsonrpc: '2.0', id: 'a', method: 'getHealth' },
        { jsonrpc: '2.0', method: 'getHealth' },
        { jsonrpc: '2.0', id: 2, method: 'nope' },
      ];
      expect(JSON.parse(await post(rpcUrl, JSON.stringify(batch)))).to.deep.equal([
        { jsonrpc: '2.0', result: 'ok', id: 'a' },
        { jsonrpc: '2.0', error: { code: -32601, message: 'Method not found' }, id: 2 },
      ]);
      expect(await post(rpcUrl, '{"jsonrpc":"2.0","method":"getHealth"}')).to.equal('');
      expect(await post(rpcUrl, '[]')).to.equal('');
    }));

  it('refuses what is no request', () =>
    onChain(async ({ localnet: { rpcUrl } }) => {
      const error = async (body: string) => read(await post(rpcUrl, body)).error;
      expect(await error('{')).to.deep.equal({ code: -32700, message: 'Parse error' });
      expect(await error('3')).to.deep.equal({ code: -32700, message: 'Parse error' });
      expect(await error('{}')).to.deep.equal({ code: -32600, message: 'Invalid request' });
      expect(await error('{"jsonrpc":"1.0","id":1,"method":"getSlot"}')).to.deep.equal({
        code: -32600,
        message: 'Invalid request',
      });
      const named = '{"jsonrpc":"2.0","id":1,"method":"getSlot","params":{}}';
      expect(await error(named)).to.deep.equal({ code: -32602, message: '`params` should be an array' });
    }));

  const refusals: readonly (readonly [method: string, params: readonly unknown[], code: number, message: RegExp])[] = [
    ['getBalance', [], -32602, /should have at least 1 argument/],
    ['getBalance', [5], -32602, /invalid type: integer `5`, expected a string/],
    ['getBalance', ['xx'], -32602, /^Invalid param: WrongSize$/],
    ['getBalance', [SYSTEM, { minContextSlot: 99_999 }], -32016, /Minimum context slot has not been reached/],
    ['getAccountInfo', [WRAPPED_SOL, { encoding: 'bad' }], -32602, /unknown variant `bad`/],
    ['getAccountInfo', ['ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL'], -32600, /should be less than 128 bytes/],
    ['getMultipleAccounts', [Array.from({ length: 101 }, () => SYSTEM)], -32602, /Too many inputs provided; max 100/],
    ['getProgramAccounts', [SYSTEM, { filters: [{ bad: 1 }] }], -32602, /unknown variant `bad`/],
    [
      'getProgramAccounts',
      [SYSTEM, { filters: Array(5).fill({ dataSize: 1 }) }],
      -32602,
      /Too many filters provided; max 4/,
    ],
    ['getBlock', [99_999], -32004, /Block not available for slot 99999/],
    ['getTransaction', ['1'.repeat(64), { commitment: 'processed' }], -32602, /commitment below `confirmed`/],
    ['getSignaturesForAddress', [SYSTEM, { limit: 1_001 }], -32602, /Invalid limit; max 1000/],
    ['getTokenSupply', [SYSTEM], -32602, /not a Token mint/],
    ['getTokenAccountBalance', [WRAPPED_SOL], -32602, /not a Token account/],
    ['getTokenAccountsByOwner', [SYSTEM, { programId: SYSTEM }], -32602, /unrecognized Token program id/],
    ['sendTransaction', ['AAAA', { encoding: 'base64' }], -32602, /failed to deserialize/],
    ['sendTransaction', ['!', { encoding: 'base64' }], -32602, /invalid base64 encoding/],
    ['sendTransaction', ['1', { encoding: 'jsonParsed' }], -32602, /unsupported encoding: jsonParsed/],
    ['sendTransaction', ['A'.repeat(5_000), { encoding: 'base64' }], -32602, /too large: 5000 bytes/],
    ['getMinimumBalanceForRentExemption', [-1], -32602, /invalid value: integer `-1`/],
    ['isBlockhashValid', ['x'], -32602, /^WrongSize$/],
  ];
  it('refuses parameters with the code and words of a real node', () =>
    onChain(async ({ localnet: { rpcUrl } }) => {
      for (const [method, params, code, message] of refusals) {
        const { error } = await ask(rpcUrl, method, params);
        expect(error?.code, `${method} ${JSON.stringify(params)}`).to.equal(code);
        expect(error?.message).to.match(message);
      }
    }));

  it('shows an account in every encoding', () =>
    onChain(async ({ localnet: { rpcUrl } }) => {
      const data = async (config: object): Promise<unknown> => {
        const account = await value(rpcUrl, 'getAccountInfo', [WRAPPED_SOL, config]);
        return typeof account === 'object' && account !== null && 'data' in account ? account.data : undefined;
      };
      const base58 = await data({});
      expect(base58).to.be.a('string');
      expect(await data({ encoding: 'base58' })).to.deep.equal([base58, 'base58']);
      const base64 = await data({ encoding: 'base64' });
      if (!Array.isArray(base64)) throw new Error('no base64 data');
      const bytes = Buffer.from(String(base64[0]), 'base64');
      expect(bytes).to.have.length(82);
      expect(await data({ encoding: 'base64', dataSlice: { offset: 44, length: 2 } })).to.deep.equal([
        'CQE=',
        'base64',
      ]);
      expect(await data({ encoding: 'jsonParsed' })).to.have.nested.property('parsed.info.decimals', 9);
      const zstd = await data({ encoding: 'base64+zstd' });
      if (!Array.isArray(zstd)) throw new Error('no zstd data');
      expect(unframe(Buffer.from(String(zstd[0]), 'base64')).equals(bytes)).to.equal(true);
    }));

  it('writes amounts above 2^53 with all their digits', () =>
    onChain(async ({ localnet: { rpcUrl } }) => {
      const body = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'getAccountInfo',
        params: [keypair('payer').publicKey.toBase58()],
      });
      expect(await post(rpcUrl, body)).to.include('"rentEpoch":18446744073709551615');
    }));

  it('lets browsers in, answers health, and refuses other requests as a node does', () =>
    onChain(async ({ localnet: { rpcUrl } }) => {
      const preflight = await fetch(rpcUrl, {
        method: 'OPTIONS',
        headers: { origin: 'http://app.test', 'access-control-request-headers': 'content-type' },
      });
      expect(preflight.headers.get('access-control-allow-origin')).to.equal('http://app.test');
      expect(preflight.headers.get('access-control-allow-headers')).to.equal('content-type');
      expect(await (await fetch(`${rpcUrl}/health`)).text()).to.equal('ok');
      expect((await fetch(rpcUrl)).status).to.equal(405);
      expect(
        (await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' })).status,
      ).to.equal(415);
      const large = `"${'x'.repeat(60_000)}"`;
      expect(
        (
          await fetch(rpcUrl, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: large,
          })
        ).status,
      ).to.equal(413);
    }));

  it('answers the methods that only tools ask', () =>
    onChain(async ({ localnet: { rpcUrl } }) => {
      expect(await result(rpcUrl, 'getIdentity')).to.have.property('identity');
      expect(await result(rpcUrl, 'getTransactionCount')).to.equal(1);
      expect(await result(rpcUrl, 'getLeaderSchedule', [null, { identity: SYSTEM }])).to.deep.equal({});
      expect(await result(rpcUrl, 'getBlocksWithLimit', [0, 1])).to.deep.equal([0]);
      expect(await result(rpcUrl, 'getBlockCommitment', [0])).to.have.property('totalStake');
      const { error } = await ask(rpcUrl, 'getInflationReward', [[SYSTEM]]);
      expect(error?.code).to.equal(-32004);
    }));
});

/** The content of a Zstandard frame of raw and repeated blocks (RFC 8878, 3.1.1). */
function unframe(frame: Buffer): Buffer {
  expect(frame.readUInt32LE(0)).to.equal(0xfd2fb528);
  expect(frame.readUInt8(4)).to.equal(0xa0);
  const parts: Buffer[] = [];
  let offset = 9;
  for (let last = false; !last;) {
    const header = frame.readUIntLE(offset, 3);
    const [size, repeated] = [header >> 3, ((header >> 1) & 3) === 1];
    last = (header & 1) === 1;
    const stored = frame.subarray(offset + 3, offset + 3 + (repeated ? 1 : size));
    parts.push(repeated ? Buffer.alloc(size, stored[0]) : stored);
    offset += 3 + stored.length;
  }
  const content = Buffer.concat(parts);
  expect(content).to.have.length(frame.readUInt32LE(5));
  return content;
}
