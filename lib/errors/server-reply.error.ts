import { HybridCacheError } from './hybrid-cache.error.js';

/**
 * The server refused a command: out of memory, read-only replica, missing permission, wrong type.
 *
 * @publicApi
 */
export class ServerReplyError extends HybridCacheError {
  readonly code = 'SERVER_REPLY';

  /** First word of the server's reply: `OOM`, `READONLY`, `NOPERM`, `WRONGTYPE`, … */
  readonly serverCode: string;

  constructor(
    /** The command that was refused, in lower case. */
    readonly command: string,
    /** The server's own words. */
    readonly reply: string,
    options?: ErrorOptions,
  ) {
    const serverCode = /^[A-Z][A-Z0-9_]*/.exec(reply)?.[0] ?? 'ERR';
    super(`The server refused ${command.toUpperCase()}: ${reply}${remedy(serverCode)}`, options);
    this.serverCode = serverCode;
  }
}

function remedy(serverCode: string): string {
  switch (serverCode) {
    case 'OOM':
      return ' Raise maxmemory, or set an eviction policy such as allkeys-lru.';
    case 'READONLY':
      return ' This node is a replica: connect to the master, by sentinel or cluster if it can move.';
    case 'NOPERM':
      return ' Give the user of this connection that permission (ACL SETUSER).';
    case 'WRONGTYPE':
      return ' Another data type lives under this key: choose another key or keyPrefix.';
    default:
      return '';
  }
}
