import { ACCOUNT_SIZE, createInitializeAccount3Instruction } from '@solana/spl-token';
import { SystemProgram, type Keypair, type PublicKey, type Signer, type TransactionInstruction } from '@solana/web3.js';
import type { Outcome } from '@tenure/localnet';
import * as sdk from '@tenure/sdk';
import { associated } from '../support/mints';
import { expectPromises } from '../support/promises';
import { keypair } from '../support/transactions';
import { people, World, type PlanHandle, type PlanOptions } from '../support/world';

/** Ten tokens, one after each ten seconds: a schedule whose every second is easy to name. */
export const TEN_STEPS: sdk.ShapeSegment[] = [{ weight: 1n, span: 100, steps: 10, unit: 'seconds' }];
/** Two thousand seconds, so much a second. */
export const STEADY: sdk.ShapeSegment[] = [{ weight: 1n, span: 2_000, steps: 0, unit: 'seconds' }];

const NEVER = 'never';
const { beneficiary, authority, operator, payroll, rentRecipient } = people;

/** Destination and signer of a claim; the beneficiary's own, to its associated account, unless given. */
export type ClaimBy = {
  claimant?: PublicKey;
  destination?: PublicKey;
  tokens?: Partial<sdk.PlanTokens>;
  plan?: PublicKey;
};

/**
 * One test's world with one plan. Every act has the signer, the plan and the arguments that make it succeed, so a test
 * gives only what it is about.
 */
export class Scenario {
  readonly world: World;
  readonly plan: PlanHandle;
  /** The beneficiary's associated token account. */
  readonly wallet: PublicKey;
  readonly start: number;

  constructor(options: PlanOptions = {}, world = new World()) {
    this.world = world;
    this.plan = this.world.plan(options);
    this.wallet = this.world.open(this.plan.mintHandle, beneficiary.publicKey);
    this.start = this.now();
  }

  /** A second plan of the same world and mint, in which the stranger has every power. */
  foreignPlan(options: PlanOptions = {}): PlanHandle {
    const stranger = people.stranger.publicKey;
    const roles = {
      authority: stranger,
      operator: stranger,
      payroll: stranger,
      guardian: stranger,
      accelerationAuthority: stranger,
    };
    return this.world.plan({ planId: 99n, mint: this.plan.mintHandle, roles, funding: 1_000_000_000n, ...options });
  }

  now(): number {
    return this.world.chain.now();
  }

  /** Moves the clock to so many seconds after the beginning. */
  at(secs: number): void {
    this.world.chain.setTime(this.start + secs);
  }

  issue(grant: Parameters<World['issue']>[1] = {}, plan = this.plan): PublicKey {
    return this.world.issue(plan, grant);
  }

  /** Issues a grant of a foreign plan to the beneficiary. */
  issueForeign(plan: PlanHandle, override: Partial<sdk.NewGrant> = {}): PublicKey {
    const { stranger } = people;
    const grant = this.newGrant(override);
    const by = { issuer: stranger.publicKey, payer: stranger.publicKey };
    this.run(this.issueGrants({ ...by, plan: plan.address, vault: plan.vault, grants: [grant] }), stranger);
    return sdk.grantAddress(plan.address, grant.grantId);
  }

  run(instructions: TransactionInstruction | TransactionInstruction[], ...signers: Signer[]): Outcome {
    return this.world.run(instructions, ...signers);
  }

  refuse(
    instructions: TransactionInstruction | TransactionInstruction[],
    error: sdk.TenureErrorName,
    ...signers: Signer[]
  ): Outcome {
    return this.world.refuse(instructions, error, ...signers);
  }

  /** Tokens that the beneficiary has. */
  paid(): bigint {
    return this.world.tokens(this.wallet);
  }

  vault(plan = this.plan): bigint {
    return this.world.tokens(plan.vault);
  }

  /** The beneficiary claims; returns what arrived, 0 where there was nothing. */
  collect(grant: PublicKey): bigint {
    const before = this.paid();
    const due = sdk.claimableAt(this.planState(), this.grantState(grant), this.now());
    if (due.claimable === 0n) this.refuse(this.claim(grant), 'NothingToClaim', beneficiary);
    else this.run(this.claim(grant), beneficiary);
    return this.paid() - before;
  }

  /** What has vested of a grant by now. */
  vested(grant: PublicKey): bigint {
    return sdk.vestedAt(this.planState(), this.grantState(grant), this.now());
  }

  planState(plan = this.plan): sdk.Plan {
    return sdk.decodePlan(plan.address, this.world.chain.account(plan.address));
  }

  grantState(grant: PublicKey): sdk.Grant {
    return sdk.decodeGrant(grant, this.world.chain.account(grant));
  }

  /** A wallet's associated token account of the plan's mint; it need not exist. */
  walletOf({ publicKey }: Keypair): PublicKey {
    return associated(this.plan.mintHandle, publicKey);
  }

  /** Opens a token account of the plan's mint, or of another, that is not the associated one. */
  openOther({ publicKey }: Keypair, name: string, mint = this.plan.mintHandle): PublicKey {
    const account = keypair(name);
    const { feePayer } = people;
    const create = SystemProgram.createAccount({
      fromPubkey: feePayer.publicKey,
      newAccountPubkey: account.publicKey,
      lamports: Number(this.world.chain.rent(ACCOUNT_SIZE)),
      space: ACCOUNT_SIZE,
      programId: mint.tokenProgram,
    });
    const open = createInitializeAccount3Instruction(account.publicKey, mint.address, publicKey, mint.tokenProgram);
    this.run([create, open], account);
    return account.publicKey;
  }

  claim(grant: PublicKey, { claimant, destination, tokens, plan }: ClaimBy = {}): TransactionInstruction {
    return sdk.claim({
      claimant: claimant ?? beneficiary.publicKey,
      plan: plan ?? this.plan.address,
      planState: { ...this.plan, ...tokens },
      grant,
      destination: destination ?? this.wallet,
    });
  }

  act(grant: PublicKey): { authority: PublicKey; plan: PublicKey; grant: PublicKey; expiresTs: sdk.Expiry } {
    return { authority: authority.publicKey, plan: this.plan.address, grant, expiresTs: NEVER };
  }

  issueGrants(override: Partial<sdk.IssueGrants> = {}): TransactionInstruction {
    return sdk.issueGrants({
      issuer: operator.publicKey,
      payer: operator.publicKey,
      plan: this.plan.address,
      vault: this.plan.vault,
      shape: TEN_STEPS,
      withholdingBps: 0,
      grants: [this.newGrant()],
      expiresTs: NEVER,
      ...override,
    });
  }

  newGrant(override: Partial<sdk.NewGrant> = {}): sdk.NewGrant {
    return { beneficiary: beneficiary.publicKey, grantId: 1n, total: 1_000n, startTs: this.now(), ...override };
  }

  voidGrant(grant: PublicKey, override: Partial<sdk.VoidGrant> = {}): TransactionInstruction {
    return sdk.voidGrant({ ...this.act(grant), rentRecipient: rentRecipient.publicKey, ...override });
  }

  closeGrant(grant: PublicKey, override: Partial<sdk.CloseGrant> = {}): TransactionInstruction {
    const accounts = { signer: beneficiary.publicKey, plan: this.plan.address, grant };
    return sdk.closeGrant({ ...accounts, rentRecipient: rentRecipient.publicKey, ...override });
  }

  sweep(tombstone: PublicKey, override: Partial<sdk.SweepTombstone> = {}): TransactionInstruction {
    return sdk.sweepTombstone({
      plan: this.plan.address,
      tombstone,
      rentRecipient: rentRecipient.publicKey,
      ...override,
    });
  }

  seal(): void {
    this.run(sdk.sealPlan(this.act(this.plan.address)), authority);
  }

  setRole(role: sdk.Role, holder: PublicKey | null): TransactionInstruction {
    const { plan } = this;
    return sdk.setRole({ authority: authority.publicKey, plan: plan.address, role, holder, expiresTs: NEVER });
  }

  /** Hands the authority over to another key, both steps. */
  handOver(to: Keypair): void {
    const accounts = { authority: authority.publicKey, plan: this.plan.address };
    const propose = sdk.proposeAuthority({ ...accounts, pendingAuthority: to.publicKey, expiresTs: NEVER });
    const accept = sdk.acceptAuthority({ pendingAuthority: to.publicKey, plan: this.plan.address, expiresTs: NEVER });
    this.run([propose, accept], authority, to);
  }

  setAutoClaim(grant: PublicKey, enabled: boolean, override: Partial<sdk.SetAutoClaim> = {}): TransactionInstruction {
    return sdk.setAutoClaim({ beneficiary: beneficiary.publicKey, grant, enabled, ...override });
  }

  setWithholding(
    grant: PublicKey,
    withholdingBps: number,
    override: Partial<sdk.SetWithholding> = {},
  ): TransactionInstruction {
    const accounts = { payroll: payroll.publicKey, plan: this.plan.address, grant };
    return sdk.setWithholding({ ...accounts, withholdingBps, expiresTs: NEVER, ...override });
  }

  accelerate(
    grant: PublicKey,
    accelerationBps: number,
    override: Partial<sdk.AccelerateGrant> = {},
  ): TransactionInstruction {
    const accounts = { accelerator: authority.publicKey, plan: this.plan.address, grant };
    return sdk.accelerateGrant({ ...accounts, accelerationBps, expiresTs: NEVER, ...override });
  }

  acceleratePlan(accelerationBps: number, override: Partial<sdk.AcceleratePlan> = {}): TransactionInstruction {
    const accounts = { accelerator: authority.publicKey, plan: this.plan.address };
    return sdk.acceleratePlan({ ...accounts, accelerationBps, expiresTs: NEVER, ...override });
  }

  terminate(grant: PublicKey, override: Partial<sdk.TerminateGrant> = {}): TransactionInstruction {
    return sdk.terminateGrant({ ...this.act(grant), cause: 'resignation', ...override });
  }

  withdrawTermination(grant: PublicKey, override: Partial<sdk.AuthorityInput> = {}): TransactionInstruction {
    return sdk.withdrawTermination({ ...this.act(grant), ...override });
  }

  settle(grant: PublicKey, override: Partial<sdk.SettleTermination> = {}): TransactionInstruction {
    return sdk.settleTermination({ plan: this.plan.address, grant, ...override });
  }

  pause(grant: PublicKey, limitSecs: number, override: Partial<sdk.PauseGrant> = {}): TransactionInstruction {
    return sdk.pauseGrant({ ...this.act(grant), limitSecs, ...override });
  }

  resume(grant: PublicKey, override: Partial<sdk.AuthorityInput> = {}): TransactionInstruction {
    return sdk.resumeGrant({ ...this.act(grant), ...override });
  }

  pauseClaims(secs: number): TransactionInstruction {
    const { guardian } = people;
    return sdk.pauseClaims({ guardian: guardian.publicKey, plan: this.plan.address, secs, expiresTs: NEVER });
  }

  proposeTransfer(
    grant: PublicKey,
    to: PublicKey,
    override: Partial<sdk.ProposeTransfer> = {},
  ): TransactionInstruction {
    const accounts = { proposer: beneficiary.publicKey, plan: this.plan.address, grant };
    return sdk.proposeTransfer({ ...accounts, to, expiresTs: NEVER, ...override });
  }

  /** Authority and guardian propose to recover a grant to the stranger's wallet, or to another; both sign. */
  proposeRecovery(grant: PublicKey, override: Partial<sdk.ProposeTransfer> = {}): TransactionInstruction {
    const { guardian, stranger } = people;
    const by = { proposer: authority.publicKey, guardian: guardian.publicKey };
    return this.proposeTransfer(grant, stranger.publicKey, { ...by, ...override });
  }

  /** To the stranger, unless another is given. */
  acceptTransfer(
    grant: PublicKey,
    signer: Keypair,
    override: Partial<sdk.AcceptTransfer> = {},
  ): TransactionInstruction {
    const agreed = { to: people.stranger.publicKey, expiresTs: NEVER } as const;
    return sdk.acceptTransfer({ ...this.endTransfer(grant, signer), ...agreed, ...override });
  }

  rejectTransfer(grant: PublicKey, signer: Keypair, override: Partial<sdk.EndTransfer> = {}): TransactionInstruction {
    return sdk.rejectTransfer({ ...this.endTransfer(grant, signer), ...override });
  }

  private endTransfer(grant: PublicKey, signer: Keypair): sdk.EndTransfer {
    return { signer: signer.publicKey, plan: this.plan.address, grant, proposer: beneficiary.publicKey };
  }
}

/** A test in a world of its own, after which the promises must hold in every plan of it. */
export function scenario(title: string, body: (test: Scenario) => void, options: PlanOptions = {}): void {
  it(title, () => {
    const test = new Scenario(options);
    body(test);
    expectPromises(test.world);
  });
}

/** The same instruction without the signature of one account. */
export function unsigned(instruction: TransactionInstruction, signer: PublicKey): TransactionInstruction {
  for (const meta of instruction.keys) if (meta.pubkey.equals(signer)) meta.isSigner = false;
  return instruction;
}

/** The same instruction with another account in place of one. */
export function swapped(instruction: TransactionInstruction, from: PublicKey, to: PublicKey): TransactionInstruction {
  for (const meta of instruction.keys) if (meta.pubkey.equals(from)) meta.pubkey = to;
  return instruction;
}
