import { REGISTRY, STRING } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { MemberRegistry } from '../state/members.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';

/**
 * Tables that no script can change. Lua 5.1 has no such thing: a script gets an empty table in
 * their place, which reads from the true one and refuses to be written, and all functions that
 * would not ask its metatable are told to look here first.
 */
export class ProtectedTables {
  readonly #state: LuaState;
  readonly #registry: MemberRegistry;
  readonly #contents = new Map<number, number>();
  readonly #fronts = new Map<number, number>();
  readonly #metatables = new Map<number, number>();
  #stringMetatable: number | undefined;

  constructor(state: LuaState, registry: MemberRegistry) {
    this.#state = state;
    this.#registry = registry;
  }

  /** What a write to a protected table calls. */
  readonly refuse: LuaFunction = thread =>
    this.#state.raise(thread, 'Attempt to modify a readonly table');

  /** As {@link refuse}, for a function that writes: Redis does not name the place then. */
  refuseBare(thread: LuaThread): never {
    return this.#state.raiseBare(thread, 'Attempt to modify a readonly table');
  }

  /** Puts a protected table in the place of the table on top. */
  protectTop(thread: LuaThread): void {
    const { lua } = this.#state;
    lua.lua_createtable(thread, 0, 0);
    lua.lua_createtable(thread, 0, 2);
    lua.lua_pushvalue(thread, -3);
    this.#state.setField(thread, -2, '__index');
    this.#registry.pushFunction(thread, this.refuse);
    this.#state.setField(thread, -2, '__newindex');
    lua.lua_setmetatable(thread, -2);
    const front = lua.lua_topointer(thread, -1);
    lua.lua_insert(thread, -2);
    const content = lua.lua_topointer(thread, -1);
    // Both are kept for good, so that no other table is ever found at their address.
    this.#contents.set(front, lua.luaL_ref(thread, REGISTRY));
    lua.lua_pushvalue(thread, -1);
    this.#fronts.set(content, lua.luaL_ref(thread, REGISTRY));
  }

  /** What `getmetatable` shows of the protected table on top: the one above it, which it takes off. */
  showMetatable(thread: LuaThread): void {
    const { lua } = this.#state;
    const pointer = lua.lua_topointer(thread, -2);
    this.#metatables.set(pointer, lua.luaL_ref(thread, REGISTRY));
  }

  /** Takes off the top what `getmetatable` shows of strings. */
  showStringMetatable(thread: LuaThread): void {
    this.#stringMetatable = this.#state.lua.luaL_ref(thread, REGISTRY);
  }

  isProtected(thread: LuaThread, index: number): boolean {
    return this.#contents.has(this.#state.lua.lua_topointer(thread, index));
  }

  /** Undoes {@link reveal} where a true table would come out. */
  hide(thread: LuaThread, index: number): void {
    const { lua } = this.#state;
    const front = this.#fronts.get(lua.lua_topointer(thread, index));
    if (front === undefined) return;
    lua.lua_rawgeti(thread, REGISTRY, front);
    lua.lua_replace(thread, index);
  }

  /** Puts the true table in the place of a protected one; for functions that do not hand it on. */
  reveal(thread: LuaThread, index: number): void {
    const { lua } = this.#state;
    const content = this.#contents.get(lua.lua_topointer(thread, index));
    if (content === undefined) return;
    lua.lua_rawgeti(thread, REGISTRY, content);
    lua.lua_replace(thread, index);
  }

  /** Pushes the metatable that `getmetatable` shows, where that is not the true one. */
  pushShownMetatable(thread: LuaThread, index: number): boolean {
    const { lua } = this.#state;
    const pointer = lua.lua_topointer(thread, index);
    const isString = pointer === 0 && lua.lua_type(thread, index) === STRING;
    if (!isString && !this.#contents.has(pointer)) return false;
    const shown = isString ? this.#stringMetatable : this.#metatables.get(pointer);
    if (shown === undefined) lua.lua_pushnil(thread);
    else lua.lua_rawgeti(thread, REGISTRY, shown);
    return true;
  }
}
