import { describe, expect, it } from '@jest/globals';
import { freezePlain } from '../../../lib/cache/freeze.js';

describe('freezePlain', () => {
  it('freezes plain data however deep', () => {
    const value = { list: [{ name: 'a' }] };

    expect(freezePlain(value)).toBe(true);
    expect(() => {
      value.list[0]!.name = 'b';
    }).toThrow(TypeError);
    expect(() => value.list.push({ name: 'c' })).toThrow(TypeError);
  });

  it.each([
    ['a Date', new Date()],
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['bytes', Buffer.from('a')],
  ])('says that freezing does not protect %s', (_name, value) => {
    expect(freezePlain({ deep: [value] })).toBe(false);
  });

  it('ends on a cycle', () => {
    const value: { self?: unknown } = {};
    value.self = value;

    expect(freezePlain(value)).toBe(true);
  });
});
