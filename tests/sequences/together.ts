/** Commands of more than one call: what several people do together, or one after the other. */
import { backdate, plant } from './dispute-together';
import { appoint, handOver, raise, recover, standStill } from './grant-together';
import { attestTogether, doubt, escape, hurry, leave, oust, outlast, quarrel, rotate } from './metric-together';
import { decide, disband, exhaust, voteTogether } from './vote-together';

/** All of them by name. */
export const TOGETHER = {
  attestTogether,
  rotate,
  oust,
  quarrel,
  outlast,
  leave,
  escape,
  doubt,
  plant,
  backdate,
  hurry,
  recover,
  handOver,
  standStill,
  appoint,
  raise,
  voteTogether,
  decide,
  exhaust,
  disband,
};
export type Together = keyof typeof TOGETHER;

export function isTogether(kind: string): kind is Together {
  return kind in TOGETHER;
}
