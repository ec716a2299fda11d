import type { WasmExports, WasmMemory, WasmTable } from './web-assembly.js';

/** The address of a `lua_State`: the main thread or a coroutine. */
export type LuaThread = number;
/** A C function of Lua: takes the state, answers how many results it left on the stack. */
export type LuaFunction = (thread: LuaThread) => number;

/** The part of Lua 5.1's C API that is used; pointers are numbers. */
export interface LuaFunctions {
  readonly __wasm_call_ctors: () => void;
  readonly emscripten_stack_init: () => void;
  readonly emscripten_stack_get_base: () => number;
  readonly stackSave: () => number;
  readonly stackRestore: (at: number) => void;
  readonly setThrew: (threw: number, value: number) => void;
  readonly malloc: (bytes: number) => number;
  readonly free: (at: number) => void;
  readonly luaL_newstate: () => LuaThread;
  readonly luaopen_base: LuaFunction;
  readonly luaopen_table: LuaFunction;
  readonly luaopen_string: LuaFunction;
  readonly luaopen_math: LuaFunction;
  readonly lua_gettop: (thread: LuaThread) => number;
  readonly lua_settop: (thread: LuaThread, top: number) => void;
  readonly lua_pushvalue: (thread: LuaThread, index: number) => void;
  readonly lua_remove: (thread: LuaThread, index: number) => void;
  readonly lua_insert: (thread: LuaThread, index: number) => void;
  readonly lua_replace: (thread: LuaThread, index: number) => void;
  readonly lua_checkstack: (thread: LuaThread, slots: number) => number;
  readonly lua_type: (thread: LuaThread, index: number) => number;
  readonly lua_isnumber: (thread: LuaThread, index: number) => number;
  readonly lua_tonumber: (thread: LuaThread, index: number) => number;
  readonly lua_toboolean: (thread: LuaThread, index: number) => number;
  readonly lua_tolstring: (thread: LuaThread, index: number, length: number) => number;
  readonly lua_objlen: (thread: LuaThread, index: number) => number;
  readonly lua_tocfunction: (thread: LuaThread, index: number) => number;
  readonly lua_touserdata: (thread: LuaThread, index: number) => number;
  readonly lua_topointer: (thread: LuaThread, index: number) => number;
  readonly lua_pushnil: (thread: LuaThread) => void;
  readonly lua_pushnumber: (thread: LuaThread, value: number) => void;
  readonly lua_pushlstring: (thread: LuaThread, at: number, length: number) => void;
  readonly lua_pushcclosure: (thread: LuaThread, fn: number, upvalues: number) => void;
  readonly lua_pushboolean: (thread: LuaThread, value: number) => void;
  readonly lua_pushlightuserdata: (thread: LuaThread, pointer: number) => void;
  readonly lua_gettable: (thread: LuaThread, index: number) => void;
  readonly lua_getfield: (thread: LuaThread, index: number, name: number) => void;
  readonly lua_rawget: (thread: LuaThread, index: number) => void;
  readonly lua_rawgeti: (thread: LuaThread, index: number, key: number) => void;
  readonly lua_createtable: (thread: LuaThread, array: number, hash: number) => void;
  readonly lua_getmetatable: (thread: LuaThread, index: number) => number;
  readonly lua_settable: (thread: LuaThread, index: number) => void;
  readonly lua_setfield: (thread: LuaThread, index: number, name: number) => void;
  readonly lua_rawset: (thread: LuaThread, index: number) => void;
  readonly lua_rawseti: (thread: LuaThread, index: number, key: number) => void;
  readonly lua_setmetatable: (thread: LuaThread, index: number) => number;
  readonly lua_call: (thread: LuaThread, args: number, results: number) => void;
  readonly lua_pcall: (thread: LuaThread, args: number, results: number, handler: number) => number;
  readonly lua_error: (thread: LuaThread) => number;
  readonly lua_next: (thread: LuaThread, index: number) => number;
  readonly lua_lessthan: (thread: LuaThread, left: number, right: number) => number;
  readonly lua_newuserdata: (thread: LuaThread, bytes: number) => number;
  readonly lua_concat: (thread: LuaThread, count: number) => void;
  readonly lua_gc: (thread: LuaThread, what: number, data: number) => number;
  readonly lua_gethookcount: (thread: LuaThread) => number;
  readonly lua_sethook: (thread: LuaThread, hook: number, mask: number, count: number) => number;
  readonly lua_getstack: (thread: LuaThread, level: number, record: number) => number;
  readonly lua_getinfo: (thread: LuaThread, what: number, record: number) => number;
  readonly luaL_where: (thread: LuaThread, level: number) => void;
  readonly luaL_argerror: (thread: LuaThread, arg: number, message: number) => number;
  readonly luaL_typerror: (thread: LuaThread, arg: number, type: number) => number;
  readonly luaL_checkany: (thread: LuaThread, arg: number) => void;
  readonly luaL_checktype: (thread: LuaThread, arg: number, type: number) => void;
  readonly luaL_checknumber: (thread: LuaThread, arg: number) => number;
  readonly luaL_checkinteger: (thread: LuaThread, arg: number) => number;
  readonly luaL_optinteger: (thread: LuaThread, arg: number, fallback: number) => number;
  readonly luaL_checklstring: (thread: LuaThread, arg: number, length: number) => number;
  readonly luaL_error: (thread: LuaThread, format: number, args: number) => number;
  readonly luaL_loadbuffer: (thread: LuaThread, at: number, size: number, name: number) => number;
  readonly luaL_ref: (thread: LuaThread, table: number) => number;
  readonly luaL_unref: (thread: LuaThread, table: number, ref: number) => void;
}

export interface LuaExports extends LuaFunctions {
  readonly memory: WasmMemory;
  readonly __indirect_function_table: WasmTable;
}

const FUNCTIONS = {
  __wasm_call_ctors: true,
  emscripten_stack_init: true,
  emscripten_stack_get_base: true,
  stackSave: true,
  stackRestore: true,
  setThrew: true,
  malloc: true,
  free: true,
  luaL_newstate: true,
  luaopen_base: true,
  luaopen_table: true,
  luaopen_string: true,
  luaopen_math: true,
  lua_gettop: true,
  lua_settop: true,
  lua_pushvalue: true,
  lua_remove: true,
  lua_insert: true,
  lua_replace: true,
  lua_checkstack: true,
  lua_type: true,
  lua_isnumber: true,
  lua_tonumber: true,
  lua_toboolean: true,
  lua_tolstring: true,
  lua_objlen: true,
  lua_tocfunction: true,
  lua_touserdata: true,
  lua_topointer: true,
  lua_pushnil: true,
  lua_pushnumber: true,
  lua_pushlstring: true,
  lua_pushcclosure: true,
  lua_pushboolean: true,
  lua_pushlightuserdata: true,
  lua_gettable: true,
  lua_getfield: true,
  lua_rawget: true,
  lua_rawgeti: true,
  lua_createtable: true,
  lua_getmetatable: true,
  lua_settable: true,
  lua_setfield: true,
  lua_rawset: true,
  lua_rawseti: true,
  lua_setmetatable: true,
  lua_call: true,
  lua_pcall: true,
  lua_error: true,
  lua_next: true,
  lua_lessthan: true,
  lua_newuserdata: true,
  lua_concat: true,
  lua_gc: true,
  lua_gethookcount: true,
  lua_sethook: true,
  lua_getstack: true,
  lua_getinfo: true,
  luaL_where: true,
  luaL_argerror: true,
  luaL_typerror: true,
  luaL_checkany: true,
  luaL_checktype: true,
  luaL_checknumber: true,
  luaL_checkinteger: true,
  luaL_optinteger: true,
  luaL_checklstring: true,
  luaL_error: true,
  luaL_loadbuffer: true,
  luaL_ref: true,
  luaL_unref: true,
} as const satisfies Record<keyof LuaFunctions, true>;

/** Whether this is the build of Lua that the rest is written for. */
export function isLua(exports: WasmExports): exports is WasmExports & LuaExports {
  return (
    typeof exports['memory'] === 'object' &&
    typeof exports['__indirect_function_table'] === 'object' &&
    Object.keys(FUNCTIONS).every(name => typeof exports[name] === 'function')
  );
}
