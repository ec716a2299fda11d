import type { CommandContext } from '../../../lib/embedded/commands/command-context.js';
import { encodeReply } from '../../../lib/embedded/reply/encode-reply.js';
import { ScriptCalls } from '../../../lib/embedded/scripting/script-calls.js';
import { RespReader, type RespValue } from '../resp-value.ts';
import type { Words } from './fuzz-step.ts';

/** Runs a command as a script does: its effects on others wait for the commit. */
export function call(context: CommandContext, words: Words): RespValue {
  const calls = new ScriptCalls(context, { isReadOnly: false, allowsOom: true });
  const reader = new RespReader();
  reader.feed(encodeReply(calls.call(words), 2));
  return reader.next() ?? '';
}
