import type { Bytes } from '../../bytes.js';
import { CorruptPayload } from '../../dump/corrupt-payload.js';
import { dumpValue, restoreValue } from '../../dump/payload.js';
import { isIntact } from '../../dump/sealed-payload.js';
import type { Value } from '../../keyspace/value.js';
import { OK, type Reply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandFlag, type CommandSpec, FIRST_KEY } from '../command-spec.js';

type Args = readonly Bytes[];

const MAX_FREQUENCY = 255;

const RESTORE_FLAGS: readonly CommandFlag[] = ['write', 'denyoom'];
const RESTORE = {
  arity: -4,
  keys: FIRST_KEY,
  categories: ['keyspace', 'dangerous'],
  syntax: 'key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]',
  handler: restore,
};

export const DUMP_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'dump',
    arity: 2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'generic',
    since: '2.6.0',
    summary: 'Return a serialized version of the value stored at the specified key.',
    syntax: 'key',
    handler: dump,
  },
  {
    name: 'restore',
    flags: RESTORE_FLAGS,
    group: 'generic',
    since: '2.6.0',
    summary: 'Create a key using the provided serialized value, previously obtained using DUMP.',
    ...RESTORE,
  },
  {
    name: 'restore-asking',
    flags: [...RESTORE_FLAGS, 'asking'],
    group: 'server',
    since: '3.0.0',
    summary: 'An internal command for migrating keys in a cluster',
    ...RESTORE,
  },
];

interface RestoreOptions {
  replaces: boolean;
  isAbsolute: boolean;
  /** Seconds. */
  idleTime?: number;
  frequency?: number;
}

function dump(context: CommandContext, [, key = '']: Args): Reply {
  const value = context.database.read(key);
  return value ? dumpValue(value, context.server.config.encoding) : null;
}

function restore(context: CommandContext, args: Args): Reply {
  const [, key = '', duration, payload = ''] = args;
  const { database, now, server } = context;
  const options = parseOptions(args);
  if (!options.replaces && database.write(key)) {
    throw new CommandError('BUSYKEY Target key name already exists.');
  }
  let expiry = integerArgument(duration);
  if (expiry < 0) throw new CommandError('ERR Invalid TTL value, must be >= 0');
  const value = load(context, payload);
  const isReplaced = options.replaces && database.delete(key);
  if (expiry > 0 && !options.isAbsolute) expiry += now;
  if (expiry > 0 && expiry <= now) {
    if (isReplaced) context.modified(key, 'generic', 'del');
    return OK;
  }
  database.set(key, value);
  if (expiry > 0) database.expireAt(key, expiry);
  if (options.idleTime !== undefined) {
    value.lastUse = server.clock.tickBefore(options.idleTime * 1000);
  }
  context.modified(key, 'generic', 'restore');
  return OK;
}

function load({ server }: CommandContext, payload: Bytes): Value {
  if (!isIntact(payload)) {
    throw new CommandError('ERR DUMP payload version or checksum are wrong');
  }
  try {
    return restoreValue(payload, server.config.encoding);
  } catch (error) {
    if (error instanceof CorruptPayload) throw new CommandError('ERR Bad data format');
    throw error;
  }
}

/** The frequency is for LFU eviction, which is not there: it is checked and forgotten. */
function parseOptions(args: Args): RestoreOptions {
  const options: RestoreOptions = { replaces: false, isAbsolute: false };
  for (let at = 4; at < args.length; at++) {
    const option = keyword(args[at]);
    const hasValue = at + 1 < args.length;
    if (option === 'replace') options.replaces = true;
    else if (option === 'absttl') options.isAbsolute = true;
    else if (option === 'idletime' && hasValue && options.frequency === undefined) {
      options.idleTime = integerArgument(args[++at]);
      if (options.idleTime < 0) throw new CommandError('ERR Invalid IDLETIME value, must be >= 0');
    } else if (option === 'freq' && hasValue && options.idleTime === undefined) {
      options.frequency = integerArgument(args[++at]);
      if (options.frequency < 0 || options.frequency > MAX_FREQUENCY) {
        throw new CommandError('ERR Invalid FREQ value, must be >= 0 and <= 255');
      }
    } else throw CommandError.syntax();
  }
  return options;
}
