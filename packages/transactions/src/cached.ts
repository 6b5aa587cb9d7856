/** What a call gave lately, for as long as it is good. */

/** One value that is asked for again after so many milliseconds; 0: each time. */
export class Cached<T> {
  private current: { readonly value: Promise<T>; readonly at: number } | undefined;

  constructor(
    private readonly load: () => Promise<T>,
    private readonly maxAgeMs: number,
  ) {}

  /** The value; whoever asks while it is on its way waits for the same. Fails as the call does. */
  get(): Promise<T> {
    const now = Date.now();
    if (this.current !== undefined && now - this.current.at < this.maxAgeMs) return this.current.value;
    const value = this.load();
    this.current = { value, at: now };
    // A failure is met by whoever waits for it, and not kept.
    value.catch(() => {
      if (this.current?.value === value) this.drop();
    });
    return value;
  }

  /** Asks for another one from now on. */
  drop(): void {
    this.current = undefined;
  }
}
