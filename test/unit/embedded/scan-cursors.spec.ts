import { describe, expect, it } from '@jest/globals';
import { ScanCursors } from '../../../lib/embedded/keyspace/scan-cursors.js';

describe('ScanCursors', () => {
  it('finds every element that stays, whatever comes and goes', () => {
    const cursors = new ScanCursors();
    const set = new Set(Array.from({ length: 100 }, (_, at) => at));
    const found = new Set<number>();
    let cursor = '0';
    do {
      const step = cursors.next(set, cursor, 7);
      for (const item of step.items) found.add(item);
      ({ cursor } = step);
      set.delete([...found].at(-1) ?? -1);
      set.add(1000 + found.size);
    } while (cursor !== '0' && found.size < 500);

    expect([...Array(100).keys()].every(at => found.has(at))).toBe(true);
  });

  it('begins again with a cursor that it does not know', () => {
    const cursors = new ScanCursors();
    const { cursor } = cursors.next(new Set([1, 2, 3]), '0', 2);

    expect(cursors.next(new Set(['a', 'b']), cursor, 5).items).toEqual(['a', 'b']);
    expect(cursors.next(new Set(['a', 'b']), '12345', 1).items).toEqual(['a']);
  });

  it('goes on where each of many scans stands', () => {
    const cursors = new ScanCursors();
    const set = new Set(['a', 'b', 'c']);
    const first = cursors.next(set, '0', 1).cursor;
    const second = cursors.next(set, cursors.next(set, '0', 1).cursor, 1).cursor;

    expect(cursors.next(set, first, 1).items).toEqual(['b']);
    expect(cursors.next(set, second, 1)).toEqual({ cursor: expect.any(String), items: ['c'] });
  });
});
