import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';
import { ACL_QUERY_COMMANDS } from './acl-query.commands.js';
import { ACL_USER_COMMANDS } from './acl-user.commands.js';

const SUBCOMMANDS = [...ACL_QUERY_COMMANDS, ...ACL_USER_COMMANDS];
const NO_FLAGS: readonly CommandFlag[] = [];

export const ACL_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'acl',
    arity: -2,
    flags: NO_FLAGS,
    group: 'server',
    since: '6.0.0',
    summary: 'A container for Access List Control commands ',
    subcommands: [...SUBCOMMANDS, helpSpec('acl', 'server', '6.0.0', SUBCOMMANDS)],
  },
];
