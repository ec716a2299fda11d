import { describe, expect, it } from '@jest/globals';
import { RingBuffer } from '../../../lib/embedded/keyspace/ring-buffer.js';
import { RandomSource } from '../../support/random-source.js';

describe('RingBuffer', () => {
  it('does what an array does', () => {
    const random = new RandomSource(1);
    const ring = new RingBuffer<number>();
    const array: number[] = [];
    for (let step = 0; step < 3000; step++) {
      // Grows in one half of the time and shrinks in the other.
      operate(ring, array, step, random.below(10) + (step % 1000 < 500 ? 0 : 3), random);
      expect(ring.length).toBe(array.length);
    }
    expect(ring.slice(0, ring.length)).toEqual(array);
  });

  it('has nothing outside', () => {
    const ring = new RingBuffer<number>();
    ring.pushLast(1);

    expect([ring.at(-1), ring.at(0), ring.at(1)]).toEqual([undefined, 1, undefined]);
    expect([ring.takeLast(), ring.takeLast(), ring.takeFirst()]).toEqual([1, undefined, undefined]);
  });

  it('takes as long at 100,000 elements as at 100', () => {
    const [small, large] = [timeOf(100), timeOf(100_000)];
    // A plain array takes some 500 times as long.
    expect(large).toBeLessThan(small * 20 + 5);
  });
});

function operate(
  ring: RingBuffer<number>,
  array: number[],
  item: number,
  choice: number,
  random: RandomSource,
): void {
  const at = random.below(array.length + 1);
  if (choice < 3) {
    ring.pushFirst(item);
    array.unshift(item);
  } else if (choice < 5) {
    ring.pushLast(item);
    array.push(item);
  } else if (choice < 6) {
    ring.insert(at, item);
    array.splice(at, 0, item);
  } else if (choice < 7 && at < array.length) {
    ring.remove(at);
    array.splice(at, 1);
  } else if (choice < 8 && at < array.length) {
    ring.set(at, item);
    array[at] = item;
  } else if (choice < 10) expect(ring.takeFirst()).toBe(array.shift());
  else expect(ring.takeLast()).toBe(array.pop());
}

/** Milliseconds of taking at one end and pushing at the other, many times; the best of five. */
function timeOf(length: number): number {
  const ring = new RingBuffer<number>();
  for (let at = 0; at < length; at++) ring.pushLast(at);
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    for (let step = 0; step < 20_000; step++) ring.pushLast(ring.takeFirst() ?? 0);
    return performance.now() - start;
  });
  return Math.min(...times);
}
