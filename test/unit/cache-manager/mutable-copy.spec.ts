import { describe, expect, it } from '@jest/globals';
import { mutableCopy } from '../../../lib/cache/cache-manager/mutable-copy.js';
import { freezePlain } from '../../../lib/cache/freeze.js';

function frozen<T>(value: T): T {
  freezePlain(value);
  return value;
}

describe('mutableCopy', () => {
  it('copies frozen plain data however deep', () => {
    const shared = frozen({ name: 'Oslo', tags: ['a', { b: [1, null] }], empty: {} });
    const copy = mutableCopy(shared);
    expect(copy).toEqual(shared);
    copy.tags.push('c');
    Object.assign(copy.empty, { more: 1 });
    expect(shared.tags).toHaveLength(2);
    expect(shared.empty).toEqual({});
  });

  it('gives values that are not shared as they are', () => {
    const own = { at: new Date(0) };
    expect(mutableCopy(own)).toBe(own);
    expect(mutableCopy('text')).toBe('text');
    expect(mutableCopy(null)).toBeNull();
    expect(mutableCopy(undefined)).toBeUndefined();
  });

  it('keeps a member named __proto__ a member', () => {
    const shared: unknown = frozen(JSON.parse('{"__proto__":{"isAdmin":true},"a":{}}'));
    const copy = mutableCopy(shared);
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"isAdmin":true},"a":{}}');
    expect(copy).not.toHaveProperty('isAdmin');
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });

  it('keeps objects without a prototype so', () => {
    const shared = frozen(Object.assign(Object.create(null), { a: { b: 1 } }));
    const copy = mutableCopy(shared);
    expect(Object.getPrototypeOf(copy)).toBeNull();
    expect(copy.a).toEqual({ b: 1 });
  });

  it('keeps holes of arrays', () => {
    // oxlint-disable-next-line no-sparse-arrays -- on purpose
    const copy = mutableCopy(frozen([1, , 3]));
    expect(1 in copy).toBe(false);
    expect(copy).toHaveLength(3);
  });

  it('copies cycles', () => {
    const node: { name: string; self?: unknown; children: unknown[] } = { name: 'n', children: [] };
    node.self = node;
    node.children.push({ parent: node });
    const copy = mutableCopy(frozen(node));
    expect(copy).not.toBe(node);
    expect(copy.self).toBe(copy);
    expect(Object.isFrozen(copy)).toBe(false);
  });

  it('copies what is nested deeper than most', () => {
    let nested: unknown = 'deep';
    for (let depth = 0; depth < 500; depth++) nested = { nested };
    const shared = frozen(nested);
    expect(mutableCopy(shared)).toEqual(shared);
  });
});
