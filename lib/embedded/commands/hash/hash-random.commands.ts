import type { Bytes } from '../../bytes.js';
import { HashValue } from '../../keyspace/hash-value.js';
import type { Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { signedArgument } from '../long-argument.js';

const MAX_PAIRS = 2 ** 62;

type Args = readonly Bytes[];

export const HASH_RANDOM_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'hrandfield',
    arity: -2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '6.2.0',
    summary: 'Get one or multiple random fields from a hash',
    syntax: 'key [count [WITHVALUES]]',
    handler: hrandfield,
  },
];

function hrandfield(context: CommandContext, args: Args): Reply {
  const key = args[1] ?? '';
  if (args.length === 2) return context.read(key, HashValue)?.index.draw() ?? null;
  const count = signedArgument(args[2]);
  const withValues = args.length === 4 && keyword(args[3]) === 'withvalues';
  if (args.length > 3 && !withValues) throw CommandError.syntax();
  if (withValues && Math.abs(count) >= MAX_PAIRS) throw CommandError.outOfRange();
  const hash = context.read(key, HashValue);
  if (!hash || count === 0) return [];
  const fields = count < 0 ? draws(hash, -count) : hash.index.sample(count);
  if (!withValues) return fields;
  const pairs = fields.map(field => [field, hash.get(field) ?? '']);
  return context.protocol === 3 ? pairs : pairs.flat();
}

function draws(hash: HashValue, count: number): Bytes[] {
  const { index } = hash;
  return Array.from({ length: count }, () => index.draw());
}
