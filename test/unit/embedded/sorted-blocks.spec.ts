import { describe, expect, it } from '@jest/globals';
import { ScoredEntry } from '../../../lib/embedded/keyspace/sorted-set/scored-member.js';
import { SortedBlocks } from '../../../lib/embedded/keyspace/sorted-set/sorted-blocks.js';
import { RandomSource } from '../../support/random-source.js';

const COUNT = 3000;
const SCORES = 700;

describe('SortedBlocks', () => {
  it.each([
    { order: 'at random', scoreOf: (_: number, random: RandomSource) => random.below(SCORES) },
    { order: 'one after the other', scoreOf: (index: number) => index },
    { order: 'backwards', scoreOf: (index: number) => -index },
    { order: 'all with one score', scoreOf: () => 1 },
  ])('keeps the order and the ranks of members that come $order', ({ scoreOf }) => {
    const random = new RandomSource(1);
    const blocks = new SortedBlocks();
    const entries: ScoredEntry[] = [];
    for (let index = 0; index < COUNT; index++) {
      const entry = new ScoredEntry(`m${random.below(1e9)}`, scoreOf(index, random));
      entries.push(entry);
      blocks.insert(entry);
    }
    expectOrder(blocks, entries);

    for (const entry of entries) blocks.move(entry, random.below(SCORES));
    expectOrder(blocks, entries);

    // Down to nothing, by members that are taken from everywhere.
    while (entries.length > 0) {
      const [entry] = entries.splice(random.below(entries.length), 1);
      if (entry) blocks.delete(entry);
      if (entries.length % 500 === 0) expectOrder(blocks, entries);
    }
    expect(blocks.length).toBe(0);
  });

  it('goes on after the last member has gone', () => {
    const blocks = new SortedBlocks();
    const entry = new ScoredEntry('a', 1);
    blocks.insert(entry);
    blocks.delete(entry);
    blocks.insert(entry);

    expect(blocks.slice(0, 10)).toEqual([entry]);
  });

  it('moves a member among 100,000 in a few times what it takes among 1,000', () => {
    const [small, large] = [timeOfMoves(1000), timeOfMoves(100_000)];
    // A sorted array takes some hundred times as long.
    expect(large).toBeLessThan(small * 20 + 5);
  });
});

function expectOrder(blocks: SortedBlocks, entries: readonly ScoredEntry[]): void {
  const sorted = entries.toSorted((a, b) => a.score - b.score || (a.member < b.member ? -1 : 1));
  expect(blocks.length).toBe(sorted.length);
  expect(blocks.slice(0, sorted.length)).toEqual(sorted);
  expect(blocks.slice(500, 1200)).toEqual(sorted.slice(500, 1200));
  expect(sorted.map(entry => blocks.rank(entry))).toEqual([...sorted.keys()]);
  for (const limit of [-COUNT, 1, 250, COUNT]) {
    const below = sorted.filter(({ score }) => score < limit).length;
    expect(blocks.countWhile(({ score }) => score < limit)).toBe(below);
  }
}

/** Milliseconds of 2,000 moves. */
function timeOfMoves(count: number): number {
  const random = new RandomSource(2);
  const blocks = new SortedBlocks();
  const entries = Array.from(
    { length: count },
    (_, index) => new ScoredEntry(`m${index}`, random.below(count)),
  );
  for (const entry of entries) blocks.insert(entry);
  const start = performance.now();
  for (let move = 0; move < 2000; move++) {
    const entry = entries[random.below(count)];
    if (entry) blocks.move(entry, random.below(count));
  }
  return performance.now() - start;
}
