import { unlinkMatching } from '../../redis/index.js';
import { defineScript, reply, type ScriptProcedure } from '../definition/index.js';
import { countUpTo } from './types.js';

const MAX_BATCH = 10_000;

const procedure: ScriptProcedure = (connection, [pattern = ''], [batch]) =>
  unlinkMatching(connection, pattern, { count: Number(batch) });

const definition = defineScript({
  name: 'DeleteByPattern',
  keys: ['pattern'],
  args: { batch: countUpTo(MAX_BATCH) },
  returns: reply.integer(),
  lua: '',
});

/** A script by its contract; in fact steps that are taken from here, as {@link unlinkMatching} says. */
export const deleteByPattern: typeof definition = Object.freeze({ ...definition, procedure });
