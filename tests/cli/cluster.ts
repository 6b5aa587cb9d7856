/** A cluster, key pairs in files and a terminal for the tests of the command line. */
import { startLocalnet, type Localnet, type LocalnetOptions } from '@tenure/localnet';
import { PROGRAM_ID } from '@tenure/sdk';
import {
  createAssociatedTokenAccountIdempotentInstruction,
  createInitializeMint2Instruction,
  createMintToInstruction,
  getAssociatedTokenAddressSync,
  MINT_SIZE,
  TOKEN_PROGRAM_ID,
} from '@solana/spl-token';
import {
  Connection,
  Keypair,
  SystemProgram,
  type PublicKey,
  type TransactionInstruction,
} from '@solana/web3.js';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createColors } from 'picocolors';
import { Delivery, run, type Terminal } from '../../packages/cli/src';
import { sign } from '../../packages/cli/src/chain/message';

export const DECIMALS = 6;

/** A key pair that a name stands for. */
export function keypair(name: string): Keypair {
  return Keypair.fromSeed(createHash('sha256').update(name).digest());
}

/** A terminal that keeps what is written and answers every question alike. */
export class TestTerminal implements Terminal {
  readonly interactive: boolean;
  readonly columns = 100;
  readonly colors = createColors(false);
  readonly lines: string[] = [];
  readonly notes: string[] = [];
  readonly questions: string[] = [];

  constructor(private readonly answer?: boolean) {
    this.interactive = answer !== undefined;
  }

  out(line: string): void {
    this.lines.push(line);
  }

  note(line: string): void {
    this.notes.push(line);
  }

  confirm(question: string): Promise<boolean> {
    this.questions.push(question);
    return Promise.resolve(this.answer === true);
  }
}

/** What a command said and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output read as JSON; fails where it is none. */
  json(): Record<string, unknown>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A cluster with the program, a folder of its own, and rich people. */
export class Cluster {
  private constructor(
    readonly localnet: Localnet,
    readonly connection: Connection,
    readonly folder: string,
  ) {}

  static async start(options: LocalnetOptions = {}): Promise<Cluster> {
    const elf = join(__dirname, '../../artifacts/vesting.so');
    const programs = [{ id: PROGRAM_ID.toBase58(), elf }];
    const localnet = await startLocalnet({ rpcPort: 0, slotMs: 50, programs, ...options });
    const connection = new Connection(localnet.rpcUrl, {
      commitment: 'confirmed',
      disableRetryOnRateLimit: true,
    });
    return new Cluster(localnet, connection, mkdtempSync(join(tmpdir(), 'tenure-cli-')));
  }

  async stop(): Promise<void> {
    await this.localnet.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a key pair's file as solana-keygen does, and gives it lamports. Returns the path. */
  async person(name: string, sol = 1_000): Promise<string> {
    const { publicKey, secretKey } = keypair(name);
    await this.connection.requestAirdrop(publicKey, sol * 1e9);
    return this.file(`${name}.json`, JSON.stringify([...secretKey]));
  }

  /** Writes a file that only its owner may read. */
  file(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }

  /** Signs, sends and waits. */
  async send(instructions: TransactionInstruction[], payer: Keypair, ...signers: Keypair[]): Promise<void> {
    const blockhash = await this.connection.getLatestBlockhash('confirmed');
    const signed = sign(instructions, payer.publicKey, blockhash, [payer, ...signers]);
    const delivery = new Delivery(this.connection, {
      commitment: 'confirmed',
      patienceMs: 20_000,
      pollMs: 20,
    });
    const verdict = await delivery.deliver(signed);
    if (verdict.kind !== 'landed') throw new Error(JSON.stringify(verdict));
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
  async tenure(
    who: string,
    args: readonly string[],
    terminal = new TestTerminal(),
    url = this.localnet.rpcUrl,
  ): Promise<Ran> {
    const flags = ['--url', url, '--keypair', join(this.folder, `${who}.json`)];
    const code = await run([...args, ...flags], terminal);
    const out = terminal.lines.join('\n');
    return {
      code,
      out,
      err: terminal.notes.join('\n'),
      json: () => {
        const parsed: unknown = JSON.parse(out);
        if (!isRecord(parsed)) throw new Error(`no object: ${out}`);
        return parsed;
      },
    };
  }
}
