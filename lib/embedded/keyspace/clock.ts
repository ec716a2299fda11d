import { monotonicNow } from '../real-time.js';

/** Ticks are small integers for 497 days, which V8 stores without an object; then they wrap. */
const MS_PER_TICK = 10;

/**
 * The time as commands see it: taken when one begins and standing still until it (its EXEC, its
 * script) is done, so that no key expires half way.
 */
export class Clock {
  readonly #source: () => number;
  readonly #start: number;
  #now: number;
  #millisecond = 0;
  #millisecondBegan = 0;

  /** @param source milliseconds since 1970; `Date.now` is asked at use, so that fake clocks count */
  constructor(source: () => number = () => Date.now()) {
    this.#source = source;
    this.#start = source();
    this.#now = this.#start;
  }

  get now(): number {
    return this.#now;
  }

  get startedAt(): number {
    return this.#start;
  }

  get tick(): number {
    return ((this.#now - this.#start) / MS_PER_TICK) | 0;
  }

  /** How long ago a tick was, in milliseconds. */
  sinceTick(tick: number): number {
    return ((this.tick - tick) | 0) * MS_PER_TICK;
  }

  /** The tick of some milliseconds ago. */
  tickBefore(milliseconds: number): number {
    return (this.tick - Math.floor(milliseconds / MS_PER_TICK)) | 0;
  }

  /** For TIME: the clock of this moment, and how far into its millisecond; it never goes back. */
  microseconds(): number {
    const millisecond = this.#source();
    if (millisecond !== this.#millisecond) {
      this.#millisecond = millisecond;
      this.#millisecondBegan = monotonicNow();
    }
    const fraction = Math.floor((monotonicNow() - this.#millisecondBegan) * 1000);
    return millisecond * 1000 + Math.min(fraction, 999);
  }

  refresh(): void {
    this.#now = this.#source();
  }
}
