/** Characters that mean something in a pattern, or in what takes the place of a match. */
export const Code = {
  /** Ends a pattern, as it ends every text of C. */
  nul: 0,
  dollar: 36,
  percent: 37,
  opening: 40,
  closing: 41,
  star: 42,
  plus: 43,
  minus: 45,
  point: 46,
  zero: 48,
  one: 49,
  nine: 57,
  question: 63,
  bracket: 91,
  bracketEnd: 93,
  caret: 94,
  letterB: 98,
  letterF: 102,
} as const;
