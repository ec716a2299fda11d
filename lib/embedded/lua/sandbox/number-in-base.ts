import { STRING } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { LuaThread } from '../wasm/lua-exports.js';

const DECIMAL = 10;
const MAX_BASE = 36;
const LONG_BITS = 64;
const ULONG_MAX = 2n ** 64n - 1n;
const TEXT = /^[ \t-\r]*([+-]?)(?:0[xX](?=[\da-fA-F]))?([\da-zA-Z]+)[ \t-\r]*$/;

/**
 * What `tonumber` makes of digits in another base than ten, where that may need more than the 32
 * bits that a `long` of C has in WebAssembly; undefined where Lua itself is right.
 */
export function numberInBase(state: LuaState, thread: LuaThread): number | undefined {
  const { lua } = state;
  const base = lua.lua_tonumber(thread, 2);
  const isOtherBase = Number.isInteger(base) && base >= 2 && base <= MAX_BASE && base !== DECIMAL;
  if (!isOtherBase || lua.lua_type(thread, 1) !== STRING) return undefined;
  const [, sign = '', digits = ''] = TEXT.exec(state.stringAt(thread, 1)) ?? [];
  const isShort = sign !== '-' && digits.length * Math.log2(base) <= LONG_BITS / 2;
  if (isShort) return undefined;
  let value = 0n;
  for (const digit of digits) {
    const weight = Number.parseInt(digit, MAX_BASE);
    if (weight >= base) return undefined;
    if (value <= ULONG_MAX) value = value * BigInt(base) + BigInt(weight);
  }
  if (value > ULONG_MAX) return Number(ULONG_MAX);
  return Number(sign === '-' ? BigInt.asUintN(LONG_BITS, -value) : value);
}
