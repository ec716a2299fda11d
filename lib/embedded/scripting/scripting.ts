import { type LuaVm, WasmLuaVm } from '../lua/index.js';
import type { Server } from '../server/server.js';
import { FunctionLibraries } from './function-libraries.js';
import { ScriptCache } from './script-cache.js';
import type { EmbeddedScriptOptions } from './script-options.js';
import { ScriptRunner } from './script-runner.js';

/** Scripts and functions of the engine, and the machine that runs them. */
export class Scripting {
  /** Made ready by the first script. */
  readonly vm: LuaVm;
  readonly scripts: ScriptCache;
  readonly libraries: FunctionLibraries;
  readonly runner: ScriptRunner;
  /** Set by DEBUG: scripts may call commands that are flagged noscript, too. */
  allowsAllCommands = false;

  constructor(server: Server, options: EmbeddedScriptOptions = {}) {
    this.vm = new WasmLuaVm({ memoryBytes: options.maxMemory });
    this.scripts = new ScriptCache(this.vm);
    this.libraries = new FunctionLibraries(this.vm);
    this.runner = new ScriptRunner(server, options);
  }

  close(): void {
    this.vm.close();
  }
}
