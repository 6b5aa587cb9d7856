/** What the plugin counts, by its own rules and without asking it. */
import { stopTs, vestedAt } from '../preview/grant';
import type { Grant, Plan } from '../state';
import type { Registrar } from './fetch';

/** When a grant is looked at. */
export interface WeightTimes {
  /** Unix seconds. */
  readonly now: number;
  /**
   * When the proposal that is voted on was created, unix seconds; for anything else than a vote the same as
   * `now`.
   */
  readonly sinceTs: number;
}

/** What a grant weighs in a Realm, or why it has no weight. */
export type RealmWeight =
  | { readonly weight: bigint; readonly refused?: undefined }
  | { readonly weight: 0n; readonly refused: 'GrantTooYoung' | 'GrantHasStopped' };

/**
 * What a grant of the registrar's plan weighs, base units: what can still be paid of it but has not vested at
 * `now`.
 */
export function realmWeightAt(
  plan: Plan,
  registrar: Pick<Registrar, 'minAgeSecs'>,
  grant: Grant,
  { now, sinceTs }: WeightTimes,
): RealmWeight {
  const minAgeSecs = Math.max(registrar.minAgeSecs, plan.voidSecs);
  if (grant.issuedTs > sinceTs - minAgeSecs) return { weight: 0n, refused: 'GrantTooYoung' };
  const stop = stopTs(grant);
  if (stop !== null && now >= stop) return { weight: 0n, refused: 'GrantHasStopped' };
  const announcedBefore = stop !== null && stop - plan.noticeSecs < sinceTs;
  const most = announcedBefore ? vestedAt(plan, grant, stop) : grant.total;
  return { weight: most - vestedAt(plan, grant, now) };
}
