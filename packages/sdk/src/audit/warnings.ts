/** What is allowed and weak: to be shown wherever a plan's or a governance's values are chosen. */
import type { GovernanceSettings, Plan } from '../state';

/** A value that protects people badly. */
export interface Warning<Field extends string> {
  /** The value's name. */
  readonly field: Field;
  /** A sentence or two on what it means, with its number. */
  readonly says: string;
}

const DAY_SECS = 86_400;
const LEAST_NOTICE_SECS = 7 * DAY_SECS;
const MOST_WITHHOLDING_BPS = 5_000;
const LEAST_QUORUM_BPS = 1_000;
const HALF_BPS = 5_000;

const UNITS = [
  ['day', DAY_SECS],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Seconds in the largest unit that leaves no remainder. */
function spanWords(secs: number): string {
  const [name, size] = UNITS.find(([, each]) => secs >= each && secs % each === 0) ?? UNITS[3];
  return `${secs / size} ${name}${secs === size ? '' : 's'}`;
}

function percent(bps: number): string {
  return `${bps / 100} %`;
}

/** What of a policy that is being chosen, or of a plan, is looked at. */
export type WarnedPolicy = Pick<
  Plan,
  'cancellable' | 'noticeSecs' | 'voidSecs' | 'recoverySecs' | 'maxWithholdingBps' | 'operatorCap' | 'issueCap'
>;

/** What of a plan's policy is allowed and weak; nothing where all is well. */
export function policyWarnings(policy: WarnedPolicy): Warning<keyof WarnedPolicy>[] {
  const { cancellable, noticeSecs, voidSecs, recoverySecs, maxWithholdingBps, operatorCap, issueCap } = policy;
  const warnings: Warning<keyof WarnedPolicy>[] = [];
  const warn = (field: keyof WarnedPolicy, says: string): void => void warnings.push({ field, says });
  if (cancellable && noticeSecs === 0) {
    warn('noticeSecs', 'Grants can be ended without notice: vesting stops in the second in which it is announced.');
  } else if (cancellable && noticeSecs < LEAST_NOTICE_SECS) {
    warn('noticeSecs', `Grants can be ended with ${spanWords(noticeSecs)} of notice, less than 7 days.`);
  }
  if (voidSecs === 0) {
    warn(
      'voidSecs',
      "Nothing that is issued can be taken back: what a mistake or a stolen operator's key issues pays at once.",
    );
  }
  if (recoverySecs > 0) {
    const says =
      'Authority and guardian together can move a grant to another wallet, with all that it has not paid out, unless its';
    warn('recoverySecs', `${says} beneficiary signs something with it within ${spanWords(recoverySecs)}.`);
  }
  if (maxWithholdingBps > MOST_WITHHOLDING_BPS) {
    warn('maxWithholdingBps', `Payroll may withhold ${percent(maxWithholdingBps)} of a claim, more than half.`);
  }
  if (operatorCap >= issueCap) {
    warn('operatorCap', "The operator's key alone can issue all that the plan may ever issue within 24 hours.");
  }
  return warnings;
}

/** What of a governance is looked at. */
export type WarnedSettings = Pick<GovernanceSettings, 'quorumBps' | 'approvalBps' | 'executionDelaySecs'>;

/** What of a governance's settings is allowed and weak; nothing where all is well. */
export function governanceWarnings(settings: WarnedSettings): Warning<keyof WarnedSettings>[] {
  const { quorumBps, approvalBps, executionDelaySecs } = settings;
  const warnings: Warning<keyof WarnedSettings>[] = [];
  const warn = (field: keyof WarnedSettings, says: string): void => void warnings.push({ field, says });
  if (quorumBps < LEAST_QUORUM_BPS) {
    warn(
      'quorumBps',
      `A vote counts once ${percent(quorumBps)} of what grants can vote is cast: few can decide for all.`,
    );
  }
  if (executionDelaySecs === 0) {
    warn(
      'executionDelaySecs',
      'What passes can be carried out in the second in which the vote ends: there are 0 days to react.',
    );
  }
  if (approvalBps === HALF_BPS) {
    warn('approvalBps', 'More than 50 % of the votes cast is enough, by however little; only a tie fails.');
  }
  return warnings;
}
