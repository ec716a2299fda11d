import type { Bytes } from '../../bytes.js';
import type { SubscriptionKind } from '../../pubsub/subscriptions.js';
import { PushReply, ReplySequence } from '../../reply/reply.js';
import type { Session } from '../../session/session.js';
import { CommandError } from '../command-error.js';
import {
  ALL_KEYS,
  type CommandFlag,
  type CommandHandler,
  type CommandSpec,
  type KeyPositions,
} from '../command-spec.js';

const FLAGS: readonly CommandFlag[] = ['pubsub', 'noscript', 'loading', 'stale'];
const SHARD_CHANNELS: KeyPositions = { ...ALL_KEYS, areChannels: true };

export const SUBSCRIBE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'subscribe',
    arity: -2,
    flags: FLAGS,
    group: 'pubsub',
    since: '2.0.0',
    summary: 'Listen for messages published to the given channels',
    syntax: 'channel [channel ...]',
    handler: subscribe('subscribe', 'channels'),
  },
  {
    name: 'unsubscribe',
    arity: -1,
    flags: FLAGS,
    group: 'pubsub',
    since: '2.0.0',
    summary: 'Stop listening for messages posted to the given channels',
    syntax: '[channel [channel ...]]',
    handler: unsubscribe('unsubscribe', 'channels'),
  },
  {
    name: 'psubscribe',
    arity: -2,
    flags: FLAGS,
    group: 'pubsub',
    since: '2.0.0',
    summary: 'Listen for messages published to channels matching the given patterns',
    syntax: 'pattern [pattern ...]',
    handler: subscribe('psubscribe', 'patterns'),
  },
  {
    name: 'punsubscribe',
    arity: -1,
    flags: FLAGS,
    group: 'pubsub',
    since: '2.0.0',
    summary: 'Stop listening for messages posted to channels matching the given patterns',
    syntax: '[pattern [pattern ...]]',
    handler: unsubscribe('punsubscribe', 'patterns'),
  },
  {
    name: 'ssubscribe',
    arity: -2,
    flags: FLAGS,
    keys: SHARD_CHANNELS,
    group: 'pubsub',
    since: '7.0.0',
    summary: 'Listen for messages published to the given shard channels',
    syntax: 'shardchannel [shardchannel ...]',
    handler: subscribe('ssubscribe', 'shardChannels'),
  },
  {
    name: 'sunsubscribe',
    arity: -1,
    flags: FLAGS,
    keys: SHARD_CHANNELS,
    group: 'pubsub',
    since: '7.0.0',
    summary: 'Stop listening for messages posted to the given shard channels',
    syntax: '[shardchannel [shardchannel ...]]',
    handler: unsubscribe('sunsubscribe', 'shardChannels'),
  },
];

function subscribe(event: string, kind: SubscriptionKind): CommandHandler {
  return ({ deniesBlocking, server, session }, args) => {
    // SUBSCRIBE and PSUBSCRIBE have always been let into transactions.
    if (deniesBlocking && kind === 'shardChannels') {
      throw new CommandError("ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client");
    }
    const confirmations = args.slice(1).map(name => {
      server.pubSub.subscribe(session, kind, name);
      return confirmation(event, name, session, kind);
    });
    return new ReplySequence(confirmations);
  };
}

/** Without arguments from all; from nothing it is confirmed, too. */
function unsubscribe(event: string, kind: SubscriptionKind): CommandHandler {
  return ({ server: { pubSub }, session }, args) => {
    const names = args.length > 1 ? args.slice(1) : pubSub.of(kind).namesOf(session);
    const confirmations = names.map(name => {
      pubSub.unsubscribe(session, kind, name);
      return confirmation(event, name, session, kind);
    });
    if (names.length === 0) confirmations.push(confirmation(event, null, session, kind));
    return new ReplySequence(confirmations);
  };
}

/** Channels and patterns are counted together, shard channels by themselves. */
function confirmation(
  event: string,
  name: Bytes | null,
  { subscriptions }: Session,
  kind: SubscriptionKind,
): PushReply {
  const { channels, patterns, shardChannels } = subscriptions;
  const count = kind === 'shardChannels' ? shardChannels : channels + patterns;
  return new PushReply([event, name, count]);
}
