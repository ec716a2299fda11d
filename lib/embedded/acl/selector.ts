import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import { keyReferences } from '../commands/key-flags.js';
import { globMatcher } from '../keyspace/glob.js';
import { channelReferences } from './channel-references.js';
import type { CommandCatalog } from './command-catalog.js';
import { CommandPermissions } from './command-permissions.js';
import type { Denial } from './denial.js';
import { describePermissions } from './describe-permissions.js';
import { accessFor, type KeyAccess, KeyPattern, withoutSpaces } from './key-pattern.js';
import { RuleError } from './rule-error.js';

/** Commands with the keys and channels that they may be used on. */
export class Selector {
  readonly #catalog: CommandCatalog;
  readonly #commands: CommandPermissions;
  /** Those of one pattern are one; undefined: all keys. */
  #keys: KeyPattern[] | undefined = [];
  /** Undefined: all channels. */
  #channels: Bytes[] | undefined;

  constructor(
    catalog: CommandCatalog,
    allChannels: boolean,
    commands = new CommandPermissions(catalog),
  ) {
    this.#catalog = catalog;
    this.#commands = commands;
    this.#channels = allChannels ? undefined : [];
  }

  copy(): Selector {
    const copy = new Selector(this.#catalog, true, this.#commands.copy());
    copy.#keys = this.#keys && [...this.#keys];
    copy.#channels = this.#channels && [...this.#channels];
    return copy;
  }

  /** All commands on all keys and channels. */
  get isUnrestricted(): boolean {
    return this.#commands.isUnrestricted && !this.#keys && !this.#channels;
  }

  /** The patterns of channels; undefined for all. */
  get channels(): readonly Bytes[] | undefined {
    return this.#channels;
  }

  /** @throws RuleError */
  apply(rule: Bytes): void {
    const name = rule.toLowerCase();
    if (name === 'allkeys' || name === '~*') this.#keys = undefined;
    else if (name === 'resetkeys') this.#keys = [];
    else if (name === 'allchannels' || name === '&*') this.#channels = undefined;
    else if (name === 'resetchannels') this.#channels = [];
    else if (name === 'allcommands' || name === '+@all') this.#commands.setAll(true);
    else if (name === 'nocommands' || name === '-@all') this.#commands.setAll(false);
    else if (/^[~%]/.test(rule)) this.#addKeys(rule);
    else if (rule.startsWith('&')) this.#addChannels(rule.slice(1));
    else if (/^[+-]@/.test(rule)) this.#commands.setCategory(rule.slice(2), rule.startsWith('+'));
    else if (/^[+-]/.test(rule)) this.#commands.setNamed(rule.slice(1), rule.startsWith('+'));
    else throw RuleError.syntax();
  }

  /** Whether a request is refused, and for what. */
  check(command: Command, args: readonly Bytes[]): Denial | undefined {
    if (!command.isNoAuth && !this.#commands.allows(command, args)) {
      return { thing: 'command', position: 0 };
    }
    if (this.#keys) {
      for (const { position, flags } of keyReferences(command, args)) {
        if (!this.#allowsKey(args[position] ?? '', accessFor(flags))) {
          return { thing: 'key', position };
        }
      }
    }
    if (this.#channels) {
      for (const { position, isPattern } of channelReferences(command, args)) {
        if (!isAmong(args[position] ?? '', isPattern, this.#channels)) {
          return { thing: 'channel', position };
        }
      }
    }
    return undefined;
  }

  /** All keys may be read, those too that a request does not name. */
  get readsAllKeys(): boolean {
    return this.#keys?.some(({ pattern, reads }) => pattern === '*' && reads) ?? true;
  }

  describeCommands(): Bytes {
    return describePermissions(this.#commands, this.#catalog);
  }

  describeKeys(): Bytes {
    return this.#keys?.map(pattern => pattern.describe()).join(' ') ?? '~*';
  }

  describeChannels(): Bytes {
    return this.#channels?.map(pattern => `&${pattern}`).join(' ') ?? '&*';
  }

  /** In rules from which it could be made again. */
  describe(): Bytes {
    const reset = this.#channels && 'resetchannels';
    const rules = [this.describeKeys(), reset, this.describeChannels(), this.describeCommands()];
    return rules.filter(Boolean).join(' ');
  }

  #allowsKey(key: Bytes, access: KeyAccess): boolean {
    return this.#keys?.some(pattern => pattern.allows(access) && pattern.matches(key)) ?? true;
  }

  #addKeys(rule: Bytes): void {
    if (!this.#keys) throw RuleError.afterAll('keys');
    const added = KeyPattern.parse(rule);
    const place = this.#keys.findIndex(({ pattern }) => pattern === added.pattern);
    const known = this.#keys[place];
    if (known) this.#keys[place] = known.with(added);
    else this.#keys.push(added);
  }

  #addChannels(pattern: Bytes): void {
    if (!this.#channels) throw RuleError.afterAll('channels');
    withoutSpaces(pattern);
    if (!this.#channels.includes(pattern)) this.#channels.push(pattern);
  }
}

/** A channel matches one of the patterns; a pattern of channels must be one of them. */
export function isAmong(name: Bytes, isPattern: boolean, patterns: readonly Bytes[]): boolean {
  return patterns.some(pattern => (isPattern ? pattern === name : globMatcher(pattern)(name)));
}
