import { createHash, randomBytes } from 'node:crypto';
import {
  ComputeBudgetProgram,
  Keypair,
  PublicKey,
  SystemProgram,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js';
import bs58 from 'bs58';
import { SYSTEM_PROGRAM, UPGRADEABLE_LOADER, type KeyedAccount, type StoredAccount } from './account';
import { type Block, Blocks, type ValidBlockhash } from './blocks';
import { ChainClock } from './chain-clock';
import { execute, balances, isDropped, refused, rehearse } from './execution';
import { budget, costUnits, feeOf } from './fees';
import { History } from './history';
import { Announcer } from './announcer';
import { Machine, SLOTS_PER_EPOCH } from './machine';
import { memoOf } from './memo';
import type { Execution, LoadedAddresses, Receipt } from './receipt';
import { type Resolved, type WireTransaction, decodeTransaction, isSane, isSigned, resolve } from './wire';
import { namesDurableNonce } from './validity';

/** Slots whose hashes the SlotHashes sysvar has. */
const SLOT_HASHES = 512;
const FAUCET_LAMPORTS = 500_000_000n * 1_000_000_000n;

export type LedgerOptions = {
  /** Milliseconds between blocks. */
  readonly slotMs: number;
  /** Where the clock starts, unix milliseconds; the wall clock's time if left out. */
  readonly startMs?: number;
};

/** What a ledger goes on from. */
export type LedgerState = {
  readonly genesisHash: string;
  readonly machine: Machine;
  readonly blocks: Blocks;
  readonly history: History;
  readonly clock: ChainClock;
  readonly epochStart: number;
};

/** A simulated transaction, and any account as it would leave it. */
export type Rehearsal = {
  readonly execution: Execution;
  readonly after: (address: string) => StoredAccount | null;
  readonly loaded: LoadedAddresses;
  readonly keys: readonly string[];
};

export type RehearsalChecks = { readonly signatures: boolean; readonly blockhash: boolean };

/** The chain: accounts, blocks, transactions and time. What changes is announced at once. */
export class Ledger {
  readonly announcer = new Announcer();
  readonly genesisHash: string;
  readonly blocks: Blocks;
  readonly history: History;
  readonly clock: ChainClock;
  /** The one validator. */
  readonly identity: Keypair;
  private readonly faucet: Keypair;
  private readonly machine: Machine;
  private epochStart: number;
  private airdrops = 0;

  private constructor(
    state: LedgerState,
    readonly slotMs: number,
  ) {
    this.genesisHash = state.genesisHash;
    this.machine = state.machine;
    this.blocks = state.blocks;
    this.history = state.history;
    this.clock = state.clock;
    this.epochStart = state.epochStart;
    this.identity = keypairOf('identity', state.genesisHash);
    this.faucet = keypairOf('faucet', state.genesisHash);
    this.writeSysvars();
  }

  static create({ slotMs, startMs }: LedgerOptions): Ledger {
    const clock = ChainClock.startingAt(startMs);
    const time = Math.floor(clock.now() / 1_000);
    const genesisHash = randomHash();
    const genesis = {
      slot: 0,
      parentSlot: 0,
      height: 0,
      blockhash: genesisHash,
      previousBlockhash: genesisHash,
      time,
    };
    const first = {
      slot: 1,
      parentSlot: 0,
      height: 1,
      blockhash: randomHash(),
      previousBlockhash: genesisHash,
      time,
    };
    const blocks = new Blocks([{ ...genesis, signatures: [] }], { ...first, signatures: [] });
    const state = {
      genesisHash,
      machine: Machine.create(),
      blocks,
      history: new History(),
      clock,
      epochStart: time,
    };
    const ledger = new Ledger(state, slotMs);
    const account = { owner: SYSTEM_PROGRAM, data: Buffer.alloc(0), executable: false };
    ledger.machine.setAccount(ledger.faucet.publicKey.toBase58(), { ...account, lamports: FAUCET_LAMPORTS });
    ledger.machine.setAccount(ledger.identity.publicKey.toBase58(), {
      ...account,
      lamports: 500_000_000_000n,
    });
    return ledger;
  }

  static restore(state: LedgerState, slotMs: number): Ledger {
    return new Ledger(state, slotMs);
  }

  state(): LedgerState {
    const { genesisHash, machine, blocks, history, clock, epochStart } = this;
    return { genesisHash, machine, blocks, history, clock, epochStart };
  }

  /** The slot that transactions go into now. */
  get slot(): number {
    return this.blocks.open.slot;
  }

  get epoch(): number {
    return Math.floor(this.slot / SLOTS_PER_EPOCH);
  }

  account(address: string): StoredAccount | null {
    return this.machine.account(address);
  }

  ownedBy(program: string): readonly KeyedAccount[] {
    return this.machine.ownedBy(program);
  }

  rent(size: number): bigint {
    return this.machine.rent(size);
  }

  /** Writes an account past every rule. */
  setAccount(address: string, account: StoredAccount): void {
    this.machine.setAccount(address, account);
    this.announcer.accounts(this.slot, [[address, this.account(address)]]);
  }

  /** Deploys a program at an address; with an authority, one that can be upgraded. */
  addProgram(id: string, elf: Uint8Array, authority?: string): void {
    this.machine.addProgram(id, elf);
    if (authority === undefined) return;
    const [at] = PublicKey.findProgramAddressSync([bs58.decode(id)], new PublicKey(UPGRADEABLE_LOADER));
    const stored = this.machine.account(at.toBase58());
    if (!stored) throw new Error(`no program data of ${id}`);
    // Behind the account's kind and slot: whether there is an authority, and its address.
    const data = Buffer.from(stored.data);
    data.writeUInt8(1, 12);
    data.set(bs58.decode(authority), 13);
    this.machine.setAccount(at.toBase58(), { ...stored, data });
  }

  latestBlockhash(): ValidBlockhash {
    return this.blocks.latestBlockhash();
  }

  /** Sends a transaction without preflight; null where a node would drop it. */
  submit(wire: WireTransaction): Receipt | null {
    if (!isSane(wire)) return null;
    const { message } = wire.transaction;
    const resolved = resolve(message, (address) => this.account(address));
    if (!isResolved(resolved) || !isSigned(wire) || this.staleness(wire)) return null;
    const execution = execute(this.machine, wire, resolved);
    if (isDropped(execution.err)) return null;
    const { open } = this.blocks;
    const writes = resolved.writable.filter(Boolean).length;
    const receipt: Receipt = {
      ...execution,
      signature: wire.signature,
      slot: open.slot,
      index: open.signatures.length,
      time: open.time,
      bytes: wire.bytes,
      version: message.version,
      keys: resolved.keys,
      loaded: resolved.loaded,
      memo: memoOf(message, resolved.keys),
      costUnits: costUnits(message, {
        writes,
        computeUnits: execution.computeUnits,
        loadedBytes: execution.loadedBytes,
      }),
      priorityPrice: Number(budget(message).microLamportsPerUnit),
    };
    open.signatures.push(receipt.signature);
    this.history.add(receipt);
    this.announce(receipt, resolved);
    return receipt;
  }

  /** Runs a transaction without keeping anything. */
  rehearse(wire: WireTransaction, checks: RehearsalChecks): Rehearsal {
    const account = (address: string) => this.account(address);
    const resolved = resolve(wire.transaction.message, account);
    if (!isResolved(resolved)) {
      const keys = wire.transaction.message.staticAccountKeys.map((key) => key.toBase58());
      const execution = refused(resolved, balances(keys, account));
      return { execution, after: account, loaded: { writable: [], readonly: [] }, keys };
    }
    const { keys, loaded } = resolved;
    const stale = checks.blockhash ? this.staleness(wire) : null;
    const reason = checks.signatures && !isSigned(wire) ? 'SignatureFailure' : stale;
    if (reason) return { execution: refused(reason, balances(keys, account)), after: account, loaded, keys };
    return { ...rehearse(this.machine, wire, resolved), loaded, keys };
  }

  /** Lamports that a message would cost, or null when its blockhash is not good now. */
  fee(message: WireTransaction['transaction']['message']): bigint | null {
    const named = this.blocks.lastValidHeight(message.recentBlockhash) !== undefined;
    return named || namesDurableNonce(message, (address) => this.account(address)) ? feeOf(message) : null;
  }

  /** Sends lamports from the faucet; the signature, or null if it could not. */
  airdrop(to: string, lamports: bigint): string | null {
    const transfer = SystemProgram.transfer({
      fromPubkey: this.faucet.publicKey,
      toPubkey: new PublicKey(to),
      lamports,
    });
    const build = (unique: number): WireTransaction => {
      // An equal airdrop in the same slot would be the same transaction.
      const instructions = unique === 0 ? [] : [ComputeBudgetProgram.setComputeUnitLimit({ units: 1_000 + unique })];
      const { blockhash: recentBlockhash } = this.latestBlockhash();
      const payerKey = this.faucet.publicKey;
      const message = new TransactionMessage({
        payerKey,
        recentBlockhash,
        instructions: [...instructions, transfer],
      });
      const transaction = new VersionedTransaction(message.compileToLegacyMessage());
      transaction.sign([this.faucet]);
      return decodeTransaction(transaction.serialize());
    };
    let wire = build(0);
    if (this.history.get(wire.signature)) wire = build((this.airdrops += 1));
    return this.submit(wire)?.signature ?? null;
  }

  /** Closes the open block and opens the next one, in the next slot or a later one. */
  tick(slot: number = this.slot + 1): Block {
    // A block is never older than the one before it.
    const time = Math.max(Math.floor(this.clock.now() / 1_000), this.blocks.open.time);
    const epochBefore = this.epoch;
    const closed = this.blocks.advance({ slot, blockhash: randomHash(), time });
    if (this.epoch !== epochBefore) this.epochStart = time;
    this.machine.renewNonceSource();
    this.writeSysvars();
    this.announcer.block(closed, this.blocks.open);
    return closed;
  }

  private writeSysvars(): void {
    const { open } = this.blocks;
    this.machine.setClock({ slot: open.slot, epochStart: this.epochStart, unixTimestamp: open.time });
    const hashes: Block[] = [];
    let block: Block | undefined = this.blocks.latest;
    while (block && hashes.length < SLOT_HASHES) {
      hashes.push(block);
      block = block.slot === 0 ? undefined : this.blocks.at(block.parentSlot);
    }
    this.machine.setSlotHashes(hashes);
  }

  /** Why a node would not take the transaction now: its blockhash is old or it is there already. */
  private staleness({ transaction: { message }, signature }: WireTransaction): string | null {
    const recent = this.blocks.lastValidHeight(message.recentBlockhash) !== undefined;
    if (recent) return this.history.get(signature) ? 'AlreadyProcessed' : null;
    if (namesDurableNonce(message, (address) => this.account(address))) return null;
    return 'BlockhashNotFound';
  }

  private announce(receipt: Receipt, { keys, writable }: Resolved): void {
    const touched = receipt.err === null ? keys.filter((_, index) => writable[index]) : keys.slice(0, 1);
    this.announcer.accounts(
      receipt.slot,
      touched.map((key) => [key, this.account(key)] as const),
    );
    this.announcer.transaction(receipt);
  }
}

function isResolved(resolved: ReturnType<typeof resolve>): resolved is Resolved {
  return typeof resolved === 'object' && 'keys' in resolved;
}

/** A key of the chain's own: the same for as long as the chain lives. */
function keypairOf(purpose: string, genesisHash: string): Keypair {
  return Keypair.fromSeed(createHash('sha256').update(`${purpose} ${genesisHash}`).digest());
}

function randomHash(): string {
  return bs58.encode(randomBytes(32));
}
