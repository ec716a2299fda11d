import type { Bytes } from '../../bytes.js';
import { globMatcher } from '../../keyspace/glob.js';
import type { SubscriptionKind } from '../../pubsub/subscriptions.js';
import type { Reply } from '../../reply/reply.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandHandler, CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';

const FLAGS: readonly CommandFlag[] = ['pubsub', 'loading', 'stale'];

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'channels',
    arity: -2,
    flags: FLAGS,
    group: 'pubsub',
    since: '2.8.0',
    summary: 'List active channels',
    syntax: '[pattern]',
    handler: names('channels'),
  },
  {
    name: 'numpat',
    arity: 2,
    flags: FLAGS,
    group: 'pubsub',
    since: '2.8.0',
    summary: 'Get the count of unique patterns pattern subscriptions',
    handler: ({ server }) => server.pubSub.of('patterns').size,
  },
  {
    name: 'numsub',
    arity: -2,
    flags: FLAGS,
    group: 'pubsub',
    since: '2.8.0',
    summary: 'Get the count of subscribers for channels',
    syntax: '[channel [channel ...]]',
    handler: subscriberCounts('channels'),
  },
  {
    name: 'shardchannels',
    arity: -2,
    flags: FLAGS,
    group: 'pubsub',
    since: '7.0.0',
    summary: 'List active shard channels',
    syntax: '[pattern]',
    handler: names('shardChannels'),
  },
  {
    name: 'shardnumsub',
    arity: -2,
    flags: FLAGS,
    group: 'pubsub',
    since: '7.0.0',
    summary: 'Get the count of subscribers for shard channels',
    syntax: '[shardchannel [shardchannel ...]]',
    handler: subscriberCounts('shardChannels'),
  },
];

export const PUBSUB_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'pubsub',
    arity: -2,
    flags: [],
    categories: [],
    group: 'pubsub',
    since: '2.8.0',
    summary: 'A container for Pub/Sub commands',
    subcommands: [...SUBCOMMANDS, helpSpec('pubsub', 'pubsub', '6.2.0', SUBCOMMANDS, [])],
  },
];

function names(kind: SubscriptionKind): CommandHandler {
  return ({ server }, args): Reply => {
    if (args.length > 3) throw CommandError.badSubcommand('pubsub', args[1] ?? '');
    return [...server.pubSub.of(kind).names].filter(globMatcher(args[2] ?? '*'));
  };
}

function subscriberCounts(kind: SubscriptionKind): CommandHandler {
  return ({ server }, args) => {
    const subscriptions = server.pubSub.of(kind);
    const count = (name: Bytes): number => subscriptions.topic(name)?.subscribers.size ?? 0;
    return args.slice(2).flatMap<Bytes | number>(name => [name, count(name)]);
  };
}
