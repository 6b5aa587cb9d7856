import { createAssociatedTokenAccountIdempotentInstruction, createMintToInstruction } from '@solana/spl-token';
import { Keypair, type PublicKey, type TransactionInstruction } from '@solana/web3.js';
import {
  type Grant,
  type NewGrant,
  type Plan,
  type PlanTokens,
  type Policy,
  type ClaimPreview,
  type Roles,
  associatedAddress,
  auditPlan,
  claimWithAccount,
  claimableAt,
  createPlan,
  expiresIn,
  fetchGrantById,
  fetchGrantsByPlan,
  fetchPlan,
  fetchVaultAmount,
  fundPlan,
  grantAddress,
  issueGrants,
  parseSchedule,
  planAddress,
  vaultAddress,
} from '@tenure/sdk';
import { expect } from 'chai';
import { type MintOptions, mintInstructions, mintSpace, tokenProgramOf } from '../support/mints';
import { POLICY } from '../support/world';
import type { Client, Receipt } from './client';

const PLAN_ID = 1n;
/** Signed acts may run for so long. */
const EXPIRY_SECS = 600;

/** What a journey's company is about; the rest is usual. */
export type CompanyOptions = {
  /** Base units that the admin puts into the vault. */
  readonly funding?: bigint;
  readonly policy?: Partial<Policy>;
  readonly roles?: Partial<Roles>;
  readonly mint?: MintOptions;
  /** What the admin has for fees and rent; 0.04 unless given. */
  readonly sol?: number;
};

/** A grant to be issued: a schedule in words, ids and amounts. */
export type Issue = Omit<NewGrant, 'beneficiary'> & {
  readonly to: PublicKey;
  readonly schedule: string;
  readonly withholdingBps?: number;
};

/** A million base units, evenly over a thousand seconds. */
export const STEADY = { total: 1_000_000n, schedule: 'linear:1000s' } as const;

/** A claim that was paid: its receipt, and what the SDK says of the grant at the time of its block. */
export type Paid = ClaimPreview & { readonly receipt: Receipt };

/** Someone who pays in tokens: an admin with all roles that no other has, a mint and one funded plan. */
export class Company {
  private constructor(
    readonly client: Client,
    readonly admin: Keypair,
    readonly plan: PublicKey,
    readonly tokens: PlanTokens,
  ) {}

  /** Makes the mint, creates the plan and funds it. */
  static async found(client: Client, options: CompanyOptions = {}): Promise<Company> {
    const { funding = 1_000_000_000n, policy = {}, roles = {}, mint = {}, sol = 0.04 } = options;
    const admin = await client.person(sol);
    const { publicKey } = admin;
    const tokenProgram = tokenProgramOf(mint);
    const token = await makeMint(client, admin, mint, funding);
    const plan = planAddress(publicKey, PLAN_ID);
    const tokens = { mint: token, tokenProgram, vault: vaultAddress(plan, token, tokenProgram) };
    const source = associatedAddress(publicKey, token, tokenProgram);
    const everybody: Roles = {
      authority: publicKey,
      operator: publicKey,
      payroll: publicKey,
      guardian: publicKey,
      accelerationAuthority: null,
      rentRecipient: publicKey,
    };
    const create = createPlan({
      creator: publicKey,
      planId: PLAN_ID,
      mint: token,
      tokenProgram,
      roles: { ...everybody, ...roles },
      policy: { ...POLICY, ...policy },
    });
    const fund = fundPlan({ funder: publicKey, plan, planState: tokens, source, amount: funding });
    await client.send(create, admin);
    await client.send(fund, admin);
    return new Company(client, admin, plan, tokens);
  }

  /** The plan as it is on the chain. */
  state(): Promise<Plan> {
    return fetchPlan(this.client.connection, this.plan);
  }

  /** A live grant as it is on the chain. */
  async grant(grantId: bigint): Promise<Grant> {
    const found = await fetchGrantById(this.client.connection, this.plan, grantId);
    if (found.kind !== 'live') throw new Error(`grant ${grantId} is ${found.kind}`);
    return found.grant;
  }

  grantAddress(grantId: bigint): PublicKey {
    return grantAddress(this.plan, grantId);
  }

  /** Someone's associated token account. */
  account(wallet: PublicKey): PublicKey {
    return associatedAddress(wallet, this.tokens.mint, this.tokens.tokenProgram);
  }

  /** What is in someone's associated token account, base units. */
  balance(wallet: PublicKey): Promise<bigint> {
    return this.client.tokens(this.account(wallet));
  }

  /** Opens someone's associated token account. */
  async open(owner: Keypair): Promise<PublicKey> {
    const { mint, tokenProgram } = this.tokens;
    const { publicKey: key } = owner;
    const account = this.account(key);
    const open = createAssociatedTokenAccountIdempotentInstruction(key, account, key, mint, tokenProgram);
    await this.client.send(open, owner);
    return account;
  }

  /** What every act of the admin names. */
  async act(): Promise<{ authority: PublicKey; plan: PublicKey; expiresTs: number }> {
    const expiresTs = expiresIn(EXPIRY_SECS, await this.client.now());
    return { authority: this.admin.publicKey, plan: this.plan, expiresTs };
  }

  /** The admin issues grants, all in one transaction. */
  async issue(...grants: readonly Issue[]): Promise<Receipt> {
    return this.client.send(await this.issuing(...grants), this.admin);
  }

  /** The instructions that issue grants. */
  async issuing(...grants: readonly Issue[]): Promise<TransactionInstruction[]> {
    const { plan, expiresTs } = await this.act();
    const { publicKey: issuer } = this.admin;
    const { vault } = this.tokens;
    return grants.map(({ to: beneficiary, schedule, withholdingBps = 0, ...grant }) =>
      issueGrants({
        issuer,
        payer: issuer,
        plan,
        vault,
        shape: parseSchedule(schedule),
        withholdingBps,
        grants: [{ beneficiary, ...grant }],
        expiresTs,
      }),
    );
  }

  /** A claim to the beneficiary's associated account, sent by the beneficiary unless another is named. */
  claiming(beneficiary: PublicKey, grantId: bigint, claimant = beneficiary): TransactionInstruction[] {
    const { plan, tokens: planState } = this;
    const grant = this.grantAddress(grantId);
    return claimWithAccount({ claimant, beneficiary, plan, planState, grant });
  }

  /** The beneficiary claims: what arrives is, to the base unit, what the SDK tells for the block's time. */
  async claim(beneficiary: Keypair, grantId: bigint): Promise<Paid> {
    const { publicKey } = beneficiary;
    const [plan, grant] = await Promise.all([this.state(), this.grant(grantId)]);
    const before = await this.balance(publicKey);
    const receipt = await this.client.send(this.claiming(publicKey, grantId), beneficiary);
    const preview = claimableAt(plan, grant, receipt.ts);
    expect((await this.balance(publicKey)) - before, `paid of grant ${grantId}`).to.equal(preview.net);
    const { claimed } = await this.grant(grantId);
    expect(claimed, `claimed of grant ${grantId} at ${receipt.ts}`).to.equal(preview.vested);
    return { ...preview, receipt };
  }

  /** A claim that must fail by name and change nothing. */
  refuseClaim(error: Parameters<Client['refuse']>[0], beneficiary: Keypair, grantId: bigint): Promise<void> {
    return this.client.refuse(error, this.claiming(beneficiary.publicKey, grantId), beneficiary);
  }

  /** Every promise that the accounts can show is kept. */
  async expectPromises(): Promise<void> {
    const plan = await this.state();
    const grants: Grant[] = [];
    for await (const grant of fetchGrantsByPlan(this.client.connection, this.plan)) grants.push(grant);
    expect(grants.length, 'live grants').to.equal(plan.grantCount);
    const vaultAmount = await fetchVaultAmount(this.client.connection, plan);
    const now = await this.client.now();
    const findings = auditPlan({ plan, grants, milestones: [], metrics: [], vaultAmount, now });
    expect(findings.filter(({ holds }) => !holds)).to.deep.equal([]);
  }
}

/** A new mint, of which the admin's associated account has so much. */
async function makeMint(client: Client, admin: Keypair, options: MintOptions, amount: bigint): Promise<PublicKey> {
  const mint = Keypair.generate();
  const tokenProgram = tokenProgramOf(options);
  const { publicKey: payer } = admin;
  const lamports = await client.connection.getMinimumBalanceForRentExemption(mintSpace(options));
  const account = associatedAddress(payer, mint.publicKey, tokenProgram);
  const make = [
    ...mintInstructions({ payer, mint: mint.publicKey, authority: payer }, lamports, options),
    createAssociatedTokenAccountIdempotentInstruction(payer, account, payer, mint.publicKey, tokenProgram),
    createMintToInstruction(mint.publicKey, account, payer, amount, [], tokenProgram),
  ];
  await client.send(make, admin, mint);
  return mint.publicKey;
}
