import type { Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import { StructFormat } from './struct-format.js';
import { structPack } from './struct-pack.js';
import { structUnpack } from './struct-unpack.js';

const LETTER_OR_DIGIT = /^[A-Za-z0-9]$/;

/** The library `struct`: values as the bytes that C has for them, on a machine of 64 bits. */
export function structFunctions(run: ActiveRun): Members {
  const { state } = run;
  return {
    pack: structPack(run),
    unpack: structUnpack(run),
    size: thread => {
      const format = new StructFormat(run, thread);
      let position = 0;
      while (format.next()) {
        position += format.padding(position);
        if (format.option === 's') {
          state.raiseArgument(thread, 1, "option 's' has no fixed size");
        }
        if (format.option === 'c' && format.size === 0) {
          state.raiseArgument(thread, 1, "option 'c0' has no fixed size");
        }
        if (!LETTER_OR_DIGIT.test(format.option)) format.control();
        position += format.size;
      }
      state.lua.lua_pushnumber(thread, position);
      return 1;
    },
  };
}
