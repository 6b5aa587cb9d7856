/** The chain that the showcase plays on: its people, its time, sending. */
import {
  createAssociatedTokenAccountIdempotentInstruction,
  createInitializeMint2Instruction,
  createInitializeTransferFeeConfigInstruction,
  createMintToInstruction,
  ExtensionType,
  getMintLen,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
} from '@solana/spl-token';
import {
  Keypair,
  LAMPORTS_PER_SOL,
  SystemProgram,
  SYSVAR_CLOCK_PUBKEY,
  Transaction,
  type AccountInfo,
  type Connection,
  type PublicKey,
  type TransactionInstruction,
} from '@solana/web3.js';
import { associatedAddress, decodeError } from '@tenure/sdk';
import { createHash } from 'node:crypto';

export const DAY = 86_400;
const DECIMALS = 6;
const UNIT = 10n ** BigInt(DECIMALS);
const CLOCK_TIME_OFFSET = 32;
const RICH = 100;

/** Everybody who acts. Their keys follow from these names: never send anything of value to them. */
export const NAMES = [
  ...['Employee', 'Authority', 'Operator', 'Payroll', 'Guardian'],
  ...['Member 1', 'Member 2', 'Oracle 1', 'Oracle 2', 'Oracle 3'],
] as const;
export type Name = (typeof NAMES)[number];

/** A mint of the showcase. */
export interface Token {
  readonly symbol: string;
  readonly mint: PublicKey;
  readonly tokenProgram: PublicKey;
}

/** Whole tokens as base units. */
export function tokens(whole: number): bigint {
  return BigInt(whole) * UNIT;
}

/** The key of one of the people. */
export function keyOf(name: string): Keypair {
  return Keypair.fromSeed(createHash('sha256').update(`tenure showcase: ${name}`).digest());
}

/** What is written into an account. */
export type WrittenAccount = Pick<AccountInfo<Buffer>, 'lamports' | 'owner' | 'data'>;

/** A running local chain, and what the showcase does with it. */
export class Stage {
  constructor(
    readonly connection: Connection,
    private readonly url: string,
  ) {}

  /** The address of one of the people. */
  address(name: Name): PublicKey {
    return keyOf(name).publicKey;
  }

  /** The chain's time, unix seconds. */
  async now(): Promise<number> {
    const clock = await this.connection.getAccountInfo(SYSVAR_CLOCK_PUBKEY);
    if (clock === null) throw new Error('The chain has no clock account.');
    return Number(clock.data.readBigInt64LE(CLOCK_TIME_OFFSET));
  }

  /** Moves the chain's clock forward to a time, unix seconds; only a local chain lets itself be moved. */
  async travelTo(ts: number): Promise<void> {
    if (ts <= (await this.now())) return;
    await this.ask('surfnet_timeTravel', [{ absoluteTimestamp: ts * 1_000 }]);
  }

  /** Writes an account past every rule; only a local chain lets itself be written. */
  async setAccount(address: PublicKey, { lamports, owner, data }: WrittenAccount): Promise<void> {
    const account = { lamports, owner: owner.toBase58(), data: data.toString('hex') };
    await this.ask('surfnet_setAccount', [address.toBase58(), account]);
  }

  private async ask(method: string, params: readonly unknown[]): Promise<void> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const answer = await fetch(this.url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const text = await answer.text();
    if (!answer.ok || text.includes('"error"')) throw new Error(`The chain refuses ${method}: ${text}`);
  }

  /** Gives everybody SOL for fees. */
  async enrich(): Promise<void> {
    await Promise.all(NAMES.map((name) => this.connection.requestAirdrop(this.address(name), RICH * LAMPORTS_PER_SOL)));
  }

  /** Signs, sends and waits; the first signer pays. Fails with the program's own error. */
  async send(instructions: readonly TransactionInstruction[], ...signers: (Name | Keypair)[]): Promise<void> {
    const keys = signers.map((signer) => (typeof signer === 'string' ? keyOf(signer) : signer));
    const { blockhash } = await this.connection.getLatestBlockhash();
    const [payer] = keys;
    if (payer === undefined) throw new Error('Somebody must sign.');
    const transaction = new Transaction({ feePayer: payer.publicKey, recentBlockhash: blockhash }).add(...instructions);
    transaction.sign(...keys);
    try {
      // A local chain runs a transaction as it arrives.
      await this.connection.sendRawTransaction(transaction.serialize());
    } catch (failure) {
      const { name, message, remedy } = decodeError(failure);
      throw new Error(`${name}: ${message}. ${remedy}`, { cause: failure });
    }
  }

  /** Makes a token; one with a transfer fee is of Token-2022. */
  async makeToken(symbol: string, feeBps?: number): Promise<Token> {
    const key = keyOf(`mint ${symbol}`);
    const mint = key.publicKey;
    const authority = this.address('Authority');
    const tokenProgram = feeBps === undefined ? TOKEN_PROGRAM_ID : TOKEN_2022_PROGRAM_ID;
    const space = getMintLen(feeBps === undefined ? [] : [ExtensionType.TransferFeeConfig]);
    const lamports = await this.connection.getMinimumBalanceForRentExemption(space);
    const instructions = [
      SystemProgram.createAccount({
        ...{ fromPubkey: authority, newAccountPubkey: mint },
        ...{ lamports, space, programId: tokenProgram },
      }),
    ];
    if (feeBps !== undefined) {
      const config = [mint, null, authority, feeBps, tokens(1_000), tokenProgram] as const;
      instructions.push(createInitializeTransferFeeConfigInstruction(...config));
    }
    instructions.push(createInitializeMint2Instruction(mint, DECIMALS, authority, null, tokenProgram));
    await this.send(instructions, 'Authority', key);
    return { symbol, mint, tokenProgram };
  }

  /** Mints tokens to somebody's associated account. */
  async give({ mint, tokenProgram }: Token, name: Name, amount: bigint): Promise<PublicKey> {
    const owner = this.address(name);
    const authority = this.address('Authority');
    const account = associatedAddress(owner, mint, tokenProgram);
    const open = createAssociatedTokenAccountIdempotentInstruction(authority, account, owner, mint, tokenProgram);
    await this.send([open, createMintToInstruction(mint, account, authority, amount, [], tokenProgram)], 'Authority');
    return account;
  }
}
