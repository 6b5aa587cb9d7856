import { Chain, type Outcome } from '@tenure/localnet';
import {
  PROGRAM_ID,
  type NewGrant,
  type PlanTokens,
  type Policy,
  type Roles,
  type ShapeSegment,
  type TenureErrorName,
  type Unlock,
  createPlan,
  fundPlan,
  grantAddress,
  issueGrants,
  planAddress,
  riskBits,
  vaultAddress,
} from '@tenure/sdk';
import type { Keypair, PublicKey, Signer, TransactionInstruction } from '@solana/web3.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countChain } from './memory';
import { type Mint, type MintOptions, createMint, openAccount, tokens } from './mints';
import { keypair, refuse, succeed } from './transactions';

/** 2025-01-15T12:00:00Z: where every world's clock starts. */
export const START_TS = 1_736_942_400;
export const DAY = 86_400;
/** Four years monthly with a cliff of one year: the standard grant. */
export const CLIFF_MONTHLY: ShapeSegment[] = [
  { weight: 12n, span: 12, steps: 1, unit: 'months' },
  { weight: 36n, span: 36, steps: 36, unit: 'months' },
];
/** One second of waiting, then everything: the shortest schedule. */
export const AT_ONCE: ShapeSegment[] = [{ weight: 1n, span: 0, steps: 1, unit: 'seconds' }];

/** The committed program. */
export const PROGRAM_ELF = readFileSync(join(__dirname, '../../artifacts/vesting.so'));

/** The people of every test. */
export const people = {
  creator: keypair('creator'),
  authority: keypair('authority'),
  operator: keypair('operator'),
  payroll: keypair('payroll'),
  guardian: keypair('guardian'),
  accelerationAuthority: keypair('acceleration authority'),
  rentRecipient: keypair('rent recipient'),
  beneficiary: keypair('beneficiary'),
  stranger: keypair('stranger'),
  /** Pays every fee, and so is left out where a test compares balances. */
  feePayer: keypair('fee payer'),
};

/** A policy that allows everything and forbids nothing early; tests override what they are about. */
export const POLICY: Policy = {
  issueCap: 1_000_000_000_000n,
  operatorCap: 1_000_000_000_000n,
  cancellable: true,
  noticeSecs: 30 * DAY,
  goodLeaverBps: 2_500,
  maxPauseSecs: 90 * DAY,
  voidSecs: 0,
  transferRule: 'withConsent',
  recoverySecs: 30 * DAY,
  maxWithholdingBps: 5_000,
  // The tests' mints can make more tokens.
  acceptedRisks: riskBits(['mintAuthority']),
  termsSha256: new Uint8Array(32).fill(7),
  termsUri: 'https://example.org/terms.pdf',
};

export const ROLES: Roles = {
  authority: people.authority.publicKey,
  operator: people.operator.publicKey,
  payroll: people.payroll.publicKey,
  guardian: people.guardian.publicKey,
  accelerationAuthority: people.accelerationAuthority.publicKey,
  rentRecipient: people.rentRecipient.publicKey,
};

export type PlanOptions = {
  planId?: bigint;
  policy?: Partial<Policy>;
  roles?: Partial<Roles>;
  unlock?: Unlock;
  mint?: Mint;
  /** Base units put into the vault; 1,000,000,000,000 unless given. */
  funding?: bigint;
};

/** A plan of a world: its address and the accounts that tokens move through. */
export type PlanHandle = PlanTokens & {
  address: PublicKey;
  planId: bigint;
  mintHandle: Mint;
  rentRecipient: PublicKey;
};

/** One test's own chain, program, people and clock. */
export class World {
  readonly chain: Chain;

  constructor(options?: ConstructorParameters<typeof Chain>[0]) {
    countChain();
    this.chain = new Chain(options);
    this.chain.addProgram(PROGRAM_ID, PROGRAM_ELF);
    this.chain.setTime(START_TS);
    for (const { publicKey } of Object.values(people)) this.chain.airdrop(publicKey);
  }

  /** Sends and expects success; the fee payer pays. */
  run(instructions: TransactionInstruction | TransactionInstruction[], ...signers: Signer[]): Outcome {
    return succeed(this.chain, [instructions].flat(), people.feePayer, signers);
  }

  /** Sends and expects a named error and an unchanged world. */
  refuse(
    instructions: TransactionInstruction | TransactionInstruction[],
    error: TenureErrorName,
    ...signers: Signer[]
  ): Outcome {
    return refuse(this.chain, [instructions].flat(), error, people.feePayer, signers);
  }

  mint(options?: MintOptions): Mint {
    return createMint(this.chain, people.feePayer, options);
  }

  /** Opens a wallet's associated token account with tokens in it. */
  open(mint: Mint, wallet: PublicKey, amount = 0n): PublicKey {
    return openAccount(this.chain, people.feePayer, mint, wallet, amount);
  }

  /** Tokens in an account, base units. */
  tokens(account: PublicKey): bigint {
    return tokens(this.chain, account);
  }

  /** Creates a plan and funds it. */
  plan(options: PlanOptions = {}): PlanHandle {
    const { planId = 0n, funding = 1_000_000_000_000n, mint = this.mint() } = options;
    const { tokenProgram, address: mintAddress } = mint;
    const address = planAddress(people.creator.publicKey, planId);
    const roles = { ...ROLES, ...options.roles };
    const create = createPlan({
      creator: people.creator.publicKey,
      planId,
      mint: mintAddress,
      tokenProgram,
      roles,
      policy: { ...POLICY, ...options.policy },
      unlock: options.unlock,
    });
    this.run(create, people.creator);
    const plan: PlanHandle = {
      address,
      planId,
      mint: mintAddress,
      tokenProgram,
      vault: vaultAddress(address, mintAddress, tokenProgram),
      mintHandle: mint,
      rentRecipient: roles.rentRecipient,
    };
    if (funding > 0n) this.fund(plan, funding);
    return plan;
  }

  /** Adds tokens to a plan's vault. */
  fund(plan: PlanHandle, amount: bigint): void {
    const funder = people.stranger;
    const source = this.open(plan.mintHandle, funder.publicKey, amount);
    this.run(fundPlan({ funder: funder.publicKey, plan: plan.address, planState: plan, source, amount }), funder);
  }

  /** Issues one grant to the beneficiary, a standard one starting now unless told otherwise; returns its address. */
  issue(
    plan: PlanHandle,
    grant: Partial<NewGrant> & { shape?: ShapeSegment[]; withholdingBps?: number } = {},
  ): PublicKey {
    const { shape = CLIFF_MONTHLY, withholdingBps = 0, ...rest } = grant;
    const full: NewGrant = {
      beneficiary: people.beneficiary.publicKey,
      grantId: 1n,
      total: 48_000_000n,
      startTs: this.chain.now(),
      ...rest,
    };
    const issue = issueGrants({
      issuer: people.operator.publicKey,
      payer: people.operator.publicKey,
      plan: plan.address,
      vault: plan.vault,
      shape,
      withholdingBps,
      grants: [full],
      expiresTs: 'never',
    });
    this.run(issue, people.operator);
    return grantAddress(plan.address, full.grantId);
  }

  /** Takes a key pair that a name stands for, with some lamports. */
  person(name: string): Keypair {
    const person = keypair(name);
    this.chain.airdrop(person.publicKey);
    return person;
  }
}
