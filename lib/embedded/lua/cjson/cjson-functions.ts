import { UPVALUE } from '../state/lua-constants.js';
import type { MemberRegistry, Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { CjsonOptions } from './cjson-options.js';
import { JsonDecoder } from './json-decoder.js';
import { JsonEncoder } from './json-encoder.js';
import { optionFunctions } from './option-functions.js';

/** The library `cjson`. Its functions find their options by the number that is their upvalue. */
export class Cjson {
  readonly members: Members;
  #options: CjsonOptions[] = [new CjsonOptions()];

  constructor(run: ActiveRun, registry: MemberRegistry) {
    const { state } = run;
    const { lua, memory } = state;
    const encoder = new JsonEncoder(run);
    const decoder = new JsonDecoder(run);

    const onlyArgument = (thread: LuaThread): void => {
      if (lua.lua_gettop(thread) !== 1) state.raiseArgument(thread, 1, 'expected 1 argument');
    };
    const optionsOf = (thread: LuaThread): CjsonOptions =>
      this.#options[lua.lua_tonumber(thread, UPVALUE)] ?? new CjsonOptions();

    this.members = {
      ...optionFunctions(state, optionsOf),
      encode: thread => {
        onlyArgument(thread);
        encoder.encode(thread, optionsOf(thread));
        lua.lua_pushlstring(thread, state.output.start, state.output.length);
        return 1;
      },
      decode: thread => {
        onlyArgument(thread);
        const at = state.checkAddress(thread, 1);
        const isWide = memory.bytes[at] === 0 || memory.bytes[at + 1] === 0;
        if (state.lastLength >= 2 && isWide) {
          state.raise(thread, 'JSON parser does not support UTF-16 or UTF-32');
        }
        decoder.decode(thread, at, optionsOf(thread));
        return 1;
      },
      new: thread => {
        this.#options.push(new CjsonOptions());
        registry.pushTable(thread, this.members, this.#options.length - 1);
        return 1;
      },
      null: null,
      _NAME: 'cjson',
      _VERSION: '2.1.0',
    };
  }

  /** Options hold for the script that set them. */
  begin(): void {
    this.#options = [new CjsonOptions()];
  }
}
