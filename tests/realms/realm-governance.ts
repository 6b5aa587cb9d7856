import {
  GovernanceAccountParser,
  GovernanceConfig,
  Proposal,
  ProposalState,
  Vote,
  VoteThreshold,
  VoteThresholdType,
  VoteTipping,
  VoteType,
  YesNoVote,
  createInstructionData,
  getNativeTreasuryAddress,
  getVoteRecordAddress,
  withCastVote,
  withCreateGovernance,
  withCreateNativeTreasury,
  withCreateProposal,
  withExecuteTransaction,
  withFinalizeVote,
  withInsertTransaction,
  withRelinquishVote,
  withSignOffProposal,
} from '@solana/spl-governance';
import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import BN from 'bn.js';
import { keypair } from '../support/transactions';
import { DAY, people, type World } from '../support/world';
import { VERSION, programId, type Realm } from './realm';

const { feePayer } = people;

/** How long a vote of the tests runs. */
const VOTING = DAY;
/** The least weight that a proposal is made with, base units. */
const TO_PROPOSE = 10n;

/** A proposal of a realm with what it would do. */
export interface RealmProposal {
  readonly address: PublicKey;
  readonly ownerRecord: PublicKey;
  /** The account that holds its instructions. */
  readonly transaction: PublicKey;
  readonly acts: readonly TransactionInstruction[];
}

/** A governance of a realm: proposes, votes, executes. */
export class RealmGovernance {
  private constructor(
    readonly realm: Realm,
    /** Signs what is executed. */
    readonly address: PublicKey,
  ) {}

  /**
   * Creates a governance, for which 60 % of the greatest weight must approve; the realm's authority signs.
   */
  static async of(realm: Realm, authority: Keypair): Promise<RealmGovernance> {
    const never = new VoteThreshold({ type: VoteThresholdType.Disabled });
    const config = new GovernanceConfig({
      communityVoteThreshold: new VoteThreshold({ type: VoteThresholdType.YesVotePercentage, value: 60 }),
      minCommunityTokensToCreateProposal: new BN(TO_PROPOSE.toString()),
      minInstructionHoldUpTime: 0,
      baseVotingTime: VOTING,
      communityVoteTipping: VoteTipping.Disabled,
      minCouncilTokensToCreateProposal: new BN(1),
      councilVoteThreshold: never,
      councilVetoVoteThreshold: never,
      communityVetoVoteThreshold: never,
      councilVoteTipping: VoteTipping.Disabled,
      votingCoolOffTime: 0,
      depositExemptProposalCount: 10,
    });
    const governed = keypair('governed').publicKey;
    const none = await realm.recordOf(authority.publicKey);
    const acts: TransactionInstruction[] = [];
    const address = await withCreateGovernance(
      acts,
      programId,
      VERSION,
      realm.address,
      governed,
      config,
      none,
      feePayer.publicKey,
      authority.publicKey,
    );
    realm.world.run(acts, authority);
    return new RealmGovernance(realm, address);
  }

  private get world(): World {
    return this.realm.world;
  }

  /** The governance's purse, which signs what is executed too. */
  async treasury(): Promise<PublicKey> {
    const acts: TransactionInstruction[] = [];
    await withCreateNativeTreasury(acts, programId, VERSION, this.address, feePayer.publicKey);
    this.world.run(acts);
    return getNativeTreasuryAddress(programId, this.address);
  }

  /** Opens a proposal to do something; `before` is what tells the proposer's weight. */
  async propose(
    proposer: Keypair,
    act: TransactionInstruction,
    before: readonly TransactionInstruction[] = [],
  ): Promise<RealmProposal> {
    const { realm, address: governance } = this;
    const { publicKey } = proposer;
    const ownerRecord = await realm.recordOf(publicKey);
    const create: TransactionInstruction[] = [...before];
    const address = await withCreateProposal(
      create,
      programId,
      VERSION,
      realm.address,
      governance,
      ownerRecord,
      'Proposal',
      '',
      realm.mint.address,
      publicKey,
      undefined,
      VoteType.SINGLE_CHOICE,
      ['Approve'],
      true,
      feePayer.publicKey,
      realm.plugin?.weightOf(publicKey),
    );
    this.world.run(create, proposer);
    const fill: TransactionInstruction[] = [];
    const transaction = await withInsertTransaction(
      fill,
      programId,
      VERSION,
      governance,
      address,
      ownerRecord,
      publicKey,
      0,
      0,
      0,
      [createInstructionData(act)],
      feePayer.publicKey,
    );
    this.world.run(fill, proposer);
    const sign: TransactionInstruction[] = [];
    withSignOffProposal(
      sign,
      programId,
      VERSION,
      realm.address,
      governance,
      address,
      publicKey,
      undefined,
      ownerRecord,
    );
    this.world.run(sign, proposer);
    return { address, ownerRecord, transaction, acts: [act] };
  }

  /** Casts a vote; `weight` is the record that it weighs by, where there is a plugin. */
  async castVote(
    proposal: RealmProposal,
    voter: PublicKey,
    approve: boolean,
    { signer = voter, weight = this.realm.plugin?.weightOf(voter) }: { signer?: PublicKey; weight?: PublicKey } = {},
  ): Promise<TransactionInstruction[]> {
    const { realm } = this;
    const vote = Vote.fromYesNoVote(approve ? YesNoVote.Yes : YesNoVote.No);
    const record = await realm.recordOf(voter);
    const acts: TransactionInstruction[] = [];
    await withCastVote(
      acts,
      programId,
      VERSION,
      realm.address,
      this.address,
      proposal.address,
      proposal.ownerRecord,
      record,
      signer,
      realm.mint.address,
      vote,
      feePayer.publicKey,
      weight,
      realm.plugin?.maxWeight,
    );
    return acts;
  }

  /** Takes a vote back while the vote runs. */
  async relinquish({ address }: RealmProposal, voter: Keypair): Promise<void> {
    const { realm } = this;
    const record = await realm.recordOf(voter.publicKey);
    const vote = await getVoteRecordAddress(programId, address, record);
    const acts: TransactionInstruction[] = [];
    await withRelinquishVote(
      acts,
      programId,
      VERSION,
      realm.address,
      this.address,
      address,
      record,
      realm.mint.address,
      vote,
      voter.publicKey,
      voter.publicKey,
    );
    this.world.run(acts, voter);
  }

  /** Waits until the vote is over and counts it; `before` is what tells the greatest weight. */
  async finish(proposal: RealmProposal, before: readonly TransactionInstruction[] = []): Promise<void> {
    const { realm } = this;
    this.world.chain.advance(VOTING + 1);
    const acts: TransactionInstruction[] = [...before];
    await withFinalizeVote(
      acts,
      programId,
      VERSION,
      realm.address,
      this.address,
      proposal.address,
      proposal.ownerRecord,
      realm.mint.address,
      realm.plugin?.maxWeight,
    );
    this.world.run(acts);
  }

  /** What carries a passed proposal out. */
  async execute(proposal: RealmProposal): Promise<TransactionInstruction[]> {
    const acts: TransactionInstruction[] = [];
    const data = proposal.acts.map((act) => createInstructionData(act));
    await withExecuteTransaction(acts, programId, VERSION, this.address, proposal.address, proposal.transaction, data);
    return acts;
  }

  /** The proposal as the program keeps it. */
  read({ address }: RealmProposal): Proposal {
    const info = this.world.chain.account(address);
    if (info === null) throw new Error('there is no such proposal');
    const parsed: { readonly account: unknown } = GovernanceAccountParser(Proposal)(address, info);
    if (!(parsed.account instanceof Proposal)) throw new Error('the account is no proposal');
    return parsed.account;
  }

  /** Where a proposal stands. */
  state(proposal: RealmProposal): keyof typeof ProposalState {
    const { state } = this.read(proposal);
    const [name] = Object.entries(ProposalState).find(([, value]) => value === state) ?? [];
    if (!isState(name)) throw new Error(`a proposal is in the unknown state ${state}`);
    return name;
  }

  /** Weight cast for and against a proposal. */
  votes(proposal: RealmProposal): { yes: bigint; no: bigint } {
    const { options, denyVoteWeight } = this.read(proposal);
    return {
      yes: BigInt(options[0]?.voteWeight.toString() ?? 0),
      no: BigInt(denyVoteWeight?.toString() ?? 0),
    };
  }
}

function isState(name: string | undefined): name is keyof typeof ProposalState {
  return name !== undefined && name in ProposalState;
}
