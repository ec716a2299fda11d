import { type SetLimits, SetValue } from '../../keyspace/set-value.js';

/** Makes a new set of those of some keys, where there are any. */
export type SetOperation = (sets: readonly (SetValue | undefined)[], limits: SetLimits) => SetValue;

/** @param limit enough members */
export function intersection(
  sets: readonly (SetValue | undefined)[],
  limits: SetLimits,
  limit = Infinity,
): SetValue {
  const result = new SetValue();
  const present = sets.filter(set => set !== undefined);
  if (present.length < sets.length) return result;
  const [smallest, ...others] = present.toSorted((a, b) => a.size - b.size);
  for (const member of smallest?.list() ?? []) {
    if (!others.every(other => other.has(member))) continue;
    result.add(member, limits, undefined);
    if (result.size >= limit) break;
  }
  return result;
}

export function union(sets: readonly (SetValue | undefined)[], limits: SetLimits): SetValue {
  const result = new SetValue();
  for (const set of sets) addAll(result, set, limits);
  return result;
}

/** In one of two ways, as Redis has it, by the work that each would be: the encoding depends on it. */
export function difference(sets: readonly (SetValue | undefined)[], limits: SetLimits): SetValue {
  const result = new SetValue();
  const [first, ...others] = sets;
  if (!first || others.includes(first)) return result;
  const subtracted = others.filter(other => other !== undefined);
  const tests = Math.floor((first.size * (subtracted.length + 1)) / 2);
  const removals = subtracted.reduce((sum, other) => sum + other.size, first.size);
  if (tests <= removals) {
    for (const member of first.list()) {
      if (!subtracted.some(other => other.has(member))) result.add(member, limits, undefined);
    }
    return result;
  }
  addAll(result, first, limits);
  for (const other of subtracted) {
    for (const member of other.members) result.delete(member, undefined);
    if (result.isEmpty) break;
  }
  return result;
}

function addAll(result: SetValue, set: SetValue | undefined, limits: SetLimits): void {
  for (const member of set?.members ?? []) result.add(member, limits, undefined);
}
