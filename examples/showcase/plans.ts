/** The showcase's plans and grants. */
import type { PublicKey } from '@solana/web3.js';
import {
  claimWithAccount,
  createPlan,
  fundPlan,
  grantAddress,
  issueGrants,
  parseSchedule,
  pauseGrant,
  planAddress,
  proposeTransfer,
  riskBits,
  terminateGrant,
  vaultAddress,
  type Policy,
} from '@tenure/sdk';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY, tokens, type Name, type Stage, type Token } from './stage';

/** Years and months at their usual lengths: where exactly a start lies doesn't matter here. */
const MONTH = Math.round(365.25 * DAY) / 12;

/** A plan as the other parts need it. */
export interface Plan {
  readonly address: PublicKey;
  readonly vault: PublicKey;
  readonly token: Token;
}

/** The showcase's usual terms, some of them changed. */
export function policy(more: Partial<Policy>): Policy {
  return {
    issueCap: tokens(50_000_000),
    operatorCap: tokens(5_000_000),
    cancellable: true,
    noticeSecs: 30 * DAY,
    goodLeaverBps: 5_000,
    maxPauseSecs: 60 * DAY,
    voidSecs: DAY,
    transferRule: 'withConsent',
    recoverySecs: 30 * DAY,
    maxWithholdingBps: 4_000,
    acceptedRisks: riskBits(['mintAuthority']),
    termsSha256: createHash('sha256')
      .update(readFileSync(join(__dirname, '../terms.md')))
      .digest(),
    termsUri: 'https://example.org/terms.md',
    ...more,
  };
}

/** Makes a plan of the authority, and puts 20 million tokens into it. */
export async function found(
  stage: Stage,
  planId: bigint,
  token: Token,
  terms: Policy,
  unlockTs?: number,
): Promise<Plan> {
  const creator = stage.address('Authority');
  const address = planAddress(creator, planId);
  const { mint, tokenProgram } = token;
  const unlock =
    unlockTs === undefined
      ? undefined
      : { startTs: unlockTs, shape: [{ weight: 1_000_000_000n, span: 730 * DAY, steps: 0, unit: 'seconds' as const }] };
  await stage.send(
    [
      createPlan({
        ...{ creator, planId, mint, tokenProgram, policy: terms, unlock },
        roles: {
          authority: creator,
          operator: stage.address('Operator'),
          payroll: stage.address('Payroll'),
          guardian: stage.address('Guardian'),
          accelerationAuthority: null,
          rentRecipient: creator,
        },
      }),
    ],
    'Authority',
  );
  const vault = vaultAddress(address, mint, tokenProgram);
  const amount = tokens(20_000_000);
  const source = await stage.give(token, 'Authority', amount);
  const planState = { mint, vault, tokenProgram };
  await stage.send([fundPlan({ funder: creator, plan: address, planState, source, amount })], 'Authority');
  return { address, vault, token };
}

/** The plan that most of the showcase is about, and one with an unlock curve and a token that takes a fee. */
export async function foundPlans(stage: Stage, now: number): Promise<{ main: Plan; fee: Plan }> {
  const main = await found(stage, 1n, await stage.makeToken('LAB'), policy({}));
  const feeTerms = policy({
    ...{ cancellable: false, noticeSecs: 0, goodLeaverBps: 0, maxPauseSecs: 0, voidSecs: 0 },
    ...{ transferRule: 'free', acceptedRisks: riskBits(['transferFeeAuthority', 'mintAuthority']) },
  });
  const fee = await found(stage, 2n, await stage.makeToken('FEE', 100), feeTerms, now - 200 * DAY);
  return { main, fee };
}

/** A grant to be issued. */
export interface Row {
  readonly id: bigint;
  readonly to: Name;
  readonly total: number;
  /** When it began, months before now. */
  readonly monthsAgo: number;
  readonly schedule: string;
  readonly withholdingBps?: number;
}

/** Issues grants that begin some months before `now`, unix seconds. */
export async function issue(stage: Stage, plan: Plan, now: number, rows: readonly Row[]): Promise<void> {
  const issuer = stage.address('Operator');
  for (const { id, to, total, monthsAgo, schedule, withholdingBps = 0 } of rows) {
    const grant = {
      beneficiary: stage.address(to),
      grantId: id,
      total: tokens(total),
      startTs: Math.floor(now - monthsAgo * MONTH),
    };
    const input = { issuer, payer: issuer, plan: plan.address, vault: plan.vault, expiresTs: 'never' as const };
    await stage.send(
      [issueGrants({ ...input, shape: parseSchedule(schedule), withholdingBps, grants: [grant] })],
      'Operator',
    );
  }
}

/** What everybody has had for a while. `now` is the time at which the showcase will be looked at. */
export async function issueEarly(stage: Stage, { main, fee }: { main: Plan; fee: Plan }, now: number): Promise<void> {
  await issue(stage, main, now, [
    {
      id: 1001n,
      to: 'Employee',
      total: 480_000,
      monthsAgo: 20.2,
      schedule: 'cliff-monthly:48m:12m',
      withholdingBps: 2_500,
    },
    { id: 1002n, to: 'Employee', total: 120_000, monthsAgo: 4, schedule: 'cliff-quarterly:4y:1y' },
    { id: 1003n, to: 'Employee', total: 36_500, monthsAgo: 24, schedule: 'daily:365d' },
    { id: 1004n, to: 'Employee', total: 96_000, monthsAgo: 10, schedule: 'monthly:24m' },
    { id: 1005n, to: 'Employee', total: 200_000, monthsAgo: 14, schedule: 'graded-yearly:10/20/30/40' },
    { id: 1006n, to: 'Employee', total: 60_000, monthsAgo: 3, schedule: 'linear:12m' },
    { id: 1011n, to: 'Member 1', total: 900_000, monthsAgo: 30, schedule: 'cliff-monthly:48m:12m' },
    { id: 1012n, to: 'Member 2', total: 650_000, monthsAgo: 8, schedule: 'cliff-monthly:48m:12m' },
  ]);
  await issue(stage, fee, now, [
    { id: 2001n, to: 'Employee', total: 250_000, monthsAgo: 9, schedule: 'linear:24m' },
    { id: 2002n, to: 'Employee', total: 80_000, monthsAgo: 2, schedule: '10%@0s + 0%@6m + 90%@18m/18' },
  ]);
}

/** The employee claims from a grant, from the own wallet. */
export async function claimFrom(stage: Stage, { address, token, vault }: Plan, grantId: bigint): Promise<void> {
  const employee = stage.address('Employee');
  const input = { claimant: employee, beneficiary: employee, plan: address, planState: { ...token, vault } };
  await stage.send(claimWithAccount({ ...input, grant: grantAddress(address, grantId) }), 'Employee');
}

/** What happened lately: a pause, a termination, a proposed recovery, and a grant that is new. */
export async function changeLately(stage: Stage, { main, fee }: { main: Plan; fee: Plan }, now: number): Promise<void> {
  const authority = stage.address('Authority');
  const act = (id: bigint) => ({
    authority,
    plan: main.address,
    grant: grantAddress(main.address, id),
    expiresTs: 'never' as const,
  });
  await stage.send([pauseGrant({ ...act(1004n), limitSecs: 20 * DAY })], 'Authority');
  await stage.send([terminateGrant({ ...act(1005n), cause: 'withoutCause' })], 'Authority');
  const grant = grantAddress(fee.address, 2002n);
  const to = stage.address('Member 1');
  const guardian = stage.address('Guardian');
  const recovery = proposeTransfer({ proposer: authority, guardian, plan: fee.address, grant, to, expiresTs: 'never' });
  await stage.send([recovery], 'Authority', 'Guardian');
  await issue(stage, main, now, [{ id: 1007n, to: 'Employee', total: 24_000, monthsAgo: 1, schedule: 'monthly:24m' }]);
}
