import { inspect, types } from 'node:util';
import type { CommandArgument } from '../../redis/index.js';

/**
 * What may be given to a script as an argument. Redis knows strings only: numbers go as their
 * shortest text, booleans as `1` and `0`, bytes as they are.
 *
 * @publicApi
 */
export type ScriptValue = string | number | bigint | boolean | Uint8Array;

/** A value as the client sends it; `undefined` when it cannot be sent. */
export function toCommandArgument(value: unknown): CommandArgument | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? decimal(value) : undefined;
    case 'bigint':
      return value.toString();
    case 'boolean':
      return value ? '1' : '0';
    default:
      return types.isUint8Array(value)
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
        : undefined;
  }
}

/** A value for a message, short. */
export function show(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Infinity });
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** `1e21` is not an integer to Redis, `1000000000000000000000` is one that is out of range. */
function decimal(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
