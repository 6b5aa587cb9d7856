/** Methods about recorded transactions and blocks. */
import type { Block } from '../ledger/blocks';
import type { Ledger } from '../ledger/ledger';
import type { Receipt } from '../ledger/receipt';
import type { Json, JsonObject } from '../json';
import { type Methods, atLeastConfirmed, checkSlot, inContext } from './context';
import { CODES, RpcError, invalidParams } from './errors';
import { type Config, type Params, readPubkey, readSignature } from './params';
import { readTransactionView, showAccounts, showTransaction } from './transaction-view';

const MAX_SIGNATURES = 1_000;
const MAX_STATUSES = 256;
const MAX_BLOCK_RANGE = 500_000;
const MAX_FEE_ADDRESSES = 128;
const FEE_BLOCKS = 150;

export function historyMethods(ledger: Ledger): Methods {
  return {
    getSignatureStatuses: (params) => {
      const list = params.list(0);
      if (list.length > MAX_STATUSES) throw invalidParams(`Too many inputs provided; max ${MAX_STATUSES}`);
      const receipts = list.map(readSignature).map((signature) => ledger.history.get(signature));
      return inContext(
        ledger,
        receipts.map((receipt) => (receipt ? status(receipt) : null)),
      );
    },
    getTransaction: (params) => {
      const [signature, config] = [readSignature(params.string(0)), params.config(1, true)];
      atLeastConfirmed(config);
      const receipt = ledger.history.get(signature);
      if (!receipt) return null;
      const { slot, time, index } = receipt;
      return {
        blockTime: time,
        slot,
        ...showTransaction(receipt, readTransactionView(config)),
        transactionIndex: index,
      };
    },
    getSignaturesForAddress: (params) => {
      const [address, config] = [params.pubkey(0), params.config(1)];
      atLeastConfirmed(config);
      checkSlot(ledger, config);
      const limit = config.integer('limit') ?? MAX_SIGNATURES;
      if (limit < 1 || limit > MAX_SIGNATURES) throw invalidParams(`Invalid limit; max ${MAX_SIGNATURES}`);
      const [before, until] = [config.text('before'), config.text('until')];
      const range = {
        limit,
        ...(before === undefined ? {} : { before: readSignature(before) }),
        ...(until === undefined ? {} : { until: readSignature(until) }),
      };
      return ledger.history.forAddress(address, range).map(listed);
    },
    getBlock: (params) => {
      const [slot, config] = [params.integer(0), params.config(1, true)];
      atLeastConfirmed(config);
      return showBlock(ledger, closedBlock(ledger, slot), config);
    },
    getBlockTime: (params) => closedBlock(ledger, params.integer(0)).time,
    getBlocks: (params) => {
      const start = params.integer(0);
      const bounded = typeof params.at(1) === 'number';
      atLeastConfirmed(bounded ? params.config(2) : params.config(1));
      const end = Math.min(bounded ? params.integer(1) : Infinity, ledger.blocks.latest.slot);
      if (end - start > MAX_BLOCK_RANGE) throw invalidParams(`Slot range too large; max ${MAX_BLOCK_RANGE}`);
      return slotsFrom(ledger, start).filter((slot) => slot <= end);
    },
    getBlocksWithLimit: (params) => {
      const [start, limit] = [params.integer(0), params.integer(1)];
      if (limit > MAX_BLOCK_RANGE) throw invalidParams(`Limit too large; max ${MAX_BLOCK_RANGE}`);
      return slotsFrom(ledger, start).slice(0, limit);
    },
    getFirstAvailableBlock: () => ledger.blocks.firstSlot,
    minimumLedgerSlot: () => ledger.blocks.firstSlot,
    getRecentPrioritizationFees: (params) => recentFees(ledger, params),
    getBlockCommitment: (params) => {
      const known = ledger.blocks.at(params.integer(0)) !== undefined;
      return { commitment: known ? [...Array.from({ length: 31 }, () => 0), 1] : null, totalStake: 1 };
    },
  };
}

function slotsFrom(ledger: Ledger, start: number): number[] {
  return [...ledger.blocks.all()].map(({ slot }) => slot).filter((slot) => slot >= start);
}

/** What is recorded stays: here a transaction is final as soon as it has run. */
function status({ slot, err }: Receipt): JsonObject {
  return {
    confirmationStatus: 'finalized',
    confirmations: null,
    err,
    slot,
    status: err === null ? { Ok: null } : { Err: err },
  };
}

function listed({ signature, slot, time, err, memo, index }: Receipt): JsonObject {
  return {
    blockTime: time,
    confirmationStatus: 'finalized',
    err,
    memo,
    signature,
    slot,
    transactionIndex: index,
  };
}

function closedBlock(ledger: Ledger, slot: number): Block {
  const block = ledger.blocks.at(slot);
  if (block) return block;
  throw new RpcError(CODES.blockNotAvailable, `Block not available for slot ${slot}`);
}

function showBlock(ledger: Ledger, block: Block, config: Config): Json {
  const details = config.text('transactionDetails') ?? 'full';
  const view = readTransactionView(config);
  const receipts = block.signatures.flatMap((signature) => ledger.history.get(signature) ?? []);
  const contents = ((): JsonObject => {
    switch (details) {
      case 'full':
        return { transactions: receipts.map((receipt) => showTransaction(receipt, view)) };
      case 'accounts':
        return { transactions: receipts.map((receipt) => showAccounts(receipt, view.maxVersion)) };
      case 'signatures':
        return { signatures: block.signatures };
      case 'none':
        return {};
      default:
        throw invalidParams(
          `Invalid params: unknown variant \`${details}\`, expected one of \`full\`, \`signatures\`, \`none\`, \`accounts\`.`,
        );
    }
  })();
  return {
    blockHeight: block.height,
    blockTime: block.time,
    blockhash: block.blockhash,
    parentSlot: block.parentSlot,
    previousBlockhash: block.previousBlockhash,
    ...(config.value('rewards') === false ? {} : { rewards: [] }),
    ...contents,
  };
}

/** The lowest price of a compute unit in each recent block, among transactions that name the addresses. */
function recentFees(ledger: Ledger, params: Params): Json {
  const addresses = params.at(0) === undefined ? [] : params.list(0);
  if (addresses.length > MAX_FEE_ADDRESSES) throw invalidParams(`Too many inputs provided; max ${MAX_FEE_ADDRESSES}`);
  const wanted = addresses.map(readPubkey);
  const fees: JsonObject[] = [];
  let block: Block | undefined = ledger.blocks.latest;
  for (let seen = 0; block && seen < FEE_BLOCKS; seen += 1) {
    const prices = block.signatures
      .flatMap((signature) => ledger.history.get(signature) ?? [])
      .filter(({ keys }) => wanted.every((address) => keys.includes(address)))
      .map(({ priorityPrice }) => priorityPrice);
    const prioritizationFee = prices.length > 0 ? Math.min(...prices) : 0;
    // A node remembers blocks that had transactions.
    if (block.signatures.length > 0) fees.unshift({ prioritizationFee, slot: block.slot });
    block = block.slot === 0 ? undefined : ledger.blocks.at(block.parentSlot);
  }
  return fees;
}
