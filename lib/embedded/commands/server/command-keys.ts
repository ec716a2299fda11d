import type { Bytes } from '../../bytes.js';
import { type Reply, SetReply, StatusReply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { keyReferences, type KeyReference } from '../key-flags.js';

type Args = readonly Bytes[];

/** COMMAND GETKEYS: the keys of a request. */
export function getKeys(context: CommandContext, args: Args): Reply {
  const request = args.slice(2);
  return referencesIn(context, request).map(({ position }) => request[position] ?? '');
}

/** COMMAND GETKEYSANDFLAGS: each key of a request, with what the command does with it. */
export function getKeysAndFlags(context: CommandContext, args: Args): Reply {
  const request = args.slice(2);
  return referencesIn(context, request).map(({ position, flags }) => [
    request[position] ?? '',
    new SetReply(flags.map(flag => new StatusReply(flag))),
  ]);
}

/** @throws CommandError for a request that is none, or has no keys */
function referencesIn({ server }: CommandContext, request: Args): readonly KeyReference[] {
  const command = server.commands.find(request);
  if (!command) throw new CommandError('ERR Invalid command specified');
  if (!command.keys || command.keys.areChannels === true) {
    throw new CommandError('ERR The command has no key arguments');
  }
  if (!command.accepts(request.length)) {
    throw new CommandError('ERR Invalid number of arguments specified for command');
  }
  const references = keyReferences(command, request);
  if (references.length === 0 && !command.spec.flags.includes('no_mandatory_keys')) {
    throw new CommandError('ERR Invalid arguments specified for command');
  }
  return references;
}
