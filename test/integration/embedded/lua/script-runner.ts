import {
  type LuaLimits,
  type LuaOutcome,
  WasmLuaVm,
  type WasmLuaVmOptions,
} from '../../../../lib/embedded/lua/index.js';
import { encodeReply, type Protocol } from '../../../../lib/embedded/reply/encode-reply.js';
import type { Reply } from '../../../../lib/embedded/reply/reply.js';
import { MemoryHost } from './memory-host.ts';

export interface RunOptions {
  readonly keys?: readonly string[];
  readonly args?: readonly string[];
  readonly limits?: LuaLimits;
}

/** Runs scripts on a virtual machine of its own, with a few commands behind it. */
export class ScriptRunner implements Disposable {
  readonly vm: WasmLuaVm;
  readonly host = new MemoryHost();

  constructor(options: WasmLuaVmOptions = {}) {
    this.vm = new WasmLuaVm(options);
  }

  run(source: string, { keys = [], args = [], limits = {} }: RunOptions = {}): LuaOutcome {
    const script = this.vm.load(source);
    if ('kind' in script) return { ok: false, error: script, cause: 'error', isCounted: false };
    return this.vm.run(script, { name: script.sha1, keys, args, host: this.host, limits });
  }

  /** What a script answers that does not fail. */
  reply(source: string, options?: RunOptions): Reply {
    const outcome = this.run(source, options);
    if (!outcome.ok) throw new Error(outcome.error.text);
    return outcome.reply;
  }

  /** The bytes that a client would get. */
  wire(source: string, protocol: Protocol = 2, options?: RunOptions): string {
    const outcome = this.run(source, options);
    return encodeReply(outcome.ok ? outcome.reply : outcome.error, protocol);
  }

  /** Why a script failed, and in which words. */
  failure(source: string, options?: RunOptions): string {
    const outcome = this.run(source, options);
    return outcome.ok ? 'none' : `${outcome.cause}: ${outcome.error.text}`;
  }

  [Symbol.dispose](): void {
    this.vm.close();
  }
}
