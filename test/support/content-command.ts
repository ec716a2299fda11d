import type { Comparison } from './differential-reply.ts';

/** The command that answers all that a key of a type holds. */
export function contentCommand(type: string, key: string): readonly string[] {
  return CONTENT_COMMANDS[type]?.(key) ?? ['GET', key];
}

/** How the answer is compared, by the encoding: of most the order of the members says something. */
export function contentComparison(encoding: string): Comparison | undefined {
  if (encoding === 'hashtable') return undefined;
  return encoding === 'stream' ? 'times' : 'exact';
}

const CONTENT_COMMANDS: Readonly<Record<string, (key: string) => readonly string[]>> = {
  hash: key => ['HGETALL', key],
  list: key => ['LRANGE', key, '0', '-1'],
  set: key => ['SMEMBERS', key],
  zset: key => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
  stream: key => ['XINFO', 'STREAM', key, 'FULL', 'COUNT', '0'],
};
