/** The chain's time in milliseconds: wall time with an offset, standing still while paused. */
export class ChainClock {
  private constructor(
    private offset: number,
    private pausedAt: number | null,
    private readonly wall: () => number,
  ) {}

  /** Starts at a time, or at the wall clock's. */
  static startingAt(startMs: number | undefined, wall: () => number = Date.now): ChainClock {
    return new ChainClock(startMs === undefined ? 0 : startMs - wall(), null, wall);
  }

  /** Goes on from a saved clock: a running one has gone on meanwhile, a paused one has not. */
  static restore(saved: SavedClock, wall: () => number = Date.now): ChainClock {
    return new ChainClock(saved.offset, saved.pausedAt, wall);
  }

  get paused(): boolean {
    return this.pausedAt !== null;
  }

  now(): number {
    return this.pausedAt ?? this.wall() + this.offset;
  }

  pause(): void {
    this.pausedAt = this.now();
  }

  resume(): void {
    if (this.pausedAt === null) return;
    this.offset = this.pausedAt - this.wall();
    this.pausedAt = null;
  }

  /** Moves to a time; a running clock runs on from there. */
  set(ms: number): void {
    if (this.pausedAt === null) this.offset = ms - this.wall();
    else this.pausedAt = ms;
  }

  save(): SavedClock {
    return { offset: this.offset, pausedAt: this.pausedAt };
  }
}

export type SavedClock = { offset: number; pausedAt: number | null };
