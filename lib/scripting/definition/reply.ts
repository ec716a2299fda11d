/** What a script returns: how a reply becomes a value. */
export interface ReplyType<Value> {
  /** What is expected, for messages: `an integer`. */
  readonly expected: string;
  /** Whether strings of the reply are needed as bytes. */
  readonly bytes: boolean;
  /** The value. Throws a TypeError when the reply is something else. */
  decode(reply: unknown): Value;
}

/** The value types of a tuple of reply types. */
type Decoded<Types extends readonly ReplyType<unknown>[]> = {
  -readonly [Index in keyof Types]: Types[Index] extends ReplyType<infer Value> ? Value : never;
};

function replyType<Value>(
  expected: string,
  decode: (reply: unknown) => Value | undefined,
  bytes = false,
): ReplyType<Value> {
  return {
    expected,
    bytes,
    decode(reply) {
      const value = decode(reply);
      if (value === undefined) throw new TypeError(`expected ${expected}`);
      return value;
    },
  };
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Buffer.isBuffer(value) ? value.toString() : undefined;
}

/** ioredis rounds the last digit of some integers between this and 2^53. */
const MAX_EXACT = 2 ** 53 - 64;

function isExact(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= MAX_EXACT;
}

function numeric(value: unknown): number | undefined {
  // An empty text is 0 to Number().
  const number = typeof value === 'number' ? value : Number(text(value)?.trim() || Number.NaN);
  return Number.isNaN(number) ? undefined : number;
}

/**
 * Types of a script's reply, for {@link defineScript}. They are checked after a call.
 *
 * @publicApi
 */
export const reply = {
  /** Whatever comes: strings, integers, arrays, `null`. */
  any: (): ReplyType<unknown> => ({
    expected: 'anything',
    bytes: false,
    decode: value => value,
  }),

  /** A Lua number below 2^53, from where on it could be a rounded one. Redis cuts its fraction off. */
  integer: (): ReplyType<number> =>
    replyType('an integer below 2^53', value => (isExact(value) ? value : undefined)),

  /** An integer that the script returned as text, since Lua numbers are exact to 2^53 only. */
  bigint: (): ReplyType<bigint> =>
    replyType('an integer as text', value => {
      const digits = isExact(value) ? String(value) : text(value);
      return digits !== undefined && /^-?\d+$/.test(digits) ? BigInt(digits) : undefined;
    }),

  /** A number with a fraction, which a script returns as text (`tostring(x)`). */
  number: (): ReplyType<number> => replyType('a number, or one as text', numeric),

  string: (): ReplyType<string> => replyType('a string', text),

  /** A string, byte for byte. */
  bytes: (): ReplyType<Buffer> =>
    replyType('bytes', value => (Buffer.isBuffer(value) ? value : undefined), true),

  /** `1` or `true` is true; `0`, `false` and nil are false. */
  boolean: (): ReplyType<boolean> =>
    replyType('1, 0 or nil', value => {
      if (value === 1 || value === true) return true;
      return value === 0 || value === false || value === null ? false : undefined;
    }),

  /** JSON text, as of `cjson.encode`. (An empty Lua table becomes `{}` there, never `[]`.) */
  json: <Value = unknown>(): ReplyType<Value> => ({
    expected: 'JSON text',
    bytes: false,
    decode: value => JSON.parse(text(value) ?? ''),
  }),

  /** A status reply `OK`. */
  ok: (): ReplyType<'OK'> =>
    replyType('the status OK', value => (text(value) === 'OK' ? 'OK' : undefined)),

  /** nil (or `false`) as `null`, else the type. */
  nullable: <Value>(type: ReplyType<Value>): ReplyType<Value | null> => ({
    expected: `${type.expected}, or nil`,
    bytes: type.bytes,
    decode: value => (value === null ? null : type.decode(value)),
  }),

  /** An array of one type. */
  list: <Value>(item: ReplyType<Value>): ReplyType<Value[]> => ({
    ...replyType(`an array, each ${item.expected}`, value =>
      Array.isArray(value) ? value.map(element => item.decode(element)) : undefined,
    ),
    bytes: item.bytes,
  }),

  /** An array of a fixed length, each element of its own type. */
  tuple: <const Types extends readonly ReplyType<unknown>[]>(
    ...types: Types
  ): ReplyType<Decoded<Types>> => ({
    expected: `an array of ${types.map(type => type.expected).join(', ')}`,
    bytes: types.some(type => type.bytes),
    decode(value) {
      if (!Array.isArray(value) || value.length !== types.length) {
        throw new TypeError(`expected an array of ${types.length}`);
      }
      return types.map((type, index) => type.decode(value[index])) as Decoded<Types>;
    },
  }),

  /** A flat array of names and values, such as of HGETALL, as an object. */
  record: <Value>(type: ReplyType<Value>): ReplyType<Record<string, Value>> => ({
    expected: `an array of names and values, each value ${type.expected}`,
    bytes: type.bytes,
    decode(value) {
      if (!Array.isArray(value) || value.length % 2 !== 0) {
        throw new TypeError('expected an array of names and values');
      }
      const entries: [string, Value][] = [];
      for (let i = 0; i < value.length; i += 2) {
        entries.push([String(value[i]), type.decode(value[i + 1])]);
      }
      return Object.fromEntries(entries);
    },
  }),
};
