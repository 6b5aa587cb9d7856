/**
 * Terms that protect little, in plain words, each with what would be better. This file is the one place that asks: where the
 * SDK exports `policyWarnings` and `governanceWarnings` for every client, they are exported here from there.
 */
import type { GovernanceSettings, Policy } from '@tenure/sdk';
import { duration, percent } from '@/shared/format';

const WEEK = 7 * 86_400;
const MONTH = 30 * 86_400;
const HIGH_WITHHOLDING_BPS = 5_000;
const LOW_QUORUM_BPS = 1_000;

/** What of a policy can be weak. */
export type WarnedPolicy = Pick<
  Policy,
  'cancellable' | 'noticeSecs' | 'voidSecs' | 'issueCap' | 'operatorCap' | 'recoverySecs' | 'maxWithholdingBps'
>;

/** What is weak about a policy. */
export function policyWarnings(policy: WarnedPolicy): string[] {
  const { cancellable, noticeSecs, voidSecs, issueCap, operatorCap, recoverySecs, maxWithholdingBps } = policy;
  const warnings: [boolean, string][] = [
    [cancellable && noticeSecs === 0, 'A grant can be ended without any notice. Give 30 days at least.'],
    [
      cancellable && noticeSecs > 0 && noticeSecs < WEEK,
      `A grant can be ended with ${duration(noticeSecs)} of notice, which somebody on holiday misses. Give 30 days at least.`,
    ],
    [
      voidSecs === 0,
      'Without a void window a mistyped address or amount can never be taken back, and a stolen operator key pays itself at once. Give 24 hours at least.',
    ],
    [
      operatorCap >= issueCap,
      'A stolen operator key could grant everything to itself in one day. Give the operator a cap for 24 hours that is a small part of the issue cap.',
    ],
    [
      recoverySecs > 0 && recoverySecs <= MONTH,
      `Whoever looks away for ${duration(recoverySecs)} can lose a grant to a recovery. Let it wait for 90 days, or allow none.`,
    ],
    [
      maxWithholdingBps > HIGH_WITHHOLDING_BPS,
      `Up to ${percent(maxWithholdingBps)} of what somebody earned may be withheld. Allow what the taxes where they live need, and no more.`,
    ],
  ];
  return warnings.flatMap(([weak, says]) => (weak ? [says] : []));
}

/** What is weak about the rules of a governance. */
export function governanceWarnings({ quorumBps, executionDelaySecs }: GovernanceSettings): string[] {
  return [
    ...(quorumBps < LOW_QUORUM_BPS ? [`${percent(quorumBps)} of what grants can vote are enough to decide for everybody.`] : []),
    ...(executionDelaySecs === 0 ? ['What passed is carried out at once: nobody can react before it takes effect.'] : []),
  ];
}
