import type { Bytes } from '../../bytes.js';
import { mapReply, OK, type Reply, SetReply } from '../../reply/reply.js';
import type { TrackedClient } from '../../tracking/tracked-client.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { checkTracking, trackingArguments } from './tracking-arguments.js';

type Args = readonly Bytes[];

const FLAGS: readonly CommandFlag[] = ['noscript', 'loading', 'stale'];

/** The subcommands of CLIENT about caches that clients keep. */
export const CLIENT_TRACKING_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'caching',
    arity: 3,
    flags: FLAGS,
    group: 'connection',
    since: '6.0.0',
    summary: 'Instruct the server about tracking or not keys in the next request',
    syntax: '<YES | NO>',
    handler: caching,
  },
  {
    name: 'getredir',
    arity: 2,
    flags: FLAGS,
    group: 'connection',
    since: '6.0.0',
    summary: 'Get tracking notifications redirection client ID if any',
    handler: ({ session }) => session.tracking.redirect,
  },
  {
    name: 'tracking',
    arity: -3,
    flags: FLAGS,
    group: 'connection',
    since: '6.0.0',
    summary: 'Enable or disable server assisted client side caching support',
    syntax:
      '<ON | OFF> [REDIRECT client-id] [PREFIX prefix [PREFIX prefix ...]] [BCAST] [OPTIN] [OPTOUT] [NOLOOP]',
    handler: tracking,
  },
  {
    name: 'trackinginfo',
    arity: 2,
    flags: FLAGS,
    group: 'connection',
    since: '6.2.0',
    summary:
      'Return information about server assisted client side caching for the current connection',
    handler: trackingInfo,
  },
];

function tracking({ server, session }: CommandContext, [, , state, ...options]: Args): Reply {
  const request = trackingArguments(options, id => server.sessions.has(id));
  switch (keyword(state)) {
    case 'on': {
      checkTracking(request, server.tracking.client(session));
      const { prefixes, ...tracked } = request;
      server.tracking.enable(session, tracked, prefixes.length > 0 ? prefixes : ['']);
      return OK;
    }
    case 'off':
      server.tracking.disable(session);
      return OK;
    default:
      throw CommandError.syntax();
  }
}

function caching({ server, session }: CommandContext, [, , answer]: Args): Reply {
  const client = server.tracking.client(session);
  if (!client) {
    throw new CommandError(
      'ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled',
    );
  }
  switch (keyword(answer)) {
    case 'yes':
      requireMode(client.options.isOptIn, 'YES', 'OPTIN');
      break;
    case 'no':
      requireMode(client.options.isOptOut, 'NO', 'OPTOUT');
      break;
    default:
      throw CommandError.syntax();
  }
  server.tracking.giveCaching(client);
  return OK;
}

function requireMode(isOn: boolean, answer: string, mode: string): void {
  if (isOn) return;
  throw new CommandError(
    `ERR CLIENT CACHING ${answer} is only valid when tracking is enabled in ${mode} mode.`,
  );
}

function trackingInfo({ server, session }: CommandContext): Reply {
  const client = server.tracking.client(session);
  return mapReply({
    flags: new SetReply(flagsOf(client)),
    redirect: session.tracking.redirect,
    prefixes: [...(client?.prefixes ?? [])].toSorted(),
  });
}

function flagsOf(client: TrackedClient | undefined): string[] {
  if (!client) return ['off'];
  const { isCachingGiven, isRedirectBroken, options } = client;
  const { isBroadcast, isNoLoop, isOptIn, isOptOut } = options;
  const flags = [
    'on',
    isBroadcast && 'bcast',
    isOptIn && 'optin',
    isOptIn && isCachingGiven && 'caching-yes',
    isOptOut && 'optout',
    isOptOut && isCachingGiven && 'caching-no',
    isNoLoop && 'noloop',
    isRedirectBroken && 'broken_redirect',
  ];
  return flags.filter(flag => typeof flag === 'string');
}
