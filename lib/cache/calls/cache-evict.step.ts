import { concat, defer, ignoreElements, type Observable } from 'rxjs';
import {
  type HandlerCall,
  type MethodCall,
  type MethodStep,
  STEP_RANK,
} from '../../context/index.js';
import { HybridCacheConfigurationError } from '../../errors/index.js';
import { OptionReader } from '../../options/index.js';
import { CacheCalls } from './cache-calls.js';
import {
  type CallKey,
  callOption,
  givenKey,
  isOptionFunction,
  type OptionFunction,
  parseCallKey,
} from './call-key.js';
import { type CallOptions, readCacheName, readFunction } from './entry-settings.js';
import { traitsOf } from './handler-traits.js';
import { NoKey } from './no-key.js';

/** What `@CacheEvict` does around a call. */
export class CacheEvictStep implements MethodStep<CacheCalls> {
  readonly decorator = '@CacheEvict';
  readonly rank = STEP_RANK.cacheEvict;
  readonly isRepeatable = true;
  readonly service = CacheCalls;
  readonly cache: string | undefined;

  readonly #method: string | symbol;
  /** Templates, a function that gives keys, or nothing for all entries. */
  readonly #keys: readonly CallKey[] | OptionFunction | undefined;
  readonly #condition: OptionFunction | undefined;
  readonly #isBefore: boolean;

  /** @throws HybridCacheConfigurationError */
  constructor(options: CallOptions, method: string | symbol) {
    const read = new OptionReader<CallOptions>('@CacheEvict()', options);
    const key = read.value('key');
    const isAll = read.boolean('all', false);
    if (isAll === (key !== undefined)) {
      throw new HybridCacheConfigurationError(
        read.pathOf('key'),
        key,
        'given, or else `all: true`; and not both',
      );
    }
    this.#method = method;
    this.#keys = isAll ? undefined : parseKeys(read.pathOf('key'), key);
    this.#condition = readFunction(read, 'condition');
    this.#isBefore = read.boolean('beforeInvocation', false);
    this.cache = readCacheName(read);
    read.end();
  }

  onHandler(calls: CacheCalls, { context, next }: HandlerCall): Observable<unknown> {
    if (!this.#applies(undefined, [context])) return next.handle();
    const evict = this.#eviction(
      calls,
      () => traitsOf(context, this.#method).name,
      key => key.ofHandler(context),
      undefined,
      [context],
    );
    const handle = defer(() => next.handle());
    const eviction = defer(evict).pipe(ignoreElements());
    // A stream passes as it comes: what it changes is known to be done when it completes.
    return this.#isBefore ? concat(eviction, handle) : concat(handle, eviction);
  }

  async onMethod(calls: CacheCalls, call: MethodCall): Promise<unknown> {
    const { instance, args } = call;
    if (!this.#applies(instance, args)) return call.proceed();
    const evict = this.#eviction(
      calls,
      () => call.name,
      key => key.ofMethod(call),
      instance,
      args,
    );
    if (this.#isBefore) await evict();
    const result = await call.proceed();
    if (!this.#isBefore) await evict();
    return result;
  }

  #applies(instance: object | undefined, args: readonly unknown[]): boolean {
    return this.#condition === undefined || callOption(this.#condition, instance, args) === true;
  }

  /** Takes the keys now, before the method runs, which may change its arguments. */
  #eviction(
    calls: CacheCalls,
    nameOf: () => string,
    keyOf: (key: CallKey) => string | NoKey,
    instance: object | undefined,
    args: readonly unknown[],
  ): () => Promise<void> {
    const keys = this.#keys;
    if (keys === undefined) return () => calls.cache.clear();
    const found = isOptionFunction(keys)
      ? [callOption(keys, instance, args)].flat().map(key => givenKey(key))
      : keys.map(keyOf);
    const usable: string[] = [];
    for (const key of found) {
      const checked = key instanceof NoKey ? key : calls.checked(key);
      if (typeof checked === 'string') usable.push(checked);
      else calls.explain(nameOf(), checked, 'evicts nothing');
    }
    return async () => {
      if (usable.length > 0) await calls.cache.remove(usable);
    };
  }
}

function parseKeys(option: string, key: unknown): readonly CallKey[] | OptionFunction {
  if (isOptionFunction(key)) return key;
  const keys: readonly unknown[] = Array.isArray(key) ? key : [key];
  if (keys.length > 0 && keys.every(each => typeof each === 'string')) {
    return keys.map(each => parseCallKey(option, each));
  }
  throw new HybridCacheConfigurationError(option, key, 'a text, a list of texts, or a function');
}
