/** A tenth of what a soak test runs. */
const ORDINARY_RUNS = 2000;
const ORDINARY_SEED = 1;
const SEEDS = 2 ** 31;

export interface FuzzSettings {
  readonly numRuns: number;
  readonly seed: number;
  /** The way to one run that failed, as its report tells it. */
  readonly path?: string;
}

/**
 * How much is fuzzed, and with which random numbers: those of `FUZZ_RUNS`, `FUZZ_SEED` and
 * `FUZZ_PATH`. An ordinary test has the same numbers each time, a soak test (one with `FUZZ_RUNS`)
 * always others.
 */
export function fuzzSettings(env: NodeJS.ProcessEnv = process.env): FuzzSettings {
  const { FUZZ_RUNS: runs, FUZZ_SEED: seed, FUZZ_PATH: path } = env;
  const usualSeed = runs === undefined ? ORDINARY_SEED : Date.now() % SEEDS;
  return {
    numRuns: Number(runs ?? ORDINARY_RUNS),
    seed: Number(seed ?? usualSeed),
    ...(path !== undefined && { path }),
  };
}
