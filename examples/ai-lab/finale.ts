/** Who holds what in the end, and whether every promise was kept. */
import { AccountLayout } from '@solana/spl-token';
import {
  auditPlan,
  claimableAt,
  formatSchedule,
  vestedAt,
  type Grant,
  type ImportRow,
  type Plan,
} from '@tenure/sdk';
import { count, counted, exactly, grouped, moment, short, sol, tokens } from './amounts';
import { termsHash } from './founding';
import { labelOf } from './labels';
import { SUPPLY, type Lab } from './lab';
import { chapter, entry, print, styled, table, wrapped } from './terminal';
import type { Years } from './years';

/** A statement, and whether it is true. */
interface Check {
  readonly says: string;
  readonly holds: boolean;
  readonly figures: string;
}

function status(plan: Plan, grant: Grant, now: number): string {
  if (grant.status === 'settled') return 'left';
  if (grant.status !== 'active') return grant.status;
  if (vestedAt(plan, grant, now) < grant.total) return 'vesting';
  return grant.claimed === grant.total ? 'paid out' : 'vested';
}

function sumOf<T>(items: readonly T[], amount: (item: T) => bigint): bigint {
  return items.reduce((sum, item) => sum + amount(item), 0n);
}

function printHoldings(lab: Lab, plan: Plan, grants: readonly Grant[], rows: readonly ImportRow[]): void {
  const now = lab.chain.now();
  const shapes = new Map(rows.map(({ grantId, shape }) => [grantId, formatSchedule(shape)]));
  const paid = (grant: Grant) => lab.paidOf(grant.address);
  const right = (name: string) => ({ name, align: 'right' as const });
  table(
    [
      { name: 'grant', atLeast: 8 },
      { name: 'wallet' },
      { name: 'schedule', atLeast: 8 },
      ...['granted', 'vested', 'claimed', 'withheld', 'received'].map(right),
      { name: 'status' },
    ],
    grants.map((grant) => [
      labelOf(rows, grant.grantId),
      short(grant.beneficiary),
      shapes.get(grant.grantId) ?? '',
      tokens(grant.total),
      tokens(vestedAt(plan, grant, now)),
      tokens(grant.claimed),
      tokens(paid(grant).withheld),
      tokens(paid(grant).received),
      status(plan, grant, now),
    ]),
    {
      sums: [
        [
          counted(grants.length, 'grant'),
          '',
          '',
          tokens(sumOf(grants, ({ total }) => total)),
          tokens(sumOf(grants, (grant) => vestedAt(plan, grant, now))),
          tokens(sumOf(grants, ({ claimed }) => claimed)),
          tokens(sumOf(grants, (grant) => paid(grant).withheld)),
          tokens(sumOf(grants, (grant) => paid(grant).received)),
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

/** What no snapshot of the plan shows alone: what was seen on the way, and where all the tokens are. */
async function checksOfRun(lab: Lab, plan: Plan, grants: readonly Grant[], years: Years): Promise<Check[]> {
  const held = await holders(lab, plan);
  const of = (key: { toBase58(): string }) => held.get(key.toBase58()) ?? 0n;
  const people = [
    ...new Map(grants.map(({ beneficiary }) => [beneficiary.toBase58(), beneficiary])).values(),
  ];
  const received = sumOf(grants, ({ address }) => lab.paidOf(address).received);
  const withheld = sumOf(grants, ({ address }) => lab.paidOf(address).withheld);
  const theirs = sumOf(people, of);
  const vault = of(plan.address);
  const payroll = of(lab.cast.payroll.publicKey);
  const treasury = of(lab.cast.treasury.publicKey);
  const all = sumOf([...held.values()], (amount) => amount);
  const unpaid = grants.filter((grant) => claimableAt(plan, grant, lab.chain.now()).due > 0n);
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
      holds:
        theirs === received && grants.every(({ address, claimed }) => lab.paidOf(address).gross === claimed),
      figures: `${exactly(theirs)} = ${exactly(received)} over ${counted(people.length, 'wallet')}`,
    },
    {
      says: 'What was withheld is with payroll, or waits for it.',
      holds: payroll + plan.withheld === withheld,
      figures: `${exactly(payroll)} + ${exactly(plan.withheld)} = ${exactly(withheld)}`,
    },
    {
      says: 'Minted = held by everybody together.',
      holds: all === SUPPLY && all === theirs + vault + payroll + treasury,
      figures:
        `${exactly(SUPPLY)} = people ${exactly(theirs)} + payroll ${exactly(payroll)} ` +
        `+ vault ${exactly(vault)} + treasury ${exactly(treasury)}`,
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

function printCheck({ says, holds, figures }: Check, number = ''): void {
  const mark = holds ? styled('green', '✓') : styled('red', '✗ BROKEN');
  print(`  ${mark} ${number.padEnd(3)}${says}`);
  print(`       ${styled('dim', wrapped(figures, 7))}`);
}

/** Prints how it ended. Returns whether every promise was kept. */
export async function finish(lab: Lab, rows: readonly ImportRow[], years: Years): Promise<boolean> {
  const [plan, grants, vaultAmount] = [await lab.plan(), await lab.grants(), await lab.vaultAmount()];
  const now = lab.chain.now();
  chapter(`6  Who holds what, ${moment(now)}, in tokens`);
  printHoldings(lab, plan, grants, rows);
  print();
  const { claims, accountsOpened, transactions, computeUnits } = years.claims;
  entry(
    'keeper',
    `${counted(claims, 'claim')} in ${counted(transactions, 'transaction')}, ` +
      `${counted(accountsOpened, 'token account')} opened`,
  );
  if (claims > 0)
    entry('compute units', `${count(computeUnits / claims)} a claim, the opening of accounts included`);
  entry(
    'keeper paid',
    `${sol(lab.spentBy(lab.cast.keeper.publicKey))} for fees and the rent of those accounts`,
  );

  chapter('7  The promises, checked against the chain');
  const findings = auditPlan({ plan, grants, vaultAmount, now });
  const checks = await checksOfRun(lab, plan, grants, years);
  print(
    styled(
      'dim',
      '  Numbers as in the README; figures without a unit are base units, a millionth of a token.',
    ),
  );
  for (const finding of findings)
    printCheck({ ...finding, figures: grouped(finding.figures) }, `${finding.promise}`);
  for (const check of checks) printCheck(check);
  const broken = [...findings, ...checks].filter(({ holds }) => !holds).length;
  print();
  const all = findings.length + checks.length;
  print(
    broken === 0 ? styled('green', `  All ${all} hold.`) : styled('red', `  ${broken} of ${all} are broken.`),
  );
  return broken === 0;
}
