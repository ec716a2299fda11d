import { describe, expect, it } from '@jest/globals';
import { stableText } from '../../../lib/context/index.js';

describe('the stable text of a value', () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
    ['a"b', '"a\\"b"'],
    [undefined, 'undefined'],
    [12n, '12n'],
    [-0, '-0'],
    [Number.NaN, 'NaN'],
    [{ a: undefined }, '{"a":undefined}'],
    [new Date(0), 'Date("1970-01-01T00:00:00.000Z")'],
    [Object.assign(Object.create(null) as object, { a: 1 }), '{"a":1}'],
    ['\uD800', '"\\ud800"'],
  ])('of %p is %p', (value, text) => {
    expect(stableText(value)).toBe(text);
  });

  it('is never the same for what is different', () => {
    const values = [
      1,
      '1',
      1n,
      true,
      'true',
      null,
      'null',
      undefined,
      [],
      {},
      [[]],
      [null],
      '',
      -0,
    ];
    const more = [
      new Date(0),
      new Date(0).toJSON(),
      Buffer.from('a'),
      { a: 1 },
      { a: '1' },
      ['a,b'],
    ];
    const all = [...values, ...more, ['a', 'b']];

    expect(new Set(all.map(stableText)).size).toBe(all.length);
  });

  it.each<[unknown, RegExp]>([
    [new Map(), /at the top it holds an instance of Map/],
    [{ a: [new (class Odd {})()] }, /at \.a\[0\] it holds an instance of Odd/],
    [[() => 1], /at \[0\] it holds a function/],
    [Symbol('s'), /a symbol/],
  ])('is refused of %p', (value, message) => {
    expect(() => stableText(value)).toThrow(message);
  });

  it('is refused of a cycle, and of what is nested beyond reason', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));

    expect(() => stableText(cycle)).toThrow(/levels/);
    expect(() => stableText(deep)).toThrow(/levels/);
  });
});
