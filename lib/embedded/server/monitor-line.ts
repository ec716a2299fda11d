import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import type { CommandContext } from '../commands/command-context.js';
import { withoutSecrets } from '../commands/without-secrets.js';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
]);
const UNPRINTABLE = /[^ !#-[\]-~]/g;

/** A command as MONITOR shows it: `1339518083.107412 [0 127.0.0.1:60866] "keys" "*"`. */
export function monitorLine(
  context: CommandContext,
  command: Command,
  args: readonly Bytes[],
): Bytes {
  const { database, isScript, server, session } = context;
  const microseconds = server.clock.microseconds();
  const seconds = Math.floor(microseconds / 1e6);
  const fraction = String(microseconds % 1e6).padStart(6, '0');
  const source = isScript ? 'lua' : session.address.remote;
  const words = withoutSecrets(command, args).map(quote).join(' ');
  return `${seconds}.${fraction} [${database.index} ${source}] ${words}`;
}

function quote(word: Bytes): string {
  const escaped = word.replaceAll(
    UNPRINTABLE,
    byte => ESCAPES.get(byte) ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}
