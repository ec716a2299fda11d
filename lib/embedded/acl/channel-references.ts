import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';

export interface ChannelReference {
  readonly position: number;
  /** It is a pattern of channels itself. */
  readonly isPattern: boolean;
}

/** The commands whose channels a user must be allowed, and where the last of them stands. */
const LAST_CHANNELS: Readonly<Record<string, number>> = {
  subscribe: Infinity,
  ssubscribe: Infinity,
  psubscribe: Infinity,
  publish: 1,
  spublish: 1,
};

/** The channels of a request that publishes or subscribes. */
export function channelReferences(
  { fullName }: Command,
  args: readonly Bytes[],
): readonly ChannelReference[] {
  const last = LAST_CHANNELS[fullName];
  if (last === undefined) return [];
  const isPattern = fullName === 'psubscribe';
  const end = Math.min(last, args.length - 1);
  return Array.from({ length: end }, (_, at) => ({ position: at + 1, isPattern }));
}
