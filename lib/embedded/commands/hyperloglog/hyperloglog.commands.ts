import type { Bytes } from '../../bytes.js';
import { OK, type Reply } from '../../reply/reply.js';
import { narrowInteger } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { ALL_KEYS, type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { estimateCardinality, histogramOfRegisters } from './cardinality.js';
import { placeOfElement } from './element-place.js';
import { HyperLogLog } from './hyperloglog.js';
import { readHyperLogLog, writeHyperLogLog } from './hyperloglog-access.js';
import { REGISTERS } from './hyperloglog-layout.js';

type Args = readonly Bytes[];

export const HYPERLOGLOG_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'pfadd',
    arity: -2,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'hyperloglog',
    since: '2.8.9',
    summary: 'Adds the specified elements to the specified HyperLogLog.',
    syntax: 'key [element [element ...]]',
    handler: pfadd,
  },
  {
    name: 'pfcount',
    arity: -2,
    flags: ['readonly', 'may_replicate'],
    keys: ALL_KEYS,
    group: 'hyperloglog',
    since: '2.8.9',
    summary:
      'Return the approximated cardinality of the set(s) observed by the HyperLogLog at key(s).',
    syntax: 'key [key ...]',
    handler: pfcount,
  },
  {
    name: 'pfmerge',
    arity: -2,
    flags: ['write', 'denyoom'],
    keys: ALL_KEYS,
    group: 'hyperloglog',
    since: '2.8.9',
    summary: 'Merge N different HyperLogLogs into a single one.',
    syntax: 'destkey [sourcekey [sourcekey ...]]',
    handler: pfmerge,
  },
];

function pfadd(context: CommandContext, args: Args): Reply {
  const [, key = ''] = args;
  const existing = writeHyperLogLog(context, key);
  const hyperLogLog = existing ?? HyperLogLog.create();
  // Nobody sees a new value before it is stored: taking the key back takes it back, too.
  const undo = existing && context.undo;
  const { hllSparseMaxBytes } = context.server.config.encoding;
  let hasChanged = !existing;
  for (let at = 2; at < args.length; at++) {
    const { register, run } = placeOfElement(args[at] ?? '');
    if (hyperLogLog.raise(register, run, hllSparseMaxBytes, undo)) hasChanged = true;
  }
  if (!hasChanged) return 0;
  hyperLogLog.invalidateCardinality(undo);
  if (!existing) context.database.set(key, hyperLogLog.value);
  context.modified(key, 'string', 'pfadd');
  return 1;
}

function pfcount(context: CommandContext, args: Args): Reply {
  if (args.length > 2) {
    const { registers } = mergeAll(context, args.slice(1));
    return narrowInteger(estimateCardinality(histogramOfRegisters(registers)));
  }
  const [, key = ''] = args;
  const hyperLogLog = readHyperLogLog(context, key);
  if (!hyperLogLog) return 0;
  hyperLogLog.value.makeRaw(context.undo);
  context.database.recount(key);
  const cached = hyperLogLog.cachedCardinality;
  if (cached !== undefined) return narrowInteger(cached);
  const cardinality = hyperLogLog.computeCardinality(context.undo);
  // The cache is part of the string: a change without a notification.
  context.server.events.dirty++;
  context.database.changed(key);
  return narrowInteger(cardinality);
}

function pfmerge(context: CommandContext, args: Args): Reply {
  const [, key = ''] = args;
  const { registers, isAnyDense } = mergeAll(context, args.slice(1));
  const existing = writeHyperLogLog(context, key);
  const hyperLogLog = existing ?? HyperLogLog.create();
  const undo = existing && context.undo;
  const { hllSparseMaxBytes } = context.server.config.encoding;
  if (isAnyDense) hyperLogLog.makeDense(undo);
  hyperLogLog.raiseAll(registers, hllSparseMaxBytes, undo);
  hyperLogLog.invalidateCardinality(undo);
  if (!existing) context.database.set(key, hyperLogLog.value);
  context.modified(key, 'string', 'pfadd');
  return OK;
}

/** The registers of the union of what keys hold. */
function mergeAll(
  context: CommandContext,
  keys: readonly Bytes[],
): { readonly registers: Uint8Array; readonly isAnyDense: boolean } {
  const registers = new Uint8Array(REGISTERS);
  let isAnyDense = false;
  for (const key of keys) {
    const source = readHyperLogLog(context, key);
    if (!source) continue;
    isAnyDense ||= source.isDense;
    const others = source.registers;
    for (let register = 0; register < REGISTERS; register++) {
      registers[register] = Math.max(registers[register] ?? 0, others[register] ?? 0);
    }
  }
  return { registers, isAnyDense };
}
