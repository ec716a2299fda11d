import type { Bytes } from '../../bytes.js';
import type { Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandEffects, CommandSpec } from '../command-spec.js';
import { countedKeys } from '../number-of-keys.js';
import { declaredEffects } from './declared-effects.js';
import { scriptArguments } from './script-arguments.js';

type Args = readonly Bytes[];

const FCALL = {
  arity: -3,
  keys: countedKeys(2),
  group: 'scripting',
  since: '7.0.0',
  syntax: 'function numkeys [key [key ...]] [arg [arg ...]]',
  effects,
} as const;

export const FCALL_COMMANDS: readonly CommandSpec[] = [
  {
    ...FCALL,
    name: 'fcall',
    flags: ['noscript', 'stale', 'skip_monitor', 'may_replicate', 'no_mandatory_keys'],
    summary: 'Invoke a function',
    handler: (context, args) => call(context, args, false),
  },
  {
    ...FCALL,
    name: 'fcall_ro',
    flags: ['readonly', 'noscript', 'stale', 'skip_monitor', 'no_mandatory_keys'],
    summary: 'Invoke a read-only function',
    handler: (context, args) => call(context, args, true),
  },
];

function call(context: CommandContext, argv: Args, isReadOnly: boolean): Reply {
  const { scripting } = context.server;
  const callable = scripting.libraries.find(argv[1] ?? '');
  if (!callable) throw new CommandError('ERR Function not found');
  const { keys, args } = scriptArguments(argv, 'ERR Bad number of keys provided');
  const { fn, library, onError } = callable;
  return scripting.runner.run(context, {
    name: fn.name,
    flags: fn.flags,
    isReadOnly,
    onError,
    keys,
    args,
    run: luaRun => scripting.vm.callFunction(library, fn.name, luaRun),
  });
}

function effects({ server }: CommandContext, [, name = '']: Args): CommandEffects | undefined {
  return declaredEffects(server.scripting.libraries.find(name)?.fn.flags);
}
