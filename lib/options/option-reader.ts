import { HybridCacheConfigurationError } from '../errors/index.js';
import { parseDuration } from './duration.js';

/** Limits of a numeric option. */
export interface NumberRange {
  readonly min: number;
  readonly max?: number;
}

/**
 * Reads the options that a user wrote, one by one, with their defaults, and reports the first that
 * cannot be used by its path, its value and what is allowed. {@link end} reports names that nobody
 * read: a misspelt option must not be ignored.
 */
export class OptionReader<Options extends object> {
  readonly #path: string;
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #read = new Set<string>();

  constructor(path: string, options: Options | undefined) {
    if (options !== undefined && (typeof options !== 'object' || options === null)) {
      throw new HybridCacheConfigurationError(path, options, 'an object');
    }
    this.#path = path;
    this.#values = new Map<string, unknown>(Object.entries(options ?? {}));
  }

  /** The raw value; for what has a shape of its own. */
  value(name: keyof Options & string): unknown {
    this.#read.add(name);
    return this.#values.get(name);
  }

  duration(name: keyof Options & string, fallback: number): number {
    const value = this.value(name);
    return value === undefined ? fallback : parseDuration(this.pathOf(name), value);
  }

  boolean(name: keyof Options & string, fallback: boolean): boolean {
    const value = this.value(name) ?? fallback;
    if (typeof value === 'boolean') return value;
    throw this.error(name, 'true or false');
  }

  integer(name: keyof Options & string, range: NumberRange, fallback: number): number {
    const value = this.value(name) ?? fallback;
    const { min, max = Number.MAX_SAFE_INTEGER } = range;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) {
      return value;
    }
    const upTo = range.max === undefined ? '' : ` and at most ${range.max}`;
    throw this.error(name, `a whole number of at least ${min}${upTo}`);
  }

  /** The text of `name`, which must match `pattern`; `allowed` describes the pattern. */
  text(name: keyof Options & string, pattern: RegExp, allowed: string): string | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw this.error(name, allowed);
  }

  error(name: keyof Options & string, allowed: string): HybridCacheConfigurationError {
    return new HybridCacheConfigurationError(this.pathOf(name), this.#values.get(name), allowed);
  }

  pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  /** @throws HybridCacheConfigurationError when an option was given that does not exist */
  end(): void {
    for (const [name, value] of this.#values) {
      if (value === undefined || this.#read.has(name)) continue;
      const known = [...this.#read].toSorted().join(', ');
      throw new HybridCacheConfigurationError(
        this.pathOf(name),
        value,
        `left out: there is no such option. Known here: ${known}`,
      );
    }
  }
}
