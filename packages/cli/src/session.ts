/** What a command works with: a cluster, key pairs, a terminal. */
import {
  Connection,
  SYSVAR_CLOCK_PUBKEY,
  type Commitment,
  type Keypair,
  type PublicKey,
  type TransactionConfirmationStatus,
} from '@solana/web3.js';
import type { OperationContext } from '@tenure/operations';
import { PROGRAM_ID, type Reader } from '@tenure/sdk';
import { COMMITMENTS, fetchWithTimeout, retryReads, withRetry, type TransactionRpc } from '@tenure/transactions';
import { existsSync } from 'node:fs';
import * as args from './args';
import { CliError, UsageError } from './cli-error';
import { VALUE_FORMAT } from './output/value-format';
import { rpcUrl } from './settings/cluster';
import { expand, readKeypair } from './settings/keypair';
import type { GlobalOptions } from './settings/options';
import { defaultKeypairPath, readSolanaConfig } from './settings/solana-config';
import type { Terminal } from './terminal';

/** Where the unix time is in the Clock sysvar: after slot, epoch start, epoch and leader schedule epoch. */
const CLOCK_TIME_OFFSET = 32;
const MINUTES_SIGNED = 10 * 60;
const DAYS_EXPORTED = 7 * 86_400;

/** How a command is to end: sent, only simulated, or printed for others to sign. */
export type Mode = 'send' | 'dry-run' | 'export';

export class Session {
  readonly url: string;
  readonly connection: Connection;
  readonly commitment: TransactionConfirmationStatus;
  readonly programId: PublicKey;
  readonly mode: Mode;
  /** Milliseconds without an answer after which a command gives up. */
  readonly timeoutMs: number;
  /** Reads that are made again when they fail for want of a network. */
  readonly reader: Reader;
  /** What the engine calls, in the same way. */
  readonly rpc: TransactionRpc;
  private readonly keypairPath: string;
  private keys: Keypair[] | undefined;

  constructor(
    readonly options: GlobalOptions,
    readonly terminal: Terminal,
  ) {
    const config = readSolanaConfig(options.config);
    this.url = rpcUrl(options.url ?? config.jsonRpcUrl ?? 'mainnet-beta');
    this.keypairPath = options.keypair ?? config.keypairPath ?? defaultKeypairPath();
    const level = options.commitment ?? config.commitment ?? 'confirmed';
    this.commitment = args.choice(level, COMMITMENTS, '--commitment');
    this.programId = options.programId === undefined ? PROGRAM_ID : args.address(options.programId, '--program-id');
    if (options.dryRun && options.export) {
      throw new UsageError('--dry-run and --export exclude each other', 'Give one of them.');
    }
    this.mode = options.export ? 'export' : options.dryRun ? 'dry-run' : 'send';
    this.timeoutMs = args.span(options.timeout, '--timeout') * 1_000;
    this.connection = new Connection(this.url, {
      commitment: this.commitment,
      disableRetryOnRateLimit: true,
      fetch: fetchWithTimeout(),
    });
    this.rpc = retryReads(this.connection, this.timeoutMs);
    this.reader = {
      getAccountInfo: (key) => this.ask((connection) => connection.getAccountInfo(key)),
      getMultipleAccountsInfo: (keys) => this.ask((connection) => connection.getMultipleAccountsInfo(keys)),
      getProgramAccounts: (programId, query) =>
        this.ask(async (connection) => [...(await connection.getProgramAccounts(programId, query))]),
    };
  }

  /** What operations are made from. */
  get operations(): OperationContext {
    const { reader, programId } = this;
    return { reader, programId, format: VALUE_FORMAT };
  }

  /** A call that only reads, made again while the cluster gives no usable answer. */
  ask<T>(call: (connection: Connection) => Promise<T>): Promise<T> {
    return withRetry(() => call(this.connection), this.timeoutMs);
  }

  /** The key pair of `--keypair`. */
  wallet(): Keypair {
    const [wallet] = this.keyring();
    if (wallet === undefined) throw new CliError('KeypairMissing', 'There is no key pair', 'Name one with --keypair.');
    return wallet;
  }

  /** Who acts where no role is asked for: the wallet. */
  self(): PublicKey {
    return this.wallet().publicKey;
  }

  /** Every key pair that may sign: the wallet, the fee payer, further signers. */
  keyring(): readonly Keypair[] {
    const { feePayer, signer } = this.options;
    const more = [...(feePayer === undefined ? [] : [feePayer]), ...signer];
    return (this.keys ??= [this.keypairPath, ...more].map(readKeypair));
  }

  /** Whether the key is among those that may sign here; a dry run needs no key pair. */
  holds(key: PublicKey): boolean {
    if (this.mode === 'dry-run' && this.isKeyless()) return false;
    return this.keyring().some(({ publicKey }) => publicKey.equals(key));
  }

  /**
   * Who pays fees: `--fee-payer`, otherwise the wallet, or the signer where there is no wallet or others sign.
   */
  feePayer(signer: PublicKey): PublicKey {
    const { feePayer } = this.options;
    if (feePayer !== undefined) return readKeypair(feePayer).publicKey;
    return this.mode === 'send' || (this.mode === 'dry-run' && this.holds(signer)) ? this.self() : signer;
  }

  private isKeyless(): boolean {
    return this.options.keypair === undefined && !existsSync(expand(this.keypairPath));
  }

  /** The chain's time, unix seconds. */
  async now(): Promise<number> {
    const clock = await this.reader.getAccountInfo(SYSVAR_CLOCK_PUBKEY);
    if (clock === null || clock.data.length < CLOCK_TIME_OFFSET + 8) {
      throw new CliError('NoClock', 'The cluster has no clock account', 'Check --url: is this a Solana cluster?');
    }
    const { buffer, byteOffset, byteLength } = clock.data;
    return Number(new DataView(buffer, byteOffset, byteLength).getBigInt64(CLOCK_TIME_OFFSET, true));
  }

  /**
   * The last second at which an operation that is signed or exported now may run: `--expires-in` from the chain's
   * time.
   */
  async expiry(): Promise<number> {
    return this.expiryFrom(await this.now());
  }

  /** The same from a time that was read before, unix seconds. */
  expiryFrom(now: number): number {
    const { expiresIn } = this.options;
    const usual = this.mode === 'export' ? DAYS_EXPORTED : MINUTES_SIGNED;
    return now + (expiresIn === undefined ? usual : args.span(expiresIn, '--expires-in'));
  }

  /** For reads that must not be older than a slot: `minContextSlot` and the commitment. */
  since(minContextSlot: number | undefined): { commitment: Commitment; minContextSlot?: number } {
    return minContextSlot === undefined
      ? { commitment: this.commitment }
      : { commitment: this.commitment, minContextSlot };
  }

  /** Cap of `--max-priority-fee`, millionths of a lamport for each compute unit. */
  get maxPriorityFee(): bigint {
    return BigInt(args.whole(this.options.maxPriorityFee, 0, 1_000_000_000, '--max-priority-fee'));
  }
}
