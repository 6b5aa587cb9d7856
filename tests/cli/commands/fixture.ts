/** Plans and grants that commands act on, made without the command line. */
import {
  createPlan,
  fundPlan,
  grantAddress,
  issueGrants,
  parseSchedule,
  planAddress,
  riskBits,
  vaultAddress,
  type Policy,
  type Risk,
  type Unlock,
} from '@tenure/sdk';
import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { MintOptions } from '../../support/mints';
import { keypair } from '../cluster';
import { FrozenCluster, type MadeMint } from '../frozen-cluster';

/** Who is who: the admin is authority and has the tokens; every role is somebody else's. */
export const PEOPLE = [
  'admin',
  'ops',
  'pay',
  'guard',
  'rel',
  'rent',
  'worker',
  'colleague',
  'stranger',
  'sponsor',
] as const;
export type Person = (typeof PEOPLE)[number];

export const TERMS = 'the terms';
const TERMS_SHA256 = createHash('sha256').update(TERMS).digest();
const MILLION = 1_000_000_000_000n;

export interface PlanOptions {
  readonly policy?: Partial<Policy>;
  readonly risks?: readonly Risk[];
  readonly mint?: MadeMint;
  readonly unlock?: Unlock;
  /** Base units in its vault. */
  readonly funding?: bigint;
}

/** A plan that a command acts on. */
export interface Subject {
  readonly address: PublicKey;
  readonly tokens: MadeMint & { readonly vault: PublicKey };
}

export interface GrantOptions {
  readonly to?: Person;
  readonly amount?: bigint;
  /** Vests at once unless told otherwise. */
  readonly schedule?: string;
  readonly withholdingBps?: number;
}

export function key(person: Person): PublicKey {
  return keypair(person).publicKey;
}

/** The cluster with its people, and a mint of the admin's. */
export class Fixture {
  private plans = 0n;
  private grants = 0n;

  private constructor(
    readonly cluster: FrozenCluster,
    readonly mint: MadeMint,
  ) {}

  static async open(): Promise<Fixture> {
    const cluster = await FrozenCluster.begin();
    for (const person of PEOPLE) await cluster.person(person);
    const mint = await cluster.mintOf('admin', 'mint');
    await cluster.give(mint, 'admin', key('admin'), 1_000n * MILLION);
    return new Fixture(cluster, mint);
  }

  /** Another mint, of which the admin has a million. */
  async mintOf(name: string, options: MintOptions): Promise<MadeMint> {
    const mint = await this.cluster.mintOf('admin', name, options);
    await this.cluster.give(mint, 'admin', key('admin'), MILLION);
    return mint;
  }

  nextPlanId(): bigint {
    return (this.plans += 1n);
  }

  nextGrantId(): bigint {
    return (this.grants += 1n);
  }

  send(instructions: TransactionInstruction[], payer: Person, ...signers: Keypair[]): Promise<void> {
    return this.cluster.send(instructions, keypair(payer), ...signers);
  }

  /** A plan with 1,000 tokens in it. */
  async plan({ policy, risks = [], mint = this.mint, unlock, funding = 1_000_000_000n }: PlanOptions = {}) {
    const creator = key('admin');
    const planId = this.nextPlanId();
    const address = planAddress(creator, planId);
    const roles = {
      ...{ authority: creator, operator: key('ops'), payroll: key('pay'), guardian: key('guard') },
      ...{ accelerationAuthority: key('rel'), rentRecipient: key('rent') },
    };
    const usual: Policy = {
      ...{ issueCap: MILLION, operatorCap: MILLION, cancellable: true, noticeSecs: 10, goodLeaverBps: 2_500 },
      ...{ maxPauseSecs: 86_400, voidSecs: 0, transferRule: 'withConsent', maxWithholdingBps: 5_000 },
      ...{
        recoverySecs: 30 * 86_400,
        acceptedRisks: riskBits(['mintAuthority', ...risks]),
        termsSha256: TERMS_SHA256,
        termsUri: 'https://example.org/terms',
      },
    };
    const create = createPlan({ ...mint, creator, planId, roles, policy: { ...usual, ...policy }, unlock });
    await this.send([create], 'admin');
    const tokens = { ...mint, vault: vaultAddress(address, mint.mint, mint.tokenProgram) };
    const subject: Subject = { address, tokens };
    if (funding > 0n) await this.fund(subject, funding);
    return subject;
  }

  async fund({ address, tokens }: Subject, amount: bigint): Promise<void> {
    const source = vaultAddress(key('admin'), tokens.mint, tokens.tokenProgram);
    await this.send([fundPlan({ funder: key('admin'), plan: address, planState: tokens, source, amount })], 'admin');
  }

  /** A grant of 100 tokens to the worker; returns its id. */
  async grant({ address, tokens }: Subject, options: GrantOptions = {}): Promise<bigint> {
    const { to = 'worker', amount = 100_000_000n, schedule = 'immediate', withholdingBps = 0 } = options;
    const grantId = this.nextGrantId();
    const grants = [{ beneficiary: key(to), grantId, total: amount, startTs: this.cluster.now() }];
    const issue = { issuer: key('ops'), payer: key('ops'), plan: address, vault: tokens.vault, grants };
    const shape = parseSchedule(schedule);
    await this.send([issueGrants({ ...issue, shape, withholdingBps, expiresTs: 'never' })], 'ops');
    return grantId;
  }

  /** The file of a person's key pair. */
  keyFile(person: Person): string {
    return join(this.cluster.folder, `${person}.json`);
  }

  /** A new plan with one grant, and how commands name that. */
  async granted(options: GrantOptions = {}, plan: PlanOptions = {}) {
    const subject = await this.plan(plan);
    const grantId = await this.grant(subject, options);
    const { address } = subject;
    return {
      subject,
      grantId,
      name: `${address.toBase58()}/${grantId}`,
      grant: grantAddress(address, grantId),
    };
  }
}
