/** Who holds what in the end, and whether every promise was kept. */
import { AccountLayout } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import {
  auditPlan,
  claimableAt,
  fetchMetricsByPlan,
  fetchMilestonesByPlan,
  fetchVoting,
  formatSchedule,
  milestoneClaimableAt,
  vestedAt,
  type Grant,
  type Metric,
  type Milestone,
  type Plan,
  type Voting,
} from '@tenure/sdk';
import { count, counted, decimal, exactly, grouped, moment, short, sol, tokens } from './amounts';
import { checksOfVotes, type Check } from './checks';
import type { Failure } from './failure';
import { termsHash } from './founding';
import { labelOf, type Named } from './labels';
import { SUPPLY, type Lab } from './lab';
import type { Parting } from './parting';
import type { Result } from './research';
import { chapter, entry, print, styled, table, wrapped } from './terminal';
import type { Years } from './years';

/** Where checks are listed that show no single promise. */
const LAST = 99;

function status(plan: Plan, grant: Grant, now: number): string {
  if (grant.status === 'settled') return 'left';
  if (grant.status !== 'active') return grant.status;
  if (vestedAt(plan, grant, now) < grant.total) return 'vesting';
  return grant.claimed === grant.total ? 'paid out' : 'vested';
}

function sumOf<T>(items: readonly T[], amount: (item: T) => bigint): bigint {
  return items.reduce((sum, item) => sum + amount(item), 0n);
}

/** All that stands on the chain in the end. */
interface Standing {
  readonly plan: Plan;
  readonly grants: readonly Grant[];
  readonly milestones: readonly Milestone[];
  readonly metrics: readonly Metric[];
  readonly voting: Voting | null;
}

async function standing(lab: Lab): Promise<Standing> {
  const { chain, planAddress } = lab;
  const plan = await lab.plan();
  const milestones = await fetchMilestonesByPlan(chain, planAddress);
  const metrics = await fetchMetricsByPlan(chain, planAddress);
  return { plan, grants: await lab.grants(), milestones, metrics, voting: await fetchVoting(chain, plan) };
}

/** The milestones of a grant as lines below it. */
function milestoneRows(lab: Lab, { metrics, milestones }: Standing, { address, beneficiary }: Grant): string[][] {
  const its = milestones.filter(({ grant }) => grant.equals(address)).sort((a, b) => a.index - b.index);
  return its.map(({ address: at, metric, payout, claimed, targetAmount, status: state }) => {
    const { withheld, received } = lab.paidOf(at);
    const key = metrics.find((candidate) => candidate.address.equals(metric))?.key ?? '';
    const amounts = [targetAmount, payout, claimed, withheld, received].map(tokens);
    return [`  ${key}`, short(beneficiary), 'by its result', ...amounts, state];
  });
}

function printHoldings(lab: Lab, all: Standing, rows: readonly Named[]): void {
  const { plan, grants, milestones } = all;
  const now = lab.chain.now();
  const shapes = new Map(rows.map(({ grantId, shape }) => [grantId, formatSchedule(shape)]));
  const paid = ({ address }: Grant | Milestone) => lab.paidOf(address);
  const both = [...grants, ...milestones];
  const right = (name: string) => ({ name, align: 'right' as const });
  table(
    [
      { name: 'grant', atLeast: 8 },
      { name: 'wallet' },
      { name: 'schedule', atLeast: 8 },
      ...['granted', 'vested', 'claimed', 'withheld', 'received'].map(right),
      { name: 'status' },
    ],
    grants.flatMap((grant) => [
      [
        labelOf(rows, grant.grantId),
        short(grant.beneficiary),
        shapes.get(grant.grantId) ?? '',
        tokens(grant.total),
        tokens(vestedAt(plan, grant, now)),
        tokens(grant.claimed),
        tokens(paid(grant).withheld),
        tokens(paid(grant).received),
        status(plan, grant, now),
      ],
      ...milestoneRows(lab, all, grant),
    ]),
    {
      sums: [
        [
          counted(grants.length, 'grant'),
          '',
          '',
          tokens(sumOf(grants, ({ total }) => total) + sumOf(milestones, ({ targetAmount }) => targetAmount)),
          tokens(sumOf(grants, (grant) => vestedAt(plan, grant, now)) + sumOf(milestones, ({ payout }) => payout)),
          tokens(sumOf(both, ({ claimed }) => claimed)),
          tokens(sumOf(both, (one) => paid(one).withheld)),
          tokens(sumOf(both, (one) => paid(one).received)),
          '',
        ],
      ],
    },
  );
}

/** Tokens of the mint by their owner, base units: every token account there is, not only those we know of. */
async function holders(lab: Lab, plan: Plan): Promise<Map<string, bigint>> {
  const filters = [{ dataSize: AccountLayout.span }, { memcmp: { offset: 0, bytes: plan.mint.toBase58() } }];
  const held = new Map<string, bigint>();
  for (const { account } of await lab.chain.getProgramAccounts(plan.tokenProgram, { filters })) {
    const { owner, amount } = AccountLayout.decode(account.data);
    held.set(owner.toBase58(), (held.get(owner.toBase58()) ?? 0n) + amount);
  }
  return held;
}

/** Whether a milestone of the grant has something left to claim. */
function owesMilestone({ plan, grants, milestones }: Standing, address: PublicKey, now: number): boolean {
  const grant = grants.find((candidate) => candidate.address.equals(address));
  const its = milestones.filter((milestone) => milestone.grant.equals(address));
  return grant !== undefined && its.some((milestone) => milestoneClaimableAt(plan, grant, milestone, now).due > 0n);
}

/** Whether what a result decided lies among what the honest oracles said. */
function checkOfResult({ metric, statements }: Result): Check {
  const { key, exponent, value } = metric;
  const honest = statements.filter(({ reading }) => reading.oracle !== 'broker').map(({ attested }) => attested);
  const [least = 0n, ...more] = [...honest].sort((a, b) => (a < b ? -1 : 1));
  const most = more.at(-1) ?? least;
  const lies = statements.filter(({ reading }) => reading.oracle === 'broker').map(({ attested }) => attested);
  const number = (units: bigint) => decimal(units, exponent);
  return {
    says: `The lie did not decide ${key}.`,
    holds: metric.status === 'final' && value !== null && value >= least && value <= most,
    figures:
      `final ${number(value ?? 0n)} among the honest ${honest.map(number).join(' and ')}; ` +
      `the lie was ${lies.map(number).join()}`,
  };
}

/** What no snapshot of the plan shows alone: what was seen on the way, and where all the tokens are. */
async function checksOfRun(lab: Lab, all: Standing, years: Years): Promise<Check[]> {
  const { plan, grants, milestones } = all;
  const both = [...grants, ...milestones];
  const held = await holders(lab, plan);
  const of = (key: { toBase58(): string }) => held.get(key.toBase58()) ?? 0n;
  const people = [...new Map(grants.map(({ beneficiary }) => [beneficiary.toBase58(), beneficiary])).values()];
  const received = sumOf(both, ({ address }) => lab.paidOf(address).received);
  const withheld = sumOf(both, ({ address }) => lab.paidOf(address).withheld);
  const theirs = sumOf(people, of);
  const vault = of(plan.address);
  const payroll = of(lab.cast.payroll.publicKey);
  const treasury = of(lab.cast.treasury.publicKey);
  const depositors = of(lab.cast.supporter.publicKey) + of(lab.cast.latecomer.publicKey);
  const together = sumOf([...held.values()], (amount) => amount);
  const now = lab.chain.now();
  const unpaid = [
    ...grants.filter((grant) => claimableAt(plan, grant, now).due > 0n),
    ...grants.filter(({ address }) => owesMilestone(all, address, now)),
  ];
  const { dismissal, falls, looks } = years;
  const left = grants.find(({ grantId }) => grantId === dismissal?.grantId);
  const hash = Buffer.from(plan.termsSha256).toString('hex');
  const checks: Check[] = [
    {
      says: 'Vested never fell, on no date and by no act.',
      holds: falls.length === 0,
      figures:
        falls.length === 0
          ? `${counted(looks, 'reading')} of grants over ${counted(years.dates, 'quarter')}`
          : falls.join(', '),
    },
    {
      says: 'Everything vested has been paid.',
      holds: unpaid.length === 0,
      figures: `${counted(unpaid.length, 'grant')} with something left to claim`,
    },
    {
      says: 'What claims paid is in the accounts of those who earned it.',
      holds: theirs === received && both.every(({ address, claimed }) => lab.paidOf(address).gross === claimed),
      figures: `${exactly(theirs)} = ${exactly(received)} over ${counted(people.length, 'wallet')}`,
    },
    {
      says: 'What was withheld is with payroll, or waits for it.',
      holds: payroll + plan.withheld === withheld,
      figures: `${exactly(payroll)} + ${exactly(plan.withheld)} = ${exactly(withheld)}`,
    },
    {
      says: 'Minted = held by everybody together.',
      holds: together === SUPPLY && together === theirs + vault + payroll + treasury + depositors,
      figures:
        `${exactly(SUPPLY)} = people ${exactly(theirs)} + payroll ${exactly(payroll)} ` +
        `+ vault ${exactly(vault)} + depositors ${exactly(depositors)} + treasury ${exactly(treasury)}`,
    },
    {
      says: 'The terms are the ones that the plan was made with.',
      holds: termsHash().equals(plan.termsSha256),
      figures: `SHA-256 of ${plan.termsUri} = ${hash.slice(0, 16)}…`,
    },
  ];
  if (dismissal === undefined || left === undefined) return checks;
  const { vestedBefore, tooEarly } = dismissal;
  const vested = vestedAt(plan, left, lab.chain.now());
  const termination: Check = {
    says: 'The termination took back nothing that had vested, and waited for its notice.',
    holds: vested >= vestedBefore && left.claimed === vested && tooEarly === 'TerminationNotDue',
    figures: `vested ${exactly(vested)} >= ${exactly(vestedBefore)}; too early: ${tooEarly}`,
  };
  return [termination, ...checks];
}

function printCheck({ promise, says, holds, figures }: Check): void {
  const mark = holds ? styled('green', '✓') : styled('red', '✗ BROKEN');
  print(`  ${mark} ${`${promise ?? ''}`.padEnd(3)}${wrapped(says, 7)}`);
  print(`       ${styled('dim', wrapped(figures, 7))}`);
}

/** What happened on the way, as far as it did. */
export interface Story {
  readonly years: Years;
  readonly results: readonly Result[];
  readonly failure: Failure | undefined;
  readonly parting: Parting | undefined;
}

/** Prints how it ended. Returns whether every promise was kept. */
export async function finish(
  lab: Lab,
  rows: readonly Named[],
  { years, results, failure, parting }: Story,
): Promise<boolean> {
  const all = await standing(lab);
  const now = lab.chain.now();
  chapter(`10  Who holds what, ${moment(now)}, in tokens`);
  printHoldings(lab, all, rows);
  print();
  const { claims, accountsOpened, transactions, computeUnits } = years.claims;
  entry(
    'keeper',
    `${counted(claims, 'claim')} in ${counted(transactions, 'transaction')}, ` +
      `${counted(accountsOpened, 'token account')} opened`,
  );
  if (claims > 0) entry('compute units', `${count(computeUnits / claims)} a claim, the opening of accounts included`);
  entry('keeper paid', `${sol(lab.spentBy(lab.cast.keeper.publicKey))} for fees and the rent of those accounts`);

  chapter('11  The promises, checked against the chain');
  const findings = auditPlan({ ...all, vaultAmount: await lab.vaultAmount(), now });
  const checks: readonly Check[] = [
    ...findings.map((finding) => ({ ...finding, figures: grouped(finding.figures) })),
    ...checksOfVotes(failure, parting),
    ...results.map(checkOfResult),
    ...(await checksOfRun(lab, all, years)),
  ];
  print(styled('dim', '  Numbers as in the README; figures without a unit are base units, a millionth of a token.'));
  const numbered = [...checks].sort((a, b) => (a.promise ?? LAST) - (b.promise ?? LAST));
  for (const check of numbered) printCheck(check);
  const broken = checks.filter(({ holds }) => !holds).length;
  print();
  const made = checks.length;
  print(broken === 0 ? styled('green', `  All ${made} hold.`) : styled('red', `  ${broken} of ${made} are broken.`));
  return broken === 0;
}
