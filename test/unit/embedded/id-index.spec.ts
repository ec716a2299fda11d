import { describe, expect, it } from '@jest/globals';
import { IdIndex } from '../../../lib/embedded/keyspace/stream/id-index.js';
import { StreamId } from '../../../lib/embedded/keyspace/stream/stream-id.js';
import { UndoLog } from '../../../lib/embedded/transaction/undo-log.js';
import { RandomSource } from '../../support/random-source.js';

interface Item {
  readonly id: StreamId;
  readonly mark: number;
}

const ROUNDS = 1500;
const RANGE = 600;

describe('the index of pending entries', () => {
  it.each([
    { seed: 1, order: 'at random' },
    { seed: 2, order: 'one after the other' },
    { seed: 3, order: 'backwards' },
  ])('keeps and finds items that come $order', ({ seed, order }) => {
    const random = new RandomSource(seed);
    const index = new IdIndex<Item>();
    const expected = new Map<number, Item>();
    const answers: unknown[] = [];
    const right: unknown[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const id = new StreamId(random.below(RANGE), 0);
      answers.push(index.get(id), index.ceiling(id));
      right.push(expected.get(Number(id.ms)), firstFrom(expected, Number(id.ms)));
      if (random.below(4) === 0) {
        answers.push(index.delete(id, undefined));
        right.push(expected.get(Number(id.ms)));
        expected.delete(Number(id.ms));
      }
      const ms = place(order, round, random);
      const item = { id: new StreamId(ms, 0), mark: round };
      answers.push(index.set(item, undefined));
      right.push(expected.get(ms));
      expected.set(ms, item);
    }
    expect(answers).toEqual(right);
    const sorted = [...expected.values()].toSorted((a, b) => a.id.compare(b.id));
    expect([...index]).toEqual(sorted);
    expect(index.size).toBe(sorted.length);
    expect([index.first, index.last]).toEqual([sorted[0], sorted.at(-1)]);
    expect([...index.from(new StreamId(500, 1))]).toEqual(
      sorted.filter(({ id }) => Number(id.ms) > 500),
    );
  });

  it('is as it was after a roll-back', () => {
    const random = new RandomSource(4);
    const index = new IdIndex<Item>();
    for (let round = 0; round < 200; round++) {
      const before = [...index];
      const undo = round % 3 === 0 ? undefined : new UndoLog();
      for (let left = 40; left > 0; left--) {
        const id = new StreamId(random.below(RANGE), 0);
        if (random.below(3) > 0) index.set({ id, mark: left }, undo);
        else index.delete(id, undo);
      }
      if (!undo) continue;
      undo.rollbackTo(0);

      expect([...index]).toEqual(before);
      expect(index.size).toBe(before.length);
    }
  });

  it('goes on while items are replaced', () => {
    const index = new IdIndex<Item>();
    for (let ms = 0; ms < 300; ms++) index.set({ id: new StreamId(ms, 0), mark: 0 }, undefined);
    for (const { id, mark } of index) index.set({ id, mark: mark + 1 }, undefined);

    expect([...index].every(({ mark }) => mark === 1)).toBe(true);
  });
});

function place(order: string, round: number, random: RandomSource): number {
  if (order === 'at random') return random.below(RANGE);
  const step = round % RANGE;
  return order === 'backwards' ? RANGE - 1 - step : step;
}

function firstFrom(items: ReadonlyMap<number, Item>, ms: number): Item | undefined {
  for (let at = ms; at < RANGE; at++) if (items.has(at)) return items.get(at);
  return undefined;
}
