import { describe, expect, it } from '@jest/globals';
import { searchCost } from '../../../../lib/embedded/lua/patterns/search-cost.js';

const LIMIT = 1e9;

/** For a text of 99 characters, hence 100 places where a match may begin. */
function costOf(pattern: string, canAnchor = true): number {
  const bytes = new Uint8Array(Buffer.from(`${'x'.repeat(99)}\0${pattern}\0`, 'latin1'));
  const spans = [
    { at: 0, length: 99 },
    { at: 100, length: pattern.length },
  ] as const;
  return searchCost(bytes, ...spans, canAnchor, LIMIT);
}

describe('searchCost', () => {
  it('is the places times the length of a pattern that repeats nothing', () => {
    expect(costOf('abc')).toBe(400);
    expect(costOf('%a%.[a-z*]')).toBe(1100);
  });

  it('is that of one place for a pattern that is held to the beginning', () => {
    expect(costOf('^abc')).toBe(5);
    expect(costOf('^abc', false)).toBe(500);
  });

  it.each(['a*b', 'a+b', 'a-b', '[^x]*b', '%b()', '(a)%1'])(
    'counts each length that %s may try',
    pattern => {
      expect(costOf(pattern)).toBeGreaterThanOrEqual(100 * 100);
    },
  );

  it('multiplies repetitions that follow each other', () => {
    expect(costOf('a*b*c')).toBeGreaterThanOrEqual(100 ** 3);
    expect(costOf('a?a?a?b')).toBe(8 * costOf('aaabbbb'));
  });

  it.each(['[^,]+', '(%w+)', '%s*', '((a-))'])(
    'is small for %s, where nothing follows',
    pattern => {
      expect(costOf(pattern)).toBeLessThan(1000);
    },
  );

  it('is beyond every limit for a pattern that goes very deep', () => {
    expect(costOf('^' + '()'.repeat(100))).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(['[', '%', '[a', '%f', '%b', 'a*[', '\0*'])(
    'is found for the broken pattern %j',
    pattern => {
      expect(costOf(pattern)).toBeGreaterThan(0);
    },
  );
});
