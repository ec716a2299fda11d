import type { ExecutionContext } from '@nestjs/common';
import { type Observable, of } from 'rxjs';
import {
  carriesCredentials,
  type HandlerCall,
  type MethodCall,
  type MethodStep,
  STEP_RANK,
} from '../../context/index.js';
import { OptionReader } from '../../options/index.js';
import type { CacheEntryOptions } from '../cache-options.js';
import type { Resolution } from '../resolution.js';
import { CacheCalls } from './cache-calls.js';
import { type CallKey, callOption, type OptionFunction, parseCallKey } from './call-key.js';
import { deriveHandlerKey, deriveMethodKey } from './derived-key.js';
import {
  type CallOptions,
  readCacheName,
  readEntryOptions,
  readFunction,
} from './entry-settings.js';
import { HandlerRun } from './handler-run.js';
import { type HandlerTraits, traitsOf } from './handler-traits.js';
import { describeForward, describeResolution } from './http-fields.js';
import { MethodRun } from './method-run.js';
import { NoKey } from './no-key.js';
import { parseVaryBy, type VaryingPart } from './vary-by.js';

/** What `@Cacheable` does around a call. Its options are parsed once, when it is applied. */
export class CacheableStep implements MethodStep<CacheCalls> {
  readonly decorator = '@Cacheable';
  readonly rank = STEP_RANK.cacheable;
  readonly isRepeatable = false;
  readonly service = CacheCalls;
  readonly cache: string | undefined;

  readonly #method: string | symbol;
  readonly #key: CallKey | undefined;
  readonly #varyBy: VaryingPart | undefined;
  readonly #condition: OptionFunction | undefined;
  readonly #unless: OptionFunction | undefined;
  readonly #entryOptions: CacheEntryOptions | undefined;
  /** By class, since classes inherit decorated handlers. */
  readonly #handlers = new WeakMap<object, HandlerTraits>();

  /** @throws HybridCacheConfigurationError */
  constructor(options: CallOptions, method: string | symbol) {
    const read = new OptionReader<CallOptions>('@Cacheable()', options);
    const key = read.value('key');
    const varyBy = read.value('varyBy');
    this.#method = method;
    this.#key = key === undefined ? undefined : parseCallKey(read.pathOf('key'), key);
    this.#varyBy = varyBy === undefined ? undefined : parseVaryBy(read.pathOf('varyBy'), varyBy);
    this.#condition = readFunction(read, 'condition');
    this.#unless = readFunction(read, 'unless');
    this.#entryOptions = readEntryOptions(read);
    this.cache = readCacheName(read);
    read.end();
  }

  async onHandler(calls: CacheCalls, call: HandlerCall): Promise<Observable<unknown>> {
    const { context, response } = call;
    const handler = this.#handlerOf(context);
    if (this.#varyBy?.header !== undefined) response?.appendHeader('Vary', this.#varyBy.header);
    const key = this.#handlerKey(calls, context, handler);
    if (key instanceof NoKey) {
      calls.explain(handler.name, key);
      if (response !== undefined) describeForward(response, key.forward);
      return call.next.handle();
    }
    const run = new HandlerRun(calls, call, this.#unless, handler);
    let resolution: Resolution<unknown>;
    try {
      resolution = await calls.cache.resolve(key, it => run.load(it), this.#entryOptions);
    } catch (error) {
      if (calls.isMethodError(error)) throw error;
      calls.warn(`${handler.name} ${String(error)}`, `${key} is not cached. ${String(error)}`);
      return run.result ?? call.next.handle();
    }
    return this.#answer(call, run, resolution);
  }

  async onMethod(calls: CacheCalls, call: MethodCall): Promise<unknown> {
    const key = this.#methodKey(calls, call);
    if (key instanceof NoKey) {
      calls.explain(call.name, key);
      return call.proceed();
    }
    const run = new MethodRun(calls, call, this.#unless);
    try {
      return await calls.cache.getOrCreate(key, it => run.load(it), this.#entryOptions);
    } catch (error) {
      if (calls.isMethodError(error)) throw error;
      calls.warn(`${call.name} ${String(error)}`, `${key} is not cached. ${String(error)}`);
      return run.hasSucceeded ? run.result : call.proceed();
    }
  }

  #answer(
    { context, next, response }: HandlerCall,
    run: HandlerRun,
    resolution: Resolution<unknown>,
  ): Observable<unknown> {
    const { value, entry } = resolution;
    if (entry !== undefined) {
      if (response !== undefined) describeResolution(response, context, resolution);
      return of(value);
    }
    if (response !== undefined) describeForward(response, 'uri-miss');
    // What another call's handler gave, and was not stored, may be good for one answer only: a
    // stream, or nothing in the place of an answer that the handler wrote itself.
    return run.result ?? next.handle();
  }

  #handlerKey(
    calls: CacheCalls,
    context: ExecutionContext,
    handler: HandlerTraits,
  ): string | NoKey {
    if (handler.uncacheable !== undefined || calls.givesStreams(handler)) {
      return new NoKey(handler.uncacheable);
    }
    const condition = this.#condition;
    if (condition !== undefined && callOption(condition, undefined, [context]) !== true) {
      return new NoKey();
    }
    const varying = this.#varyBy?.of(context) ?? '';
    if (varying instanceof NoKey) return varying;
    if (this.#key !== undefined) {
      const key = this.#key.ofHandler(context);
      return key instanceof NoKey ? key : calls.checked(key + varying);
    }
    if (this.#varyBy === undefined && carriesCredentials(context)) {
      return new NoKey(
        'a request carries credentials, so that its answer may be for one user only. Say by `key` or ' +
          "`varyBy` what it depends on: varyBy: ['user.id'], for example.",
      );
    }
    return this.#derived(calls, context, handler, varying);
  }

  #derived(
    calls: CacheCalls,
    context: ExecutionContext,
    handler: HandlerTraits,
    varying: string,
  ): string | NoKey {
    const key = deriveHandlerKey(context, handler);
    if (key instanceof NoKey) return key;
    const isNamed = context.getType() !== 'http';
    if (isNamed && !calls.isUnambiguous(handler.name, handler.type)) return ambiguous();
    return calls.fitted(key.start, key.rest + varying);
  }

  #methodKey(calls: CacheCalls, call: MethodCall): string | NoKey {
    const condition = this.#condition;
    if (condition !== undefined && callOption(condition, call.instance, call.args) !== true) {
      return new NoKey();
    }
    if (this.#varyBy !== undefined) {
      return new NoKey(
        'varyBy speaks of requests, and this is called as a plain method. Make what it depends on an ' +
          'argument, and a part of `key`.',
      );
    }
    if (this.#key !== undefined) {
      const key = this.#key.ofMethod(call);
      return key instanceof NoKey ? key : calls.checked(key);
    }
    if (!calls.isUnambiguous(call.name, call.instance.constructor)) return ambiguous();
    const { start, rest } = deriveMethodKey(call);
    return calls.fitted(start, rest);
  }

  #handlerOf(context: ExecutionContext): HandlerTraits {
    const known = this.#handlers.get(context.getClass());
    if (known !== undefined) return known;
    const handler = traitsOf(context, this.#method);
    this.#handlers.set(context.getClass(), handler);
    return handler;
  }
}

function ambiguous(): NoKey {
  return new NoKey(
    'several classes have this name, and their keys would be the same. Give the option `key`.',
  );
}
