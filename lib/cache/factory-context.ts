import { type Duration, parseDuration } from '../options/index.js';

/**
 * What a factory is told, and may say about the entry that it makes.
 *
 * @publicApi
 */
export interface FactoryContext {
  readonly key: string;
  /** Gives this entry another life than the options said. */
  setTtl(ttl: Duration): void;
  /** Returns the value to the caller without storing it. */
  skip(): void;
}

/** A {@link FactoryContext} that remembers what the factory said. */
export class FactoryDecisions implements FactoryContext {
  ttl: number | undefined;
  isSkipped = false;

  constructor(readonly key: string) {}

  setTtl(ttl: Duration): void {
    this.ttl = parseDuration('ttl', ttl);
  }

  skip(): void {
    this.isSkipped = true;
  }
}
