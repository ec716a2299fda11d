import type { LuaHost } from '../lua-vm.js';
import type { LuaState } from '../state/lua-state.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import type { Watchdog } from './watchdog.js';

/** What the functions that a script calls share while it runs. */
export class ActiveRun {
  readonly state: LuaState;
  readonly watchdog: Watchdog;
  /** The version of RESP whose types the script sees in replies. */
  resp: 2 | 3 = 2;
  /** The script changed how garbage is collected. */
  hasTunedCollector = false;
  /** Where `redis.log` goes, also while a library is loaded. */
  logger: Pick<LuaHost, 'log'> | undefined;
  #host: LuaHost | undefined;

  constructor(state: LuaState, watchdog: Watchdog) {
    this.state = state;
    this.watchdog = watchdog;
  }

  begin(host: LuaHost): void {
    this.#host = host;
    this.logger = host;
    this.resp = 2;
  }

  end(): void {
    this.#host = undefined;
    this.logger = undefined;
  }

  /** The engine; while a library is loaded there is none. */
  hostFor(thread: LuaThread, name: string): LuaHost {
    return (
      this.#host ??
      this.state.raiseBare(thread, `${name} can only be called inside a script invocation`)
    );
  }
}
