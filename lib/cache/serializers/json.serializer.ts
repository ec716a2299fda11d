import { DevalueError, parse, stringify } from 'devalue';
import { UnserializableValueError } from '../errors/index.js';
import { toPlainData } from './plain-data.js';
import type { Serializer } from './serializer.js';

/** No JSON text begins with it: what follows is in devalue's notation. */
const EXTENDED = '~';

const REDUCERS = {
  Buffer: (value: unknown) => Buffer.isBuffer(value) && value.toString('base64'),
};
const REVIVERS = { Buffer: (text: string) => Buffer.from(text, 'base64') };

/**
 * JSON text wherever JSON carries the value faithfully, so that redis-cli shows it and scripts can
 * `cjson.decode` it. Values that hold a Date, Map, Set, bigint, bytes, RegExp, NaN, -0, an
 * `undefined` member or a cycle are written as `~` and the notation of
 * {@link https://github.com/sveltejs/devalue | devalue}.
 *
 * @publicApi
 */
export class JsonSerializer implements Serializer {
  readonly name = 'json';

  serialize(value: unknown): string {
    const plain = toPlainData(value);
    if (plain.isJson) return JSON.stringify(plain.value);
    try {
      return EXTENDED + stringify(plain.value, REDUCERS);
    } catch (cause) {
      if (!(cause instanceof DevalueError)) throw cause;
      throw new UnserializableValueError(cause.path, `not serializable (${cause.message})`, {
        cause,
      });
    }
  }

  deserialize(data: string | Buffer): unknown {
    const text = typeof data === 'string' ? data : data.toString();
    return text.startsWith(EXTENDED) ? parse(text.slice(1), REVIVERS) : JSON.parse(text);
  }
}
