/** Plays the years after the issue: dates, claims, a dismissal, payroll. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import {
  collectWithheld,
  expiresIn,
  fetchMilestonesByPlan,
  plusMonths,
  vestedAt,
  type Grant,
  type Plan,
} from '@tenure/sdk';
import { day, tokens } from './amounts';
import { claimForAll, claimToOwnAccount, type ClaimsSent } from './claiming';
import type { Named } from './labels';
import type { Lab } from './lab';
import { dismiss, settle, type Dismissal } from './leaving';
import { bar, chapter, percent, print, styled, tell } from './terminal';

/** The two quarters, from the first, at which something special happens. */
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
      if (vested < (this.before.get(grant.grantId) ?? 0n)) this.falls.push(`grant ${grant.grantId} on ${day(now)}`);
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
  const numbers = [vested, claimed, withheld, reserved].map((amount) => tokens(amount).padStart(NUMBER)).join('');
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
    createAssociatedTokenAccountIdempotentInstruction(owner, destination, owner, plan.mint, plan.tokenProgram),
    collectWithheld({
      payroll: owner,
      plan: plan.address,
      planState: plan,
      destination,
      amount: plan.withheld,
      expiresTs: expiresIn(600, lab.chain.now()),
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

/** Four years, a quarter at a step, until everything is paid. */
export class Course {
  private readonly watch = new Watch();
  private readonly claims: ClaimsSent = { claims: 0, accountsOpened: 0, transactions: 0, computeUnits: 0 };
  private dismissal: Dismissal | undefined;
  private dates = 0;

  /** `begin` is when the four years begin, unix seconds. */
  constructor(
    private readonly lab: Lab,
    private readonly rows: readonly Named[],
    private readonly begin: number,
  ) {}

  /** What was seen so far. */
  get seen(): Years {
    const { dates, claims, dismissal } = this;
    return { dates, claims, dismissal, looks: this.watch.looks, falls: this.watch.falls };
  }

  /** Sees that nothing vested has fallen. */
  async look(): Promise<void> {
    this.watch.look(await this.lab.plan(), await this.lab.grants(), this.lab.chain.now());
  }

  /** Plays these quarters, from the first on. */
  async play(title: string, first: number, last: number): Promise<void> {
    chapter(title);
    heading();
    await this.look();
    for (let quarter = first; quarter <= last; quarter += 1) {
      if ((await this.lab.plan()).reserved === 0n) return;
      this.lab.chain.setTime(plusMonths(this.begin, 3 * quarter));
      await this.playQuarter(quarter);
    }
  }

  private async playQuarter(quarter: number): Promise<void> {
    const { lab, rows } = this;
    const { chain } = lab;
    this.dates += 1;
    await this.look();
    if (quarter === OWN_CLAIM) tell(chain.now(), await claimToOwnAccount(lab, rows));
    await claimForAll(lab, this.claims);
    row(await lab.plan(), await vestedOf(lab), chain.now());
    if (quarter === DISMISSAL) await this.dismissOne();
    const collected = quarter % 4 === 0 ? await collect(lab) : undefined;
    if (collected !== undefined) tell(chain.now(), collected);
    await this.look();
  }

  private async dismissOne(): Promise<void> {
    const { chain } = this.lab;
    const dismissal = await dismiss(this.lab, this.rows);
    this.dismissal = dismissal;
    if (dismissal === undefined) return;
    for (const told of dismissal.told) tell(chain.now(), told);
    await this.look();
    chain.setTime(dismissal.settleTs);
    await this.look();
    tell(chain.now(), await settle(this.lab, dismissal));
  }
}
