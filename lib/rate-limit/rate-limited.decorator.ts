import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import { addStep } from '../context/index.js';
import { isHandlerFunction } from '../context/handler-kind.js';
import { HybridCacheConfigurationError } from '../errors/index.js';
import { ClassRateLimitStep, hasOwnClassLimit, setClassLimit } from './class-rate-limit.step.js';
import { DECORATOR, RateLimitStep } from './rate-limit.step.js';
import {
  type RateLimitedOptions,
  resolveRateLimitedOptions,
  type ResolvedRateLimitedOptions,
} from './rate-limited-options.js';

/** Marks a method that has a limit of its own, which goes before that of its class. */
const METHOD_LIMIT = Symbol.for('nest-hybrid-cache:method-limit');

/**
 * Limits how often a method is called: a handler, a method of a provider, or on a controller, each
 * of its handlers that has no limit of its own.
 *
 * ```ts
 * @Post('export')
 * @RateLimited({ limit: 5, window: '1h', by: '{user.id}' })
 * export() { … }
 * ```
 *
 * Over the limit, HTTP answers 429 with `Retry-After`; GraphQL handlers throw
 * {@link RateLimitExceededException}, everything else {@link RateLimitExceededError}. It is checked
 * before caches, whichever decorator is written first.
 *
 * @throws HybridCacheConfigurationError while the class is loaded, when an option cannot be used
 * @publicApi
 */
export function RateLimited<Args extends unknown[] = [context: ExecutionContext]>(
  options: RateLimitedOptions<Args>,
): MethodDecorator & ClassDecorator {
  const resolved = resolveRateLimitedOptions(options);
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (key !== undefined) limitMethod(resolved, target, key, descriptor);
    else if (typeof target === 'function') limitClass(resolved, target);
  };
}

function limitMethod(
  options: ResolvedRateLimitedOptions,
  target: object,
  key: string | symbol,
  descriptor: PropertyDescriptor | undefined,
): void {
  addStep(new RateLimitStep(options, key), target, key, descriptor);
  Reflect.defineMetadata(METHOD_LIMIT, true, descriptor?.value);
}

function limitClass(options: ResolvedRateLimitedOptions, target: Function): void {
  if (hasOwnClassLimit(target)) {
    throw new HybridCacheConfigurationError(
      `${DECORATOR} of ${target.name}`,
      'given twice',
      'given once for a class',
    );
  }
  const handlers = handlersOf(target);
  if (handlers.length === 0) {
    throw new HybridCacheConfigurationError(
      `What ${DECORATOR} stands on (${target.name})`,
      target,
      'a class with handlers, such as a controller; of a provider, decorate its methods',
    );
  }
  setClassLimit(target, options);
  for (const { owner, key, descriptor } of handlers) {
    if (Reflect.hasOwnMetadata(METHOD_LIMIT, descriptor.value)) continue;
    addStep(new ClassRateLimitStep(options, key), owner, key, descriptor);
    Object.defineProperty(owner, key, descriptor);
  }
}

interface Handler {
  /** The prototype that has it. */
  readonly owner: object;
  readonly key: string | symbol;
  readonly descriptor: PropertyDescriptor;
}

/** The handlers of a class, those that it inherits included. */
function handlersOf(target: Function): Handler[] {
  const handlers = new Map<string | symbol, Handler>();
  let owner: unknown = target.prototype;
  while (typeof owner === 'object' && owner !== null) {
    for (const key of Reflect.ownKeys(owner)) {
      const descriptor = Object.getOwnPropertyDescriptor(owner, key);
      if (descriptor !== undefined && !handlers.has(key))
        handlers.set(key, { owner, key, descriptor });
    }
    owner = Object.getPrototypeOf(owner);
  }
  return [...handlers.values()].filter(
    ({ descriptor: { value } }) => typeof value === 'function' && isHandlerFunction(value),
  );
}
