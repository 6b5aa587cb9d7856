/** Accounts as named values that people read: for tables, and for comparing before and after. */
import type { PublicKey } from '@solana/web3.js';
import {
  claimableAt,
  explainSchedule,
  formatSchedule,
  riskNames,
  type Grant,
  type Plan,
  type ClaimPreview,
  type RoleChange,
  type Segment,
  type ShapeSegment,
  type Transfer,
} from '@tenure/sdk';
import { clean } from './clean';
import { date, percent, portion, span, tokens } from './values';

/** Names and values, in the order in which they are shown; of an amount of tokens also its base units. */
export type Facts = readonly (readonly [name: string, value: string, baseUnits?: bigint])[];

const PARTS = 1_000_000_000n;

function amountFact(name: string, baseUnits: bigint, decimals: number): Facts[number] {
  return [name, tokens(baseUnits, decimals), baseUnits];
}

/** A key, or `nobody`. */
export function nameOf(key: PublicKey | null): string {
  return key === null ? 'nobody' : key.toBase58();
}

/** Who holds which role. */
export function roleFacts(plan: Plan): Facts {
  return [
    ['authority', nameOf(plan.authority)],
    ...(plan.pendingAuthority === null
      ? []
      : [
          [
            'authority offered to',
            `${nameOf(plan.pendingAuthority)}, until ${date(plan.pendingAuthorityUntilTs)}`,
          ] as const,
        ]),
    ['operator', nameOf(plan.operator)],
    ['payroll', nameOf(plan.payroll)],
    ...changeFacts('payroll', plan.nextPayroll),
    ['guardian', nameOf(plan.guardian)],
    ...changeFacts('guardian', plan.nextGuardian),
    ['acceleration authority', nameOf(plan.accelerationAuthority)],
    ['rent recipient', nameOf(plan.rentRecipient)],
    ['members vote', plan.hasGovernance ? 'yes: see governance show' : 'no'],
  ];
}

/** An announced holder of a role. */
function changeFacts(role: string, next: RoleChange | null): Facts {
  return next === null ? [] : [[`${role} from ${date(next.fromTs)}`, nameOf(next.holder)]];
}

/** What the plan promises, fixed for good. */
export function policyFacts(plan: Plan): Facts {
  const { decimals } = plan;
  const risks = riskNames(plan.acceptedRisks);
  return [
    amountFact('issue cap', plan.issueCap, decimals),
    amountFact('operator cap in 24 h', plan.operatorCap, decimals),
    ['grants can be terminated', plan.cancellable ? `yes, with ${span(plan.noticeSecs)} of notice` : 'never'],
    ['good leavers get at once', `${percent(plan.goodLeaverBps)} of what is unvested`],
    ['pauses without consent', `${span(plan.maxPauseSecs)} together at most`],
    ['void window', plan.voidSecs === 0 ? 'none' : `${span(plan.voidSecs)} after issue`],
    ['transfers', TRANSFERS[plan.transferRule]],
    [
      'recovery of a lost wallet',
      plan.recoverySecs === 0
        ? 'never'
        : `by authority and guardian together, after ${span(plan.recoverySecs)} without an answer`,
    ],
    ['withholding', `${percent(plan.maxWithholdingBps)} at most`],
    ['accepted mint risks', risks.length === 0 ? 'none' : risks.join(', ')],
    [
      'unlocking',
      plan.unlock === null ? 'everything that vests' : unlockText(plan.unlock.startTs, plan.unlock.segments),
    ],
    ['terms', clean(plan.termsUri)],
    ['terms SHA-256', Buffer.from(plan.termsSha256).toString('hex')],
  ];
}

const TRANSFERS: Record<Plan['transferRule'], string> = {
  forbidden: 'not by the beneficiary',
  withConsent: 'beneficiary and authority together',
  free: 'as the beneficiary likes',
};

function unlockText(startTs: number, segments: readonly Segment[]): string {
  return `${explainSchedule(shapeOf(segments))}, from ${date(startTs)}`;
}

/** Totals and state. */
export function totalsFacts(plan: Plan): Facts {
  const amount = (name: string, value: bigint) => amountFact(name, value, plan.decimals);
  return [
    ['status', plan.status],
    ['live grants', `${plan.grantCount}`],
    ['closed grants', `${plan.tombstoneCount}`],
    amount('allocated', plan.allocated),
    amount('reserved (still owed)', plan.reserved),
    amount('claimed', plan.claimed),
    amount('withheld, waiting for payroll', plan.withheld),
    amount('forfeited', plan.forfeited),
    ['claims paused until', plan.claimsPausedUntilTs === 0 ? 'never were' : date(plan.claimsPausedUntilTs)],
    ...plan.accelerations.map(({ ts, retained }, index) => {
      const kept = portion(BigInt(retained), PARTS);
      return [`early release ${index + 1}`, `${date(ts)}: ${kept} of the unvested is kept`] as const;
    }),
  ];
}

/** Segments as a shape: amounts are weights too. */
export function shapeOf(segments: readonly Segment[]): ShapeSegment[] {
  const divisor = segments.reduce((all, { amount }) => gcd(all, amount), 0n);
  return segments.map(({ amount, span: length, steps, unit }) => ({
    weight: divisor === 0n ? amount : amount / divisor,
    span: length,
    steps,
    unit,
  }));
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** What a grant was issued with and how it stands, without the time. */
export function grantFacts(grant: Grant, decimals: number): Facts {
  const shape = shapeOf(grant.segments);
  return [
    ['grant id', `${grant.grantId}`],
    ['beneficiary', grant.beneficiary.toBase58()],
    amountFact('total', grant.total, decimals),
    amountFact('claimed', grant.claimed, decimals),
    ['start', date(grant.startTs)],
    ['schedule', formatSchedule(shape)],
    ['in words', explainSchedule(shape)],
    ['issued', date(grant.issuedTs)],
    ['status', statusText(grant)],
    ['released early', portion(PARTS - BigInt(grant.retained), PARTS)],
    ['paused so far', span(grant.pausedSecs)],
    ['withholding', withholdingText(grant)],
    ['claims by others', grant.autoClaim ? 'allowed' : 'switched off by the beneficiary'],
  ];
}

function withholdingText({ withholdingBps, nextWithholding: next }: Grant): string {
  const now = percent(withholdingBps);
  return next === null ? now : `${now}, ${percent(next.bps)} from ${date(next.fromTs)} on`;
}

/** How a grant stands, with its date. */
function statusText({ status, statusTs, pauseLimitSecs }: Grant): string {
  const paused = `since ${date(statusTs)}, until ${date(statusTs + pauseLimitSecs)} at the latest`;
  switch (status) {
    case 'active':
      return 'active';
    case 'pausedByConsent':
      return `on leave ${paused}`;
    case 'pausedByAuthority':
      return `paused by the authority ${paused}`;
    case 'terminating':
      return `terminating, stops ${date(statusTs)}`;
    case 'settled':
      return `ended ${date(statusTs)}`;
  }
}

/** What a grant could claim at a time. */
export function claimFacts(plan: Plan, grant: Grant, now: number): Facts {
  return previewFacts(plan, grant.total, claimableAt(plan, grant, now));
}

/** What could be claimed of a total, base units, of a grant or of a milestone. */
export function previewFacts(plan: Plan, total: bigint, preview: ClaimPreview): Facts {
  const { vested, unlocked, due, claimable, withheld, net, blockedBy } = preview;
  const amount = (value: bigint) => `${tokens(value, plan.decimals)} (${portion(value, total)})`;
  return [
    ['vested', amount(vested)],
    ...(plan.unlock === null ? [] : [['unlocked', amount(unlocked)] as const]),
    ['due', amount(due)],
    ['claimable now', amount(claimable)],
    ...(withheld > 0n
      ? [['of that withheld / paid', `${tokens(withheld, plan.decimals)} / ${tokens(net, plan.decimals)}`] as const]
      : []),
    ...(blockedBy === undefined ? [] : [['no claim because', BLOCKED[blockedBy]] as const]),
  ];
}

const BLOCKED = {
  voidWindow: 'the void window still runs',
  claimsPaused: 'claims of the plan are paused',
} as const;

/** A grant on its way to another wallet. */
export function transferFacts(transfer: Transfer): Facts {
  return [
    ['proposed by', transfer.proposer.toBase58()],
    ['from', transfer.from.toBase58()],
    ['to', transfer.to.toBase58()],
    ['without the other side', transfer.readyTs === null ? 'never' : `from ${date(transfer.readyTs)} on`],
  ];
}
