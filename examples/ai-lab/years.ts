/** Plays the years after the issue: dates, claims, a dismissal, payroll. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import {
  collectWithheld,
  fetchMilestonesByPlan,
  plusMonths,
  vestedAt,
  type Grant,
  type Plan,
} from '@tenure/sdk';
import { day, moment, tokens } from './amounts';
import { claimForAll, claimToOwnAccount, type ClaimsSent } from './claiming';
import type { Named } from './labels';
import type { Lab } from './lab';
import { dismiss, settle, type Dismissal } from './leaving';
import { bar, chapter, percent, print, styled, tell } from './terminal';

/** Four years of quarters; the two quarters, from the first, at which something special happens. */
const QUARTERS = 16;
const DISMISSAL = 6;
const OWN_CLAIM = 8;

/** What was seen on the way that the final state can't show. */
export interface Years {
  readonly dates: number;
  /** How often a grant was looked at, and when its vested amount had fallen since the time before. */
  readonly looks: number;
  readonly falls: readonly string[];
  readonly claims: ClaimsSent;
  readonly dismissal: Dismissal | undefined;
}

/** Remembers what was vested, to see that it never falls. */
class Watch {
  looks = 0;
  readonly falls: string[] = [];
  private readonly before = new Map<bigint, bigint>();

  look(plan: Plan, grants: readonly Grant[], now: number): void {
    for (const grant of grants) {
      const vested = vestedAt(plan, grant, now);
      if (vested < (this.before.get(grant.grantId) ?? 0n))
        this.falls.push(`grant ${grant.grantId} on ${day(now)}`);
      this.before.set(grant.grantId, vested);
      this.looks += 1;
    }
  }
}

const NUMBER = 14;
const BAR = 32;

function heading(): void {
  const names = ['vested', 'claimed', 'withheld', 'reserved'].map((name) => name.padStart(NUMBER)).join('');
  print(styled('bold', `  ${'date'.padEnd(10)}${names}  vested of all that is granted`));
  print(styled('dim', `  ${'─'.repeat(10 + 4 * NUMBER + 2 + BAR + 6)}`));
}

function row(plan: Plan, vested: bigint, now: number): void {
  const { claimed, withheld, reserved } = plan;
  const numbers = [vested, claimed, withheld, reserved]
    .map((amount) => tokens(amount).padStart(NUMBER))
    .join('');
  const granted = plan.allocated - plan.forfeited;
  const drawn = styled('green', bar(vested, granted, BAR));
  print(`  ${day(now)}${numbers}  ${drawn} ${percent(vested, granted).padStart(5)}`);
}

async function collect(lab: Lab): Promise<string | undefined> {
  const { payroll } = lab.cast;
  const plan = await lab.plan();
  if (plan.withheld === 0n) return undefined;
  const owner = payroll.publicKey;
  const destination = lab.account(owner);
  const instructions = [
    createAssociatedTokenAccountIdempotentInstruction(
      owner,
      destination,
      owner,
      plan.mint,
      plan.tokenProgram,
    ),
    collectWithheld({
      payroll: owner,
      plan: plan.address,
      planState: plan,
      destination,
      amount: plan.withheld,
    }),
  ];
  lab.send(instructions, payroll);
  return `Payroll collects the ${tokens(plan.withheld)} tokens withheld.`;
}

/** Vested now of all grants, and what results have paid. */
async function vestedOf(lab: Lab): Promise<bigint> {
  const plan = await lab.plan();
  const milestones = await fetchMilestonesByPlan(lab.chain, plan.address);
  const amounts = [
    ...(await lab.grants()).map((grant) => vestedAt(plan, grant, lab.chain.now())),
    ...milestones.map(({ payout }) => payout),
  ];
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** Lets time pass, a quarter at a step, until four years from `begin` are over or everything is paid. */
export async function playYears(lab: Lab, rows: readonly Named[], begin: number): Promise<Years> {
  const { chain } = lab;
  const watch = new Watch();
  const claims: ClaimsSent = { claims: 0, accountsOpened: 0, transactions: 0, computeUnits: 0 };
  let dismissal: Dismissal | undefined;
  let dates = 0;
  const look = async () => watch.look(await lab.plan(), await lab.grants(), chain.now());

  chapter(`6  Four years from ${moment(begin)}, in tokens`);
  heading();
  await look();
  for (let quarter = 1; quarter <= QUARTERS; quarter += 1) {
    chain.setTime(plusMonths(begin, 3 * quarter));
    dates += 1;
    await look();
    if (quarter === OWN_CLAIM) tell(chain.now(), await claimToOwnAccount(lab, rows));
    await claimForAll(lab, claims);
    row(await lab.plan(), await vestedOf(lab), chain.now());
    if (quarter === DISMISSAL) {
      dismissal = await dismiss(lab, rows);
      if (dismissal !== undefined) {
        for (const told of dismissal.told) tell(chain.now(), told);
        await look();
        chain.setTime(dismissal.settleTs);
        await look();
        tell(chain.now(), await settle(lab, dismissal));
      }
    }
    const collected = quarter % 4 === 0 ? await collect(lab) : undefined;
    if (collected !== undefined) tell(chain.now(), collected);
    await look();
    if ((await lab.plan()).reserved === 0n) break;
  }
  return { dates, looks: watch.looks, falls: watch.falls, claims, dismissal };
}
