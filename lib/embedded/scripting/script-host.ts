import { type Bytes, toUtf8 } from '../bytes.js';
import type { CommandContext } from '../commands/command-context.js';
import type { LuaHost } from '../lua/index.js';
import type { Reply } from '../reply/reply.js';
import { ScriptCalls, type ScriptPermissions } from './script-calls.js';
import type { EmbeddedScriptOptions, ScriptLogLevel } from './script-options.js';

const LEVELS: readonly ScriptLogLevel[] = ['debug', 'verbose', 'notice', 'warning'];

/** What one run of a script reaches of the engine. */
export class ScriptHost implements LuaHost {
  readonly #context: CommandContext;
  readonly #calls: ScriptCalls;
  readonly #write: EmbeddedScriptOptions['log'];
  readonly #defer: ((effect: () => void) => void) | undefined;

  /** @param defer holds back what a roll-back would have to take back */
  constructor(
    context: CommandContext,
    permissions: ScriptPermissions,
    write: EmbeddedScriptOptions['log'],
    defer: ((effect: () => void) => void) | undefined,
  ) {
    this.#context = context;
    this.#calls = new ScriptCalls(context, permissions);
    this.#write = write;
    this.#defer = defer;
  }

  call(args: Bytes[]): Reply {
    return this.#calls.call(args);
  }

  log(level: number, message: Bytes): void {
    const name = LEVELS[level];
    const write = this.#write;
    if (!write || !name) return;
    const effect = (): void => write(name, toUtf8(message));
    if (this.#defer) this.#defer(effect);
    else effect();
  }

  setResp(version: 2 | 3): void {
    this.#context.protocol = version;
  }

  /** There are no replicas. */
  setReplication(): void {}

  aclCheckCommand(args: Bytes[]): boolean | undefined {
    const { server, session } = this.#context;
    const command = server.commands.find(args);
    return command && session.user.check(command, args) === undefined;
  }
}
