/** Checks the import file, shows what it means, and issues it. */
import {
  batchGrants,
  boundaries,
  expiresIn,
  explainSchedule,
  fetchGrantIds,
  formatSchedule,
  grantAddress,
  segmentsOf,
  validateImport,
  escapeInvisible,
  type ImportRow,
  type Problem,
} from '@tenure/sdk';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { letOthersClaim } from './claiming';
import { count, counted, day, exactly, moment, sol, tokens } from './amounts';
import type { Lab, Spent } from './lab';
import { chapter, entry, print, Progress, styled, table, wrapped } from './terminal';

/** The most characters of a bad value that are shown. */
const MAX_VALUE = 80;

function printProblem({ line, column, value, message, remedy }: Problem): void {
  const place = [line === null ? 'file' : `line ${line}`, column].filter((part) => part !== null).join(', ');
  const shown = value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
  print();
  print(`  ${styled('red', escapeInvisible(place))}${value === '' ? '' : ` "${escapeInvisible(shown)}"`}`);
  print(`    ${wrapped(escapeInvisible(`${message}.`), 4)}`);
  print(`    ${styled('dim', wrapped(escapeInvisible(remedy), 4))}`);
}

function printProblems(problems: readonly Problem[], live: number): void {
  const lines = new Set(problems.map(({ line }) => line)).size;
  print(styled('red', `  ${counted(problems.length, 'problem')} on ${counted(lines, 'line')}:`));
  for (const problem of problems) printProblem(problem);
  print();
  print(`  Nothing was sent: the plan has ${counted(live, 'grant')}. Correct the lines and start again.`);
}

function firstTs({ startTs, endTs, shape, total }: ImportRow): number {
  for (const { ts } of boundaries(startTs, segmentsOf(shape, total))) return ts;
  return endTs;
}

function printSchedules(rows: readonly ImportRow[]): void {
  const bySchedule = new Map<string, ImportRow[]>();
  for (const row of rows) {
    const schedule = formatSchedule(row.shape);
    bySchedule.set(schedule, [...(bySchedule.get(schedule) ?? []), row]);
  }
  const sum = (group: readonly ImportRow[]) => group.reduce((all, { total }) => all + total, 0n);
  const line = (name: string, group: readonly ImportRow[]) => [
    name,
    String(group.length),
    tokens(sum(group)),
    day(Math.min(...group.map(firstTs))),
    day(Math.max(...group.map(({ endTs }) => endTs))),
  ];
  const groups = [...bySchedule].map(([schedule, group]) => ({ schedule, group }));
  groups.sort((a, b) => (sum(a.group) < sum(b.group) ? 1 : -1));
  table(
    [
      { name: 'schedule', atLeast: 40 },
      { name: 'grants', align: 'right' },
      { name: 'tokens', align: 'right' },
      { name: 'first vesting' },
      { name: 'last vesting' },
    ],
    groups.map(({ schedule, group }) => line(schedule, group)),
    {
      notes: groups.map(({ group }) => explainSchedule(group[0]?.shape ?? [])),
      sums: [line('together', rows)],
    },
  );
}

async function issue(lab: Lab, rows: readonly ImportRow[]): Promise<void> {
  const { operator } = lab.cast;
  const plan = await lab.plan();
  const batches = batchGrants(rows, {
    issuer: operator.publicKey,
    payer: operator.publicKey,
    plan: plan.address,
    vault: plan.vault,
    expiresTs: expiresIn(600, lab.chain.now()),
  });
  const spent: Spent = { transactions: 0, computeUnits: 0 };
  const progress = new Progress('issuing', rows.length);
  let done = 0;
  for (const batch of batches) {
    lab.send(batch.instructions, operator, spent);
    done += batch.rows.length;
    progress.update(done);
  }
  const rent = rows.reduce((sum, { grantId }) => sum + lab.chain.balance(grantAddress(plan.address, grantId)), 0n);
  const most = Math.max(...batches.map((batch) => batch.rows.length));
  entry(
    'transactions',
    `${spent.transactions}, of up to ${counted(most, 'grant')}; those of one schedule share an instruction`,
  );
  entry('compute units', `${count(spent.computeUnits)}, ${count(spent.computeUnits / rows.length)} a grant`);
  entry('rent', `${sol(rent)}, ${sol(rent / BigInt(rows.length))} a grant, returned when a grant is closed`);
  const { reserved, issueCap, allocated } = await lab.plan();
  entry('reserved', `${exactly(reserved)} in the vault; ${exactly(issueCap - allocated)} left of the cap`);
}

/** Issues the grants of a file. Returns its rows, or none after it listed what is wrong. */
export async function issueFile(lab: Lab, path: string): Promise<readonly ImportRow[]> {
  chapter(`3  ${basename(path)}`);
  const plan = await lab.plan();
  const { rows, problems } = validateImport(readFileSync(path, 'utf8'), {
    plan,
    vaultAmount: await lab.vaultAmount(),
    existingIds: await fetchGrantIds(lab.chain, plan.address),
    now: lab.chain.now(),
  });
  if (problems.length > 0) {
    printProblems(problems, (await lab.plan()).grantCount);
    return [];
  }
  print(`  ${counted(rows.length, 'grant')}, checked against the plan: no problem. To be issued:`);
  print();
  printSchedules(rows);

  // Nothing needs issuing before the first grant begins.
  const begin = Math.min(...rows.map(({ startTs }) => startTs));
  if (begin > lab.chain.now()) lab.chain.setTime(begin);
  chapter(`4  Issuing, ${moment(lab.chain.now())}`);
  await issue(lab, rows);
  await letOthersClaim(lab, rows);
  return rows;
}
