/** How every sequence begins, with funded plans, and ends: everybody paid to the last token, everything closed. */
import type { Call } from './calls';
import { claimable, openPause, owed, voidEnd } from './entitlement';
import { createPlanCall, issueIntent, surplus, tokensOf, HOLDERS } from './intents';
import type { Setting } from './draws';
import { PLANS, RENT } from './places';
import { FINALE, type Run } from './run';
import type { Grant, Plan } from './state';

/** The plans that stand at the beginning, funded; all but the last with two grants. */
export function begin(run: Run, { policies, funding }: Setting): void {
  for (const [index, choice] of policies.entries()) {
    const name = PLANS[index]?.name ?? 'A';
    const create = createPlanCall(run.world, name, choice, 0);
    if (create === undefined || !run.call(create)) continue;
    const plan = run.world.plans.get(name);
    if (plan === undefined) continue;
    const amount = [10n ** 12n, 2_000_000n, 10n ** 18n][(funding + index) % 3] ?? 0n;
    const funder = 'creator';
    const accounts = { funder, plan: name, source: `${funder}.${plan.mint}`, ...tokensOf(plan) };
    run.call({ instruction: 'fundPlan', accounts, args: { amount } });
    if (index === 2) continue;
    const draw = { kind: 'issueGrants' as const, wait: 0, which: 8, who: choice, amount: 0, twist: 0, detail: 0 };
    run.call(issueIntent(run.world, draw, plan));
  }
}

function mustCall(run: Run, call: Call): void {
  run.expect(run.call(call, FINALE), `at the end ${call.instruction} must be possible`);
}

/** The account that a beneficiary is paid to; one is opened where there is none. */
function payTo(run: Run, wallet: string, mint: string): string {
  const side = `${wallet}.${mint}.side`;
  if (run.world.tokens.has(side)) return side;
  const associated = `${wallet}.${mint}`;
  if (!run.world.tokens.has(associated)) run.happen({ event: 'openAccount', payer: 'stranger', owner: wallet, mint });
  return associated;
}

function claimAll(run: Run, plan: Plan): void {
  const { world } = run;
  for (const grant of world.grantsOf(plan.name)) {
    if (claimable(grant, plan, world.now) === 0n) continue;
    const destination = payTo(run, grant.beneficiary, plan.mint);
    const accounts = { claimant: grant.beneficiary, plan: plan.name, grant: grant.name, destination, ...tokensOf(plan) };
    mustCall(run, { instruction: 'claim', accounts, args: {} });
  }
}

/** When nothing is left to wait for. */
function endOf(grant: Grant, plan: Plan): number {
  const paused = grant.pauses.reduce((sum, pause) => sum + pause.limit, 0);
  const end = Math.max(0, ...grant.pieces.map(({ to }) => to)) + (openPause(grant) === undefined ? 0 : paused) + paused;
  const unlocked = Math.max(0, ...(plan.unlock?.pieces ?? []).map(({ to }) => to));
  return Math.max(end, unlocked, voidEnd(grant, plan), (grant.stopTs ?? 0) + 1);
}

/** Whatever anybody did: after at most 72 hours all that vested is paid, and in the end all that is owed. */
export function end(run: Run): void {
  const { world } = run;
  run.goTo(Math.max(world.now, ...[...world.plans.values()].map(({ claimsPausedUntil }) => claimsPausedUntil)));
  for (const plan of world.plans.values()) claimAll(run, plan);
  const last = [...world.grants.values()].flatMap((grant) => {
    const plan = world.plans.get(grant.plan);
    return plan === undefined ? [] : [endOf(grant, plan)];
  });
  run.goTo(Math.max(world.now, ...last));
  for (const plan of [...world.plans.values()]) windUp(run, plan);
}

function windUp(run: Run, plan: Plan): void {
  const { world } = run;
  const on = { plan: plan.name };
  const { authority } = plan;
  for (const { name: grant, stopTs, settled } of world.grantsOf(plan.name)) {
    if (stopTs !== undefined && !settled) mustCall(run, { instruction: 'settleTermination', accounts: { ...on, grant }, args: {} });
  }
  claimAll(run, plan);
  for (const grant of world.grantsOf(plan.name)) {
    run.expect(owed(grant, plan, world.now) === 0n, `${grant.name} is never paid out`);
    const accounts = { signer: grant.beneficiary, ...on, grant: grant.name, rentRecipient: RENT };
    mustCall(run, { instruction: 'closeGrant', accounts, args: {} });
  }
  if (!plan.sealed) mustCall(run, { instruction: 'sealPlan', accounts: { authority, ...on }, args: {} });
  for (const [tombstone, { plan: name }] of world.tombstones) {
    if (name !== plan.name) continue;
    mustCall(run, { instruction: 'sweepTombstone', accounts: { ...on, tombstone, rentRecipient: RENT }, args: {} });
  }
  collectAll(run, plan);
  run.expect(plan.reserved === 0n && plan.withheld === 0n, `${plan.name} still owes`);
  closeDown(run, plan);
  // A transfer that nobody completed costs nobody its rent, even now.
  for (const [transfer, { plan: name, proposer }] of world.transfers) {
    if (name !== plan.name) continue;
    mustCall(run, { instruction: 'rejectTransfer', accounts: { signer: proposer, ...on, transfer, proposer }, args: {} });
  }
}

function collectAll(run: Run, plan: Plan): void {
  if (plan.withheld === 0n) return;
  const { payroll } = HOLDERS;
  const on = { authority: plan.authority, plan: plan.name };
  if (plan.roles.payroll !== payroll) {
    mustCall(run, { instruction: 'setRole', accounts: on, args: { role: 'payroll', holder: payroll } });
  }
  const accounts = { payroll, plan: plan.name, destination: `${payroll}.${plan.mint}`, ...tokensOf(plan) };
  mustCall(run, { instruction: 'collectWithheld', accounts, args: { amount: plan.withheld } });
}

function closeDown(run: Run, plan: Plan): void {
  const { authority, mint, vault } = plan;
  const destination = payTo(run, authority, mint);
  const rest = surplus(run.world, plan);
  const on = { authority, plan: plan.name, destination, ...tokensOf(plan) };
  if (rest > 0n) mustCall(run, { instruction: 'withdrawSurplus', accounts: on, args: { amount: rest }, expiresTs: run.world.now });
  if ((run.world.tokens.get(vault)?.fees ?? 0n) > 0n) run.happen({ event: 'harvest', mint, account: vault });
  mustCall(run, { instruction: 'closePlan', accounts: { ...on, rentRecipient: RENT }, args: {} });
}
