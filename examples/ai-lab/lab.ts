/** The lab: its chain, its keys, its token, its plan, and what was sent and paid so far. */
import {
  AuthorityType,
  createAssociatedTokenAccountInstruction,
  createInitializeMint2Instruction,
  createMintToInstruction,
  createSetAuthorityInstruction,
  MINT_SIZE,
  TOKEN_PROGRAM_ID,
} from '@solana/spl-token';
import { Keypair, SystemProgram, type PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { Chain, type Outcome } from '@tenure/localnet';
import {
  associatedAddress,
  decodeError,
  decodeEvents,
  fetchGrantsByPlan,
  fetchPlan,
  fetchVaultAmount,
  planAddress,
  PROGRAM_ID,
  type Grant,
  type Plan,
  type TenureErrorName,
} from '@tenure/sdk';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECIMALS } from './amounts';

const ELF = join(__dirname, '../../artifacts/vesting.so');
/** 2025-01-15T12:00:00Z: when the plan is made. */
const FOUNDED_TS = 1_736_942_400;
/** All tokens that there are, base units. */
export const SUPPLY = 1_000_000_000n * 10n ** BigInt(DECIMALS);

/** Who acts; a fresh key pair each, in every run. */
export type Cast = {
  /** Creates and funds the plan, and holds the tokens that are in none. */
  readonly treasury: Keypair;
  readonly authority: Keypair;
  readonly operator: Keypair;
  readonly payroll: Keypair;
  readonly guardian: Keypair;
  readonly accelerationAuthority: Keypair;
  /** Two honest oracles. */
  readonly evaluator: Keypair;
  readonly auditor: Keypair;
  /** An oracle that lies. */
  readonly broker: Keypair;
  /** Have no grants, and vote with tokens: one in time, one too late. */
  readonly supporter: Keypair;
  readonly latecomer: Keypair;
  /** Has no role: sends other people's claims, and pays the fees. */
  readonly keeper: Keypair;
};

/** What transactions took together. */
export interface Spent {
  transactions: number;
  computeUnits: number;
}

/** What claims paid of one grant or milestone, base units, as their events tell. */
export interface Paid {
  readonly gross: bigint;
  readonly withheld: bigint;
  readonly received: bigint;
}

const NOTHING_PAID: Paid = { gross: 0n, withheld: 0n, received: 0n };

/**
 * The key pair of a person in ai-lab.csv, or of another part in the example: anybody can compute it from the
 * label. These wallets are props: never send anything to them on a real cluster.
 */
export function walletOf(label: string): Keypair {
  return Keypair.fromSeed(createHash('sha256').update(`tenure example: ${label}`).digest());
}

/** One run's world. */
export class Lab {
  readonly chain = new Chain();
  readonly cast: Cast = {
    treasury: walletOf('treasury'),
    authority: walletOf('authority'),
    operator: walletOf('operator'),
    payroll: walletOf('payroll'),
    guardian: walletOf('guardian'),
    accelerationAuthority: walletOf('accelerationAuthority'),
    evaluator: walletOf('evaluator'),
    auditor: walletOf('auditor'),
    broker: walletOf('broker'),
    supporter: walletOf('supporter'),
    latecomer: walletOf('latecomer'),
    keeper: walletOf('keeper'),
  };
  readonly planId = 1n;
  readonly tokenProgram = TOKEN_PROGRAM_ID;
  readonly planAddress = planAddress(this.cast.treasury.publicKey, this.planId);
  readonly programSize: number;
  private readonly startBalance = 100_000_000_000n;
  private readonly mintKey = walletOf('mint');
  /** By the address of the grant or milestone. */
  private readonly paid = new Map<string, Paid>();

  constructor() {
    const elf = readFileSync(ELF);
    this.programSize = elf.length;
    this.chain.addProgram(PROGRAM_ID, elf);
    this.chain.setTime(FOUNDED_TS);
    for (const { publicKey } of Object.values(this.cast)) this.chain.airdrop(publicKey, this.startBalance);
  }

  get mint(): PublicKey {
    return this.mintKey.publicKey;
  }

  /** A wallet's associated token account. */
  account(wallet: PublicKey): PublicKey {
    return associatedAddress(wallet, this.mint, this.tokenProgram);
  }

  /** Sends a transaction, counts it and books the claims in it. A refusal is an error here. */
  send(instructions: readonly TransactionInstruction[], payer: Keypair, spent?: Spent, ...signers: Keypair[]): Outcome {
    const outcome = this.chain.send(instructions, { payer, signers });
    if (outcome.error !== undefined) throw decodeError(outcome);
    if (outcome.logs.includes('Log truncated')) throw new Error('A transaction made more logs than Solana keeps.');
    if (spent !== undefined) {
      spent.transactions += 1;
      spent.computeUnits += outcome.computeUnits;
    }
    for (const { name, data } of decodeEvents(outcome.logs)) {
      if (name === 'claimed') this.book(data.grant, data);
      if (name === 'milestoneClaimed') this.book(data.milestone, data);
    }
    return outcome;
  }

  private book(of: PublicKey, { gross, withheld, received }: Paid): void {
    const before = this.paidOf(of);
    this.paid.set(of.toBase58(), {
      gross: before.gross + gross,
      withheld: before.withheld + withheld,
      received: before.received + received,
    });
  }

  /** Sends what must be refused, and tells how it was. */
  attempt(instruction: TransactionInstruction, payer: Keypair): TenureErrorName | 'accepted' {
    const outcome = this.chain.send([instruction], { payer });
    return outcome.error === undefined ? 'accepted' : decodeError(outcome).name;
  }

  /** Makes the token: everything to the treasury, and then nobody can ever mint more. */
  mintTokens(): void {
    const { treasury } = this.cast;
    const owner = treasury.publicKey;
    const account = this.account(owner);
    const create = SystemProgram.createAccount({
      fromPubkey: owner,
      newAccountPubkey: this.mint,
      lamports: Number(this.chain.rent(MINT_SIZE)),
      space: MINT_SIZE,
      programId: this.tokenProgram,
    });
    const instructions = [
      create,
      createInitializeMint2Instruction(this.mint, DECIMALS, owner, null),
      createAssociatedTokenAccountInstruction(owner, account, owner, this.mint),
      createMintToInstruction(this.mint, account, owner, SUPPLY),
      createSetAuthorityInstruction(this.mint, owner, AuthorityType.MintTokens, null),
    ];
    this.send(instructions, treasury, undefined, this.mintKey);
  }

  /** Lamports that one of the cast has paid since the start. */
  spentBy(key: PublicKey): bigint {
    return this.startBalance - this.chain.balance(key);
  }

  plan(): Promise<Plan> {
    return fetchPlan(this.chain, this.planAddress);
  }

  /** The plan's grants in the order of their ids. */
  async grants(): Promise<Grant[]> {
    const grants: Grant[] = [];
    for await (const grant of fetchGrantsByPlan(this.chain, this.planAddress)) grants.push(grant);
    return grants.sort((a, b) => (a.grantId < b.grantId ? -1 : 1));
  }

  async grant(grantId: bigint): Promise<Grant> {
    const grant = (await this.grants()).find((candidate) => candidate.grantId === grantId);
    if (grant === undefined) throw new Error(`Grant ${grantId} is gone.`);
    return grant;
  }

  async vaultAmount(): Promise<bigint> {
    return fetchVaultAmount(this.chain, await this.plan());
  }

  /** What was paid of a grant or milestone so far. */
  paidOf(address: PublicKey): Paid {
    return this.paid.get(address.toBase58()) ?? NOTHING_PAID;
  }
}
