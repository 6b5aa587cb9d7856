/** A cluster and key pairs in files for the tests of the command line. */
import { MAX_COMPUTE_UNITS } from '@tenure/sdk';
import { startLocalnet, type Localnet, type LocalnetOptions } from '@tenure/localnet';
import {
  createAssociatedTokenAccountIdempotentInstruction,
  createInitializeMint2Instruction,
  createMintToInstruction,
  getAssociatedTokenAddressSync,
  MINT_SIZE,
  TOKEN_PROGRAM_ID,
} from '@solana/spl-token';
import { Connection, Keypair, SystemProgram, type PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executeTransaction, keypairSigner, latestBlockhashes, TransactionSender } from '@tenure/transactions';
import { PROGRAMS } from '../support/clusters';
import { tenure, type Ran, type TestTerminal } from '../support/command-line';
import type { Server } from '../support/validator';

const DECIMALS = 6;
const LOOK_MS = 50;
/** Blocks for which a blockhash is good. */
const BLOCKHASH_BLOCKS = 150;

/** Lets so many blocks go by that nothing that was signed before gets into one any more. */
export function expireBlockhashes(localnet: Localnet): void {
  for (let block = 0; block <= BLOCKHASH_BLOCKS; block += 1) localnet.tick();
}

/** A key pair that a name stands for. */
export function keypair(name: string): Keypair {
  return Keypair.fromSeed(createHash('sha256').update(name).digest());
}

/** A localnet with the program. */
export function localnetWith(options: LocalnetOptions = {}): Promise<Localnet> {
  return startLocalnet({ rpcPort: 0, slotMs: 100, programs: PROGRAMS, ...options });
}

/** A cluster with the program, a folder of its own, and rich people. */
export class Cluster {
  readonly url: string;
  readonly connection: Connection;
  readonly folder = mkdtempSync(join(tmpdir(), 'tenure-cli-'));

  /** On a server that was started for it, and ends with it. */
  constructor(private readonly server: Server) {
    this.url = server.rpcUrl;
    this.connection = new Connection(this.url, { commitment: 'confirmed', disableRetryOnRateLimit: true });
  }

  /** On a localnet with short blocks, which still let a blockhash last longer than an import uses one. */
  static async start(options: LocalnetOptions = {}): Promise<Cluster> {
    return new Cluster(await localnetWith(options));
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a key pair's file as solana-keygen does, and gives it lamports. Returns the path. */
  async person(name: string, sol = 1_000): Promise<string> {
    const { publicKey, secretKey } = keypair(name);
    await this.confirmed(await this.connection.requestAirdrop(publicKey, sol * 1e9));
    return this.file(`${name}.json`, JSON.stringify([...secretKey]));
  }

  /** Waits until a transaction is confirmed; by asking: web3.js goes on calling a server that was stopped. */
  async confirmed(signature: string): Promise<void> {
    for (;;) {
      const { value } = await this.connection.getSignatureStatus(signature);
      if (value?.confirmationStatus === 'confirmed' || value?.confirmationStatus === 'finalized') return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Writes a file that only its owner may read. */
  file(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }

  /** Signs, sends and waits. */
  async send(instructions: TransactionInstruction[], payer: Keypair, ...signers: Keypair[]): Promise<void> {
    const packed = { instructions, payer: payer.publicKey, units: MAX_COMPUTE_UNITS, price: 0n };
    const { outcome } = await executeTransaction(() => Promise.resolve(packed), {
      sender: new TransactionSender(this.connection, { commitment: 'confirmed', timeoutMs: 20_000, pollMs: 20 }),
      signer: keypairSigner([payer, ...signers]),
      blockhashes: latestBlockhashes(this.connection, 'confirmed'),
    });
    if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
  }

  /** A mint of six decimals with so many base units in the owner's associated account. */
  async mint(owner: Keypair, amount: bigint): Promise<PublicKey> {
    const mint = keypair('mint');
    const account = getAssociatedTokenAddressSync(mint.publicKey, owner.publicKey, true);
    const lamports = await this.connection.getMinimumBalanceForRentExemption(MINT_SIZE);
    const { publicKey } = owner;
    await this.send(
      [
        SystemProgram.createAccount({
          fromPubkey: publicKey,
          newAccountPubkey: mint.publicKey,
          lamports,
          space: MINT_SIZE,
          programId: TOKEN_PROGRAM_ID,
        }),
        createInitializeMint2Instruction(mint.publicKey, DECIMALS, publicKey, null),
        createAssociatedTokenAccountIdempotentInstruction(publicKey, account, publicKey, mint.publicKey),
        createMintToInstruction(mint.publicKey, account, publicKey, amount),
      ],
      owner,
      mint,
    );
    return mint.publicKey;
  }

  /** Runs `tenure` in this process with a person's key pair; asks nothing unless a terminal is given. */
  tenure(who: string, args: readonly string[], terminal?: TestTerminal, url = this.url): Promise<Ran> {
    return tenure({ url, keypairFile: join(this.folder, `${who}.json`) }, args, terminal);
  }
}
