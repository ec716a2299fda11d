import type { RespValue } from '../resp-value.ts';
import type { FuzzStep, Words } from './fuzz-step.ts';

type Draws = NonNullable<FuzzStep['draws']>;

/**
 * What two servers must agree on where they draw at random: how many, in which shape, that all are
 * listed, and that none is drawn twice unless a negative count asks for it.
 *
 * @param listing the reply of the same server that lists all
 */
export function drawnReply(
  reply: RespValue,
  listing: RespValue,
  draws: Draws,
  words: Words,
): unknown {
  const listed = new Set(unitsOf(listing, draws));
  if (typeof reply === 'string') return { isListed: listed.has(reply) };
  const items = itemsOf(reply);
  if (!items) return reply;
  const units = unitsOf(reply, draws);
  const isRepeating = words[2]?.startsWith('-') === true;
  return {
    type: isArray(reply) || typeof reply !== 'object' ? 'array' : reply.type,
    lengths: items.map(item => itemsOf(item)?.length ?? 1),
    areListed: units.every(unit => listed.has(unit)),
    areDistinct: isRepeating || new Set(units).size === units.length,
  };
}

/** Members, or fields with their values, as one text each. */
function unitsOf(reply: RespValue, draws: Draws): string[] {
  // RESP3 nests some pairs, and SCAN's cursor comes before its array.
  const flat = (itemsOf(reply) ?? []).flatMap(item => itemsOf(item) ?? [item]);
  if (draws === 'members') return flat.filter(item => typeof item === 'string');
  return flat.flatMap((item, at) =>
    at % 2 === 0 ? [JSON.stringify([item, flat[at + 1] ?? ''])] : [],
  );
}

function itemsOf(reply: RespValue | null): readonly RespValue[] | undefined {
  if (isArray(reply)) return reply;
  const inner = typeof reply === 'object' && reply !== null ? reply.value : null;
  return isArray(inner) ? inner : undefined;
}

function isArray(reply: RespValue | null): reply is readonly RespValue[] {
  return Array.isArray(reply);
}
