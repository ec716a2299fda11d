import type { Bytes } from '../../bytes.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import type { LuaState } from './lua-state.js';

/** What a library holds: functions, constants, and the NULL pointer that stands for JSON's null. */
export type Member = LuaFunction | number | Bytes | null;
export type Members = Readonly<Record<string, Member>>;

/** Functions of JavaScript as values of Lua. */
export class MemberRegistry {
  readonly #state: LuaState;
  readonly #indexes = new Map<LuaFunction, number>();

  constructor(state: LuaState) {
    this.#state = state;
  }

  /** To be called once, with all that will be pushed. */
  register(libraries: readonly Members[]): void {
    const functions = libraries.flatMap(members => Object.values(members)).filter(isFunction);
    const unique = [...new Set(functions)];
    const first = this.#state.instance.addFunctions(
      unique.map(
        fn =>
          (thread = 0) =>
            fn(thread),
      ),
    );
    for (const [index, fn] of unique.entries()) this.#indexes.set(fn, first + index);
  }

  /** Pushes a function, with as many upvalues as lie on top of the stack. */
  pushFunction(thread: LuaThread, fn: LuaFunction, upvalues = 0): void {
    const index = this.#indexes.get(fn);
    if (index === undefined) throw new TypeError('a function that was not registered');
    this.#state.lua.lua_pushcclosure(thread, index, upvalues);
  }

  /** Pushes a table; each function in it may get what lies at an index as its upvalue. */
  pushTable(thread: LuaThread, members: Members, upvalue?: number): void {
    this.#state.lua.lua_createtable(thread, 0, Object.keys(members).length);
    for (const [name, member] of Object.entries(members)) {
      this.pushMember(thread, member, upvalue);
      this.#state.setField(thread, -2, name);
    }
  }

  pushMember(thread: LuaThread, member: Member, upvalue?: number): void {
    const { lua } = this.#state;
    if (member === null) lua.lua_pushlightuserdata(thread, 0);
    else if (typeof member === 'number') lua.lua_pushnumber(thread, member);
    else if (typeof member === 'string') this.#state.push(thread, member);
    else if (upvalue === undefined) this.pushFunction(thread, member);
    else {
      lua.lua_pushvalue(thread, upvalue);
      this.pushFunction(thread, member, 1);
    }
  }
}

function isFunction(member: Member): member is LuaFunction {
  return typeof member === 'function';
}
