import type { Bytes } from '../bytes.js';
import type { CommandContext } from './command-context.js';
import type {
  CommandEffects,
  CommandFlag,
  CommandHandler,
  CommandSpec,
  KeyPositions,
} from './command-spec.js';

/** A command of the table, made ready to be looked up and run. */
export class Command {
  readonly spec: CommandSpec;
  /** With its container's: `client|id`. */
  readonly fullName: string;
  readonly arity: number;
  readonly handler: CommandHandler | undefined;
  readonly keys: KeyPositions | undefined;
  readonly isWrite: boolean;
  readonly isReadOnly: boolean;
  readonly deniesOom: boolean;
  readonly isNoScript: boolean;
  readonly isNoAuth: boolean;
  readonly isNoMulti: boolean;
  readonly subcommands: ReadonlyMap<string, Command> | undefined;
  readonly #effects: CommandEffects;
  /** How often it ran, for INFO commandstats. */
  readonly stats = { calls: 0, rejected: 0, failed: 0 };

  constructor(spec: CommandSpec, container?: Command) {
    const has = (flag: CommandFlag): boolean => spec.flags.includes(flag);
    this.spec = spec;
    this.fullName = container ? `${container.fullName}|${spec.name}` : spec.name;
    this.arity = spec.arity;
    this.handler = spec.handler;
    this.keys = spec.keys;
    this.isWrite = has('write');
    this.isReadOnly = has('readonly');
    this.deniesOom = has('denyoom');
    this.isNoScript = has('noscript');
    this.isNoAuth = has('no_auth');
    this.isNoMulti = has('no_multi');
    this.#effects = {
      isWrite: this.isWrite,
      replicates: has('may_replicate'),
      deniesOom: this.deniesOom,
    };
    this.subcommands =
      spec.subcommands && new Map(spec.subcommands.map(sub => [sub.name, new Command(sub, this)]));
  }

  accepts(argumentCount: number): boolean {
    return this.arity >= 0 ? argumentCount === this.arity : argumentCount >= -this.arity;
  }

  /** What a request of it may do; scripts say so of themselves. */
  effectsOf(context: CommandContext, args: readonly Bytes[]): CommandEffects {
    return this.spec.effects?.(context, args) ?? this.#effects;
  }

  /** The places of the keys among the arguments. */
  keyPositions(args: readonly Bytes[]): readonly number[] {
    if (!this.keys || this.keys.areChannels === true) return [];
    if (this.keys.find) return this.keys.find(args);
    const { first, last, step } = this.keys;
    const end = last < 0 ? args.length + last : last;
    const positions: number[] = [];
    for (let at = first; at <= end && at < args.length; at += step) positions.push(at);
    return positions;
  }
}
