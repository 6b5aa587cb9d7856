import * as sdk from '@tenure/sdk';
import { type Keypair, PublicKey, type TransactionInstruction } from '@solana/web3.js';
import type { Outcome } from '@tenure/localnet';
import { expect } from 'chai';
import { Scenario } from '../grant/scenario';
import { eventsOf, type Told } from '../support/events';
import { expectPromises } from '../support/promises';
import { people, type PlanOptions } from '../support/world';

const { authority, beneficiary, guardian, payroll, stranger } = people;

/** What a plan counts. */
export type Totals = Pick<
  sdk.Plan,
  'reserved' | 'withheld' | 'allocated' | 'claimed' | 'forfeited' | 'grantCount' | 'tombstoneCount'
>;

/** A scenario with the acts on a whole plan; each is what succeeds, but for what a test gives. */
export class PlanScenario extends Scenario {
  /** The authority's associated token account, opened when it is first needed. */
  authorityWallet(): PublicKey {
    return this.world.open(this.plan.mintHandle, authority.publicKey);
  }

  payrollWallet(): PublicKey {
    return this.world.open(this.plan.mintHandle, payroll.publicKey);
  }

  /** Someone's associated account with so many new tokens in it. */
  tokensOf({ publicKey }: Keypair, amount: bigint): PublicKey {
    return this.world.open(this.plan.mintHandle, publicKey, amount);
  }

  /** The address of a grant of the plan. */
  addressOf(grantId: bigint): PublicKey {
    return sdk.grantAddress(this.plan.address, grantId);
  }

  totals(): Totals {
    const { reserved, withheld, allocated, claimed, forfeited, grantCount, tombstoneCount } = this.planState();
    return { reserved, withheld, allocated, claimed, forfeited, grantCount, tombstoneCount };
  }

  /** The act of the authority on the plan alone. */
  planAct(): { authority: PublicKey; plan: PublicKey; expiresTs: sdk.Expiry } {
    return { authority: authority.publicKey, plan: this.plan.address, expiresTs: 'never' };
  }

  fund(amount: bigint, override: Partial<sdk.FundPlan> = {}): TransactionInstruction {
    const accounts = { funder: stranger.publicKey, plan: this.plan.address, planState: this.plan };
    return sdk.fundPlan({ ...accounts, source: this.walletOf(stranger), amount, ...override });
  }

  withdraw(amount: bigint, override: Partial<sdk.WithdrawSurplus> = {}): TransactionInstruction {
    const destination = override.destination ?? this.authorityWallet();
    return sdk.withdrawSurplus({ ...this.planAct(), planState: this.plan, amount, ...override, destination });
  }

  collectWithheld(amount: bigint, override: Partial<sdk.CollectWithheld> = {}): TransactionInstruction {
    const destination = override.destination ?? this.payrollWallet();
    const accounts = { payroll: payroll.publicKey, plan: this.plan.address, planState: this.plan };
    return sdk.collectWithheld({ ...accounts, amount, expiresTs: 'never', ...override, destination });
  }

  override setRole(
    role: sdk.Role,
    holder: PublicKey | null,
    override: Partial<sdk.SetRole> = {},
  ): TransactionInstruction {
    return sdk.setRole({ ...this.planAct(), role, holder, ...override });
  }

  propose(pendingAuthority: PublicKey | null, override: Partial<sdk.ProposeAuthority> = {}): TransactionInstruction {
    return sdk.proposeAuthority({ ...this.planAct(), pendingAuthority, ...override });
  }

  accept(pendingAuthority: PublicKey, override: Partial<sdk.AcceptAuthority> = {}): TransactionInstruction {
    return sdk.acceptAuthority({ pendingAuthority, plan: this.plan.address, expiresTs: 'never', ...override });
  }

  pauseAllClaims(secs: number, override: Partial<sdk.PauseClaims> = {}): TransactionInstruction {
    const accounts = { guardian: guardian.publicKey, plan: this.plan.address };
    return sdk.pauseClaims({ ...accounts, secs, expiresTs: 'never', ...override });
  }

  resumeAllClaims(signer: Keypair, override: Partial<sdk.ResumeClaims> = {}): TransactionInstruction {
    return sdk.resumeClaims({ signer: signer.publicKey, plan: this.plan.address, expiresTs: 'never', ...override });
  }

  sealPlan(override: Partial<sdk.SealPlan> = {}): TransactionInstruction {
    return sdk.sealPlan({ ...this.planAct(), ...override });
  }

  closePlan(override: Partial<sdk.ClosePlan> = {}): TransactionInstruction {
    const destination = override.destination ?? this.authorityWallet();
    return sdk.closePlan({ ...this.planAct(), planState: this.plan, ...override, destination });
  }

  /** A grant that is paid out and closed; its tombstone's address, if the plan still issues. */
  spent(grantId: bigint, total = 5n): PublicKey {
    const grant = this.issue({ grantId, total, shape: [{ weight: 1n, span: 0, steps: 1, unit: 'seconds' }] });
    this.run([this.claim(grant), this.closeGrant(grant)], beneficiary);
    return grant;
  }
}

/** A test in a world of its own, after which the promises must hold in every plan of it. */
export function scenario(title: string, body: (test: PlanScenario) => void, options: PlanOptions = {}): void {
  it(title, () => {
    const test = new PlanScenario(options);
    body(test);
    expectPromises(test.world);
  });
}

/** Expects exactly these events, in order; keys may be given as they are. */
export function expectEvents(outcome: Outcome, ...expected: [name: string, data: object][]): void {
  const told = expected.map(([name, data]): Told => {
    const entries = Object.entries(data).map(([key, value]: [string, unknown]) => [key, inBase58(value)]);
    return { name, data: Object.fromEntries(entries) };
  });
  expect(eventsOf(outcome)).to.deep.equal(told);
}

function inBase58(value: unknown): unknown {
  return value instanceof PublicKey ? value.toBase58() : value;
}
