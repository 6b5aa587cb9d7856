/** Commands of several people about a grant or a plan, one after the other. */
import { BENEFICIARIES, transferName } from './addresses';
import type { Draw } from './arbitraries';
import type { Call } from './calls';
import { choose, holder } from './choose';
import { claimable } from './entitlement';
import { claimGrantCall } from './instructions/claim';
import type { Run } from './run';
import type { Grant, Name, Plan, World } from './state';
import { pick } from './time';

const HOUR = 3_600;
const DAY = 24 * HOUR;

interface Holding {
  readonly plan: Plan;
  readonly grant: Grant;
}

function holdings(world: World): Holding[] {
  return [...world.grants.values()].flatMap((grant) => {
    const plan = world.plans.get(grant.plan);
    return plan === undefined ? [] : [{ plan, grant }];
  });
}

/** The authority goes to somebody, and comes back. */
function lend(run: Run, plan: Plan): void {
  const { authority } = plan;
  for (const [from, to] of [
    [authority, 'heir'],
    ['heir', authority],
  ] as const) {
    const on = { plan: plan.name };
    run.call({ instruction: 'proposeAuthority', accounts: { authority: from, ...on }, args: { pendingAuthority: to } });
    run.call({ instruction: 'acceptAuthority', accounts: { pendingAuthority: to, ...on }, args: {} });
  }
}

/** Any act by which a beneficiary shows to be there. */
function answer(run: Run, { plan, grant }: Holding, draw: Draw): void {
  const { beneficiary } = grant;
  const calls: readonly Call[] = [
    {
      instruction: 'setAutoClaim',
      accounts: { beneficiary, grant: grant.name },
      args: { enabled: draw.amount % 2 === 0 },
    },
    claimGrantCall({ plan, grant }, beneficiary, true),
    {
      instruction: 'pauseGrant',
      accounts: { authority: plan.authority, beneficiary, plan: plan.name, grant: grant.name },
      args: { limitSecs: HOUR },
    },
  ];
  // One of them can always be done.
  if (!run.call(pick(calls, draw.amount)) && calls[0] !== undefined) run.call(calls[0]);
}

/** Authority and guardian recover a grant; its beneficiary answers or not, the authority stays or not, in time or not. */
export function recover(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(holdings(world), draw, ({ plan, grant }) => {
    return (
      plan.policy.recoverySecs > 0 &&
      grant.beneficiary !== plan.authority &&
      !world.transfers.has(transferName(grant.name))
    );
  });
  if (found === undefined) return;
  const { plan, grant } = found;
  const [proposer, name] = [plan.authority, transferName(grant.name)];
  const on = { plan: plan.name, grant: grant.name, transfer: name };
  const guardian = holder(world, plan, 'guardian');
  const to = pick(
    [...BENEFICIARIES, 'thief'].filter((one) => one !== grant.beneficiary),
    draw.who,
  );
  if (!run.call({ instruction: 'proposeTransfer', accounts: { proposer, guardian, ...on }, args: { to } })) return;
  const { readyTs = world.now, expiresTs = world.now } = world.transfers.get(name) ?? {};
  // Mostly nobody answers.
  const variant = draw.detail % 9;
  if (variant === 3) answer(run, found, draw);
  if (variant === 4) lend(run, plan);
  const accept = (signer: Name): boolean =>
    run.call({ instruction: 'acceptTransfer', accounts: { signer, ...on, proposer }, args: { to } });
  if (draw.who % 6 === 0) run.goTo(Math.max(world.now, readyTs - 1));
  if (draw.who % 6 === 0) accept('stranger');
  run.goTo(variant === 5 ? expiresTs + 1 : Math.max(world.now, readyTs));
  if (accept(pick(['stranger', proposer, to], draw.who))) return;
  run.call({
    instruction: 'rejectTransfer',
    accounts: { signer: proposer, plan: plan.name, transfer: name, proposer },
    args: {},
  });
}

/** The authority is offered, and taken at the last second, before or after it. */
export function handOver(run: Run, draw: Draw): void {
  const { world } = run;
  const plan = choose([...world.plans.values()], draw, () => true);
  if (plan === undefined) return;
  const { authority, name } = plan;
  const pendingAuthority = authority === 'authority' ? 'heir' : 'authority';
  if (!run.call({ instruction: 'proposeAuthority', accounts: { authority, plan: name }, args: { pendingAuthority } }))
    return;
  run.goTo(world.now + pick([30 * DAY, 0, 30 * DAY + 1, DAY, 400 * DAY], draw.amount));
  run.call({ instruction: 'acceptAuthority', accounts: { pendingAuthority, plan: name }, args: {} });
}

/** The guardian stops all claims, somebody tries one all the same, and then it is paid. */
export function standStill(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(holdings(world), draw, ({ plan, grant }) => {
    const rested = plan.claimsPausedUntil === 0 || world.now >= plan.claimsPausedUntil + 7 * DAY;
    return rested && claimable(grant, plan, world.now) > 0n;
  });
  if (found === undefined) return;
  const { plan, grant } = found;
  const guardian = holder(world, plan, 'guardian');
  const secs = pick([72 * HOUR, HOUR, 1, DAY], draw.amount);
  if (!run.call({ instruction: 'pauseClaims', accounts: { guardian, plan: plan.name }, args: { secs } })) return;
  const side = grant.beneficiary !== 'newcomer';
  run.call(claimGrantCall(found, grant.beneficiary, side));
  const signer = pick([guardian, plan.authority], draw.who);
  if (draw.detail % 2 === 0) run.call({ instruction: 'resumeClaims', accounts: { signer, plan: plan.name }, args: {} });
  run.goTo(Math.max(world.now, plan.claimsPausedUntil));
  run.call(claimGrantCall(found, grant.beneficiary, side));
  // Not again until seven days later.
  if (draw.who % 2 === 0) run.goTo(Math.max(world.now, plan.claimsPausedUntil + 7 * DAY - (draw.amount % 2)));
  run.call({ instruction: 'pauseClaims', accounts: { guardian, plan: plan.name }, args: { secs: 1 } });
}

/** Somebody else becomes payroll or guardian, and tries to act before the notice is over, and after it. */
export function appoint(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(holdings(world), draw, () => true);
  if (found === undefined) return;
  const { plan, grant } = found;
  const role = draw.detail % 2 === 0 ? 'payroll' : 'guardian';
  const next = pick(
    ['thief', 'stranger', role].filter((one) => one !== holder(world, plan, role)),
    draw.who,
  );
  const accounts = { authority: plan.authority, plan: plan.name };
  if (!run.call({ instruction: 'setRole', accounts, args: { role, holder: next } })) return;
  const act: Call =
    role === 'payroll'
      ? {
          instruction: 'setWithholding',
          accounts: { payroll: next, plan: plan.name, grant: grant.name },
          args: { withholdingBps: 0 },
        }
      : { instruction: 'pauseClaims', accounts: { guardian: next, plan: plan.name }, args: { secs: 1 } };
  run.call(act);
  const fromTs = plan.announced[role]?.fromTs ?? world.now;
  if (draw.amount % 2 === 0) run.goTo(Math.max(world.now, fromTs - 1));
  run.call(act);
  // Now and then it is called off.
  if (draw.amount % 5 === 0) run.call({ instruction: 'setRole', accounts, args: { role, holder: plan.roles[role] } });
  run.goTo(Math.max(world.now, fromTs));
  run.call(act);
}

/** Payroll withholds more; what vested before is claimed before, or not. */
export function raise(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(holdings(world), draw, ({ plan, grant }) => {
    return grant.withholdingBps < plan.policy.maxWithholdingBps && grant.claimed < grant.total;
  });
  if (found === undefined) return;
  const { plan, grant } = found;
  const most = plan.policy.maxWithholdingBps;
  const withholdingBps = pick([most, grant.withholdingBps + 1, most], draw.amount);
  const accounts = { payroll: holder(world, plan, 'payroll'), plan: plan.name, grant: grant.name };
  if (!run.call({ instruction: 'setWithholding', accounts, args: { withholdingBps } })) return;
  const side = grant.beneficiary !== 'newcomer';
  const dueTs = (grant.nextWithholding?.day ?? 0) * DAY;
  if (draw.who % 3 === 0) run.goTo(Math.max(world.now, dueTs - 1));
  if (draw.who % 3 < 2) run.call(claimGrantCall(found, grant.beneficiary, side));
  run.goTo(Math.max(world.now, dueTs) + (draw.who % 4) * 30 * DAY);
  run.call(claimGrantCall(found, grant.beneficiary, side));
}
