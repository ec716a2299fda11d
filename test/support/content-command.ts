/** The command that answers all that a key of a type holds. */
export function contentCommand(type: string, key: string): readonly string[] {
  return CONTENT_COMMANDS[type]?.(key) ?? ['GET', key];
}

/** Whether the order of the members says something: that in which they came, or sorted. */
export function isOrdered(encoding: string): boolean {
  return encoding !== 'hashtable';
}

const CONTENT_COMMANDS: Readonly<Record<string, (key: string) => readonly string[]>> = {
  hash: key => ['HGETALL', key],
  list: key => ['LRANGE', key, '0', '-1'],
  set: key => ['SMEMBERS', key],
  zset: key => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
  stream: key => ['XRANGE', key, '-', '+'],
};
