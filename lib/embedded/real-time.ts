import { performance } from 'node:perf_hooks';

// The modules' own, not the globals, and taken now: fake timers replace the others.
export { clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } from 'node:timers';

/** Milliseconds of a clock that nothing sets, not even fake timers. */
export const monotonicNow: () => number = performance.now.bind(performance);
