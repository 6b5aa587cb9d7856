/** Methods about the node, its slots and epochs. */
import type { Ledger } from '../ledger/ledger';
import { SLOTS_PER_EPOCH } from '../ledger/machine';
import type { JsonObject } from '../json';
import { API_VERSION, FEATURE_SET, type Methods, checkSlot, inContext } from './context';
import { CODES, RpcError } from './errors';
import type { Config } from './params';

/** Where the node listens, as it tells other clients. */
export type Addresses = { readonly rpc: string; readonly pubsub: string };

const STAKE_MINIMUM = 1_000_000_000;

export function clusterMethods(ledger: Ledger, addresses: Addresses): Methods {
  const identity = ledger.identity.publicKey.toBase58();
  return {
    getHealth: () => 'ok',
    getVersion: (params) => {
      params.none();
      return { 'feature-set': FEATURE_SET, 'solana-core': API_VERSION };
    },
    getIdentity: () => ({ identity }),
    getGenesisHash: () => ledger.genesisHash,
    getClusterNodes: () => [
      {
        clientId: 'Agave',
        featureSet: FEATURE_SET,
        gossip: null,
        pubkey: identity,
        pubsub: addresses.pubsub,
        rpc: addresses.rpc,
        serveRepair: null,
        shredVersion: 0,
        tpu: null,
        tpuForwards: null,
        tpuForwardsQuic: null,
        tpuQuic: null,
        tpuVote: null,
        tvu: null,
        version: API_VERSION,
      },
    ],
    getSlot: (params) => {
      const config = params.config(0);
      checkSlot(ledger, config);
      return seenBlock(ledger, config).slot;
    },
    getBlockHeight: (params) => {
      const config = params.config(0);
      checkSlot(ledger, config);
      return seenBlock(ledger, config).height;
    },
    getEpochInfo: (params) => {
      const config = params.config(0);
      checkSlot(ledger, config);
      return epochInfo(ledger, config);
    },
    getEpochSchedule: () => ({
      firstNormalEpoch: 0,
      firstNormalSlot: 0,
      leaderScheduleSlotOffset: SLOTS_PER_EPOCH,
      slotsPerEpoch: SLOTS_PER_EPOCH,
      warmup: false,
    }),
    getTransactionCount: () => ledger.history.size,
    getSlotLeader: () => identity,
    getSlotLeaders: (params) => Array.from({ length: Math.min(params.integer(1), 5_000) }, () => identity),
    getLeaderSchedule: (params) => {
      const bare = typeof params.at(0) === 'object' ? params.config(0) : params.config(1);
      const wanted = bare.text('identity') ?? identity;
      return wanted === identity ? { [identity]: Array.from({ length: SLOTS_PER_EPOCH }, (_, slot) => slot) } : {};
    },
    getVoteAccounts: () => ({ current: [], delinquent: [] }),
    getInflationGovernor: () => ({ foundation: 0, foundationTerm: 0, initial: 0, taper: 0, terminal: 0 }),
    getInflationRate: () => ({ epoch: ledger.epoch, foundation: 0, total: 0, validator: 0 }),
    getInflationReward: (params) => {
      const addresses = params.list(0);
      const epoch = params.config(1).integer('epoch') ?? ledger.epoch - 1;
      if (epoch >= 0 && epoch < ledger.epoch) return addresses.map(() => null);
      const first = SLOTS_PER_EPOCH * (Math.max(epoch, 0) + 1);
      throw new RpcError(CODES.blockNotAvailable, `Block not available for slot ${first}`);
    },
    getStakeMinimumDelegation: () => inContext(ledger, STAKE_MINIMUM),
    getBlockProduction: () => {
      const { slot } = ledger.blocks.latest;
      return inContext(ledger, {
        byIdentity: { [identity]: [slot + 1, slot + 1] },
        range: { firstSlot: 0, lastSlot: slot },
      });
    },
    getRecentPerformanceSamples: () => [],
    getMaxRetransmitSlot: () => 0,
    getMaxShredInsertSlot: () => 0,
  };
}

/** `processed` sees the block that transactions go into now; the other commitments the newest closed one. */
function seenBlock(ledger: Ledger, config: Config): { slot: number; height: number } {
  return config.commitment() === 'processed' ? ledger.blocks.open : ledger.blocks.latest;
}

export function epochInfo(ledger: Ledger, config: Config): JsonObject {
  const { slot, height } = seenBlock(ledger, config);
  return {
    absoluteSlot: slot,
    blockHeight: height,
    epoch: Math.floor(slot / SLOTS_PER_EPOCH),
    slotIndex: slot % SLOTS_PER_EPOCH,
    slotsInEpoch: SLOTS_PER_EPOCH,
    transactionCount: ledger.history.size,
  };
}
