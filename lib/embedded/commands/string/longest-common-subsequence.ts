import type { Bytes } from '../../bytes.js';

/** A stretch that both strings have in common; the ends are inclusive. */
export interface CommonRange {
  readonly a: readonly [start: number, end: number];
  readonly b: readonly [start: number, end: number];
  readonly length: number;
}

export interface CommonSubsequence {
  readonly text: Bytes;
  readonly length: number;
  /** From the end of the strings to their beginning. */
  readonly ranges: readonly CommonRange[];
}

/** The longest common subsequence, and among equals the one that Redis finds. */
export function longestCommonSubsequence(a: Bytes, b: Bytes): CommonSubsequence {
  const width = b.length + 1;
  const table = lengths(a, b, width);
  const at = (i: number, j: number): number => table[i * width + j] ?? 0;
  const ranges: CommonRange[] = [];
  const characters: string[] = [];
  let open: { a: number; b: number; length: number } | undefined;
  const closeRange = (): void => {
    if (open) ranges.push(toRange(open));
    open = undefined;
  };

  let i = a.length;
  let j = b.length;
  while (i > 0 && j > 0) {
    if (a[i - 1] === b[j - 1]) {
      i--;
      j--;
      characters.push(a.charAt(i));
      if (open && open.a === i + 1 && open.b === j + 1) {
        open = { a: i, b: j, length: open.length + 1 };
      } else {
        closeRange();
        open = { a: i, b: j, length: 1 };
      }
    } else {
      if (at(i - 1, j) > at(i, j - 1)) i--;
      else j--;
      closeRange();
    }
  }
  closeRange();
  return { text: characters.toReversed().join(''), length: at(a.length, b.length), ranges };
}

function toRange({ a, b, length }: { a: number; b: number; length: number }): CommonRange {
  return { a: [a, a + length - 1], b: [b, b + length - 1], length };
}

function lengths(a: Bytes, b: Bytes, width: number): Uint32Array {
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = 1; i <= a.length; i++) {
    const row = i * width;
    for (let j = 1; j < width; j++) {
      table[row + j] =
        a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
          ? (table[row - width + j - 1] ?? 0) + 1
          : Math.max(table[row - width + j] ?? 0, table[row + j - 1] ?? 0);
    }
  }
  return table;
}
