import type { Bytes } from '../../bytes.js';
import type { CommandContext } from '../command-context.js';

/**
 * Follows a change to the groups of a stream, or to its IDs: as in Redis, it fails no WATCH and
 * invalidates nothing.
 */
export function unwatchedChange(context: CommandContext, key: Bytes, event?: string): void {
  context.server.events.dirty++;
  context.database.recount(key);
  if (event !== undefined) context.notify(key, 'stream', event);
}
