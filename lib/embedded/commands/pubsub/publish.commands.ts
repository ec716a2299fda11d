import { type CommandFlag, type CommandSpec, FIRST_KEY } from '../command-spec.js';

const FLAGS: readonly CommandFlag[] = ['pubsub', 'loading', 'stale', 'fast', 'may_replicate'];

export const PUBLISH_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'publish',
    arity: 3,
    flags: FLAGS,
    group: 'pubsub',
    since: '2.0.0',
    summary: 'Post a message to a channel',
    syntax: 'channel message',
    handler: ({ server }, [, channel = '', message = '']) =>
      server.pubSub.publish(channel, message),
  },
  {
    name: 'spublish',
    arity: 3,
    flags: FLAGS,
    keys: { ...FIRST_KEY, areChannels: true },
    group: 'pubsub',
    since: '7.0.0',
    summary: 'Post a message to a shard channel',
    syntax: 'shardchannel message',
    handler: ({ server }, [, channel = '', message = '']) =>
      server.pubSub.publishToShard(channel, message),
  },
];
