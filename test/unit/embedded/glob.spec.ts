import { describe, expect, it } from '@jest/globals';
import { globMatcher } from '../../../lib/embedded/keyspace/glob.js';

describe('globMatcher', () => {
  it.each([
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['h?llo', 'hello', true],
    ['h*o', 'hello', true],
    ['h*o*', 'hellx', false],
    ['*a*b*c', 'xxaxxbxxbxc', true],
    ['[a-c]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    ['[c-a]x', 'bx', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a\\', 'a\\', true],
    ['[\\]]', ']', true],
    ['[a', 'a', true],
    ['?', '\n', true],
  ])('%j and %j: %s', (pattern, text, matches) => {
    expect(globMatcher(pattern)(text)).toBe(matches);
  });

  it('ignores case where it is told to', () => {
    expect(globMatcher('Max*', true)('mAXMEMORY')).toBe(true);
  });

  it('is quick with many stars', () => {
    expect(globMatcher('a*'.repeat(50) + 'b')('a'.repeat(10_000))).toBe(false);
  });
});
