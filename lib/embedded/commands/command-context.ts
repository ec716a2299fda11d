import type { Bytes } from '../bytes.js';
import type { Database } from '../keyspace/database.js';
import type { NotificationClass } from '../keyspace/notification.js';
import { StringValue } from '../keyspace/string-value.js';
import type { Value, ValueClass } from '../keyspace/value.js';
import type { Protocol } from '../reply/encode-reply.js';
import type { Server } from '../server/server.js';
import type { Session } from '../session/session.js';
import type { UndoLog } from '../transaction/undo-log.js';
import type { Command } from './command.js';
import { CommandError } from './command-error.js';

/**
 * What a handler works with: the selected database with typed look-ups, and the two calls that
 * follow a change. A session has one; a script runs in one of its own, with its own database number
 * and protocol.
 */
export class CommandContext {
  readonly server: Server;
  readonly session: Session;
  /** The selected database; SELECT sets it. */
  database: Database;
  /** In EXEC and scripts: what would block answers as if its time were over. */
  deniesBlocking = false;
  isScript = false;
  /** The command that runs in it, while its session tracks what it reads; in a script EVAL or FCALL. */
  request: { readonly command: Command; readonly args: readonly Bytes[] } | undefined;
  #protocol: Protocol | undefined;

  constructor(server: Server, session: Session) {
    this.server = server;
    this.session = session;
    this.database = server.keyspace.first;
  }

  /** A context for a script: the same database to begin with, RESP2, nothing blocks. */
  forScript(): CommandContext {
    const context = new CommandContext(this.server, this.session);
    context.database = this.database;
    context.deniesBlocking = true;
    context.isScript = true;
    context.request = this.request;
    context.#protocol = 2;
    return context;
  }

  /** Selects the first database again. */
  reset(): void {
    this.database = this.server.keyspace.first;
  }

  /** What the reply will be read as, where its shape depends on it (ZRANGE … WITHSCORES). */
  get protocol(): Protocol {
    return this.#protocol ?? this.session.protocol;
  }

  /** For `redis.setresp`. */
  set protocol(protocol: Protocol) {
    if (this.isScript) this.#protocol = protocol;
    else this.session.protocol = protocol;
  }

  /** For every mutation of a value. */
  get undo(): UndoLog | undefined {
    return this.server.unit.undo;
  }

  /** Milliseconds since 1970; stands still during a command, an EXEC, a script. */
  get now(): number {
    return this.server.clock.now;
  }

  /**
   * What a key holds, to read it.
   *
   * @throws CommandError WRONGTYPE
   */
  read<T extends Value>(key: Bytes, type: ValueClass<T>): T | undefined {
    return narrow(this.database.read(key), type);
  }

  /** What a key holds, to change it: no hit or miss is counted. */
  write<T extends Value>(key: Bytes, type: ValueClass<T>): T | undefined {
    return narrow(this.database.write(key), type);
  }

  readString(key: Bytes): Bytes | undefined {
    return narrow(this.database.read(key), StringValue)?.bytes;
  }

  /**
   * Follows a change to a key: fails WATCHes, invalidates, notifies (`modified(key, 'list',
   * 'lpush')`), counts it and its bytes.
   */
  modified(key: Bytes, type: NotificationClass, event: string): void {
    const { events } = this.server;
    events.dirty++;
    this.database.changed(key);
    events.notify(type, event, this.database.index, key);
  }

  /** Follows a command that reads; of a script its declared keys count as read, whichever it read. */
  tellRead({ spec }: Command): void {
    // EVAL_RO reads nothing by itself.
    if (!this.request || spec.group === 'scripting') return;
    this.session.onRead?.(this.request.command, this.request.args);
  }

  /** A further notification for the same change. */
  notify(key: Bytes, type: NotificationClass, event: string): void {
    this.server.events.notify(type, event, this.database.index, key);
  }

  /** Deletes a key whose last member was taken, with its `del` notification. */
  deleteIfEmpty(key: Bytes, value: Value): boolean {
    if (!value.isEmpty) return false;
    this.database.delete(key);
    this.notify(key, 'generic', 'del');
    return true;
  }
}

/**
 * A value that was looked up, as what it must be.
 *
 * @throws CommandError WRONGTYPE
 */
export function narrow<T extends Value>(
  value: Value | undefined,
  type: ValueClass<T>,
): T | undefined {
  if (value === undefined || value instanceof type) return value;
  throw CommandError.wrongType();
}
