import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { NO_MATCH, PatternMatcher } from '../../../../lib/embedded/lua/patterns/pattern-matcher.js';
import { ErrorReply, type Reply } from '../../../../lib/embedded/reply/reply.js';
import { randomPattern, randomSubject } from '../../../support/random-patterns.ts';
import { RandomSource } from '../../../support/random-source.ts';
import { ScriptRunner } from '../../../integration/embedded/lua/script-runner.ts';

class Malformed extends Error {}

interface Search {
  readonly matcher: PatternMatcher;
  readonly find: () => readonly (string | number)[];
}

/** A text and a pattern as they would lie in the memory of Lua. */
function search(
  subject: string,
  pattern: string,
  count = (_steps: number): void => undefined,
): Search {
  const bytes = new Uint8Array(Buffer.from(`\0${subject}\0${pattern}\0`, 'latin1'));
  const start = 1;
  const matcher = new PatternMatcher({
    count,
    fail: message => {
      throw new Malformed(message);
    },
  });
  matcher.use(bytes, start, subject.length);
  const patternAt = start + subject.length + 1;
  const isAnchored = pattern.startsWith('^');

  function capture(index: number): string | number {
    const value = matcher.captures.valueOf(index);
    if (typeof value === 'number') return value - start + 1;
    return subject.slice(value.at - start, value.at - start + value.length);
  }

  return {
    matcher,
    find: () => {
      for (let at = start; at <= start + subject.length; at++) {
        const end = matcher.match(at, patternAt + (isAnchored ? 1 : 0));
        if (end !== NO_MATCH) {
          const captures = Array.from({ length: matcher.captures.count }, (_, index) =>
            capture(index),
          );
          return [at - start + 1, end - start, ...captures];
        }
        if (isAnchored) break;
      }
      return [];
    },
  };
}

function outcomeOf(find: () => readonly (string | number)[]): Reply {
  try {
    return find();
  } catch (error) {
    if (error instanceof Malformed) return new ErrorReply(`E ${error.message}`);
    throw error;
  }
}

describe('PatternMatcher', () => {
  it('finds, catches and refuses what the matcher of Lua does, for any pattern', () => {
    using lua = new ScriptRunner();
    const random = new RandomSource(7);
    // A capture that is a position is a number: a reply tells it from a text.
    const source = `
      local found = {pcall(string.find, ARGV[1], ARGV[2])}
      if not found[1] then return redis.error_reply('E ' .. found[2]) end
      table.remove(found, 1)
      return found`;
    const differences: unknown[] = [];
    const kinds = { found: 0, none: 0, malformed: 0 };
    for (let round = 0; round < 5000; round++) {
      const subject = randomSubject(random, random.below(12));
      const pattern = randomPattern(random, { marks: 4 });
      // Without a special character `find` searches for the text, NUL and all.
      if (!/[$*+?.([%^-]/.test(pattern.replace(/\0[^]*/, ''))) continue;
      const expected = lua.reply(source, { args: [subject, pattern] });
      const actual = outcomeOf(() => search(subject, pattern).find());
      if (!isDeepStrictEqual(actual, expected)) {
        differences.push({ subject, pattern, expected, actual });
      }
      if (expected instanceof ErrorReply) kinds.malformed++;
      else kinds[isDeepStrictEqual(expected, []) ? 'none' : 'found']++;
    }
    expect(differences).toEqual([]);
    expect(Math.min(...Object.values(kinds))).toBeGreaterThan(300);
  });

  it('catches no more once a longer attempt was taken back', () => {
    expect(search('aab', '(a*)(a)b').find()).toEqual([1, 3, 'a', 'a']);
    expect(search('abc', '(a)(x?)()c?').find()).toEqual([1, 1, 'a', '', 2]);
  });

  it('goes as deep as a pattern is long, without the stack of JavaScript', () => {
    const length = 90_000;
    const [from, to] = search('x'.repeat(length), 'x?'.repeat(length)).find();
    expect([from, to]).toEqual([1, length]);
  });

  it('refuses a pattern that needs more choices than it keeps', () => {
    const deep = search('x'.repeat(200_000), 'x?'.repeat(200_000));
    expect(() => deep.find()).toThrow('pattern too complex');
  });

  it.each([
    ['choices tried again', 'a'.repeat(30), 'a?'.repeat(30) + 'a'.repeat(30)],
    ['repetitions within each other', 'x'.repeat(200), '.-.-.-y'],
    ['text scanned for a bracket', '('.repeat(100_000), '%b()'],
    ['a long set looked through', 'x'.repeat(2000), `[${'a'.repeat(10_000)}]`],
    ['a capture compared again', 'a'.repeat(3000), '(.-)%1b'],
  ])('tells of its steps in good time: %s', (_, subject, pattern) => {
    let told = 0;
    const stopped = search(subject, pattern, steps => {
      expect(steps).toBeLessThan(200_000);
      told += steps;
      if (told > 500_000) throw new Malformed('stopped');
    });
    expect(() => stopped.find()).toThrow('stopped');
  });

  it('tells of many short searches as it does of a long one', () => {
    let told = 0;
    const short = search('aaaa', 'b*', steps => (told += steps));
    for (let round = 0; round < 100_000; round++) short.find();
    expect(told).toBeGreaterThan(100_000);
  });
});
