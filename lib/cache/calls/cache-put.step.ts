import { type Observable, of } from 'rxjs';
import {
  type HandlerCall,
  type MethodCall,
  type MethodStep,
  STEP_RANK,
} from '../../context/index.js';
import { ServerUnavailableError } from '../../errors/index.js';
import { OptionReader } from '../../options/index.js';
import type { CacheEntryOptions } from '../cache-options.js';
import { CacheCalls } from './cache-calls.js';
import { type CallKey, callOption, type OptionFunction, parseCallKey } from './call-key.js';
import {
  type CallOptions,
  readCacheName,
  readEntryOptions,
  readFunction,
} from './entry-settings.js';
import { resultOf } from './handler-result.js';
import { traitsOf } from './handler-traits.js';
import { NoKey } from './no-key.js';

/** What `@CachePut` does around a call. */
export class CachePutStep implements MethodStep<CacheCalls> {
  readonly decorator = '@CachePut';
  readonly rank = STEP_RANK.cachePut;
  readonly isRepeatable = true;
  readonly service = CacheCalls;
  readonly cache: string | undefined;

  readonly #method: string | symbol;
  readonly #key: CallKey;
  readonly #condition: OptionFunction | undefined;
  readonly #unless: OptionFunction | undefined;
  readonly #entryOptions: CacheEntryOptions | undefined;

  /** @throws HybridCacheConfigurationError */
  constructor(options: CallOptions, method: string | symbol) {
    const read = new OptionReader<CallOptions>('@CachePut()', options);
    this.#method = method;
    this.#key = parseCallKey(read.pathOf('key'), read.value('key'));
    this.#condition = readFunction(read, 'condition');
    this.#unless = readFunction(read, 'unless');
    this.#entryOptions = readEntryOptions(read);
    this.cache = readCacheName(read);
    read.end();
  }

  async onHandler(calls: CacheCalls, call: HandlerCall): Promise<Observable<unknown>> {
    const { context, next } = call;
    const { name, uncacheable } = traitsOf(context, this.#method);
    const key =
      uncacheable === undefined
        ? this.#checked(calls, () => this.#key.ofHandler(context), undefined, [context])
        : new NoKey(uncacheable);
    if (key instanceof NoKey) {
      calls.explain(name, key);
      return next.handle();
    }
    const result = await resultOf(next.handle());
    if (!result.isSingle) {
      calls.explain(name, new NoKey('it gave a stream of several values, or of none.'));
      return result.stream;
    }
    await this.#store(calls, key, result.value, undefined, [context]);
    return of(result.value);
  }

  async onMethod(calls: CacheCalls, call: MethodCall): Promise<unknown> {
    const { instance, args } = call;
    const key = this.#checked(calls, () => this.#key.ofMethod(call), instance, args);
    const result = await call.proceed();
    if (!(key instanceof NoKey)) await this.#store(calls, key, result, instance, args);
    else calls.explain(call.name, key);
    return result;
  }

  /** Before the method runs, which may change its arguments. */
  #checked(
    calls: CacheCalls,
    keyOf: () => string | NoKey,
    instance: object | undefined,
    args: readonly unknown[],
  ): string | NoKey {
    const condition = this.#condition;
    if (condition !== undefined && callOption(condition, instance, args) !== true) {
      return new NoKey();
    }
    const key = keyOf();
    return key instanceof NoKey ? key : calls.checked(key);
  }

  async #store(
    calls: CacheCalls,
    key: string,
    value: unknown,
    instance: object | undefined,
    args: readonly unknown[],
  ): Promise<void> {
    const unless = this.#unless;
    const isUnwanted =
      unless !== undefined && callOption(unless, instance, [value, ...args]) === true;
    if (isUnwanted || value === undefined) return;
    try {
      await calls.cache.set(key, value, this.#entryOptions);
    } catch (error) {
      calls.warn(`put ${String(error)}`, `${key} was not stored. ${String(error)}`);
      if (!(error instanceof ServerUnavailableError)) await removeOutdated(calls, key);
    }
  }
}

/** What could not be stored still has taken the place of what was. */
async function removeOutdated(calls: CacheCalls, key: string): Promise<void> {
  try {
    await calls.cache.remove(key);
  } catch (error) {
    calls.warn(`put ${String(error)}`, `${key} was not removed. ${String(error)}`);
  }
}
