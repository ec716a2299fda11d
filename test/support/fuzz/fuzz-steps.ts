import * as fc from 'fast-check';
import { brokenWords } from './broken-words.ts';
import type { FuzzFamily, FuzzStep, Words } from './fuzz-step.ts';
import { phraseOf, type Vocabulary } from './phrase.ts';
import { COMMON_WORDS } from './vocabulary.ts';

/** One key in so many is of another type. */
const FOREIGN_KEYS = 15;
/** One command in so many is broken. */
const BROKEN = 8;
/** Of one in so many only the keys are asked for. */
const DISSECTED = 20;

/** Steps of all these families, mixed. */
export function stepsOf(families: readonly FuzzFamily[]): fc.Arbitrary<FuzzStep> {
  const keys = families.flatMap(family => family.keys);
  return weighted(families.map(family => [family.weight ?? 4, familySteps(family, keys)]));
}

function familySteps(family: FuzzFamily, allKeys: readonly string[]): fc.Arbitrary<FuzzStep> {
  const vocabulary = vocabularyOf(family, allKeys);
  const lines = family.commands.trim().split(/\s*\n\s*/);
  const commands = fc.oneof(...lines.map(line => phraseOf(line, vocabulary)));
  const shapes = family.shapes?.(template => phraseOf(template, vocabulary)) ?? [];
  return weighted([
    [lines.length, commands.map(asStep)],
    [lines.length / BROKEN, brokenWords(commands).map(asStep)],
    [lines.length / DISSECTED, commands.map(asKeyQuestion)],
    ...shapes.map(shape => [1, shape] as const),
  ]);
}

function vocabularyOf(family: FuzzFamily, allKeys: readonly string[]): Vocabulary {
  const key = fc.constantFrom(...allKeys);
  const own = family.keys.length > 0 ? fc.constantFrom(...family.keys) : key;
  const k = fc.oneof({ arbitrary: own, weight: FOREIGN_KEYS }, { arbitrary: key, weight: 1 });
  return { ...COMMON_WORDS, key, k, own, ...family.words };
}

function asStep(words: Words): FuzzStep {
  return { words };
}

function asKeyQuestion(words: Words): FuzzStep {
  return { words: ['COMMAND', 'GETKEYS', ...words] };
}

function weighted<T>(choices: readonly (readonly [number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> {
  const arbitraries = choices.map(([weight, arbitrary]): fc.WeightedArbitrary<T> => ({
    arbitrary,
    weight: Math.ceil(weight),
  }));
  return fc.oneof(...arbitraries);
}
