import type { Bytes } from '../../bytes.js';
import { ListValue } from '../../keyspace/list-value.js';
import { SetValue } from '../../keyspace/set-value.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import type { Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec, KeyPositions } from '../command-spec.js';
import { lookUpPattern } from './pattern-lookup.js';
import { elementsOf, sortElements } from './sort-elements.js';
import { parseSortOptions, type SortOptions } from './sort-options.js';

type Args = readonly Bytes[];

const CATEGORIES = ['set', 'sortedset', 'list', 'dangerous'];
const OPTIONS =
  '[BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA]';

export const SORT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'sort',
    arity: -2,
    flags: ['write', 'denyoom'],
    keys: keyPositions(true),
    categories: CATEGORIES,
    group: 'generic',
    since: '1.0.0',
    summary: 'Sort the elements in a list, set or sorted set',
    syntax: `key ${OPTIONS} [STORE destination]`,
    handler: (context, args) => sort(context, args, true),
  },
  {
    name: 'sort_ro',
    arity: -2,
    flags: ['readonly'],
    keys: keyPositions(false),
    categories: CATEGORIES,
    group: 'generic',
    since: '7.0.0',
    summary: 'Sort the elements in a list, set or sorted set. Read-only variant of SORT.',
    syntax: `key ${OPTIONS}`,
    handler: (context, args) => sort(context, args, false),
  },
];

/** The keys that patterns find cannot be told before. */
function keyPositions(allowsStore: boolean): KeyPositions {
  return {
    first: 1,
    last: 1,
    step: 1,
    find: args => (allowsStore ? [1, ...storePosition(args)] : [1]),
  };
}

function storePosition(args: Args): readonly number[] {
  const skipped: Readonly<Record<string, number>> = { limit: 2, get: 1, by: 1 };
  let store: readonly number[] = [];
  for (let at = 2; at < args.length; at++) {
    const option = args[at]?.toLowerCase() ?? '';
    // The last one counts, as for SORT itself.
    if (option === 'store' && at + 1 < args.length) store = [++at];
    else at += skipped[option] ?? 0;
  }
  return store;
}

function sort(context: CommandContext, args: Args, allowsStore: boolean): Reply {
  const options = parseSortOptions(args, allowsStore);
  checkPatterns(context, args, options);
  const value = context.database.read(args[1] ?? '');
  const elements = elementsOf(value);
  // Redis sorts no listpack; it converts what is stored.
  if (value instanceof SortedSetValue) value.toSkipList(context.undo);
  // Of a set the order is anybody's guess; where it lasts or a script sees it, it must not be.
  const mustSort = value instanceof SetValue && (options.store !== undefined || context.isScript);
  const found = limited(ordered(context, elements, options, mustSort), options);
  const { store } = options;
  if (store === undefined) return found.flatMap(element => itemsOf(context, element, options));
  const items = found.flatMap(element => itemsOf(context, element, options));
  return storeList(
    context,
    store,
    items.map(item => item ?? ''),
  );
}

/** The keys that patterns lead to are not among the arguments: all must be free to read. */
function checkPatterns(
  { server, session }: CommandContext,
  args: Args,
  options: SortOptions,
): void {
  if (session.user.isUnrestricted) return;
  const usesWeights = options.by?.includes('*') === true;
  if (!usesWeights && options.get.length === 0) return;
  const command = server.commands.find(args);
  if (command && session.user.mayReadAllKeys(command, args)) return;
  throw new CommandError(
    `ERR ${usesWeights ? 'BY' : 'GET'} option of SORT denied due to insufficient ACL permissions.`,
  );
}

function ordered(
  context: CommandContext,
  elements: readonly Bytes[],
  options: SortOptions,
  mustSort: boolean,
): readonly Bytes[] {
  const { by, isDescending } = options;
  const keepsOrder = by !== undefined && !by.includes('*');
  if (!keepsOrder) return sortElements(context, elements, options);
  if (mustSort)
    return sortElements(context, elements, { by: undefined, isAlphabetic: true, isDescending });
  return isDescending ? elements.toReversed() : elements;
}

function limited(elements: readonly Bytes[], { offset, count }: SortOptions): readonly Bytes[] {
  const start = Math.max(offset, 0);
  return elements.slice(start, count < 0 ? undefined : start + count);
}

function itemsOf(
  context: CommandContext,
  element: Bytes,
  { get }: SortOptions,
): readonly (Bytes | null)[] {
  if (get.length === 0) return [element];
  return get.map(pattern => lookUpPattern(context, pattern, element) ?? null);
}

function storeList(context: CommandContext, key: Bytes, items: readonly Bytes[]): Reply {
  const { database } = context;
  if (items.length === 0) {
    if (database.write(key)) {
      database.delete(key);
      context.modified(key, 'generic', 'del');
    }
    return 0;
  }
  const list = new ListValue();
  for (const item of items) list.push('right', item, context.undo);
  database.peek(key);
  database.persist(key);
  database.set(key, list);
  context.modified(key, 'list', 'sortstore');
  return items.length;
}
