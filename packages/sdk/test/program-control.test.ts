import { BPF_LOADER_PROGRAM_ID, Keypair, PublicKey, SystemProgram } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { MemoryReader } from './fixture/memory-reader';
import { account, bytes, key } from './fixture/accounts';

const DATA = key('program data');
const CODE = 'the code of the program';
const oneKey = Keypair.fromSeed(new Uint8Array(32).fill(5)).publicKey;
const [vault] = PublicKey.findProgramAddressSync([Buffer.from('vault')], SystemProgram.programId);
const pointer = bytes([2, 4], DATA);

function programData(authority: PublicKey | null, option = authority === null ? 0 : 1): Uint8Array {
  // An authority that was given up leaves its bytes behind.
  return bytes([3, 4], [77, 8], [option, 1], authority ?? key('former'), CODE);
}

type Accounts = Partial<Record<'program' | 'data', sdk.RawAccount>>;

function control({ program, data }: Accounts): Promise<sdk.ProgramControl> {
  const found = new Map<string, sdk.RawAccount>();
  if (program !== undefined) found.set(sdk.PROGRAM_ID.toBase58(), program);
  if (data !== undefined) found.set(DATA.toBase58(), data);
  return sdk.fetchProgramControl(new MemoryReader(found));
}

const upgradeable = (data: Uint8Array) => account(data, sdk.UPGRADEABLE_LOADER_ID);
const withData = (data: Uint8Array) => control({ program: upgradeable(pointer), data: upgradeable(data) });

describe('SDK: who can replace the program', () => {
  it('one key, where the upgrade authority has a key', async () => {
    expect(await withData(programData(oneKey))).to.deep.equal({ kind: 'key', authority: oneKey });
  });

  it('a multisig or DAO, where the authority is an address that another program signs for', async () => {
    expect(await withData(programData(vault))).to.deep.equal({ kind: 'vault', authority: vault });
  });

  it('nobody, where the authority was given up or the loader never changes a program', async () => {
    expect(await withData(programData(null))).to.deep.equal({ kind: 'nobody' });
    const final = account(bytes(CODE), BPF_LOADER_PROGRAM_ID);
    expect(await control({ program: final })).to.deep.equal({ kind: 'nobody' });
  });

  it('unknown, where that is not said: a missing, foreign or cut account is never taken for a final program', async () => {
    const cases: Accounts[] = [
      {},
      { program: account(pointer, key('another loader')), data: upgradeable(programData(null)) },
      { program: upgradeable(pointer) },
      { program: upgradeable(bytes([2, 4])), data: upgradeable(programData(null)) },
      { program: upgradeable(bytes([1, 4], DATA)), data: upgradeable(programData(null)) },
      { program: upgradeable(pointer), data: account(programData(null)) },
      { program: upgradeable(pointer), data: upgradeable(bytes([3, 4], [77, 8])) },
      { program: upgradeable(pointer), data: upgradeable(bytes([0, 4], [77, 8], [0, 1], oneKey)) },
      { program: upgradeable(pointer), data: upgradeable(programData(oneKey, 2)) },
    ];
    for (const [index, accounts] of cases.entries()) {
      expect(await control(accounts), `case ${index}`).to.deep.equal({ kind: 'unknown' });
    }
  });
});
