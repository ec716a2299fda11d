import 'reflect-metadata';
import { addStep, isHandlerFunction } from '../context/index.js';
import { HybridCacheConfigurationError } from '../errors/index.js';
import { ClassRateLimitStep, hasOwnClassLimit, setClassLimit } from './class-rate-limit.step.js';
import type { LimitDecoratorOf, LimitedMethodDecorator } from './limit-decorators.js';
import { DECORATOR, RateLimitStep } from './rate-limit.step.js';
import {
  type RateLimitedMethodOptions,
  type RateLimitedOptions,
  resolveRateLimitedOptions,
  type ResolvedRateLimitedOptions,
} from './rate-limited-options.js';

/** Marks a method that has a limit of its own, which goes before that of its class. */
const METHOD_LIMIT = Symbol.for('nest-hybrid-cache:method-limit');

/**
 * Limits how often a method is called: a handler, or a method of a provider that gives a promise. On
 * a controller, it limits each handler that has no limit of its own.
 *
 * ```ts
 * @Post('export')
 * @RateLimited({ limit: 5, window: '1h', by: '{user.id}' })
 * export() { … }
 *
 * @RateLimited({ limit: 3, window: '10m', by: (to: string) => to })
 * async send(to: string, text: string): Promise<void> { … }
 * ```
 *
 * Over the limit, HTTP answers 429 with `Retry-After`; GraphQL handlers throw
 * {@link RateLimitExceededException}, everything else {@link RateLimitExceededError}. It is checked
 * before caches, whichever decorator is written first.
 *
 * @throws HybridCacheConfigurationError while the class is loaded, when an option cannot be used
 * @publicApi
 */
export function RateLimited<const By extends string = string>(
  options: RateLimitedOptions<By>,
): LimitDecoratorOf<By>;
export function RateLimited<Args extends readonly unknown[], This = unknown>(
  options: RateLimitedMethodOptions<Args, This>,
): LimitedMethodDecorator<Args, This>;
export function RateLimited(options: object): MethodDecorator & ClassDecorator {
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
