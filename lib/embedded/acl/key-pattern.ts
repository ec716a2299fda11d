import type { Bytes } from '../bytes.js';
import type { KeyFlag } from '../commands/key-flags.js';
import { globMatcher } from '../keyspace/glob.js';
import { RuleError } from './rule-error.js';

/** To read a key, to change it, or both. */
export interface KeyAccess {
  readonly reads: boolean;
  readonly writes: boolean;
}

const SPACE = /[\s\0]/;

/** Keys that may be read, written, or both. */
export class KeyPattern implements KeyAccess {
  readonly matches: (key: Bytes) => boolean;

  constructor(
    readonly pattern: Bytes,
    readonly reads: boolean,
    readonly writes: boolean,
  ) {
    this.matches = globMatcher(pattern);
  }

  /**
   * Reads `~pattern`, `%R~pattern`, `%W~pattern`, `%RW~pattern`.
   *
   * @throws RuleError
   */
  static parse(rule: Bytes): KeyPattern {
    const [, letters, pattern = ''] = /^(?:%([rw]*)|)~(.*)$/is.exec(rule) ?? [undefined, 'x'];
    const access = letters?.toUpperCase() ?? 'RW';
    if (!/^(?:R|W|RW|WR)$/.test(access)) throw RuleError.syntax();
    return new KeyPattern(withoutSpaces(pattern), access.includes('R'), access.includes('W'));
  }

  allows(access: KeyAccess): boolean {
    return (this.reads || !access.reads) && (this.writes || !access.writes);
  }

  /** The same pattern with what another one of it allows. */
  with(other: KeyPattern): KeyPattern {
    return new KeyPattern(this.pattern, this.reads || other.reads, this.writes || other.writes);
  }

  describe(): Bytes {
    if (this.reads && this.writes) return `~${this.pattern}`;
    return `${this.reads ? '%R~' : '%W~'}${this.pattern}`;
  }
}

/** What a use of a key needs. */
export function accessFor(flags: readonly KeyFlag[]): KeyAccess {
  return {
    reads: flags.includes('access'),
    writes: flags.some(flag => flag === 'update' || flag === 'insert' || flag === 'delete'),
  };
}

/** @throws RuleError: rules are split by spaces where they are shown */
export function withoutSpaces(pattern: Bytes): Bytes {
  if (SPACE.test(pattern)) throw RuleError.syntax();
  return pattern;
}
