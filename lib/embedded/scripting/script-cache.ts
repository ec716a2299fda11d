import type { Bytes } from '../bytes.js';
import type { LoadedScript, LuaVm } from '../lua/index.js';
import { ErrorReply } from '../reply/reply.js';
import { onErrorDirective } from './on-error-directive.js';
import type { ScriptErrorMode } from './script-options.js';

export interface CachedScript {
  readonly loaded: LoadedScript;
  /** What it says of itself, if it does. */
  readonly onError: ScriptErrorMode | undefined;
}

/** The scripts that EVALSHA finds, by the SHA-1 of their text. */
export class ScriptCache {
  readonly #vm: LuaVm;
  readonly #scripts = new Map<string, CachedScript>();

  constructor(vm: LuaVm) {
    this.#vm = vm;
  }

  get size(): number {
    return this.#scripts.size;
  }

  /** @param sha1 in upper or lower case */
  find(sha1: Bytes): CachedScript | undefined {
    return this.#scripts.get(sha1) ?? this.#scripts.get(sha1.toLowerCase());
  }

  /** Compiles a script, unless it is there already; the ErrorReply says why it cannot. */
  load(source: Bytes): CachedScript | ErrorReply {
    const loaded = this.#vm.load(source);
    if (loaded instanceof ErrorReply) return loaded;
    const known = this.#scripts.get(loaded.sha1);
    if (known) return known;
    const script = { loaded, onError: onErrorDirective(source) };
    this.#scripts.set(loaded.sha1, script);
    return script;
  }

  flush(): void {
    for (const { loaded } of this.#scripts.values()) this.#vm.unload(loaded);
    this.#scripts.clear();
  }
}
