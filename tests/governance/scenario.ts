import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { PlanScenario } from '../plan/scenario';
import type { MintOptions } from '../support/mints';
import { expectPromises } from '../support/promises';
import { keypair } from '../support/transactions';
import { DAY, people, type PlanOptions, World } from '../support/world';

/** How long a vote of the tests runs, waits and can be executed, and how old what votes must be. */
export const VOTING = 3 * DAY;
export const DELAY = DAY;
export const WINDOW = 5 * DAY;
export const AGE = 30 * DAY;
/** Weight of each of the scenario's grants. */
export const WEIGHT = 1_000n;

const NEVER = 'never';
const { authority, operator, rentRecipient, stranger } = people;

/** Holders of the scenario's grants 1 to 4. */
export const MEMBERS: readonly Keypair[] = [1, 2, 3, 4].map((number) => keypair(`member ${number}`));

/** The holder of the grant with a number, from 1. */
export function member(number: number): Keypair {
  const found = MEMBERS[number - 1];
  if (found === undefined) throw new RangeError(`There is no member ${number}.`);
  return found;
}

export const SETTINGS: sdk.GovernanceSettings = {
  proposalThreshold: 500n,
  votingSecs: VOTING,
  executionDelaySecs: DELAY,
  executionWindowSecs: WINDOW,
  minAgeSecs: AGE,
  quorumBps: 5_000,
  approvalBps: 6_000,
  maxVoterBps: 10_000,
  excludeOwnGrant: false,
  actions: sdk.ACTION_NAMES,
  depositActions: sdk.DEPOSIT_ACTION_NAMES,
};

/** Rules under which a plan may do without a notice: nothing that a termination could defeat is voted on. */
export const CAP_ALONE = { actions: ['setIssueCap'], depositActions: [] } as const;
/** What is proposed under them. */
export const CAP = { kind: 'setIssueCap', issueCap: 5n * WEIGHT } as const;

/** The most plan-wide releases that roles may make where there is a governance, and the most of all. */
export const MOST_BY_ROLES = 8;
export const MOST_RELEASES = 16;

/** 32 bytes, all the same. */
export function hash(byte: number): Uint8Array {
  return new Uint8Array(32).fill(byte);
}

/** A plan with a governance and four members, each with a grant of 1,000 that vests in ten years. */
export class GovernanceScenario extends PlanScenario {
  createGovernance(
    settings: Partial<sdk.GovernanceSettings> = {},
    override: Partial<sdk.CreateGovernance> = {},
  ): TransactionInstruction {
    const accounts = { ...this.planAct(), payer: authority.publicKey, planState: this.plan };
    return sdk.createGovernance({ ...accounts, settings: { ...SETTINGS, ...settings }, ...override });
  }

  /** Founds the governance, issues the four grants, of 1,000 unless given, and waits until they are old enough. */
  found({ total = WEIGHT, ...settings }: Partial<sdk.GovernanceSettings> & { total?: bigint } = {}): void {
    this.run(this.createGovernance(settings), authority);
    MEMBERS.forEach(({ publicKey }, index) => this.grantTo(publicKey, BigInt(index + 1), total));
    this.world.chain.advance(AGE + DAY);
  }

  /** Issues a grant that vests in ten years. */
  grantTo(beneficiary: PublicKey, grantId: bigint, total = WEIGHT): PublicKey {
    return this.issue({ beneficiary, grantId, total, shape: [{ weight: 1n, span: 120, steps: 1, unit: 'months' }] });
  }

  /** Gives the plan an oracle set: the authority and the operator, who must agree. */
  createOracles(): void {
    const attestors = [authority.publicKey, operator.publicKey];
    this.run(
      sdk.createOracleSet({ ...this.planAct(), payer: authority.publicKey, attestors, threshold: 2 }),
      authority,
    );
  }

  oracleSet(): sdk.OracleSet {
    const address = sdk.oracleSetAddress(this.plan.address);
    return sdk.decodeOracleSet(address, this.world.chain.account(address));
  }

  governance(): PublicKey {
    return sdk.governanceAddress(this.plan.address);
  }

  governanceState(): sdk.Governance {
    return sdk.decodeGovernance(this.governance(), this.world.chain.account(this.governance()));
  }

  proposalState(proposal: PublicKey): sdk.Proposal {
    return sdk.decodeProposal(proposal, this.world.chain.account(proposal));
  }

  depositAt(owner: Keypair, depositId = 0n): PublicKey {
    return sdk.depositAddress(this.governance(), owner.publicKey, depositId);
  }

  depositState(deposit: PublicKey): sdk.Deposit {
    return sdk.decodeDeposit(deposit, this.world.chain.account(deposit));
  }

  deposit(owner: Keypair, amount: bigint, override: Partial<sdk.DepositVotes> = {}): TransactionInstruction {
    const accounts = { owner: owner.publicKey, plan: this.plan.address, planState: this.plan };
    return sdk.depositVotes({ ...accounts, source: this.walletOf(owner), depositId: 0n, amount, ...override });
  }

  /** Gives somebody new tokens, who deposits them; the deposit's address. */
  deposited(owner: Keypair, amount: bigint, depositId = 0n): PublicKey {
    this.tokensOf(owner, amount);
    this.run(this.deposit(owner, amount, { depositId }), owner);
    return this.depositAt(owner, depositId);
  }

  withdrawVotes(owner: Keypair, override: Partial<sdk.WithdrawVotes> = {}): TransactionInstruction {
    const accounts = { owner: owner.publicKey, plan: this.plan.address, planState: this.plan };
    return sdk.withdrawVotes({ ...accounts, depositId: 0n, destination: this.walletOf(owner), ...override });
  }

  openProposal(proposer: Keypair, source: PublicKey, override: Partial<sdk.OpenProposal> = {}): TransactionInstruction {
    return sdk.openProposal({
      proposer: proposer.publicKey,
      plan: this.plan.address,
      proposalId: this.governanceState().nextProposal,
      source,
      action: { kind: 'acceleratePlan', accelerationBps: 5_000 },
      reason: 'projectFailure',
      documentSha256: hash(3),
      documentUri: 'https://example.org/why.md',
      expiresTs: NEVER,
      ...override,
    });
  }

  /** Member 1 opens a proposal; its address. */
  propose1(action: sdk.NewAction = { kind: 'acceleratePlan', accelerationBps: 5_000 }): PublicKey {
    const { nextProposal } = this.governanceState();
    this.run(this.openProposal(member(1), this.addressOf(1n), { action }), member(1));
    return sdk.proposalAddress(this.governance(), member(1).publicKey, nextProposal);
  }

  /** A proposal of member 1 for which two of four have voted, and one against. */
  passed(action?: sdk.NewAction): PublicKey {
    const proposal = this.propose1(action);
    this.vote(proposal, true, true, false);
    return proposal;
  }

  /** Where the vote of a grant or deposit on a proposal is recorded. */
  voteRecordOf(proposal: PublicKey, source: PublicKey): PublicKey {
    return sdk.voteRecordAddress(source, this.proposalState(proposal).number);
  }

  castVote(
    proposal: PublicKey,
    voter: Keypair,
    source: PublicKey,
    override: Partial<sdk.CastVote> = {},
  ): TransactionInstruction {
    const proposalNumber = this.proposalState(proposal).number;
    const accounts = { voter: voter.publicKey, plan: this.plan.address, proposal, proposalNumber, source };
    return sdk.castVote({ ...accounts, approve: true, capped: false, ...override });
  }

  /** Members vote with their grants, yes or no; null says nothing. */
  vote(proposal: PublicKey, ...votes: (boolean | null)[]): void {
    votes.forEach((approve, index) => {
      if (approve === null) return;
      const grant = this.addressOf(BigInt(index + 1));
      this.run(this.castVote(proposal, member(index + 1), grant, { approve }), member(index + 1));
    });
  }

  execute(proposal: PublicKey, override: Partial<sdk.ExecuteProposal> = {}): TransactionInstruction {
    return sdk.executeProposal({ plan: this.plan.address, proposal, ...override });
  }

  /** Moves the clock to when a passed proposal can be executed. */
  due(proposal: PublicKey): void {
    this.world.chain.setTime(this.proposalState(proposal).executableTs);
  }

  closeGovernance(override: Partial<sdk.CloseGovernance> = {}): TransactionInstruction {
    const { address: plan } = this.plan;
    return sdk.closeGovernance({ plan, planState: this.plan, rentRecipient: rentRecipient.publicKey, ...override });
  }

  /** A second plan of the stranger's with a governance of its own. */
  foreignGovernance(): PublicKey {
    const plan = this.foreignPlan();
    const by = { authority: stranger.publicKey, payer: stranger.publicKey, plan: plan.address, planState: plan };
    this.run(this.createGovernance({}, by), stranger);
    return plan.address;
  }
}

type GovernanceOptions = Omit<PlanOptions, 'mint'> & { mint?: MintOptions };

/** A test in a world of its own, after which the promises must hold in every plan of it. */
export function scenario(
  title: string,
  body: (test: GovernanceScenario) => void,
  options: GovernanceOptions = {},
): void {
  it(title, async () => {
    const world = new World();
    const test = new GovernanceScenario({ ...options, mint: world.mint(options.mint) }, world);
    for (const { publicKey } of MEMBERS) world.chain.airdrop(publicKey);
    body(test);
    expectPromises(world);
    await expectDeposits(test);
  });
}

/** What is deposited is the sum of the deposits, and the governance's vault has it all. */
async function expectDeposits({ world, plan }: GovernanceScenario): Promise<void> {
  const governance = await sdk.fetchGovernance(world.chain, plan.address);
  if (governance === null) return;
  const deposits = await sdk.fetchDeposits(world.chain, governance.address);
  const sum = deposits.reduce((total, { amount }) => total + amount, 0n);
  expect(sum, 'the sum of the deposits').to.equal(governance.deposited);
  expect(world.tokens(governance.vault) >= sum, 'the vault covers the deposits').to.equal(true);
}
