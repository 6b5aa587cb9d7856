/** Methods that send and rehearse transactions. */
import bs58 from 'bs58';
import type { Ledger, Rehearsal } from '../ledger/ledger';
import { MAX_TRANSACTION_BYTES, type WireTransaction, decodeMessage, decodeTransaction, isSane } from '../ledger/wire';
import { describeError } from '../error-text';
import type { Json, JsonObject } from '../json';
import { type Methods, checkSlot, inContext } from './context';
import { encodeAccount, readView } from './encoding';
import { CODES, RpcError, invalidParams } from './errors';
import { Config, type Params, readBase58, readPubkey } from './params';
import { showInner, showReturnData, showTokens } from './transaction-view';

const TYPE = 'solana_transaction::versioned::VersionedTransaction';
const MAX_BASE58_CHARACTERS = 1_683;
const MAX_BASE64_CHARACTERS = 1_644;

export function sendingMethods(ledger: Ledger): Methods {
  return {
    getLatestBlockhash: (params) => {
      checkSlot(ledger, params.config(0));
      return inContext(ledger, ledger.latestBlockhash());
    },
    isBlockhashValid: (params) => {
      const blockhash = params.string(0);
      readBase58(blockhash, 32, (reason) => reason);
      checkSlot(ledger, params.config(1));
      return inContext(ledger, ledger.blocks.lastValidHeight(blockhash) !== undefined);
    },
    getFeeForMessage: (params) => {
      const message = readMessage(params.string(0));
      checkSlot(ledger, params.config(1));
      return inContext(ledger, ledger.fee(message));
    },
    requestAirdrop: (params) => {
      const [to, lamports] = [params.pubkey(0), params.integer(1)];
      const signature = ledger.airdrop(to, BigInt(lamports));
      if (signature === null) throw new RpcError(CODES.internal, 'Internal error');
      return signature;
    },
    sendTransaction: (params) => {
      const config = params.config(1);
      const wire = readTransaction(params, config);
      checkSlot(ledger, config);
      ledger.announcer.received(wire.signature);
      if (!config.flag('skipPreflight')) preflight(ledger, wire);
      ledger.submit(wire);
      return wire.signature;
    },
    simulateTransaction: (params) => {
      const config = params.config(1);
      const wire = readTransaction(params, config);
      checkSlot(ledger, config);
      return simulate(ledger, wire, config);
    },
  };
}

function preflight(ledger: Ledger, wire: WireTransaction): void {
  const rehearsal = ledger.rehearse(wire, { signatures: true, blockhash: true });
  const { err } = rehearsal.execution;
  if (err === null) return;
  const unknown = {
    loadedAddresses: null,
    postBalances: null,
    postTokenBalances: null,
    preBalances: null,
    preTokenBalances: null,
  };
  const data = {
    ...showRehearsal(rehearsal),
    ...unknown,
    accounts: null,
    innerInstructions: null,
    replacementBlockhash: null,
  };
  throw new RpcError(CODES.preflightFailure, `Transaction simulation failed: ${describeError(err)}`, data);
}

function simulate(ledger: Ledger, wire: WireTransaction, config: Config): Json {
  const [signatures, replaced] = [config.flag('sigVerify'), config.flag('replaceRecentBlockhash')];
  if (signatures && replaced) throw invalidParams('sigVerify may not be used with replaceRecentBlockhash');
  const wanted = config.section('accounts');
  const addresses = (wanted?.list('addresses') ?? []).map(readPubkey);
  const view = readView(wanted ?? new Config({}), 'base64');
  if (view.encoding === 'binary' || view.encoding === 'base58') throw invalidParams('base58 encoding not supported');
  const rehearsal = ledger.rehearse(wire, { signatures, blockhash: !replaced });
  const { execution, after, keys } = rehearsal;
  if (addresses.length > keys.length) {
    throw invalidParams(`Too many accounts provided; max ${keys.length}`);
  }
  const accounts = addresses.map((address) => {
    const account = after(address);
    return account && encodeAccount(address, account, view, after);
  });
  return inContext(ledger, {
    ...showRehearsal(rehearsal),
    accounts: wanted ? accounts.map((account) => (execution.err === null ? account : null)) : null,
    innerInstructions:
      config.flag('innerInstructions') && execution.inner ? showInner(execution.inner, keys, true) : null,
    replacementBlockhash: replaced ? ledger.latestBlockhash() : null,
  });
}

function showRehearsal({ execution, loaded }: Rehearsal): JsonObject {
  const { err, logs, computeUnits, returnData, fee, loadedBytes, pre, post } = execution;
  const unsigned = err === 'SignatureFailure';
  return {
    err,
    fee,
    loadedAccountsDataSize: loadedBytes,
    loadedAddresses: loaded,
    logs: logs ?? [],
    postBalances: unsigned ? null : post.lamports,
    postTokenBalances: unsigned ? null : showTokens(post),
    preBalances: unsigned ? null : pre.lamports,
    preTokenBalances: unsigned ? null : showTokens(pre),
    returnData: returnData && showReturnData(returnData),
    unitsConsumed: computeUnits,
  };
}

function readTransaction(params: Params, config: Config): WireTransaction {
  const text = params.string(0);
  const encoding = config.text('encoding') ?? 'base58';
  if (encoding !== 'base58' && encoding !== 'base64') {
    throw invalidParams(`unsupported encoding: ${encoding}. Supported encodings: base58, base64`);
  }
  const limit = encoding === 'base58' ? MAX_BASE58_CHARACTERS : MAX_BASE64_CHARACTERS;
  const most = `(max: encoded/raw ${limit}/${MAX_TRANSACTION_BYTES})`;
  if (text.length > limit) throw invalidParams(`${encoding} encoded ${TYPE} too large: ${text.length} bytes ${most}`);
  const bytes = encoding === 'base58' ? fromBase58(text) : fromBase64(text);
  if (bytes.length > MAX_TRANSACTION_BYTES) {
    throw invalidParams(`decoded ${TYPE} too large: ${bytes.length} bytes (max: ${MAX_TRANSACTION_BYTES} bytes)`);
  }
  const wire = orInvalid(
    () => decodeTransaction(bytes),
    (reason) => `failed to deserialize ${TYPE}: ${reason}`,
  );
  if (!isSane(wire))
    throw invalidParams('invalid transaction: Transaction failed to sanitize accounts offsets correctly');
  return wire;
}

function readMessage(text: string): ReturnType<typeof decodeMessage> {
  const bytes = fromBase64(text);
  const type = 'solana_message::versions::VersionedMessage';
  return orInvalid(
    () => decodeMessage(bytes),
    (reason) => `failed to deserialize ${type}: ${reason}`,
  );
}

function fromBase58(text: string): Uint8Array {
  return orInvalid(
    () => bs58.decode(text),
    (reason) => `invalid base58 encoding: ${reason}`,
  );
}

function fromBase64(text: string): Uint8Array {
  // Node skips what is not base64; a node of the network does not.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw invalidParams('invalid base64 encoding: InvalidByte');
  return new Uint8Array(Buffer.from(text, 'base64'));
}

function orInvalid<T>(read: () => T, complain: (reason: string) => string): T {
  try {
    return read();
  } catch (error) {
    throw invalidParams(complain(error instanceof Error ? error.message : 'unreadable'));
  }
}
