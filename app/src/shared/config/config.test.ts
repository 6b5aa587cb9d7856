import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config';

const PROGRAM = '8L5JXmyHUdfHuM86fWbB91hFeFg7UnZYNFdgQR46YrhW';
const LOCAL = { name: 'localnet', rpc: 'http://127.0.0.1:8899' };

function config(more: object): string {
  return JSON.stringify({ programId: PROGRAM, clusters: [LOCAL], ...more });
}

describe('/tenure.json', () => {
  it('needs a program and one cluster', () => {
    expect(parseConfig(config({}))).toMatchObject({ programId: PROGRAM, clusters: [{ ...LOCAL, tokens: {} }] });
    expect(() => parseConfig(config({ clusters: [] }))).toThrow(ConfigError);
    expect(() => parseConfig(config({ programId: 'not base58' }))).toThrow('programId');
  });

  it('names where it is wrong', () => {
    const clusters = [{ ...LOCAL, rpc: 'javascript:alert(1)' }];
    expect(() => parseConfig(config({ clusters }))).toThrow('clusters.0.rpc: must be an http or https address');
    expect(() => parseConfig('{')).toThrow('not JSON');
  });

  it('takes test wallets from its own host only', () => {
    expect(parseConfig(config({ testWallets: '/keys.json' })).testWallets).toBe('/keys.json');
    expect(() => parseConfig(config({ testWallets: 'https://elsewhere.example/keys.json' }))).toThrow('testWallets');
  });
});
