import type { RespValue } from './resp-value.ts';

/**
 * How a reply is compared: `exact`; `unordered` (its members in any order); `pairs` (fields with
 * their values, in any order); `scan` and `scan-pairs` (a cursor, and such members); `time` (a moment
 * or a duration, which two clocks tell apart); `times` (such ones anywhere in it); `type` (only of
 * which type it is: random or particular to a server); `ignored`.
 */
export type Comparison =
  | 'exact'
  | 'unordered'
  | 'pairs'
  | 'scan'
  | 'scan-pairs'
  | 'time'
  | 'times'
  | 'type'
  | 'ignored';

const BY_COMMAND: Readonly<Record<string, Comparison>> = {
  keys: 'unordered',
  smembers: 'unordered',
  sinter: 'unordered',
  sunion: 'unordered',
  sdiff: 'unordered',
  hkeys: 'unordered',
  hvals: 'unordered',
  hgetall: 'pairs',
  'config|get': 'pairs',
  scan: 'scan',
  sscan: 'scan',
  hscan: 'scan-pairs',
  zscan: 'scan-pairs',
  ttl: 'time',
  pttl: 'time',
  expiretime: 'time',
  pexpiretime: 'time',
  time: 'type',
  randomkey: 'type',
};

/** Milliseconds by which two runs may lie apart. */
const SLACK = 15_000;

/** A reply in the form in which the two servers must agree. */
export function comparable(
  reply: RespValue,
  args: readonly string[],
  as: Comparison = comparisonOf(args),
): unknown {
  switch (as) {
    case 'unordered':
      return withItems(reply, items => items.map(sortKey).toSorted());
    case 'pairs':
      return withItems(reply, items => pairsOf(items).toSorted());
    case 'scan':
    case 'scan-pairs':
      return scanned(reply, as === 'scan' ? 'unordered' : 'pairs');
    case 'time':
      return roughly(reply);
    case 'times':
      return roughlyWithin(reply);
    case 'type':
      return typeOf(reply);
    case 'ignored':
      return 'ignored';
    default:
      return reply;
  }
}

const MESSAGES: ReadonlySet<RespValue> = new Set([
  'message',
  'pmessage',
  'smessage',
  'invalidate',
  'tracking-redir-broken',
]);

/** What a server sends without being asked: to a subscriber, to a client that tracks keys. */
export function isMessage(reply: RespValue): boolean {
  if (typeof reply !== 'object') return false;
  if (isArray(reply)) return reply.length > 2 && MESSAGES.has(reply[0] ?? '');
  return reply.type === 'push' && isArray(reply.value) && MESSAGES.has(reply.value[0] ?? '');
}

/** A message in the form in which the two servers must agree: the ids of their clients differ. */
export function comparableMessage(message: RespValue): unknown {
  const text = JSON.stringify(message);
  return text.includes('"tracking-redir-broken"') ? text.replaceAll(/\d+/g, 'id') : message;
}

function comparisonOf([name = '', sub = '']: readonly string[]): Comparison {
  const command = name.toLowerCase();
  return BY_COMMAND[command] ?? BY_COMMAND[`${command}|${sub.toLowerCase()}`] ?? 'exact';
}

function scanned(reply: RespValue, as: 'unordered' | 'pairs'): unknown {
  if (!isArray(reply)) return reply;
  const [cursor, items] = reply;
  return [cursor, comparable(items ?? '', [], as)];
}

function withItems(reply: RespValue, map: (items: readonly RespValue[]) => unknown): unknown {
  if (isArray(reply)) return map(reply);
  if (typeof reply !== 'object' || reply.value === null || !isArray(reply.value)) return reply;
  return { type: reply.type, value: map(reply.value) };
}

function pairsOf(items: readonly RespValue[]): string[] {
  const pairs: string[] = [];
  for (let at = 0; at < items.length; at += 2) {
    pairs.push(`${sortKey(items[at] ?? '')}: ${sortKey(items[at + 1] ?? '')}`);
  }
  return pairs;
}

/** A moment or a duration; -1, -2 and what is below a second must be equal. */
function roughly(reply: RespValue): unknown {
  if (typeof reply !== 'object' || isArray(reply) || reply.type !== 'integer') return reply;
  const value = Number(reply.value);
  return value < 30 ? reply : { type: reply.type, value: new Roughly(value) };
}

function roughlyWithin(reply: RespValue): unknown {
  if (isArray(reply)) return reply.map(roughlyWithin);
  if (typeof reply !== 'object' || reply.value === null || !isArray(reply.value)) {
    return roughly(reply);
  }
  return { type: reply.type, value: reply.value.map(roughlyWithin) };
}

/** Takes a time of one server that is near that of the other for the same. */
export function reconcile(expected: unknown, actual: unknown): unknown {
  if (expected instanceof Roughly && actual instanceof Roughly) {
    return Math.abs(expected.value - actual.value) < SLACK ? expected : actual;
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return actual.map((item, at) => reconcile(expected[at], item));
  }
  if (!isRecord(expected) || !isRecord(actual)) return actual;
  return Object.fromEntries(
    Object.entries(actual).map(([name, value]) => [name, reconcile(expected[name], value)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Roughly);
}

class Roughly {
  constructor(readonly value: number) {}

  toJSON(): string {
    return `about ${this.value}`;
  }
}

function typeOf(reply: RespValue): unknown {
  if (isArray(reply)) return reply.map(typeOf);
  return typeof reply === 'object' ? reply.type : typeof reply;
}

function sortKey(value: RespValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isArray(reply: RespValue | null): reply is readonly RespValue[] {
  return Array.isArray(reply);
}
