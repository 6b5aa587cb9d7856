/** Remembers when a situation was first noticed. */
export class Since {
  private situation = '';
  private ts = 0;

  /** When `situation` was first seen, of all that were seen without another in between. */
  of(situation: string, now: number): number {
    if (situation !== this.situation) {
      this.situation = situation;
      this.ts = now;
    }
    return this.ts;
  }
}
