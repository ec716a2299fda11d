import { type ArgType, reply, type ReplyType, show } from '../definition/index.js';

/** A whole number from 1 to `max`. */
export function countUpTo(max: number): ArgType<number> {
  const expected = `a whole number from 1 to ${max}`;
  return {
    expected,
    variadic: false,
    encode(value: unknown) {
      if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) {
        return [value.toString()];
      }
      throw new TypeError(`${show(value)} is not ${expected}`);
    },
  };
}

/**
 * An integer that the script returned as text: a number where that is exact (to 2^53), else a
 * bigint. Never a rounded one.
 */
export function exactInteger(): ReplyType<number | bigint> {
  const digits = reply.bigint();
  return {
    ...digits,
    decode(value) {
      const exact = digits.decode(value);
      const number = Number(exact);
      return Number.isSafeInteger(number) ? number : exact;
    },
  };
}
