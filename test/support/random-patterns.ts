import type { RandomSource } from './random-source.ts';

const ITEMS = [
  'a',
  'b',
  'c',
  '.',
  '%a',
  '%d',
  '%S',
  '%.',
  '[ab]',
  '[^a]',
  '[a-c1]',
  '[%w_]',
  '[]b]',
];
const MARKS = ['*', '+', '-', '?'];
const SPECIAL = [
  '()',
  '(',
  ')',
  '%1',
  '%2',
  '%b()',
  '%bab',
  '%f[%w]',
  '%f[^a]',
  '^',
  '$',
  '-',
  ']',
];
const BROKEN = ['[', '[^', '%', '%b', '%f', '[a-', '[%', '\0'];
const LETTERS = 'aaabbbc1 ().\0\xff';

export interface PatternShape {
  /** How many items may be repeated. */
  readonly marks: number;
}

/** A pattern of Lua, now and then a malformed one. */
export function randomPattern(random: RandomSource, shape: PatternShape): string {
  let marks = shape.marks;
  const parts = Array.from({ length: 1 + random.below(6) }, () => {
    const kind = random.below(40);
    if (kind === 0) return random.pick(BROKEN);
    if (kind < 8) return random.pick(SPECIAL);
    const item = random.pick(ITEMS);
    if (marks === 0 || random.below(2) === 0) return item;
    marks--;
    return random.below(3) === 0 ? `(${item}${random.pick(MARKS)})` : item + random.pick(MARKS);
  });
  return (random.below(6) === 0 ? '^' : '') + parts.join('');
}

export function randomSubject(random: RandomSource, length: number): string {
  return Array.from({ length }, () => LETTERS.charAt(random.below(LETTERS.length))).join('');
}
