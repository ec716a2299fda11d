import type { Server } from '../../../lib/embedded/server/server.js';
import type { Session } from '../../../lib/embedded/session/session.js';
import { encodeRequest } from '../differential-endpoint.ts';
import type { FuzzFamily, Words } from './fuzz-step.ts';

/**
 * Clients that something reaches when keys change: one that watches all of them, those that wait for
 * missing ones, one that is subscribed to all notifications, and one that tracks all keys.
 */
export class Bystanders implements Disposable {
  readonly #server: Server;
  readonly #received: string[] = [];
  readonly #sessions: Session[] = [];
  readonly #watcher: Session;
  readonly #waiting: number;

  constructor(server: Server, families: readonly FuzzFamily[]) {
    this.#server = server;
    const keys = families.flatMap(family => family.keys);
    this.#watcher = this.#connect(
      [0, 1, 2].flatMap(index => [
        ['SELECT', String(index)],
        ['WATCH', ...keys],
      ]),
    );
    this.#connect([['PSUBSCRIBE', '*']]);
    this.#connect([
      ['HELLO', '3'],
      ['CLIENT', 'TRACKING', 'ON', 'BCAST'],
    ]);
    const missing = keys.filter(key => !server.keyspace.first.has(key));
    for (const family of families) {
      if (family.wait && missing.length > 0) this.#connect([family.wait(missing)]);
    }
    this.#received.length = 0;
    this.#waiting = server.blockedClients.size;
  }

  /** What reached them, or would have with their next EXEC. */
  get noticed(): readonly string[] {
    return [
      ...this.#received,
      ...(this.#server.watchedKeys.isDirty(this.#watcher) ? ['a watched key has changed'] : []),
      ...(this.#server.blockedClients.size < this.#waiting ? ['a client waits no more'] : []),
    ];
  }

  [Symbol.dispose](): void {
    for (const session of this.#sessions) session.close();
  }

  #connect(commands: readonly Words[]): Session {
    const session = this.#server.connect({
      write: bytes => this.#received.push(bytes),
      close: () => undefined,
    });
    this.#sessions.push(session);
    session.feed(commands.map(encodeRequest).join(''));
    return session;
  }
}
