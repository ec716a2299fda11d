import type { Server } from '../../../lib/embedded/server/server.js';
import type { ValueType } from '../../../lib/embedded/keyspace/value.js';
import { contentCommand, contentComparison } from '../content-command.ts';
import type { CheckedCommand } from './reply-check.ts';

/** All databases that random commands select. */
const DATABASES = 3;

/** The commands that tell everything of what the engine holds, and that there is nothing else. */
export function keyspaceCommands(server: Server): CheckedCommand[] {
  return server.keyspace.databases
    .slice(0, DATABASES)
    .flatMap(database =>
      [
        { words: ['SELECT', String(database.index)] },
        { words: ['KEYS', '*'] },
        ...Array.from(database.values, ([key, { type, encoding }]) =>
          keyCommands(key, type, encoding),
        ),
      ].flat(),
    );
}

function keyCommands(key: string, type: ValueType, encoding: string): CheckedCommand[] {
  const as = contentComparison(encoding);
  return [
    { words: ['TYPE', key] },
    { words: ['OBJECT', 'ENCODING', key] },
    { words: ['PEXPIRETIME', key] },
    { words: contentCommand(type, key), ...(as && { as }) },
  ];
}
