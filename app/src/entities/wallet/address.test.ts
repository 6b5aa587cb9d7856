import { Keypair, PublicKey, SystemProgram } from '@solana/web3.js';
import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { describe, expect, it } from 'vitest';
import { addressIn, kindOfAddress } from './address';

describe('addresses', () => {
  it('are read with white space around them, and nothing else is', () => {
    const text = TOKEN_PROGRAM_ID.toBase58();
    expect(addressIn(` ${text}\n`)?.toBase58()).toBe(text);
    for (const wrong of ['', 'hello', `${text}0`, text.replace('T', 'l')]) expect(addressIn(wrong)).toBeUndefined();
  });

  it('are told apart by what stands there', () => {
    const wallet = Keypair.fromSeed(new Uint8Array(32).fill(1)).publicKey;
    const [derived] = PublicKey.findProgramAddressSync([new Uint8Array([1])], TOKEN_PROGRAM_ID);
    const owned = (owner: PublicKey) => ({ owner, executable: false });
    expect(kindOfAddress(wallet, null)).toBe('unused');
    expect(kindOfAddress(derived, null)).toBe('derived');
    expect(kindOfAddress(wallet, owned(SystemProgram.programId))).toBe('wallet');
    expect(kindOfAddress(derived, owned(SystemProgram.programId))).toBe('derived');
    expect(kindOfAddress(wallet, owned(TOKEN_PROGRAM_ID))).toBe('tokenAccount');
    expect(kindOfAddress(wallet, owned(wallet))).toBe('otherAccount');
    expect(kindOfAddress(wallet, { owner: wallet, executable: true })).toBe('program');
  });
});
