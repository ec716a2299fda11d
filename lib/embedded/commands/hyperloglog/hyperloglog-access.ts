import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { CommandContext } from '../command-context.js';
import { HyperLogLog } from './hyperloglog.js';

/** @throws CommandError when the key holds something else */
export function readHyperLogLog(context: CommandContext, key: Bytes): HyperLogLog | undefined {
  const value = context.read(key, StringValue);
  return value && new HyperLogLog(value);
}

/** The same, to change it in place. */
export function writeHyperLogLog(context: CommandContext, key: Bytes): HyperLogLog | undefined {
  const value = context.write(key, StringValue);
  if (!value) return undefined;
  const hyperLogLog = new HyperLogLog(value);
  value.makeRaw(context.undo);
  context.database.recount(key);
  return hyperLogLog;
}
