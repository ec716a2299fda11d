import { type ArgType, reply, type ReplyType, show } from '../definition/index.js';

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): ArgType<number> {
  const expected = `a whole number from ${min} to ${max}`;
  return {
    expected,
    variadic: false,
    encode(value: unknown) {
      if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
        return [value.toString()];
      }
      throw new TypeError(`${show(value)} is not ${expected}`);
    },
  };
}

/** A whole number from 1 to `max`. */
export function countUpTo(max: number): ArgType<number> {
  return wholeNumber(1, max);
}

/** One of a few texts. */
export function oneOf<const Texts extends readonly string[]>(
  ...texts: Texts
): ArgType<Texts[number]> {
  const expected = texts.map(text => (text === '' ? 'an empty text' : text)).join(' or ');
  return {
    expected,
    variadic: false,
    encode(value: unknown) {
      if (typeof value === 'string' && texts.includes(value)) return [value];
      throw new TypeError(`${show(value)} is not ${expected}`);
    },
  };
}

/** A boolean, which may also come as the text `true` or `false`. */
export function flag(): ArgType<boolean | 'true' | 'false'> {
  const expected = 'true or false';
  return {
    expected,
    variadic: false,
    encode(value: unknown) {
      const text = typeof value === 'boolean' ? String(value) : value;
      if (text === 'true' || text === 'false') return [text];
      throw new TypeError(`${show(value)} is not ${expected}`);
    },
  };
}

/** An argument that may be left out: by position, or as `undefined` by name. The last of a script. */
export function optional<Value>(
  type: ArgType<Value>,
  otherwise?: () => Value,
): ArgType<Value | undefined> {
  return {
    expected: `${type.expected}, or nothing`,
    variadic: true,
    encode(value) {
      // By position, it comes as the list of those that are left.
      const given: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (given.length > 1) throw new TypeError(`${given.length} given, but it is one at most`);
      const single = given[0] ?? otherwise?.();
      // The type itself checks what it is given.
      return single === undefined ? [] : (type as ArgType<unknown>).encode(single);
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
