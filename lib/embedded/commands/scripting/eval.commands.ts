import type { Bytes } from '../../bytes.js';
import { parseShebang } from '../../lua/index.js';
import { ErrorReply, type Reply } from '../../reply/reply.js';
import type { CachedScript } from '../../scripting/script-cache.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandEffects, CommandFlag, CommandSpec } from '../command-spec.js';
import { countedKeys } from '../number-of-keys.js';
import { declaredEffects } from './declared-effects.js';
import { scriptArguments } from './script-arguments.js';

type Args = readonly Bytes[];

const SHA1_LENGTH = 40;
const WRITING: readonly CommandFlag[] = [
  'noscript',
  'stale',
  'skip_monitor',
  'may_replicate',
  'no_mandatory_keys',
];
const READING: readonly CommandFlag[] = [
  'readonly',
  'noscript',
  'stale',
  'skip_monitor',
  'no_mandatory_keys',
];

const BY_TEXT = {
  arity: -3,
  keys: countedKeys(2),
  group: 'scripting',
  syntax: 'script numkeys [key [key ...]] [arg [arg ...]]',
  effects: effectsOfText,
} as const;
const BY_SHA1 = {
  ...BY_TEXT,
  syntax: 'sha1 numkeys [key [key ...]] [arg [arg ...]]',
  effects: effectsOfCached,
} as const;

export const EVAL_COMMANDS: readonly CommandSpec[] = [
  {
    ...BY_TEXT,
    name: 'eval',
    flags: WRITING,
    since: '2.6.0',
    summary: 'Execute a Lua script server side',
    handler: (context, args) => evalText(context, args, false),
  },
  {
    ...BY_TEXT,
    name: 'eval_ro',
    flags: READING,
    since: '7.0.0',
    summary: 'Execute a read-only Lua script server side',
    handler: (context, args) => evalText(context, args, true),
  },
  {
    ...BY_SHA1,
    name: 'evalsha',
    flags: WRITING,
    since: '2.6.0',
    summary: 'Execute a Lua script server side',
    handler: (context, args) => evalCached(context, args, false),
  },
  {
    ...BY_SHA1,
    name: 'evalsha_ro',
    flags: READING,
    since: '7.0.0',
    summary: 'Execute a read-only Lua script server side',
    handler: (context, args) => evalCached(context, args, true),
  },
];

function evalText(context: CommandContext, argv: Args, isReadOnly: boolean): Reply {
  const { keys, args } = scriptArguments(argv);
  const script = context.server.scripting.scripts.load(argv[1] ?? '');
  return script instanceof ErrorReply ? script : run(context, script, { isReadOnly, keys, args });
}

function evalCached(context: CommandContext, argv: Args, isReadOnly: boolean): Reply {
  const [, sha1 = ''] = argv;
  if (sha1.length !== SHA1_LENGTH) throw noScript();
  const { keys, args } = scriptArguments(argv);
  const script = context.server.scripting.scripts.find(sha1);
  if (!script) throw noScript();
  return run(context, script, { isReadOnly, keys, args });
}

function run(
  context: CommandContext,
  { loaded, onError }: CachedScript,
  call: { readonly isReadOnly: boolean; readonly keys: Args; readonly args: Args },
): Reply {
  const { runner, vm } = context.server.scripting;
  return runner.run(context, {
    name: loaded.sha1,
    flags: loaded.flags,
    onError,
    ...call,
    run: luaRun => vm.run(loaded, luaRun),
  });
}

function noScript(): CommandError {
  return new CommandError('NOSCRIPT No matching script. Please use EVAL.');
}

function effectsOfText(_context: CommandContext, argv: Args): CommandEffects | undefined {
  const text = parseShebang(argv[1] ?? '');
  return typeof text === 'string' ? undefined : declaredEffects(text.flags);
}

function effectsOfCached({ server }: CommandContext, argv: Args): CommandEffects | undefined {
  return declaredEffects(server.scripting.scripts.find(argv[1] ?? '')?.loaded.flags);
}
