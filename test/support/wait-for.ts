import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitForOptions {
  /** Milliseconds until it gives up. */
  readonly timeout?: number;
  /** Milliseconds between two looks. */
  readonly interval?: number;
  /** What is awaited, for the error. */
  readonly what?: string;
}

// Taken here, because fake timers replace the global clock.
const now = performance.now.bind(performance);

/** Resolves with the first truthy answer of `predicate`; a predicate that throws is asked again. */
export async function waitFor<T>(
  predicate: () => T | Promise<T>,
  { timeout = 2000, interval = 5, what = predicate.toString() }: WaitForOptions = {},
): Promise<T> {
  const deadline = now() + timeout;
  const look = async (): Promise<T> => {
    let cause: unknown;
    try {
      const answer = await predicate();
      if (answer) return answer;
    } catch (error) {
      cause = error;
    }
    if (now() >= deadline) throw new Error(`Waited ${timeout} ms in vain for: ${what}`, { cause });
    await sleep(interval);
    return look();
  };
  return look();
}

export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

const unset = (): void => undefined;

export function deferred<T = void>(): Deferred<T> {
  let resolve: Deferred<T>['resolve'] = unset;
  let reject: Deferred<T>['reject'] = unset;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
