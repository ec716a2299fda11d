import type { Reply } from '../../reply/reply.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';

const PROTECTED: readonly CommandFlag[] = ['no_async_loading', 'admin', 'noscript', 'protected'];

/** There are no modules; to load one is not allowed by default on Redis either. */
const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'list',
    arity: 2,
    flags: ['admin', 'noscript'],
    group: 'server',
    since: '4.0.0',
    summary: 'List all modules loaded by the server',
    handler: () => [],
  },
  {
    name: 'load',
    arity: -3,
    flags: PROTECTED,
    group: 'server',
    since: '4.0.0',
    summary: 'Load a module',
    syntax: 'path [arg [arg ...]]',
    handler: refuse,
  },
  {
    name: 'loadex',
    arity: -3,
    flags: PROTECTED,
    group: 'server',
    since: '7.0.0',
    summary: 'Load a module with extended parameters',
    syntax: 'path [CONFIG name value [name value ...]] [ARGS args [args ...]]',
    handler: refuse,
  },
  {
    name: 'unload',
    arity: 3,
    flags: PROTECTED,
    group: 'server',
    since: '4.0.0',
    summary: 'Unload a module',
    syntax: 'name',
    handler: refuse,
  },
];

export const MODULE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'module',
    arity: -2,
    flags: [],
    group: 'server',
    since: '4.0.0',
    summary: 'A container for module commands',
    subcommands: [...SUBCOMMANDS, helpSpec('module', 'server', '5.0.0', SUBCOMMANDS)],
  },
];

function refuse(): Reply {
  throw new CommandError(
    'ERR MODULE command not allowed. If the enable-module-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.',
  );
}
