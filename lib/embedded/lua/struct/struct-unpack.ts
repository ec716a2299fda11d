import type { ActiveRun } from '../vm/active-run.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { StructFormat } from './struct-format.js';
import { integerOf, toLong } from './struct-integers.js';
import { isInteger } from './struct-pack.js';

const DOUBLE_BYTES = 8;
const DATA = 2;
const OFFSET = 3;
const TOO_SHORT = 'data string too short';

/** `struct.unpack(format, data[, from])`: the values, and where the next would begin. */
export function structUnpack(run: ActiveRun): LuaFunction {
  const { state } = run;
  const { lua, memory } = state;
  const scratch = new DataView(new ArrayBuffer(DOUBLE_BYTES));

  function bytesAt(at: number, size: number, isLittle: boolean): number[] {
    const bytes = [...memory.bytes.subarray(at, at + size)];
    return isLittle ? bytes : bytes.toReversed();
  }

  function float(at: number, format: StructFormat): number {
    const bytes = bytesAt(at, format.size, true);
    for (const [index, byte] of bytes.entries()) scratch.setUint8(index, byte);
    const isDouble = format.size === DOUBLE_BYTES;
    return isDouble
      ? scratch.getFloat64(0, format.isLittle)
      : scratch.getFloat32(0, format.isLittle);
  }

  function integer(at: number, format: StructFormat): number {
    const isSigned = format.option >= 'a';
    return integerOf(bytesAt(at, format.size, format.isLittle), isSigned);
  }

  function popSize(thread: LuaThread, results: number): number {
    if (results === 0 || lua.lua_isnumber(thread, -1) === 0) {
      state.raise(thread, "format 'c0' needs a previous size");
    }
    const size = toLong(lua.lua_tonumber(thread, -1));
    lua.lua_settop(thread, -2);
    return size;
  }

  function check(thread: LuaThread, isEnough: boolean): void {
    if (!isEnough) state.raiseArgument(thread, DATA, TOO_SHORT);
  }

  return thread => {
    const format = new StructFormat(run, thread);
    const data = state.checkAddress(thread, DATA);
    const length = state.lastLength;
    const offset = lua.luaL_optinteger(thread, OFFSET, 1);
    if (offset === 0) state.raiseArgument(thread, OFFSET, 'offset must be 1 or greater');
    check(thread, offset > 0);
    let position = offset - 1;
    let results = 0;
    while (format.next()) {
      position += format.padding(position);
      check(thread, position + format.size <= length);
      if (lua.lua_checkstack(thread, 2) === 0) {
        state.raise(thread, 'stack overflow (too many results)');
      }
      const { option } = format;
      let { size } = format;
      if (isInteger(option)) lua.lua_pushnumber(thread, integer(data + position, format));
      else if (option === 'f' || option === 'd') {
        lua.lua_pushnumber(thread, float(data + position, format));
      } else if (option === 'c') {
        if (size === 0) {
          size = popSize(thread, results--);
          check(thread, size >= 0 && position + size <= length);
        }
        lua.lua_pushlstring(thread, data + position, size);
      } else if (option === 's') {
        const end = memory.bytes.subarray(0, data + length).indexOf(0, data + position);
        if (end < 0) state.raise(thread, 'unfinished string in data');
        size = end - (data + position) + 1;
        lua.lua_pushlstring(thread, data + position, size - 1);
      } else if (option === 'x') results--;
      else {
        format.control();
        results--;
      }
      results++;
      position += size;
    }
    lua.lua_pushnumber(thread, position + 1);
    return results + 1;
  };
}
