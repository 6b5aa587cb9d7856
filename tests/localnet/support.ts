import { createHash } from 'node:crypto';
import { type Localnet, type LocalnetOptions, startLocalnet } from '@tenure/localnet';
import {
  Connection,
  Keypair,
  type PublicKey,
  SystemProgram,
  TransactionMessage,
  type TransactionInstruction,
  VersionedTransaction,
} from '@solana/web3.js';
import { expect } from 'chai';

export const SOL = 1_000_000_000;
export const BASE64 = 'base64' as const;

/** A JSON-RPC answer or notification. */
export type RpcAnswer = {
  readonly jsonrpc?: unknown;
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
  readonly params?: { readonly result: unknown; readonly subscription: number };
};

/** The same key for the same name in every run. */
export function keypair(name: string): Keypair {
  return Keypair.fromSeed(createHash('sha256').update(`localnet test: ${name}`).digest());
}

/** A chain of its own whose blocks advance only on `tick()`, and a client. */
export async function start(
  options: LocalnetOptions = {},
): Promise<{ localnet: Localnet; connection: Connection }> {
  const localnet = await startLocalnet({ rpcPort: 0, slotMs: 0, ...options });
  return { localnet, connection: new Connection(localnet.rpcUrl, 'confirmed') };
}

/** Runs a test on a chain of its own. */
export async function onChain(
  test: (chain: { localnet: Localnet; connection: Connection; payer: Keypair }) => Promise<void>,
  options: LocalnetOptions = {},
): Promise<void> {
  const { localnet, connection } = await start(options);
  try {
    const payer = keypair('payer');
    await connection.requestAirdrop(payer.publicKey, 100 * SOL);
    localnet.tick();
    await test({ localnet, connection, payer });
  } finally {
    await localnet.stop();
  }
}

/** Posts a text as it is. */
export async function post(url: string, body: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return response.text();
}

/** Asks by plain HTTP. */
export async function ask(url: string, method: string, params?: readonly unknown[]): Promise<RpcAnswer> {
  return read(await post(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })));
}

/** Reads an answer's text. */
export function read(text: string): RpcAnswer {
  const answer: unknown = JSON.parse(text);
  if (!isAnswer(answer)) throw new Error(`no answer: ${text}`);
  return answer;
}

/** A member of something that was read, by its path. */
export function member(of: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), of);
}

function isAnswer(value: unknown): value is RpcAnswer {
  return isObject(value) && ('result' in value || 'error' in value || 'params' in value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What a method answers; fails on an error. */
export async function result(url: string, method: string, params?: readonly unknown[]): Promise<unknown> {
  const answer = await ask(url, method, params);
  expect(answer.error, method).to.equal(undefined);
  return answer.result;
}

/** The `value` of an answer with context. */
export async function value(url: string, method: string, params?: readonly unknown[]): Promise<unknown> {
  const answered = await result(url, method, params);
  if (typeof answered !== 'object' || answered === null || !('value' in answered))
    throw new Error(`${method} has no value`);
  return answered.value;
}

/** A signed transaction on the latest blockhash, or on the one given. */
export async function build(
  connection: Connection,
  instructions: TransactionInstruction[],
  signers: readonly Keypair[],
  blockhash?: string,
): Promise<VersionedTransaction> {
  const [payer] = signers;
  if (!payer) throw new Error('nobody pays');
  const recentBlockhash = blockhash ?? (await connection.getLatestBlockhash()).blockhash;
  const message = new TransactionMessage({ payerKey: payer.publicKey, recentBlockhash, instructions });
  const transaction = new VersionedTransaction(message.compileToLegacyMessage());
  transaction.sign([...signers]);
  return transaction;
}

/** The transaction as raw requests have it. */
export function wire(transaction: VersionedTransaction): string {
  return Buffer.from(transaction.serialize()).toString('base64');
}

/** Sends with preflight; the signature. */
export async function send(
  connection: Connection,
  instructions: TransactionInstruction[],
  signers: readonly Keypair[],
): Promise<string> {
  return connection.sendTransaction(await build(connection, instructions, signers));
}

export function transfer(from: Keypair, toPubkey: PublicKey, lamports: number): TransactionInstruction {
  return SystemProgram.transfer({ fromPubkey: from.publicKey, toPubkey, lamports });
}
