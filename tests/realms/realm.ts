import {
  GoverningTokenConfigAccountArgs,
  GoverningTokenType,
  MintMaxVoteWeightSource,
  getTokenOwnerRecordAddress,
  withCreateRealm,
  withCreateTokenOwnerRecord,
  withDepositGoverningTokens,
  withSetGovernanceDelegate,
} from '@solana/spl-governance';
import { PublicKey, type Keypair, type TransactionInstruction } from '@solana/web3.js';
import BN from 'bn.js';
import type { Mint } from '../support/mints';
import { people, type World } from '../support/world';
import { REALMS, elfOf } from './programs';

/** The version of SPL Governance's instructions. */
export const VERSION = 3;
/** Where it is deployed. */
export const programId = REALMS.id;
const { feePayer } = people;

/** Where a realm reads weights from, if not from its own deposits. */
export interface Plugin {
  readonly program: PublicKey;
  /** The record of a voter's weight. */
  readonly weightOf: (voter: PublicKey) => PublicKey;
  /** The record of the greatest possible weight. */
  readonly maxWeight: PublicKey;
}

/** How a realm is founded. */
export interface RealmOptions {
  readonly name?: string;
  /** Who decides on its settings; the plan's authority unless given. */
  readonly authority?: PublicKey;
  /** What tells its weights, by the realm's address. */
  readonly plugin?: (realm: PublicKey) => Plugin;
}

/** A Realm on the real SPL Governance program with one governance, driven by its own client. */
export class Realm {
  private constructor(
    readonly world: World,
    readonly mint: Mint,
    readonly address: PublicKey,
    readonly plugin: Plugin | undefined,
  ) {}

  /** The address of a realm with a name. */
  static addressOf(name: string): PublicKey {
    return PublicKey.findProgramAddressSync([Buffer.from('governance'), Buffer.from(name)], programId)[0];
  }

  /** Founds a realm whose members vote with a mint. */
  static async found(world: World, mint: Mint, options: RealmOptions = {}): Promise<Realm> {
    const { name = 'Realm', authority = people.authority.publicKey } = options;
    world.chain.addProgram(programId, elfOf(REALMS));
    const plugin = options.plugin?.(Realm.addressOf(name));
    const config = new GoverningTokenConfigAccountArgs({
      voterWeightAddin: plugin?.program,
      maxVoterWeightAddin: plugin?.program,
      tokenType: plugin === undefined ? GoverningTokenType.Liquid : GoverningTokenType.Dormant,
    });
    const all = MintMaxVoteWeightSource.FULL_SUPPLY_FRACTION;
    const one = new BN(1);
    const acts: TransactionInstruction[] = [];
    const payer = feePayer.publicKey;
    await withCreateRealm(acts, programId, VERSION, name, authority, mint.address, payer, undefined, all, one, config);
    world.run(acts);
    return new Realm(world, mint, Realm.addressOf(name), plugin);
  }

  /** What an instruction builder of the client adds. */
  private async built<T>(
    build: (acts: TransactionInstruction[]) => Promise<T>,
  ): Promise<[TransactionInstruction[], T]> {
    const acts: TransactionInstruction[] = [];
    const result = await build(acts);
    return [acts, result];
  }

  /** A voter's membership. */
  recordOf(voter: PublicKey): Promise<PublicKey> {
    return getTokenOwnerRecordAddress(programId, this.address, this.mint.address, voter);
  }

  /** Makes somebody a member without any deposit. */
  async join(voter: PublicKey): Promise<void> {
    const { address } = this.mint;
    const [acts] = await this.built((to) =>
      withCreateTokenOwnerRecord(to, programId, VERSION, this.address, voter, address, feePayer.publicKey),
    );
    this.world.run(acts);
  }

  /** Makes somebody a member with so many deposited tokens. */
  async deposit(voter: Keypair, amount: bigint): Promise<void> {
    const { publicKey } = voter;
    const source = this.world.open(this.mint, publicKey, amount);
    const tokens = new BN(amount.toString());
    const [acts] = await this.built((to) =>
      withDepositGoverningTokens(
        to,
        programId,
        VERSION,
        this.address,
        source,
        this.mint.address,
        publicKey,
        publicKey,
        feePayer.publicKey,
        tokens,
      ),
    );
    this.world.run(acts, voter);
  }

  /** Lets somebody else act for a voter. */
  async delegate(voter: Keypair, delegate: PublicKey): Promise<void> {
    const { publicKey } = voter;
    const { address } = this.mint;
    const [acts] = await this.built((to) =>
      withSetGovernanceDelegate(to, programId, VERSION, this.address, address, publicKey, publicKey, delegate),
    );
    this.world.run(acts, voter);
  }
}
