/** The form of a new plan: what is typed, what it must be, and what it promises while it is typed. */
import {
  numberConstant,
  policyWarnings,
  riskBits,
  RISKS,
  segmentsOf,
  UNLOCK_ALL,
  type MintFacts,
  type Risk,
  type TransferRule,
  type Unlock,
  type WarnedPolicy,
} from '@tenure/sdk';
import { z } from 'zod';
import {
  address,
  days,
  hours,
  idNumber,
  optionalAddress,
  optionalTokens,
  schedule,
  share,
  shareUpTo,
  startDay,
  tokens,
} from '@/entities/fields';
import type { PlanPolicy } from '@/entities/plan';

/** The longest of each span that the program takes, seconds. */
const LIMITS = {
  notice: numberConstant('maxNoticeSecs'),
  pause: numberConstant('maxImposedPauseSecs'),
  voiding: numberConstant('maxVoidSecs'),
  recovery: numberConstant('maxRecoverySecs'),
} as const;

const MIN_RECOVERY_SECS = numberConstant('minRecoverySecs');
/** The most that a plan may let payroll withhold. */
const withholding = shareUpTo(BigInt(numberConstant('maxWithholdingBps')));

const MAX_UNLOCK_SEGMENTS = numberConstant('maxUnlockSegments');

const RULES = ['forbidden', 'withConsent', 'free'] as const satisfies readonly TransferRule[];

const recovery = z.discriminatedUnion('on', [
  z.object({ on: z.literal(false), days: z.string() }),
  z.object({
    on: z.literal(true),
    days: days(LIMITS.recovery).refine((secs) => secs >= MIN_RECOVERY_SECS, 'Give 30 to 365 days.'),
  }),
]);

const risk = z.custom<Risk>((value) => RISKS.some((each) => each === value));

const unlock = z.discriminatedUnion('on', [
  z.object({ on: z.literal(false), schedule: z.string(), start: z.string() }),
  z.object({
    on: z.literal(true),
    schedule: schedule.refine(
      (shape) => shape.length <= MAX_UNLOCK_SEGMENTS,
      `An unlock curve has at most ${MAX_UNLOCK_SEGMENTS} parts.`,
    ),
    start: startDay,
  }),
]);

/** The form's rules; amounts and risks depend on the token, which is undefined before it is known. */
export function planSchema(mint: MintFacts | undefined) {
  return z.object({
    creator: address,
    planId: idNumber,
    mint: address
      .refine(() => mint !== undefined, 'There is no such token on this cluster.')
      .refine(() => mint === undefined || mint.refused.length === 0, 'No plan can pay in this token.'),
    acceptedRisks: z
      .array(risk)
      .refine(
        (accepted) => mint === undefined || mint.risks.every((each) => accepted.includes(each)),
        'Accept each risk of the token by name, or choose another token.',
      ),
    authority: address,
    operator: optionalAddress,
    payroll: optionalAddress,
    guardian: optionalAddress,
    accelerationAuthority: optionalAddress,
    rentRecipient: address,
    issueCap: tokens(mint?.decimals),
    operatorCap: optionalTokens(mint?.decimals),
    cancellable: z.boolean(),
    noticeDays: days(LIMITS.notice),
    goodLeaver: share,
    maxPauseDays: days(LIMITS.pause),
    voidHours: hours(LIMITS.voiding),
    transferRule: z.enum(RULES),
    recovery,
    maxWithholding: withholding,
    termsUri: z
      .string()
      .trim()
      .regex(
        /^[\x21-\x7e]{1,128}$/,
        'Give an address of 1 to 128 characters without spaces or accents, such as https://…',
      ),
    termsSha256: z.string().regex(/^[0-9a-f]{64}$/, 'Choose the document, so that its fingerprint can be taken.'),
    unlock,
    funding: optionalTokens(mint?.decimals),
  });
}

/** What is typed. */
export type PlanInput = z.input<ReturnType<typeof planSchema>>;
/** What it says. */
export type PlanDraft = z.output<ReturnType<typeof planSchema>>;

/** A form as it begins: the wallet holds authority, operator and rent; nothing is withheld, no wallet replaced; 30 days of notice. */
export function emptyPlan(wallet: string, planId: bigint): PlanInput {
  return {
    creator: wallet,
    planId: `${planId}`,
    mint: '',
    acceptedRisks: [],
    authority: wallet,
    operator: wallet,
    payroll: '',
    guardian: '',
    accelerationAuthority: '',
    rentRecipient: wallet,
    issueCap: '',
    operatorCap: '',
    cancellable: true,
    noticeDays: '30',
    goodLeaver: '0',
    maxPauseDays: '90',
    voidHours: '24',
    transferRule: 'withConsent',
    recovery: { on: false, days: '90' },
    maxWithholding: '0',
    termsUri: '',
    termsSha256: '',
    unlock: { on: false, schedule: 'cliff:12m', start: '' },
    funding: '',
  };
}

/** The unlock curve of a draft; its shares are apportioned to the whole that the program counts in. */
export function unlockOf(typed: PlanDraft['unlock']): Unlock | undefined {
  if (!typed.on) return undefined;
  const segments = segmentsOf(typed.schedule, UNLOCK_ALL);
  return {
    startTs: typed.start,
    shape: segments.map(({ amount, ...rest }) => ({ weight: amount, ...rest })),
  };
}

/** How long a recovery waits, seconds; 0 where there is none. */
export function recoverySecsOf({ recovery: typed }: Pick<PlanDraft, 'recovery'>): number {
  return typed.on ? typed.days : 0;
}

/** What of a draft can be weak. */
export function warnedPolicyOf(draft: PolicyDraft & Pick<PlanDraft, 'issueCap' | 'operatorCap'>): WarnedPolicy {
  return {
    cancellable: draft.cancellable,
    noticeSecs: draft.noticeDays,
    voidSecs: draft.voidHours,
    issueCap: draft.issueCap,
    operatorCap: draft.operatorCap ?? draft.issueCap,
    recoverySecs: recoverySecsOf(draft),
    maxWithholdingBps: draft.maxWithholding,
  };
}

/** What a draft promises. */
export function policyOf(draft: Pick<PlanDraft, 'guardian'> & PolicyDraft): PlanPolicy {
  const typed = unlockOf(draft.unlock);
  return {
    cancellable: draft.cancellable,
    noticeSecs: draft.noticeDays,
    goodLeaverBps: draft.goodLeaver,
    guardian: draft.guardian,
    nextGuardian: null,
    maxPauseSecs: draft.maxPauseDays,
    transferRule: draft.transferRule,
    recoverySecs: recoverySecsOf(draft),
    maxWithholdingBps: draft.maxWithholding,
    voidSecs: draft.voidHours,
    acceptedRisks: riskBits(draft.acceptedRisks),
    unlock: typed === undefined ? null : { startTs: typed.startTs, segments: segmentsOf(typed.shape, UNLOCK_ALL) },
  };
}

type PolicyDraft = Pick<
  PlanDraft,
  | 'cancellable'
  | 'noticeDays'
  | 'goodLeaver'
  | 'maxPauseDays'
  | 'transferRule'
  | 'recovery'
  | 'maxWithholding'
  | 'voidHours'
  | 'acceptedRisks'
  | 'unlock'
>;

/** What is promised by what is typed so far; a field that is not right yet counts as nothing. */
export function policySoFar(input: PlanInput): PlanPolicy {
  const none = { on: false, schedule: '', start: '' } as const;
  return policyOf({
    cancellable: input.cancellable,
    guardian: optionalAddress.safeParse(input.guardian).data ?? null,
    noticeDays: days(LIMITS.notice).safeParse(input.noticeDays).data ?? 0,
    goodLeaver: share.safeParse(input.goodLeaver).data ?? 0,
    maxPauseDays: days(LIMITS.pause).safeParse(input.maxPauseDays).data ?? 0,
    voidHours: hours(LIMITS.voiding).safeParse(input.voidHours).data ?? 0,
    transferRule: input.transferRule,
    recovery: recovery.safeParse(input.recovery).data ?? { on: false, days: '' },
    maxWithholding: withholding.safeParse(input.maxWithholding).data ?? 0,
    acceptedRisks: input.acceptedRisks,
    unlock: unlock.safeParse(input.unlock).data ?? none,
  });
}

/** Terms of which nothing is weak: what is not typed, or not right yet, is taken to be so. */
const STRONG: WarnedPolicy = {
  ...{ cancellable: false, noticeSecs: 30 * 86_400, voidSecs: 86_400, issueCap: 1_000n, operatorCap: 1n },
  ...{ recoverySecs: 0, maxWithholdingBps: 0 },
};
/** Amounts are only compared, whatever the token's decimals. */
const anyTokens = tokens(18);

/** What is typed so far of that which can be weak. */
export function warnedSoFar(input: PlanInput): WarnedPolicy {
  const issueCap = anyTokens.safeParse(input.issueCap).data;
  const operatorCap = input.operatorCap.trim() === '' ? issueCap : anyTokens.safeParse(input.operatorCap).data;
  const caps = issueCap === undefined || operatorCap === undefined ? {} : { issueCap, operatorCap };
  return {
    ...STRONG,
    ...caps,
    cancellable: input.cancellable,
    noticeSecs: days(LIMITS.notice).safeParse(input.noticeDays).data ?? STRONG.noticeSecs,
    voidSecs: hours(LIMITS.voiding).safeParse(input.voidHours).data ?? STRONG.voidSecs,
    recoverySecs: recoverySecsOf({ recovery: recovery.safeParse(input.recovery).data ?? { on: false, days: '' } }),
    maxWithholdingBps: withholding.safeParse(input.maxWithholding).data ?? STRONG.maxWithholdingBps,
  };
}

/** What is weak about some terms, whatever the others are: to be said beside their fields. */
export function weakOf(terms: Partial<WarnedPolicy>): string[] {
  return policyWarnings({ ...STRONG, ...terms }).map(({ says }) => says);
}
