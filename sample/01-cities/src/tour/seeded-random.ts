/** The same numbers from 0 to 1 for the same seed (the generator mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Takes the first item twice as often as the second, three times as often as the third, … */
export function zipf<T>(items: readonly T[], random: () => number): () => T {
  const cumulative: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= items.length; rank++) cumulative.push((total += 1 / rank));
  return () => {
    const point = random() * total;
    const item = items[cumulative.findIndex(sum => point < sum)];
    if (item === undefined) throw new Error('there is nothing to take from');
    return item;
  };
}
