import { BOOLEAN, NIL } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { Members } from '../state/members.js';
import { truncateToInt } from '../state/number-text.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import type { CjsonOptions } from './cjson-options.js';

const MAX_INT = 2 ** 31 - 1;
const SWITCH = ['off', 'on'] as const;
const INVALID_NUMBERS = ['off', 'on', 'null'] as const;

type KeysOf<Value> = {
  [Key in keyof CjsonOptions]: CjsonOptions[Key] extends Value ? Key : never;
}[keyof CjsonOptions];

/** The functions of cjson that set an option, and answer what it is. */
export function optionFunctions(
  state: LuaState,
  optionsOf: (thread: LuaThread) => CjsonOptions,
): Members {
  const { lua } = state;

  function begin(thread: LuaThread, args: number): CjsonOptions {
    const count = lua.lua_gettop(thread);
    if (count > args) state.raiseArgument(thread, args + 1, 'found too many arguments');
    lua.lua_settop(thread, args);
    return optionsOf(thread);
  }

  function integer(
    thread: LuaThread,
    arg: number,
    key: KeysOf<number>,
    min: number,
    max: number,
  ): void {
    const options = optionsOf(thread);
    if (lua.lua_type(thread, arg) !== NIL) {
      const value = truncateToInt(lua.luaL_checknumber(thread, arg));
      if (value < min || value > max) {
        state.raiseArgument(thread, 1, `expected integer between ${min} and ${max}`);
      }
      options[key] = value;
    }
    lua.lua_pushnumber(thread, options[key]);
  }

  /** One of the names, of which the first two are also `false` and `true`. */
  function choice<Name extends string>(
    thread: LuaThread,
    arg: number,
    names: readonly Name[],
    set: (name: Name) => void,
  ): void {
    const type = lua.lua_type(thread, arg);
    if (type === NIL) return;
    const isBoolean = type === BOOLEAN;
    const text = isBoolean ? undefined : state.checkBytes(thread, arg);
    const name = isBoolean
      ? names[lua.lua_toboolean(thread, arg)]
      : names.find(known => known === text);
    if (name === undefined) return state.raiseArgument(thread, arg, `invalid option '${text}'`);
    set(name);
  }

  function flag(thread: LuaThread, key: KeysOf<boolean>): void {
    const options = optionsOf(thread);
    choice(thread, 1, SWITCH, name => (options[key] = name === 'on'));
    lua.lua_pushboolean(thread, options[key] ? 1 : 0);
  }

  function single(set: (thread: LuaThread) => void): LuaFunction {
    return thread => {
      begin(thread, 1);
      set(thread);
      return 1;
    };
  }

  return {
    encode_sparse_array: thread => {
      begin(thread, 3);
      flag(thread, 'sparseConvert');
      integer(thread, 2, 'sparseRatio', 0, MAX_INT);
      integer(thread, 3, 'sparseSafe', 0, MAX_INT);
      return 3;
    },
    encode_max_depth: single(thread => integer(thread, 1, 'encodeMaxDepth', 1, MAX_INT)),
    decode_max_depth: single(thread => integer(thread, 1, 'decodeMaxDepth', 1, MAX_INT)),
    encode_number_precision: single(thread => integer(thread, 1, 'numberPrecision', 1, 14)),
    encode_keep_buffer: single(thread => flag(thread, 'keepBuffer')),
    decode_invalid_numbers: single(thread => flag(thread, 'decodeInvalidNumbers')),
    encode_invalid_numbers: single(thread => {
      const options = optionsOf(thread);
      choice(thread, 1, INVALID_NUMBERS, name => (options.encodeInvalidNumbers = name));
      const { encodeInvalidNumbers } = options;
      if (encodeInvalidNumbers === 'null') state.push(thread, encodeInvalidNumbers);
      else lua.lua_pushboolean(thread, encodeInvalidNumbers === 'on' ? 1 : 0);
    }),
  };
}
