import type { Bytes } from '../../bytes.js';
import {
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  ErrorReply,
  MapReply,
  type Reply,
  SetReply,
  StatusReply,
  VerbatimReply,
} from '../../reply/reply.js';
import { BOOLEAN, NIL, NUMBER, STRING, TABLE } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import { truncateToInteger } from '../state/number-text.js';
import type { ActiveRun } from '../vm/active-run.js';
import { ScriptStop } from '../vm/script-stop.js';
import { FIELD_SLOTS, type ReplyField } from '../vm/stack-slots.js';
import { normalizeLine, untilNul } from './error-table.js';

const SLOTS = 8;
const BYTES_PER_VALUE = 16;
const FORMAT_LENGTH = 3;

export interface ReplyLimits {
  readonly depth: number;
  readonly bytes: number;
}

/** Makes a reply of what a script returned. Metatables are not asked. */
export class ReplyReader {
  readonly #run: ActiveRun;
  readonly #state: LuaState;
  #limits: ReplyLimits = { depth: 0, bytes: 0 };
  #bytes = 0;

  constructor(run: ActiveRun) {
    this.#run = run;
    this.#state = run.state;
  }

  /** The value on top of the stack. @throws ScriptStop */
  read(limits: ReplyLimits): Reply {
    this.#limits = limits;
    this.#bytes = 0;
    return this.#value(this.#state.lua.lua_gettop(this.#state.main), 0);
  }

  #value(index: number, depth: number): Reply {
    const { lua, main } = this.#state;
    this.#count(BYTES_PER_VALUE);
    this.#run.watchdog.countCommand(main);
    switch (lua.lua_type(main, index)) {
      case STRING:
        return this.#string(index);
      case NUMBER:
        return truncateToInteger(lua.lua_tonumber(main, index));
      case BOOLEAN:
        return this.#boolean(lua.lua_toboolean(main, index) === 1);
      case TABLE:
        return this.#table(index, depth);
      default:
        return null;
    }
  }

  #string(index: number): Bytes {
    const text = this.#state.stringAt(this.#state.main, index);
    this.#count(text.length);
    return text;
  }

  #boolean(value: boolean): Reply {
    if (this.#run.resp === 3) return new BooleanReply(value);
    return value ? 1 : null;
  }

  #table(index: number, depth: number): Reply {
    const { lua, main } = this.#state;
    if (depth >= this.#limits.depth || lua.lua_checkstack(main, SLOTS) === 0) {
      return new ErrorReply('ERR reached lua stack limit');
    }
    const reply = this.#tagged(index, depth + 1) ?? this.#array(index, depth + 1);
    lua.lua_settop(main, index);
    return reply;
  }

  #tagged(index: number, depth: number): Reply | undefined {
    const { lua, main } = this.#state;
    if (this.#has(index, 'err', STRING)) return this.#error(index);
    if (this.#has(index, 'ok', STRING)) return new StatusReply(oneLine(this.#text()));
    if (this.#has(index, 'double', NUMBER)) return new DoubleReply(lua.lua_tonumber(main, -1));
    if (this.#has(index, 'big_number', STRING)) {
      return new BigNumberReply(oneLine(this.#string(-1)));
    }
    if (this.#has(index, 'verbatim_string', TABLE)) {
      const verbatim = this.#verbatim();
      if (verbatim) return verbatim;
    }
    if (this.#has(index, 'map', TABLE)) return new MapReply(this.#entries(depth, true));
    if (this.#has(index, 'set', TABLE)) return new SetReply(this.#entries(depth, false));
    return undefined;
  }

  #error(index: number): ErrorReply {
    const { lua, main } = this.#state;
    const text = normalizeLine(this.#text());
    // Of a failed command, as `redis.pcall` gave it.
    this.#state.rawField(main, index, 'ignore_error_stats_update');
    return new ErrorReply(text, lua.lua_toboolean(main, -1) === 1);
  }

  /** Leaves the field on top of the stack. */
  #has(index: number, field: ReplyField, type: number): boolean {
    const { lua, main } = this.#state;
    lua.lua_settop(main, index);
    lua.lua_pushvalue(main, FIELD_SLOTS[field]);
    lua.lua_rawget(main, index);
    return lua.lua_type(main, -1) === type;
  }

  #text(): Bytes {
    return untilNul(this.#string(-1));
  }

  #verbatim(): Reply | undefined {
    const table = this.#state.lua.lua_gettop(this.#state.main);
    if (!this.#has(table, 'format', STRING)) return undefined;
    const format = this.#text().slice(0, FORMAT_LENGTH).padEnd(FORMAT_LENGTH);
    return this.#has(table, 'string', STRING)
      ? new VerbatimReply(format, this.#string(-1))
      : undefined;
  }

  /** The keys of the table on top, each with its value or alone. */
  #entries(depth: number, withValues: boolean): Reply[] {
    const { lua, main } = this.#state;
    const table = lua.lua_gettop(main);
    const entries: Reply[] = [];
    lua.lua_pushnil(main);
    while (lua.lua_next(main, table) !== 0) {
      const value = lua.lua_gettop(main);
      entries.push(this.#value(value - 1, depth));
      if (withValues) entries.push(this.#value(value, depth));
      lua.lua_settop(main, value - 1);
    }
    return entries;
  }

  #array(index: number, depth: number): Reply[] {
    const { lua, main } = this.#state;
    const items: Reply[] = [];
    const item = index + 1;
    lua.lua_settop(main, index);
    for (let key = 1; ; key++) {
      lua.lua_rawgeti(main, index, key);
      if (lua.lua_type(main, item) === NIL) return items;
      items.push(this.#value(item, depth));
      lua.lua_settop(main, index);
    }
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= this.#limits.bytes) return;
    const message = `reply is larger than its limit of ${this.#limits.bytes} bytes`;
    throw new ScriptStop('reply', message, undefined);
  }
}

function oneLine(text: Bytes): Bytes {
  return text.replace(/[\r\n]/g, ' ');
}
