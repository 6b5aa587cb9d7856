/** Recorded transactions in the forms that getTransaction and getBlock have. */
import type { VersionedMessage } from '@solana/web3.js';
import bs58 from 'bs58';
import type { Balances, InnerCalls, Receipt, TokenBalance } from '../ledger/receipt';
import { decodeTransaction, writableKeys } from '../ledger/wire';
import type { Json, JsonObject } from '../json';
import { uiAmount } from '../parsed/amount';
import { parseInstruction } from '../parsed/instructions';
import { CODES, RpcError, invalidParams } from './errors';
import type { Config } from './params';

const ENCODINGS = ['json', 'jsonParsed', 'base64', 'base58', 'binary'] as const;
export type TransactionView = {
  readonly encoding: (typeof ENCODINGS)[number];
  readonly maxVersion: number | undefined;
};

export function readTransactionView(config: Config): TransactionView {
  const name = config.text('encoding') ?? 'json';
  const encoding = ENCODINGS.find((each) => each === name);
  if (encoding === undefined) {
    const known = '`binary`, `base64`, `base58`, `json`, `jsonParsed`';
    throw invalidParams(`Invalid params: unknown variant \`${name}\`, expected one of ${known}.`);
  }
  return { encoding, maxVersion: config.integer('maxSupportedTransactionVersion') };
}

/** A transaction of a block: `transaction`, `meta`, and `version` where the client knows versions. */
export function showTransaction(receipt: Receipt, view: TransactionView): JsonObject {
  const version = shownVersion(receipt, view.maxVersion);
  const { message, signatures } = decodeTransaction(receipt.bytes).transaction;
  const bytes = Buffer.from(receipt.bytes);
  const meta = showMeta(receipt, view.encoding === 'jsonParsed');
  const named = { signatures: signatures.map((signature) => bs58.encode(signature)) };
  const transaction = ((): Json => {
    switch (view.encoding) {
      case 'base64':
        return [bytes.toString('base64'), 'base64'];
      case 'base58':
        return [bs58.encode(bytes), 'base58'];
      case 'binary':
        return bs58.encode(bytes);
      case 'json':
        return { message: rawMessage(message), ...named };
      case 'jsonParsed':
        return { message: parsedMessage(message, receipt), ...named };
    }
  })();
  return { meta, transaction, ...version };
}

/** The form with accounts only, which getBlock has. */
export function showAccounts(receipt: Receipt, maxVersion: number | undefined): JsonObject {
  const version = shownVersion(receipt, maxVersion);
  const { message, signatures } = decodeTransaction(receipt.bytes).transaction;
  const { err, fee, postBalances, postTokenBalances, preBalances, preTokenBalances, rewards, status } = showMeta(
    receipt,
    true,
  );
  const meta = { err, fee, postBalances, postTokenBalances, preBalances, preTokenBalances, rewards, status };
  const named = signatures.map((signature) => bs58.encode(signature));
  return { meta, transaction: { accountKeys: parsedKeys(message, receipt), signatures: named }, ...version };
}

/** The token balances of a simulation as the API has them. */
export function showTokens(balances: Balances): JsonObject[] {
  return balances.tokens.map((balance) => showBalance(balance, uiAmount(balance.amount, balance.decimals)));
}

/** Those of a recorded transaction, as they come out of a node's storage: nothing is no number there. */
function recordedTokens(balances: Balances): JsonObject[] {
  return balances.tokens.map((balance) => {
    const shown = uiAmount(balance.amount, balance.decimals);
    return showBalance(balance, balance.amount === 0n ? { ...shown, uiAmount: null } : shown);
  });
}

function showBalance(balance: TokenBalance, uiTokenAmount: JsonObject): JsonObject {
  const { accountIndex, mint, owner, programId } = balance;
  return { accountIndex, mint, owner, programId, uiTokenAmount };
}

/** Calls below the instructions of a message, as indexes or parsed. */
export function showInner(inner: readonly InnerCalls[], keys: readonly string[], parsed: boolean): JsonObject[] {
  return inner.map(({ index, calls }) => ({
    index,
    instructions: calls.map(({ programIdIndex, accounts, data, stackHeight }) => {
      if (!parsed) return { accounts, data: bs58.encode(data), programIdIndex, stackHeight };
      return parseInstruction(called(keys, programIdIndex, accounts, data), stackHeight);
    }),
  }));
}

function shownVersion({ version }: Receipt, maxVersion: number | undefined): JsonObject {
  if (version === 'legacy') return maxVersion === undefined ? {} : { version };
  if (maxVersion !== undefined && version <= maxVersion) return { version };
  const hint = `"maxSupportedTransactionVersion": ${version}`;
  throw new RpcError(
    CODES.unsupportedVersion,
    `Transaction version (${version}) is not supported by the requesting client. ` +
      `Please try the request again with the following configuration parameter: ${hint}`,
  );
}

function showMeta(receipt: Receipt, parsed: boolean): JsonObject {
  const { err, inner, keys, loaded, pre, post, returnData } = receipt;
  return {
    computeUnitsConsumed: receipt.computeUnits,
    costUnits: receipt.costUnits,
    err,
    fee: receipt.fee,
    innerInstructions: inner && showInner(inner, keys, parsed),
    ...(parsed ? {} : { loadedAddresses: loaded }),
    logMessages: receipt.logs,
    postBalances: post.lamports,
    postTokenBalances: recordedTokens(post),
    preBalances: pre.lamports,
    preTokenBalances: recordedTokens(pre),
    ...(returnData ? { returnData: showReturnData(returnData) } : {}),
    rewards: [],
    status: err === null ? { Ok: null } : { Err: err },
  };
}

export function showReturnData({ programId, data }: NonNullable<Receipt['returnData']>): JsonObject {
  return { data: [Buffer.from(data).toString('base64'), 'base64'], programId };
}

function rawMessage(message: VersionedMessage): JsonObject {
  const { header, staticAccountKeys, recentBlockhash, compiledInstructions } = message;
  const { numRequiredSignatures, numReadonlySignedAccounts, numReadonlyUnsignedAccounts } = header;
  return {
    accountKeys: staticAccountKeys.map((key) => key.toBase58()),
    ...lookups(message),
    header: { numReadonlySignedAccounts, numReadonlyUnsignedAccounts, numRequiredSignatures },
    instructions: compiledInstructions.map(({ programIdIndex, accountKeyIndexes, data }) => ({
      accounts: [...accountKeyIndexes],
      data: bs58.encode(data),
      programIdIndex,
      stackHeight: 1,
    })),
    recentBlockhash,
  };
}

function parsedMessage(message: VersionedMessage, receipt: Receipt): JsonObject {
  return {
    accountKeys: parsedKeys(message, receipt),
    ...lookups(message),
    instructions: message.compiledInstructions.map(({ programIdIndex, accountKeyIndexes, data }) =>
      parseInstruction(called(receipt.keys, programIdIndex, accountKeyIndexes, data), 1),
    ),
    recentBlockhash: message.recentBlockhash,
  };
}

function parsedKeys(message: VersionedMessage, { keys, loaded }: Receipt): JsonObject[] {
  const writable = writableKeys(message, keys, loaded.writable.length);
  return keys.map((pubkey, index) => ({
    pubkey,
    signer: index < message.header.numRequiredSignatures,
    source: index < message.staticAccountKeys.length ? 'transaction' : 'lookupTable',
    writable: writable[index] ?? false,
  }));
}

function lookups(message: VersionedMessage): JsonObject {
  if (message.version === 'legacy') return {};
  const tables = message.addressTableLookups.map(({ accountKey, readonlyIndexes, writableIndexes }) => ({
    accountKey: accountKey.toBase58(),
    readonlyIndexes: [...readonlyIndexes],
    writableIndexes: [...writableIndexes],
  }));
  return { addressTableLookups: tables };
}

function called(keys: readonly string[], program: number, accounts: readonly number[], data: Uint8Array) {
  const key = (index: number): string => keys[index] ?? '';
  return { programId: key(program), accounts: accounts.map(key), data: Buffer.from(data) };
}
