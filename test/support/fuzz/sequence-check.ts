import type { RespValue } from '../resp-value.ts';
import type { FuzzStep, Words } from './fuzz-step.ts';
import type { FuzzTargets } from './fuzz-target.ts';
import { keyspaceCommands } from './keyspace-commands.ts';
import { type CheckedCommand, differenceOf, ReplyCheck } from './reply-check.ts';

/** A random sequence of commands, and the protocol in which it is run. */
export interface FuzzSequence {
  readonly protocol: 2 | 3;
  readonly steps: readonly FuzzStep[];
}

const BEGINNING = [['RESET'], ['FLUSHALL'], ['CONFIG', 'RESETSTAT']].map(plain);
const STATISTICS: CheckedCommand = { words: ['INFO', 'stats'], as: 'ignored' };

/** The commands of a sequence with those that its steps need around them. */
export function commandsOf({ protocol, steps }: FuzzSequence): CheckedCommand[] {
  const inner = steps.flatMap(step => [
    ...(step.before ?? []).map(plain),
    step,
    ...(step.after ?? []).map(plain),
  ]);
  // What was queued last runs too.
  return [{ words: ['HELLO', String(protocol)], as: 'ignored' }, ...inner, plain(['EXEC'])];
}

/**
 * Runs a sequence on a redis-server and on an engine, and compares every reply, every notification
 * and at the end the whole keyspace.
 *
 * @throws Error with the first difference
 */
export async function checkSequence(targets: FuzzTargets, sequence: FuzzSequence): Promise<void> {
  try {
    await runSequence(targets, sequence);
  } catch (error) {
    await targets.both(target => target.recover());
    throw error;
  }
}

async function runSequence(targets: FuzzTargets, sequence: FuzzSequence): Promise<void> {
  const commands = [...BEGINNING, ...commandsOf(sequence), STATISTICS];
  const replies = await runBoth(targets, commands);
  const look = keyspaceCommands(targets.engine);
  const keyspace = await runBoth(targets, look);
  const notifications = await targets.both(target => target.takeNotifications());

  compareReplies(commands, replies);
  compareReplies(look, keyspace);
  refuse(differenceOf('notifications', ...mapBoth(notifications, inOrder)));
  refuse(differenceOf('statistics', ...mapBoth(replies, statisticsOf)));
}

function runBoth(
  targets: FuzzTargets,
  commands: readonly CheckedCommand[],
): Promise<[RespValue[], RespValue[]]> {
  return targets.both(target => target.run(commands.map(({ words }) => words)));
}

function compareReplies(
  commands: readonly CheckedCommand[],
  [expected, actual]: readonly [readonly RespValue[], readonly RespValue[]],
): void {
  const check = new ReplyCheck();
  for (const [at, command] of commands.entries()) {
    refuse(check.difference(command, expected[at] ?? '', actual[at] ?? ''));
  }
}

function refuse(difference: string | undefined): void {
  if (difference !== undefined) throw new Error(difference);
}

/** Those of keys that a command looks up one after the other come in no order. */
function inOrder(notifications: readonly string[]): readonly string[] {
  const isLookup = (text: string): boolean => /:(?:keymiss|expired) /.test(text);
  return [
    ...notifications.filter(text => !isLookup(text)),
    ...notifications.filter(isLookup).toSorted(),
  ];
}

/** How often keys were found, not found and past their time: of the reply to INFO at the end. */
function statisticsOf(replies: readonly RespValue[]): readonly string[] {
  const info = replies.at(-1);
  return JSON.stringify(info).match(/(?:keyspace_hits|keyspace_misses|expired_keys):\d+/g) ?? [];
}

function mapBoth<A, B>([expected, actual]: readonly [A, A], map: (value: A) => B): [B, B] {
  return [map(expected), map(actual)];
}

function plain(words: Words): CheckedCommand {
  return { words };
}
