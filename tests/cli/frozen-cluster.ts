/**
 * A localnet whose time stands still unless it is moved, while blocks go on: nothing vests by the way. Blocks
 * come quickly until what happened is final, then slowly: however busy the machine, no blockhash runs out
 * unless a test wants it.
 */
import { startLocalnet, type Localnet } from '@tenure/localnet';
import { createAssociatedTokenAccountIdempotentInstruction, createMintToInstruction } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { associatedAddress } from '@tenure/sdk';
import { PROGRAMS } from '../support/clusters';
import { mintInstructions, mintSpace, tokenProgramOf, type MintOptions } from '../support/mints';
import { Cluster, expireBlockhashes, keypair } from './cluster';

const BLOCK_MS = 20;
/** Blocks after which one is final, and a little more. */
const FINAL_BLOCKS = 40;
/** Of so many chances for a block one is taken where all is final. */
const IDLE = 20;

/** Makes blocks until it is cleared. */
function makeBlocks(localnet: Localnet): NodeJS.Timeout {
  let quiet = 0;
  return setInterval(() => {
    quiet = localnet.ledger.blocks.open.signatures.length > 0 ? 0 : quiet + 1;
    if (quiet <= FINAL_BLOCKS || quiet % IDLE === 0) localnet.tick();
  }, BLOCK_MS);
}

export interface MadeMint {
  readonly mint: PublicKey;
  readonly tokenProgram: PublicKey;
}

export class FrozenCluster extends Cluster {
  private constructor(
    readonly localnet: Localnet,
    blocks: NodeJS.Timeout,
  ) {
    const stop = async () => {
      clearInterval(blocks);
      await localnet.stop();
    };
    super({ rpcUrl: localnet.rpcUrl, stop });
  }

  static async begin(): Promise<FrozenCluster> {
    const localnet = await startLocalnet({ rpcPort: 0, slotMs: 0, programs: PROGRAMS });
    localnet.ledger.clock.pause();
    return new FrozenCluster(localnet, makeBlocks(localnet));
  }

  /** The chain's time, unix seconds. */
  now(): number {
    return this.localnet.ledger.blocks.open.time;
  }

  /** Moves it on. */
  later(secs: number): void {
    this.localnet.ledger.clock.set((this.now() + secs) * 1_000);
    this.localnet.tick();
  }

  /** Lets so many blocks go by that nothing that was signed before gets into one any more. */
  expire(): void {
    expireBlockhashes(this.localnet);
  }

  /** A mint of a person's, six decimals, whose key is named too. */
  async mintOf(owner: string, name: string, options: MintOptions = {}): Promise<MadeMint> {
    const [payer, mint] = [keypair(owner), keypair(name)];
    const lamports = await this.connection.getMinimumBalanceForRentExemption(mintSpace(options));
    const keys = { payer: payer.publicKey, mint: mint.publicKey, authority: payer.publicKey };
    await this.send(mintInstructions(keys, lamports, options), payer, mint);
    return { mint: mint.publicKey, tokenProgram: tokenProgramOf(options) };
  }

  /** Mints so many base units into a wallet's associated account, which is opened; returns its address. */
  async give({ mint, tokenProgram }: MadeMint, owner: string, to: PublicKey, amount: bigint): Promise<PublicKey> {
    const payer = keypair(owner);
    const account = associatedAddress(to, mint, tokenProgram);
    const open = createAssociatedTokenAccountIdempotentInstruction(payer.publicKey, account, to, mint, tokenProgram);
    const fill = createMintToInstruction(mint, account, payer.publicKey, amount, [], tokenProgram);
    await this.send([open, fill], payer);
    return account;
  }
}
