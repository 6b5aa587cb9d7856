import { PublicKey } from '@solana/web3.js';
import { StateError } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { describeError } from './describeError';

describe('failures in words', () => {
  it('name an RPC server that does not answer, however the browser puts it', () => {
    const words = ['Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed'];
    for (const text of words) expect(describeError(new TypeError(text)).name).toBe('RpcUnreachable');
    expect(describeError(new Error('failed to get info about account X: TypeError: Failed to fetch')).name).toBe(
      'RpcUnreachable',
    );
    expect(describeError(new DOMException('signal timed out', 'TimeoutError')).name).toBe('RpcUnreachable');
  });

  it('name what the program refused', () => {
    const { name, remedy } = describeError({ InstructionError: [2, { Custom: 6200 }] });
    expect(name).not.toBe('Unknown');
    expect(remedy).not.toBe('');
  });

  it('name a signature that the wallet did not give', () => {
    expect(describeError(new Error('User rejected the request.')).name).toBe('UserRejected');
  });

  it('name an account that is not there', () => {
    expect(describeError(new StateError('Missing', PublicKey.default, 'does not exist on this cluster.')).name).toBe(
      'Missing',
    );
  });
});
