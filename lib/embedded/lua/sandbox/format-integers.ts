import type { Bytes } from '../../bytes.js';
import { NUMBER, STRING } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import { truncateToInteger } from '../state/number-text.js';
import type { LuaThread } from '../wasm/lua-exports.js';

const MAX_INT = 2 ** 31;
const LONG_BITS = 64;
// What C refuses is left for it to refuse.
const MAX_FLAGS = 5;
const MAX_DIGITS = 2;
const SPECIFICATION = /%([-+ #0]*)(\d*)(?:\.(\d*))?([A-Za-z%])/g;
const RADIX: Readonly<Record<string, number>> = { d: 10, i: 10, u: 10, o: 8, x: 16, X: 16 };

interface Specification {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** Whether some argument is past the 32 bits that a `long` of C has in WebAssembly. */
export function hasLargeArgument(state: LuaState, thread: LuaThread): boolean {
  const { lua } = state;
  for (let index = lua.lua_gettop(thread); index > 1; index--) {
    const type = lua.lua_type(thread, index);
    if (type !== NUMBER && type !== STRING) continue;
    if (Math.abs(lua.lua_tonumber(thread, index)) >= MAX_INT) return true;
  }
  return false;
}

/** Formats the integers of `string.format` itself: what is left for C to do is to copy them. */
export function formatLargeIntegers(state: LuaState, thread: LuaThread): void {
  const { lua } = state;
  let arg = 1;
  const format = state
    .checkBytes(thread, 1)
    .replace(
      SPECIFICATION,
      (
        text: string,
        flags: string,
        width: string,
        precision: string | undefined,
        letter: string,
      ) => {
        if (letter === '%') return text;
        arg++;
        const isTooLong = Math.max(width.length, precision?.length ?? 0) > MAX_DIGITS;
        if (isTooLong || flags.length > MAX_FLAGS || !(letter in RADIX)) return text;
        if (lua.lua_isnumber(thread, arg) === 0) return text;
        const value = BigInt(truncateToInteger(lua.lua_tonumber(thread, arg)));
        const digits = precision === undefined ? undefined : Number(precision);
        state.push(
          thread,
          formatInteger(value, { flags, width: Number(width), precision: digits, letter }),
        );
        lua.lua_replace(thread, arg);
        return '%s';
      },
    );
  state.push(thread, format);
  lua.lua_replace(thread, 1);
}

/** A `long` as C prints it. */
export function formatInteger(value: bigint, form: Specification): Bytes {
  const { flags, width, precision, letter } = form;
  const isSigned = letter === 'd' || letter === 'i';
  const size = isSigned ? abs(value) : BigInt.asUintN(LONG_BITS, value);
  const plain = size.toString(RADIX[letter]).padStart(precision ?? 1, '0');
  const digits = letter === 'X' ? plain.toUpperCase() : plain;
  const prefix = isSigned ? signOf(value, flags) : alternativeOf(letter, flags, size);
  const text = prefix + digits;
  if (flags.includes('-')) return text.padEnd(width);
  const isZeroPadded = flags.includes('0') && precision === undefined;
  return isZeroPadded ? prefix + digits.padStart(width - prefix.length, '0') : text.padStart(width);
}

function signOf(value: bigint, flags: string): string {
  if (value < 0n) return '-';
  if (flags.includes('+')) return '+';
  return flags.includes(' ') ? ' ' : '';
}

function alternativeOf(letter: string, flags: string, size: bigint): string {
  if (!flags.includes('#') || size === 0n) return '';
  if (letter === 'o') return '0';
  return letter === 'u' ? '' : `0${letter}`;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
