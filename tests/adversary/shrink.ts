import { isBreach, type Breach, type Script } from './goal';
import type { Timed } from './life';
import { type Played, replay } from './play';
import type { State } from './state';

/**
 * The shortest story that can be had by leaving acts of the adversary out, one by one, as long as the same outcome is broken.
 * What is left needs every act that is in it.
 */
export function shrink(state: State, script: Script, acts: readonly Timed[], breach: Breach): Played {
  let kept = [...acts];
  for (let shorter = true; shorter;) {
    shorter = false;
    for (let at = kept.length - 1; at >= 0; at -= 1) {
      const without = kept.filter((_, index) => index !== at);
      const { verdict } = replay(state, script, without);
      if (!isBreach(verdict) || verdict.outcome !== breach.outcome) continue;
      kept = without;
      shorter = true;
    }
  }
  return replay(state, script, kept);
}
