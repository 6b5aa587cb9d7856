import * as sdk from '@tenure/sdk';
import type { Outcome } from '@tenure/localnet';
import { createInitializeAccount3Instruction, getAccountLenForMint, unpackMint } from '@solana/spl-token';
import {
  type AccountMeta,
  type PublicKey,
  SYSVAR_CLOCK_PUBKEY,
  type Signer,
  SystemProgram,
  type TransactionInstruction,
} from '@solana/web3.js';
import { eventsOf } from '../support/events';
import type { Mint, MintOptions } from '../support/mints';
import { expectPromises } from '../support/promises';
import { keypair } from '../support/transactions';
import { type PlanHandle, type PlanOptions, World, people } from '../support/world';

/** Two thousand seconds, evenly. */
export const STEADY: sdk.ShapeSegment[] = [{ weight: 1n, span: 2_000, steps: 0, unit: 'seconds' }];

export type TokenOptions = Omit<PlanOptions, 'mint'> & { mint?: MintOptions; risks?: readonly sdk.Risk[] };

/** One test's world with one plan for a mint of the test's choice; acts are what succeeds, but for what a test gives. */
export class TokenScenario {
  readonly world = new World();
  readonly mint: Mint;
  readonly plan: PlanHandle;
  /** The beneficiary's associated token account. */
  readonly wallet: PublicKey;
  readonly start: number;

  constructor({ mint = {}, risks = [], policy = {}, ...options }: TokenOptions) {
    this.mint = this.world.mint(mint);
    // The tests' mints can make more tokens.
    const accepted = { ...policy, acceptedRisks: sdk.riskBits([...risks, 'mintAuthority']) };
    this.plan = this.world.plan({ ...options, mint: this.mint, policy: accepted });
    this.wallet = this.world.open(this.mint, people.beneficiary.publicKey);
    this.start = this.world.chain.now();
  }

  /** Moves the clock to so many seconds after the beginning. */
  at(secs: number): void {
    this.world.chain.setTime(this.start + secs);
  }

  /** Moves the chain to another epoch, which is what changes of transfer fees wait for. */
  atEpoch(epoch: bigint): void {
    const clock = this.world.chain.account(SYSVAR_CLOCK_PUBKEY);
    if (clock === null) throw new Error('the chain has no clock');
    // slot, start of the epoch, epoch: 8 bytes each.
    clock.data.writeBigUInt64LE(epoch, 16);
    this.world.chain.setAccount(SYSVAR_CLOCK_PUBKEY, clock);
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

  tokens(account = this.wallet): bigint {
    return this.world.tokens(account);
  }

  vault(): bigint {
    return this.world.tokens(this.plan.vault);
  }

  planState(): sdk.Plan {
    return sdk.decodePlan(this.plan.address, this.world.chain.account(this.plan.address));
  }

  /** Issues an even grant over 2,000 seconds. */
  issue(grant: Parameters<World['issue']>[1] = {}): PublicKey {
    return this.world.issue(this.plan, { total: 2_000n, shape: STEADY, ...grant });
  }

  issueGrants(total: bigint): TransactionInstruction {
    const { address: plan, vault } = this.plan;
    const grant = { beneficiary: people.beneficiary.publicKey, grantId: 99n, total, startTs: this.start };
    const issuer = people.operator.publicKey;
    const shape = STEADY;
    return sdk.issueGrants({
      issuer,
      payer: issuer,
      plan,
      vault,
      shape,
      withholdingBps: 0,
      grants: [grant],
      expiresTs: 'never',
    });
  }

  claim(grant: PublicKey, override: Partial<sdk.Claim> = {}): TransactionInstruction {
    const claimant = people.beneficiary.publicKey;
    const accounts = { claimant, plan: this.plan.address, planState: this.plan, grant, destination: this.wallet };
    return sdk.claim({ ...accounts, ...override });
  }

  /** The beneficiary claims to its wallet; returns what arrived. */
  collect(grant: PublicKey): bigint {
    const before = this.tokens();
    this.run(this.claim(grant), people.beneficiary);
    return this.tokens() - before;
  }

  /** A token account that is nobody's associated one. */
  extraAccount(owner: PublicKey): PublicKey {
    const account = keypair('extra account');
    const { address, tokenProgram } = this.mint;
    const space = getAccountLenForMint(unpackMint(address, this.world.chain.account(address), tokenProgram));
    const create = SystemProgram.createAccount({
      ...{ fromPubkey: people.stranger.publicKey, newAccountPubkey: account.publicKey, programId: tokenProgram },
      ...{ space, lamports: Number(this.world.chain.rent(space)) },
    });
    const initialize = createInitializeAccount3Instruction(account.publicKey, address, owner, tokenProgram);
    this.run([create, initialize], people.stranger, account);
    return account.publicKey;
  }

  fund(amount: bigint, override: Partial<sdk.FundPlan> = {}): TransactionInstruction {
    const funder = people.stranger.publicKey;
    const source = override.source ?? this.world.open(this.mint, funder);
    return sdk.fundPlan({ funder, plan: this.plan.address, planState: this.plan, amount, ...override, source });
  }

  withdraw(amount: bigint, transferAccounts?: AccountMeta[]): TransactionInstruction {
    return sdk.withdrawSurplus({ ...this.authorityAct(), amount, transferAccounts });
  }

  collectWithheld(amount: bigint, override: Partial<sdk.CollectWithheld> = {}): TransactionInstruction {
    const { publicKey: payroll } = people.payroll;
    const destination = this.world.open(this.mint, payroll);
    const accounts = { payroll, plan: this.plan.address, planState: this.plan, destination };
    return sdk.collectWithheld({ ...accounts, amount, expiresTs: 'never', ...override });
  }

  closePlan(): TransactionInstruction {
    return sdk.closePlan(this.authorityAct());
  }

  /** Seals the plan: with no grant in it, it can be closed. */
  seal(): void {
    const { authority, plan, expiresTs } = this.authorityAct();
    this.run(sdk.sealPlan({ authority, plan, expiresTs }), people.authority);
  }

  private authorityAct() {
    const authority = people.authority.publicKey;
    const destination = this.world.open(this.mint, authority);
    return { authority, plan: this.plan.address, planState: this.plan, destination, expiresTs: 'never' } as const;
  }
}

/** A test with a plan for a mint, after which the promises must hold. */
export function scenario(title: string, body: (test: TokenScenario) => void, options: TokenOptions = {}): void {
  it(title, () => {
    const test = new TokenScenario(options);
    body(test);
    expectPromises(test.world);
  });
}

/** The fields of the claim that a transaction made. */
export function claimed(outcome: Outcome): unknown {
  return eventsOf(outcome).find(({ name }) => name === 'claimed')?.data;
}
