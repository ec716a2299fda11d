import type { Bytes } from '../../bytes.js';
import { globMatcher } from '../../keyspace/glob.js';
import { MapReply, OK, type Reply } from '../../reply/reply.js';
import type { ConfigParameter } from '../../server/config-parameter.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';

type Args = readonly Bytes[];

const ADMIN: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale'];

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'get',
    arity: -3,
    flags: ADMIN,
    group: 'server',
    since: '2.0.0',
    summary: 'Get the values of configuration parameters',
    syntax: 'parameter [parameter ...]',
    handler: get,
  },
  {
    name: 'set',
    arity: -4,
    flags: ADMIN,
    group: 'server',
    since: '2.0.0',
    summary: 'Set configuration parameters to the given values',
    syntax: 'parameter value [parameter value ...]',
    handler: set,
  },
  {
    name: 'resetstat',
    arity: 2,
    flags: ADMIN,
    group: 'server',
    since: '2.0.0',
    summary: 'Reset the stats returned by INFO',
    handler: ({ server }) => {
      server.resetStats();
      return OK;
    },
  },
  {
    name: 'rewrite',
    arity: 2,
    flags: ADMIN,
    group: 'server',
    since: '2.8.0',
    summary: 'Rewrite the configuration file with the in memory configuration',
    handler: () => {
      throw new CommandError('ERR The server is running without a config file');
    },
  },
];

export const CONFIG_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'config',
    arity: -2,
    flags: [],
    group: 'server',
    since: '2.0.0',
    summary: 'A container for server configuration commands',
    subcommands: [...SUBCOMMANDS, helpSpec('config', 'server', '5.0.0', SUBCOMMANDS)],
  },
];

function get({ server: { config } }: CommandContext, args: Args): Reply {
  const found = new Map<string, ConfigParameter>();
  for (const pattern of args.slice(2)) {
    const isPattern = /[[*?]/.test(pattern);
    const matches = globMatcher(pattern, true);
    const names = isPattern ? [...config.names].filter(matches) : [pattern];
    for (const name of names) {
      const parameter = config.find(name);
      if (parameter) found.set(name, parameter);
    }
  }
  return new MapReply([...found].flatMap(([name, parameter]) => [name, config.shown(parameter)]));
}

function set({ server }: CommandContext, args: Args): Reply {
  if (args.length % 2 === 1) throw CommandError.syntax();
  const changes = new Map<ConfigParameter, string>();
  const given: (readonly [name: Bytes, parameter: ConfigParameter, text: Bytes])[] = [];
  for (let at = 2; at < args.length; at += 2) {
    const name = args[at] ?? '';
    const parameter = server.config.find(name);
    if (!parameter) {
      throw new CommandError(
        `ERR Unknown option or number of arguments for CONFIG SET - '${cString(name)}'`,
      );
    }
    if (parameter.isImmutable) throw failed(name, "can't set immutable config");
    if (changes.has(parameter)) throw failed(name, 'duplicate parameter');
    changes.set(parameter, '');
    given.push([name, parameter, args[at + 1] ?? '']);
  }
  for (const [name, parameter, text] of given) {
    const result = parameter.read(text);
    if ('error' in result) throw failed(name, result.error);
    changes.set(parameter, result.value);
  }
  server.configure(changes);
  return OK;
}

function failed(name: Bytes, why: string): CommandError {
  return new CommandError(
    `ERR CONFIG SET failed (possibly related to argument '${name}') - ${why}`,
  );
}
