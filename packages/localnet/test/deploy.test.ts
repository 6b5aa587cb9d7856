import {
  type Connection,
  type Keypair,
  PublicKey,
  SYSVAR_CLOCK_PUBKEY,
  SYSVAR_RENT_PUBKEY,
  SystemProgram,
  TransactionInstruction,
} from '@solana/web3.js';
import { expect } from 'chai';
import { ask, keypair, onChain, send } from './fixture/rpc';

const LOADER = new PublicKey('BPFLoaderUpgradeab1e11111111111111111111111');
/** A small program that is there already: its code is deployed a second time. */
const MEMO = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
const BUFFER_HEADER_BYTES = 37;
const CHUNK_BYTES = 900;

describe('localnet: deploying with the upgradeable loader', () => {
  it('deploys, runs, upgrades and closes a program as a cluster does', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const elf = (await connection.getAccountInfo(MEMO))?.data ?? Buffer.alloc(0);
      const program = keypair('program');
      const [data] = PublicKey.findProgramAddressSync([program.publicKey.toBytes()], LOADER);
      await send(connection, await deploy(connection, payer, program, data, elf), [payer, program]);
      localnet.tick();
      const memo = new TransactionInstruction({
        programId: program.publicKey,
        keys: [],
        data: Buffer.from('hello'),
      });
      expect(await logsOf(connection, await send(connection, [memo], [payer]))).to.include(
        `Program ${program.publicKey.toBase58()} success`,
      );

      const buffer = await fill(connection, payer, 'second buffer', elf);
      const upgrade = loader(
        [
          [data, 'w'],
          [program.publicKey, 'w'],
          [buffer, 'w'],
          [payer.publicKey, 'w'],
          [SYSVAR_RENT_PUBKEY, ''],
          [SYSVAR_CLOCK_PUBKEY, ''],
          [payer.publicKey, 's'],
        ],
        u32(3),
      );
      await send(connection, [upgrade], [payer]);
      localnet.tick();
      expect(await connection.getAccountInfo(buffer)).to.equal(null);
      expect(await logsOf(connection, await send(connection, [memo], [payer]))).to.include(
        `Program ${program.publicKey.toBase58()} success`,
      );

      const close = loader(
        [
          [data, 'w'],
          [payer.publicKey, 'w'],
          [payer.publicKey, 's'],
          [program.publicKey, 'w'],
        ],
        u32(5),
      );
      await send(connection, [close], [payer]);
      localnet.tick();
      const { blockhash } = await connection.getLatestBlockhash();
      expect(blockhash).to.be.a('string');
      const again = await send(connection, [memo], [payer]).catch((error: unknown) => String(error));
      expect(again).to.match(/failed/i);
    }));

  it('refuses an upgrade by anybody but the authority', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const elf = (await connection.getAccountInfo(MEMO))?.data ?? Buffer.alloc(0);
      const [program, thief] = [keypair('program'), keypair('thief')];
      const [data] = PublicKey.findProgramAddressSync([program.publicKey.toBytes()], LOADER);
      await send(connection, await deploy(connection, payer, program, data, elf), [payer, program]);
      localnet.tick();
      await ask(connection.rpcEndpoint, 'requestAirdrop', [thief.publicKey.toBase58(), 1e10]);
      const buffer = await fill(connection, thief, 'stolen buffer', elf);
      const upgrade = loader(
        [
          [data, 'w'],
          [program.publicKey, 'w'],
          [buffer, 'w'],
          [thief.publicKey, 'w'],
          [SYSVAR_RENT_PUBKEY, ''],
          [SYSVAR_CLOCK_PUBKEY, ''],
          [thief.publicKey, 's'],
        ],
        u32(3),
      );
      const refused = await send(connection, [upgrade], [thief]).catch((error: unknown) => String(error));
      expect(refused).to.match(/Incorrect authority/);
    }));
});

async function deploy(
  connection: Connection,
  payer: Keypair,
  program: Keypair,
  data: PublicKey,
  elf: Buffer,
): Promise<TransactionInstruction[]> {
  const buffer = await fill(connection, payer, 'first buffer', elf);
  const open = SystemProgram.createAccount({
    fromPubkey: payer.publicKey,
    newAccountPubkey: program.publicKey,
    lamports: await connection.getMinimumBalanceForRentExemption(36),
    space: 36,
    programId: LOADER,
  });
  const accounts: Role[] = [
    [payer.publicKey, 'ws'],
    [data, 'w'],
    [program.publicKey, 'w'],
    [buffer, 'w'],
    [SYSVAR_RENT_PUBKEY, ''],
    [SYSVAR_CLOCK_PUBKEY, ''],
    [SystemProgram.programId, ''],
    [payer.publicKey, 's'],
  ];
  return [open, loader(accounts, Buffer.concat([u32(2), u64(elf.length * 2)]))];
}

/** Writes a program's code into a buffer account, as deploying does first. */
async function fill(connection: Connection, payer: Keypair, name: string, elf: Buffer): Promise<PublicKey> {
  const buffer = keypair(name);
  const space = BUFFER_HEADER_BYTES + elf.length;
  const open = SystemProgram.createAccount({
    fromPubkey: payer.publicKey,
    newAccountPubkey: buffer.publicKey,
    lamports: await connection.getMinimumBalanceForRentExemption(space),
    space,
    programId: LOADER,
  });
  await send(
    connection,
    [
      open,
      loader(
        [
          [buffer.publicKey, 'w'],
          [payer.publicKey, ''],
        ],
        u32(0),
      ),
    ],
    [payer, buffer],
  );
  for (let offset = 0; offset < elf.length; offset += CHUNK_BYTES) {
    const chunk = elf.subarray(offset, offset + CHUNK_BYTES);
    const write = Buffer.concat([u32(1), u32(offset), u64(chunk.length), chunk]);
    await send(
      connection,
      [
        loader(
          [
            [buffer.publicKey, 'w'],
            [payer.publicKey, 's'],
          ],
          write,
        ),
      ],
      [payer],
    );
  }
  return buffer.publicKey;
}

/** An account of an instruction: written, signing, both or neither. */
type Role = [key: PublicKey, role: '' | 'w' | 's' | 'ws'];

function loader(accounts: readonly Role[], data: Buffer): TransactionInstruction {
  const keys = accounts.map(([pubkey, role]) => ({
    pubkey,
    isSigner: role.includes('s'),
    isWritable: role.includes('w'),
  }));
  return new TransactionInstruction({ programId: LOADER, keys, data });
}

async function logsOf(connection: Connection, signature: string): Promise<string[]> {
  const recorded = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  return recorded?.meta?.logMessages ?? [];
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
