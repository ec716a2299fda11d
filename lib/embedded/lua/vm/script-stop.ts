import type { Bytes } from '../../bytes.js';
import type { CodePlace } from '../state/debug-info.js';
import type { LuaFailureCause } from '../lua-vm.js';

/**
 * Ends a script, whatever it tries: an exception of JavaScript passes every pcall of Lua. The
 * instance it leaves is in no state to be used again.
 */
export class ScriptStop extends Error {
  override readonly name = 'ScriptStop';
  readonly stopCause: LuaFailureCause;
  readonly place: CodePlace | undefined;

  constructor(stopCause: LuaFailureCause, message: Bytes, place: CodePlace | undefined) {
    super(message);
    this.stopCause = stopCause;
    this.place = place;
  }
}
