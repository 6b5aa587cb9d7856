import { PublicKey } from '@solana/web3.js';
import { describe, expect, it } from 'vitest';
import { programAccountsIn } from './programAccounts';

const owner = new PublicKey(new Uint8Array(32).fill(7));
const pubkey = new PublicKey(new Uint8Array(32).fill(9)).toBase58();
const answered = (data: unknown) => ({ jsonrpc: '2.0', id: 1, result: [{ pubkey, account: { data } }] });

describe('the accounts of a program', () => {
  it('are read as the API gives them', () => {
    const [found] = programAccountsIn(answered(['AQID', 'base64']), owner);
    expect(found?.pubkey.toBase58()).toBe(pubkey);
    expect([...(found?.account.data ?? [])]).toEqual([1, 2, 3]);
    expect(found?.account.owner.equals(owner)).toBe(true);
  });

  it('are refused where the server answers with something else', () => {
    expect(() => programAccountsIn(answered(17), owner)).toThrow('no account');
    expect(() => programAccountsIn({ result: null }, owner)).toThrow('gave no accounts');
    expect(() =>
      programAccountsIn({ error: { code: -32010, message: 'excluded from account secondary indexes' } }, owner),
    ).toThrow('excluded from account secondary indexes');
  });
});
