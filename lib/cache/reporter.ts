import { Logger } from '@nestjs/common';

/** The same thing is said again after this long, if it still happens. */
const QUIET_MS = 60_000;

/** The most different things that are remembered as said. */
const MAX_REMEMBERED = 1000;

/** Says what an operator must know, but not at every request that meets it. */
export class Reporter {
  readonly #logger = new Logger('HybridCache');
  readonly #saidAt = new Map<string, number>();

  /** @param subject what it is about: each subject is reported once in a minute */
  warn(subject: string, message: string): void {
    const now = Date.now();
    const saidAt = this.#saidAt.get(subject);
    if (saidAt !== undefined && now - saidAt < QUIET_MS) return;
    if (this.#saidAt.size >= MAX_REMEMBERED) this.#saidAt.clear();
    this.#saidAt.set(subject, now);
    this.#logger.warn(message);
  }
}
