import type { ActiveRun } from '../vm/active-run.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { StructFormat } from './struct-format.js';
import { integerBytes } from './struct-integers.js';

const DOUBLE_BYTES = 8;

/** `struct.pack(format, …)` */
export function structPack(run: ActiveRun): LuaFunction {
  const { state } = run;
  const { lua, output } = state;
  const scratch = new DataView(new ArrayBuffer(DOUBLE_BYTES));

  function reserve(thread: LuaThread, bytes: number): void {
    if (!output.reserve(bytes)) state.raiseMemory(thread);
  }

  function putInteger(thread: LuaThread, arg: number, format: StructFormat): void {
    const bytes = integerBytes(lua.luaL_checknumber(thread, arg), format.size);
    reserve(thread, bytes.length);
    for (const byte of format.isLittle ? bytes : bytes.toReversed()) output.byte(byte);
  }

  function putFloat(thread: LuaThread, arg: number, format: StructFormat): void {
    const value = lua.luaL_checknumber(thread, arg);
    if (format.size === DOUBLE_BYTES) scratch.setFloat64(0, value, format.isLittle);
    else scratch.setFloat32(0, value, format.isLittle);
    reserve(thread, format.size);
    for (let index = 0; index < format.size; index++) output.byte(scratch.getUint8(index));
  }

  /** Answers how many bytes it wrote. */
  function putString(thread: LuaThread, arg: number, format: StructFormat): number {
    const at = state.checkAddress(thread, arg);
    const available = state.lastLength;
    const length = format.size === 0 ? available : format.size;
    if (available < length) state.raiseArgument(thread, arg + 1, 'string too short');
    reserve(thread, length + 1);
    output.copy(at, length);
    if (format.option !== 's') return length;
    output.byte(0);
    return length + 1;
  }

  function putPadding(thread: LuaThread, bytes: number): void {
    reserve(thread, bytes);
    for (let index = 0; index < bytes; index++) output.byte(0);
  }

  /** Writes an option; answers how many bytes it took. */
  function put(thread: LuaThread, arg: number, format: StructFormat): number {
    switch (format.option) {
      case 'x':
        putPadding(thread, 1);
        return format.size;
      case 'f':
      case 'd':
        putFloat(thread, arg, format);
        return format.size;
      case 'c':
      case 's':
        return putString(thread, arg, format);
      default:
        if (isInteger(format.option)) putInteger(thread, arg, format);
        else format.control();
        return format.size;
    }
  }

  return thread => {
    const format = new StructFormat(run, thread);
    output.clear();
    // The mark that the C module puts behind the arguments: a missing one is nil in its messages.
    lua.lua_pushnil(thread);
    let arg = 2;
    let position = 0;
    while (format.next()) {
      const padding = format.padding(position);
      putPadding(thread, padding);
      position += padding + put(thread, arg, format);
      if (takesValue(format.option)) arg++;
    }
    lua.lua_pushlstring(thread, output.start, output.length);
    return 1;
  };
}

export function isInteger(option: string): boolean {
  return 'bBhHlLTiI'.includes(option);
}

function takesValue(option: string): boolean {
  return 'fdcs'.includes(option) || isInteger(option);
}
