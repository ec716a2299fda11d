import type { Bytes } from '../../bytes.js';

const NUMBER =
  /^[+-]?(?:0x(?:[0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p[+-]?\d+)?|inf(?:inity)?|nan(?:\(\w*\))?|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/i;
const HEXADECIMAL = /^0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?$/i;
const BITS_PER_DIGIT = 4;

export interface ParsedNumber {
  readonly value: number;
  /** How many characters it took; 0 when there is no number. */
  readonly length: number;
}

/** What C's strtod makes of the beginning of a text. */
export function parseNumber(text: Bytes): ParsedNumber {
  const [match] = NUMBER.exec(text) ?? [];
  if (match === undefined) return { value: 0, length: 0 };
  const digits = match.replace(/^[+-]/, '').toLowerCase();
  const value = unsigned(digits);
  return { value: match.startsWith('-') ? -value : value, length: match.length };
}

function unsigned(digits: string): number {
  if (digits.startsWith('inf')) return Number.POSITIVE_INFINITY;
  if (digits.startsWith('nan')) return Number.NaN;
  if (!digits.startsWith('0x')) return Number(digits);
  const [, whole = '', fraction = '', power = '0'] = HEXADECIMAL.exec(digits) ?? [];
  const exponent = Number(power) - fraction.length * BITS_PER_DIGIT;
  return Number(`0x${whole}${fraction}`) * 2 ** exponent;
}
