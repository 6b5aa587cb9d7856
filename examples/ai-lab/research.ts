/** A research grant with two milestones: three oracles attest results, one of them lies, the tranches pay. */
import type { PublicKey } from '@solana/web3.js';
import {
  claimMilestoneWithAccount,
  createMetric,
  createOracleSet,
  expiresIn,
  fetchMetric,
  fetchMilestone,
  finalizeMetric,
  fundPlan,
  grantAddress,
  issueGrants,
  issueMilestone,
  MAX_TS,
  maxAmount,
  metricAddress,
  milestoneAddress,
  parseSchedule,
  payoutAt,
  settleMilestone,
  type Metric,
  type Milestone,
  type ShapeSegment,
} from '@tenure/sdk';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decimal, DECIMALS, exactly, moment, short } from './amounts';
import { letOthersClaim } from './claiming';
import type { Named } from './labels';
import { walletOf, type Lab } from './lab';
import { attestAll, type Statement } from './oracles';
import { questions, type Question } from './questions';
import { bar, chapter, entry, percent, print, styled, table, tell } from './terminal';

const LABEL = 'research-lead';
const TOTAL = 1_200_000n * 10n ** BigInt(DECIMALS);
/** What is held back for payroll, basis points. */
const WITHHOLDING = 3_000;
const SCHEDULE = 'cliff-monthly:48m:12m';
const YEARS_SECS = 5 * 366 * 86_400;
const BAR = 30;

/** A grant of the story that is not in the file. */
export interface Research extends Named {
  readonly grantId: bigint;
  readonly label: string;
  readonly shape: readonly ShapeSegment[];
  /** Both results with everything that was said. */
  readonly results: readonly Result[];
}

/** A result, and what was said about it. */
export interface Result {
  readonly metric: Metric;
  readonly statements: readonly Statement[];
}

/** The first number that no grant of the file has. */
function freeId(rows: readonly Named[]): bigint {
  const taken = new Set(rows.map(({ grantId }) => grantId));
  let id = 1n;
  while (taken.has(id)) id += 1n;
  return id;
}

/** What the grant and the most of its milestones need, from the treasury. */
async function fund(lab: Lab, asked: readonly Question[]): Promise<void> {
  const { treasury } = lab.cast;
  const most = asked.reduce((sum, { targetAmount, curve }) => sum + maxAmount(targetAmount, curve), TOTAL);
  const instruction = fundPlan({
    funder: treasury.publicKey,
    plan: lab.planAddress,
    planState: await lab.plan(),
    source: lab.account(treasury.publicKey),
    amount: most,
  });
  lab.send([instruction], treasury);
}

function nameOracles(lab: Lab, expiresTs: number): void {
  const { authority, evaluator, auditor, broker } = lab.cast;
  const attestors = [evaluator, auditor, broker].map(({ publicKey }) => publicKey);
  const key = authority.publicKey;
  const set = { authority: key, payer: key, plan: lab.planAddress, attestors, threshold: 2, expiresTs };
  lab.send([createOracleSet(set)], authority);
}

async function issue(lab: Lab, grantId: bigint, asked: readonly Question[]): Promise<void> {
  const { authority } = lab.cast;
  const key = authority.publicKey;
  const { address: plan, vault } = await lab.plan();
  const now = lab.chain.now();
  const common = { payer: key, plan, expiresTs: expiresIn(600, now) };
  nameOracles(lab, common.expiresTs);
  const grants = [{ grantId, beneficiary: walletOf(LABEL).publicKey, total: TOTAL, startTs: now }];
  const shape = parseSchedule(SCHEDULE);
  const input = { ...common, issuer: key, vault, shape, withholdingBps: WITHHOLDING, grants };
  lab.send([issueGrants(input)], authority);
  await letOthersClaim(lab, [{ grantId, label: LABEL, shape }]);
  const grant = grantAddress(plan, grantId);
  for (const [index, { definition, curve, targetAmount, deadlineTs }] of asked.entries()) {
    const metric = metricAddress(plan, definition.key);
    const milestone = {
      issuer: key,
      vault,
      grant,
      metric,
      index,
      targetAmount,
      ...curve,
      deadlineTs,
      shape: [],
    };
    const instructions = [
      createMetric({ ...common, authority: key, ...definition }),
      issueMilestone({ ...common, ...milestone }),
    ];
    lab.send(instructions, authority);
  }
}

function describe({ title, definition, curve, targetAmount, deadlineTs }: Question): void {
  const { exponent } = definition;
  const at = (value: bigint) => decimal(value, exponent);
  const target = exactly(targetAmount);
  const least = `${at(curve.threshold)} pays ${curve.thresholdBps / 100} % of ${target}`;
  const most = `${at(curve.maximum)} and beyond ${curve.maxBps / 100} %`;
  const by = `It must be so, and reported, by ${moment(deadlineTs)}.`;
  entry(definition.key, `${title}: ${least}, ${at(curve.target)} all of it, ${most}. ${by}`);
}

function printStatements({ exponent, value }: Metric, statements: readonly Statement[]): void {
  const right = (name: string) => ({ name, align: 'right' as const });
  const off = (difference: bigint) => `${difference > 0n ? '+' : ''}${decimal(difference, exponent)}`;
  table(
    [
      { name: 'oracle' },
      { name: 'reads' },
      right('attests'),
      right('off the median'),
      right('its evidence says'),
      { name: '' },
    ],
    statements.map(({ reading, attested, recomputed }) => [
      reading.oracle,
      reading.reads,
      decimal(attested, exponent),
      off(attested - (value ?? 0n)),
      decimal(recomputed, exponent),
      recomputed === attested ? 'the same' : 'SOMETHING ELSE',
    ]),
  );
}

/** The payout curve as bars, with the result in its place. */
function printCurve(milestone: Milestone, metric: Metric): void {
  const { threshold, target, maximum, targetAmount, maxAmount: most } = milestone;
  const corners = [
    [threshold, 'threshold'],
    [target, 'target'],
    [maximum, 'maximum'],
    [metric.value ?? 0n, '◀ the result'],
  ] as const;
  for (const [value, name] of [...corners].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const pays = payoutAt(milestone, metric, value);
    const drawn = styled('green', bar(pays, most, BAR));
    const amount = `${percent(pays, targetAmount).padStart(6)}${exactly(pays).padStart(22)}`;
    print(`  ${decimal(value, metric.exponent).padStart(12)}  ${drawn} ${amount}  ${name}`);
  }
}

/** One question from the first attestation to the payment. */
async function play(lab: Lab, grant: PublicKey, index: number, question: Question, evidence: string): Promise<Result> {
  const { chain, cast } = lab;
  const { definition, attestTs, readings, moral } = question;
  const plan = await lab.plan();
  const at = metricAddress(plan.address, definition.key);
  chain.setTime(attestTs);
  print();
  print(styled('bold', `  ${definition.key}`));
  const { metric, statements } = await attestAll(lab, at, readings, evidence);
  printStatements(metric, statements);
  tell(chain.now(), moral);
  const ends = metric.challengeEndsTs ?? chain.now();
  const early = lab.attempt(finalizeMetric(at), cast.keeper);
  const result = decimal(metric.value ?? 0n, metric.exponent);
  const until = `The result ${result} can be disputed until ${moment(ends)}.`;
  tell(chain.now(), `${until} Making it final before: ${early}.`);
  chain.setTime(ends);
  const place = { plan: plan.address, grant, metric: at, milestone: milestoneAddress(grant, index) };
  lab.send([finalizeMetric(at), settleMilestone(place)], cast.keeper);
  const beneficiary = walletOf(LABEL).publicKey;
  const claimant = cast.keeper.publicKey;
  lab.send(claimMilestoneWithAccount({ ...place, claimant, beneficiary, planState: plan }), cast.keeper);
  const final = await fetchMetric(lab.chain, at);
  const milestone = await fetchMilestone(lab.chain, place.milestone);
  const { received, withheld } = lab.paidOf(milestone.address);
  const { payout, maxAmount: reserved } = milestone;
  tell(
    chain.now(),
    `Nobody did. Anybody makes it final and settles: it pays ${exactly(payout)}, of which ` +
      `${exactly(received)} arrive and ${exactly(withheld)} wait for payroll; ` +
      `${exactly(reserved - payout)} of what was reserved return.`,
  );
  printCurve(milestone, final);
  return { metric: final, statements };
}

/** Plays the chapter; undefined where the file begins so late that five years don't fit before 2200. */
export async function research(lab: Lab, rows: readonly Named[]): Promise<Research | undefined> {
  const begin = lab.chain.now();
  chapter(`5  A research grant that results decide, ${moment(begin)}`);
  if (begin + YEARS_SECS > MAX_TS) {
    print('  Left out: five years from now go beyond 2200, where the program ends.');
    return undefined;
  }
  const asked = questions(begin);
  const grantId = freeId(rows);
  await fund(lab, asked);
  await issue(lab, grantId, asked);
  const holder = walletOf(LABEL).publicKey;
  entry('grant', `${exactly(TOTAL)} to ${LABEL}, ${short(holder)}, by ${SCHEDULE}; and two milestones:`);
  for (const question of asked) describe(question);
  const most = asked.reduce((sum, { targetAmount, curve }) => sum + maxAmount(targetAmount, curve), 0n);
  entry('reserved', `${exactly(most)} for them: the most that both can pay`);
  entry('oracles', 'evaluator, auditor, broker. The median of at least two is the result; 3 days to dispute it');
  const grant = grantAddress(lab.planAddress, grantId);
  const evidence = mkdtempSync(join(tmpdir(), 'tenure-example-'));
  try {
    const results: Result[] = [];
    for (const [index, question] of asked.entries()) results.push(await play(lab, grant, index, question, evidence));
    return { grantId, label: LABEL, shape: parseSchedule(SCHEDULE), results };
  } finally {
    rmSync(evidence, { recursive: true, force: true });
  }
}
