import type { Session } from '../session/session.js';
import { clearTimeout, monotonicNow, setTimeout } from '../real-time.js';

export type PauseMode = 'all' | 'write';

/** CLIENT PAUSE: commands wait until its end; with `write` only those that change something. */
export class Pause {
  readonly #resume: (session: Session) => void;
  readonly #waiting = new Set<Session>();
  #mode: PauseMode | undefined;
  #end = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param resume runs the command that a session was kept from, and lets it go on */
  constructor(resume: (session: Session) => void) {
    this.#resume = resume;
  }

  get isOn(): boolean {
    return this.#mode !== undefined;
  }

  /** How many sessions it keeps from their next command. */
  get waitingCount(): number {
    return this.#waiting.size;
  }

  isHolding(session: Session): boolean {
    return this.#waiting.has(session);
  }

  /** A pause during another lasts until the later end, and as strictly as the stricter. */
  begin(duration: number, mode: PauseMode): void {
    this.#end = Math.max(this.#end, monotonicNow() + duration);
    this.#mode = this.#mode === 'all' ? 'all' : mode;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), Math.max(this.#end - monotonicNow(), 0));
  }

  /** @param writes the command may write, or reach replicas in another way */
  holds(writes: boolean): boolean {
    return this.#mode === 'all' || (this.#mode === 'write' && writes);
  }

  hold(session: Session): void {
    this.#waiting.add(session);
    session.wait();
  }

  forget(session: Session): void {
    this.#waiting.delete(session);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#mode = undefined;
    this.#end = 0;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const session of waiting) this.#resume(session);
  }
}
