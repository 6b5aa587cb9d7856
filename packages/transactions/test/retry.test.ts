import { expect } from 'chai';
import { EngineError, fetchWithTimeout, isTransient, withRetry } from '../src';

describe('transactions: calls that are made again', () => {
  it('tells a network that fails from an answer that refuses', () => {
    const coded = (code: number) => Object.assign(new Error('words'), { code });
    const transient = [
      coded(-32_005),
      new Error('503 Service Unavailable: busy'),
      new Error('The RPC server answered 504 Gateway Timeout'),
      new Error('failed to get info about account X: Error: 429 Too Many Requests: {}'),
      new TypeError('fetch failed'),
      new TypeError('Failed to fetch'),
      new TypeError('NetworkError when attempting to fetch resource.'),
      new TypeError('Load failed'),
      new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
    ];
    for (const failure of transient) expect(isTransient(failure), failure.message).to.equal(true);
    for (const failure of [coded(-32_602), new Error('custom program error: 0x1770'), 'text', undefined]) {
      expect(isTransient(failure), String(failure)).to.equal(false);
    }
  });

  it('makes a call again until it is answered', async () => {
    let calls = 0;
    const call = () => {
      calls += 1;
      return calls < 3 ? Promise.reject(new TypeError('fetch failed')) : Promise.resolve('answer');
    };
    expect(await withRetry(call, 5_000)).to.equal('answer');
    expect(calls).to.equal(3);
  });

  it('makes no call again that was refused', async () => {
    let calls = 0;
    const refusal = new Error('custom program error: 0x1770');
    const call = () => {
      calls += 1;
      return Promise.reject(refusal);
    };
    expect(await withRetry(call, 5_000).catch((failure: unknown) => failure)).to.equal(refusal);
    expect(calls).to.equal(1);
  });

  it('gives up in time, and tells what stood in the way without the address', async () => {
    const call = () => Promise.reject(new Error('request to https://user:secret@rpc.example.org timed out'));
    const failure = await withRetry(call, 100).catch((reason: unknown) => reason);
    expect(failure).to.be.instanceOf(EngineError).with.property('name', 'ClusterUnreachable');
    expect(failure).to.have.property('message').that.contains('the cluster timed out').and.not.contains('secret');
  });

  it('gives a call up that hangs', async () => {
    const { fetch: real } = globalThis;
    globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new TypeError('given up')));
      });
    try {
      const failure = await fetchWithTimeout(20)('http://127.0.0.1').catch((reason: unknown) => reason);
      expect(failure).to.have.property('message', 'given up');
    } finally {
      globalThis.fetch = real;
    }
  });
});
