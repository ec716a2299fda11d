import { types } from 'node:util';
import { UnserializableValueError } from '../errors/index.js';

/** What {@link toPlainData} found. */
export interface PlainData {
  /** The value, with what has a `toJSON` replaced by what that gave. */
  readonly value: unknown;
  /** Whether JSON carries it faithfully. */
  readonly isJson: boolean;
  /** Whether MessagePack does: it has no -0, and no member may be called `__proto__`. */
  readonly isMessagePack: boolean;
}

/**
 * Looks through a value before it is serialized: instances of classes speak by their `toJSON`, or
 * are refused, because a plain object in their place would slip past what their class guards.
 *
 * @throws UnserializableValueError
 */
export function toPlainData(value: unknown): PlainData {
  const walk = new Walk();
  const plain = walk.visit(value, '');
  return { value: plain, isJson: walk.isJson, isMessagePack: walk.isMessagePack };
}

class Walk {
  isJson = true;
  isMessagePack = true;
  readonly #ancestors = new Set<object>();

  visit(value: unknown, path: string): unknown {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        if (Object.is(value, -0)) this.isJson = this.isMessagePack = false;
        else if (!Number.isFinite(value)) this.isJson = false;
        return value;
      case 'undefined':
      case 'bigint':
        this.isJson = false;
        return value;
      case 'object':
        return value === null ? null : this.#visitObject(value, path);
      default:
        throw new UnserializableValueError(path, `a ${typeof value}`);
    }
  }

  #visitObject(value: object, path: string): unknown {
    if (this.#ancestors.has(value)) {
      this.isJson = false;
      return value;
    }
    this.#ancestors.add(value);
    try {
      if (Array.isArray(value)) return this.#visitArray(value, path);
      if (isBuiltIn(value)) {
        this.isJson = false;
        return this.#visitBuiltIn(value, path);
      }
      if (types.isPromise(value)) throw new UnserializableValueError(path, 'a promise');
      if ('toJSON' in value && typeof value.toJSON === 'function') {
        return this.visit(value.toJSON(), path);
      }
      if (!isPlainObject(value)) {
        throw new UnserializableValueError(path, `an instance of ${value.constructor.name}`);
      }
      return this.#visitMembers(value, path);
    } finally {
      this.#ancestors.delete(value);
    }
  }

  #visitArray(array: readonly unknown[], path: string): unknown {
    let changed: unknown[] | undefined;
    for (let index = 0; index < array.length; index++) {
      if (!(index in array)) {
        this.isJson = false;
        continue;
      }
      const item = array[index];
      const plain = this.visit(item, `${path}[${index}]`);
      if (plain === item) continue;
      changed ??= array.slice();
      changed[index] = plain;
    }
    return changed ?? array;
  }

  #visitMembers(object: object, path: string): unknown {
    let changed: Map<string, unknown> | undefined;
    for (const [name, member] of Object.entries(object)) {
      if (name === '__proto__') this.isMessagePack = false;
      const plain = this.visit(member, `${path}.${name}`);
      if (plain === member) continue;
      changed ??= new Map(Object.entries(object));
      changed.set(name, plain);
    }
    return changed === undefined ? object : Object.fromEntries(changed);
  }

  #visitBuiltIn(value: object, path: string): unknown {
    if (types.isMap(value)) {
      const at = `${path}.get(…)`;
      return new Map([...value].map(([key, item]) => [this.visit(key, at), this.visit(item, at)]));
    }
    if (types.isSet(value)) {
      return new Set([...value].map(item => this.visit(item, `${path}.values()`)));
    }
    return value;
  }
}

/** What comes back as itself although it is neither plain nor JSON. */
function isBuiltIn(value: object): boolean {
  return (
    types.isDate(value) ||
    types.isMap(value) ||
    types.isSet(value) ||
    types.isRegExp(value) ||
    ArrayBuffer.isView(value) ||
    types.isAnyArrayBuffer(value) ||
    types.isBoxedPrimitive(value)
  );
}

/** `{}`, of any realm, or an object without a prototype. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
