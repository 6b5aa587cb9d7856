import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { MEMBERS, WEIGHT, member } from '../governance/scenario';
import { PlanScenario } from '../plan/scenario';
import { DAY, people, type PlanOptions } from '../support/world';
import { REALMS, VOTER_WEIGHT_ELF } from './programs';
import { Realm, type RealmOptions } from './realm';
import { RealmGovernance, type RealmProposal } from './realm-governance';

const { realms } = sdk;
const { authority, feePayer } = people;

/** How much older than a proposal a grant must be. */
export const AGE = 2 * DAY;

/** A plan with four members, each with a grant of 1,000 that vests in ten years. */
export class Members extends PlanScenario {
  constructor(options: PlanOptions = {}) {
    super(options);
    this.world.chain.addProgram(realms.VOTER_WEIGHT_PROGRAM_ID, VOTER_WEIGHT_ELF);
    MEMBERS.forEach(({ publicKey }, index) => {
      this.world.chain.airdrop(publicKey);
      this.grantTo(publicKey, BigInt(index + 1));
    });
    this.world.chain.advance(AGE + DAY);
  }

  /** Issues a grant of 1,000 that vests in ten years. */
  grantTo(
    beneficiary: PublicKey,
    grantId: bigint,
    override: Partial<sdk.NewGrant> = {},
    shape: sdk.ShapeSegment[] = [{ weight: 1n, span: 120, steps: 1, unit: 'months' }],
  ): PublicKey {
    return this.issue({ beneficiary, grantId, total: WEIGHT, shape, ...override });
  }
}

/** A realm without a single token, whose members vote with what is unvested of a plan's grants. */
export class WeightedRealm {
  private constructor(
    readonly test: Members,
    readonly realm: Realm,
    readonly governance: RealmGovernance,
  ) {}

  /** Founds the realm of the four members; its governance is the plan's acceleration authority. */
  static async of(
    test: Members,
    {
      authority: by = authority,
      ...options
    }: { authority?: Keypair } & Omit<RealmOptions, 'authority' | 'plugin'> = {},
  ): Promise<WeightedRealm> {
    const { world } = test;
    const { name = 'Weighted' } = options;
    const mint = world.mint({ name: `community of ${name}` });
    const plugin = (address: PublicKey) => {
      const voters = { realm: address, governingTokenMint: mint.address };
      return {
        program: realms.VOTER_WEIGHT_PROGRAM_ID,
        weightOf: (voter: PublicKey) => realms.voterWeightAddress(voters, voter),
        maxWeight: realms.maxVoterWeightAddress(voters),
      };
    };
    const realm = await Realm.found(world, mint, { ...options, name, authority: by.publicKey, plugin });
    const weighted = new WeightedRealm(test, realm, await RealmGovernance.of(realm, by));
    test.run(weighted.createRegistrar({ realmAuthority: by.publicKey }), by);
    test.run(realms.createMaxVoterWeightRecord({ ...weighted.voters, payer: feePayer.publicKey }));
    for (const { publicKey } of MEMBERS) await weighted.join(publicKey);
    return weighted;
  }

  /** The people who vote with the realm's community mint. */
  get voters(): sdk.realms.RealmVoters {
    return { realm: this.realm.address, governingTokenMint: this.realm.mint.address };
  }

  get registrar(): PublicKey {
    return realms.registrarAddress(this.voters);
  }

  createRegistrar(override: Partial<sdk.realms.CreateRegistrar> = {}): TransactionInstruction {
    return realms.createRegistrar({
      ...this.voters,
      realmAuthority: authority.publicKey,
      payer: feePayer.publicKey,
      governanceProgram: REALMS.id,
      plan: this.test.plan.address,
      minAgeSecs: AGE,
      ...override,
    });
  }

  closeRegistrar(override: Partial<sdk.realms.CloseRegistrar> = {}): TransactionInstruction {
    const accounts = { realmAuthority: authority.publicKey, rentRecipient: people.rentRecipient.publicKey };
    return realms.closeRegistrar({ ...this.voters, ...accounts, ...override });
  }

  /** Makes somebody a member of the realm with a record of their weight. */
  async join(voter: PublicKey): Promise<void> {
    await this.realm.join(voter);
    this.test.run(realms.createVoterWeightRecord({ ...this.voters, payer: feePayer.publicKey, voter }));
  }

  /** The grants of one of the four members. */
  grantOf(number: number): PublicKey {
    return this.test.addressOf(BigInt(number));
  }

  /** Sums the weight of a member's own grant to vote on a proposal, unless told otherwise. */
  update(
    number: number,
    { address: target }: { address: PublicKey },
    override: Partial<sdk.realms.UpdateVoterWeightRecord> = {},
  ): TransactionInstruction {
    return realms.updateVoterWeightRecord({
      ...this.voters,
      voter: member(number).publicKey,
      plan: this.test.plan.address,
      action: 'castVote',
      target,
      grants: [this.grantOf(number)],
      ...override,
    });
  }

  updateMax(): TransactionInstruction {
    return realms.updateMaxVoterWeightRecord({ ...this.voters, plan: this.test.plan.address });
  }

  /** A member opens a proposal, with the weight of their grant. */
  propose(number: number, act: TransactionInstruction): Promise<RealmProposal> {
    const weight = this.update(number, this.governance, { action: 'createProposal' });
    return this.governance.propose(member(number), act, [weight]);
  }

  /** Member 1 proposes to release half of a grant. */
  proposeAcceleration(grant = this.grantOf(4)): Promise<RealmProposal> {
    const accounts = { accelerator: this.governance.address, plan: this.test.plan.address, grant };
    return this.propose(1, sdk.accelerateGrant({ ...accounts, accelerationBps: 5_000, expiresTs: 'never' }));
  }

  /** A vote with what tells its weight; by the member's own grant unless told otherwise. */
  async ballot(
    number: number,
    proposal: RealmProposal,
    approve: boolean,
    override: Partial<sdk.realms.UpdateVoterWeightRecord> = {},
  ): Promise<TransactionInstruction[]> {
    const vote = await this.governance.castVote(proposal, member(number).publicKey, approve);
    return [this.update(number, proposal, override), this.updateMax(), ...vote];
  }

  /** Members 1 and so on vote with their grants. */
  async vote(proposal: RealmProposal, ...votes: boolean[]): Promise<void> {
    for (const [index, approve] of votes.entries()) {
      this.test.run(await this.ballot(index + 1, proposal, approve), member(index + 1));
    }
  }

  async weightOf(number: number): Promise<bigint | undefined> {
    const record = await realms.fetchVoterWeight(this.test.world.chain, this.voters, member(number).publicKey);
    return record?.weight;
  }

  finish(proposal: RealmProposal): Promise<void> {
    return this.governance.finish(proposal, [this.updateMax()]);
  }
}

/** The realm of the four members, and a proposal that is voted on. */
export async function voting(
  options: PlanOptions = {},
): Promise<{ test: Members; weighted: WeightedRealm; proposal: RealmProposal }> {
  const test = new Members(options);
  const weighted = await WeightedRealm.of(test);
  return { test, weighted, proposal: await weighted.proposeAcceleration() };
}
