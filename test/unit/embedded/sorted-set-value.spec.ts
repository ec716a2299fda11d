import { describe, expect, it } from '@jest/globals';
import { ScoreRange } from '../../../lib/embedded/keyspace/sorted-set/member-range.js';
import { SortedSetValue } from '../../../lib/embedded/keyspace/sorted-set/sorted-set-value.js';
import { UndoLog } from '../../../lib/embedded/transaction/undo-log.js';

const LIMITS = { zsetMaxListpackEntries: 128, zsetMaxListpackValue: 64 };
const ROUNDS = 3000;

/** Numbers of [0, 1) that are the same in each run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function stateOf(value: SortedSetValue): unknown {
  const entries = value.slice().map(({ member, score }) => ({ member, score }));
  const ranks = entries.map(({ member }) => value.rank(member));
  return { entries, ranks, encoding: value.encoding, byteSize: value.byteSize, size: value.size };
}

function change(value: SortedSetValue, random: () => number, undo: UndoLog | undefined): void {
  const member = `m${Math.floor(random() * 200)}${random() < 0.001 ? 'x'.repeat(65) : ''}`;
  if (random() < 0.3) value.delete(member, undo);
  else value.set(member, Math.floor(random() * 40) / 2, LIMITS, undo);
}

describe('SortedSetValue', () => {
  it('keeps order, ranks and ranges like a sorted array', () => {
    const random = randomFrom(1);
    const value = new SortedSetValue();
    for (let round = 0; round < ROUNDS; round++) {
      change(value, random, undefined);
      if (round % 10 > 0) continue;
      const expected = [...value.members.values()]
        .map(({ member, score }) => ({ member, score }))
        .toSorted((a, b) => a.score - b.score || (a.member < b.member ? -1 : 1));
      expect(stateOf(value)).toMatchObject({ entries: expected, ranks: [...expected.keys()] });
      const start = Math.floor(random() * value.size);
      expect(value.slice(start, start + 5).map(({ member }) => member)).toEqual(
        expected.slice(start, start + 5).map(({ member }) => member),
      );
      const bound = (score: number): { score: number; isExclusive: boolean } => ({
        score,
        isExclusive: random() < 0.5,
      });
      const range = new ScoreRange(bound(Math.floor(random() * 10)), bound(10));
      const inside = expected.filter(entry => !range.isBelow(entry) && !range.isAbove(entry));
      const { start: first, end } = value.ranks(range);
      expect(value.slice(first, end)).toMatchObject(inside);
    }
  });

  it('takes back what was done, whatever it was', () => {
    const random = randomFrom(2);
    const value = new SortedSetValue();
    for (let round = 0; round < ROUNDS; round++) {
      // As text: to compare it takes no time.
      const before = JSON.stringify(stateOf(value));
      const undo = new UndoLog();
      for (let count = random() * 8; count > 0; count--) change(value, random, undo);
      if (random() < 0.5) continue;
      undo.rollbackTo(0);
      expect(JSON.stringify(stateOf(value))).toBe(before);
    }
  });

  it('copies so that neither sees the changes of the other', () => {
    const value = SortedSetValue.of([{ member: 'a', score: 1 }], LIMITS);
    const copy = value.clone();
    copy.set('b', 2, LIMITS, undefined);
    value.delete('a', undefined);

    expect(value.isEmpty).toBe(true);
    expect(copy.slice().map(({ member }) => member)).toEqual(['a', 'b']);
    expect(copy.byteSize).toBeGreaterThan(value.byteSize);
  });
});
