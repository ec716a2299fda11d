import * as fc from 'fast-check';
import { fuzzSettings } from './fuzz-settings.ts';

/** Something that must hold of all cases. */
export interface FuzzProperty<T> {
  readonly cases: fc.Arbitrary<T>;
  /** @throws Error where it does not hold */
  check(example: T): Promise<void>;
  /** The same with one part left out, each. */
  smaller(example: T): readonly T[];
  describe(example: T): string;
}

/**
 * Checks a property as often as the settings say.
 *
 * @throws Error with the smallest case that fails, why it does, and how to run it again
 */
export async function checkProperty<T>(property: FuzzProperty<T>): Promise<void> {
  const holds = fc.asyncProperty(property.cases, one => property.check(one));
  const details = await fc.check(holds, fuzzSettings());
  if (!details.failed) return;
  const { counterexample, counterexamplePath, errorInstance, numRuns, seed } = details;
  const failure = counterexample
    ? await reduced(property, { example: counterexample[0], error: errorInstance })
    : { example: undefined, error: errorInstance };
  throw new Error(
    [
      `Run ${numRuns} fails:`,
      failure.example === undefined ? '' : property.describe(failure.example),
      failure.error instanceof Error ? failure.error.message : String(failure.error),
      `All of it again: FUZZ_RUNS=${numRuns} FUZZ_SEED=${seed}`,
      `Only this: FUZZ_SEED=${seed} FUZZ_PATH=${counterexamplePath ?? ''}`,
    ].join('\n\n'),
  );
}

interface Failure<T> {
  readonly example: T;
  readonly error: unknown;
}

/** Leaves out what is not needed for a failure: fast-check keeps the end of an array. */
async function reduced<T>(property: FuzzProperty<T>, failure: Failure<T>): Promise<Failure<T>> {
  for (const example of property.smaller(failure.example)) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the first that fails will do
      await property.check(example);
    } catch (error) {
      return reduced(property, { example, error });
    }
  }
  return failure;
}
