import 'reflect-metadata';
import { Inject, UseInterceptors } from '@nestjs/common';
import { HybridCacheConfigurationError } from '../errors/index.js';
import { DecoratedMethod } from './decorated-method.js';
import { HandlerInterceptor } from './handler.interceptor.js';
import type { MethodStep } from './method-step.js';

const INJECTED = Symbol.for('nest-hybrid-cache:injected');

/**
 * What a method decorator of this library does: its step becomes one of the method's. The first
 * decorator puts a wrapper in the place of the method, which takes all metadata along; any other
 * finds it there.
 *
 * A handler's steps are run by our interceptor, and the wrapper lets the call through; any other
 * call runs them in the wrapper. So nothing is ever done twice.
 *
 * @throws HybridCacheConfigurationError when it stands on anything but a method of instances
 */
export function addStep<Service extends object>(
  step: MethodStep<Service>,
  target: object,
  key: string | symbol,
  descriptor: PropertyDescriptor | undefined,
): void {
  const original: unknown = descriptor?.value;
  if (typeof target === 'function' || descriptor === undefined || typeof original !== 'function') {
    throw new HybridCacheConfigurationError(
      `What ${step.decorator} stands on (${String(key)})`,
      typeof target === 'function' ? 'static' : typeof original,
      'a method of instances: not static, and no property, getter or setter',
    );
  }
  const known = DecoratedMethod.of(original);
  const method = known ?? new DecoratedMethod(target, key);
  const { token, property } = method.add(step);
  inject(target, property, token);
  if (known !== undefined) return;
  descriptor.value = wrap(method, original);
  UseInterceptors(HandlerInterceptor)(target, key, descriptor);
}

function wrap(method: DecoratedMethod, original: Function): Function {
  const wrapper = function (this: unknown, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, this, args);
    return method.isHandlerOf(this) ? proceed() : method.run(this, args, proceed);
  };
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(original))) {
    if (property.configurable === true) Object.defineProperty(wrapper, name, property);
  }
  for (const name of Reflect.getOwnMetadataKeys(original)) {
    Reflect.defineMetadata(name, Reflect.getOwnMetadata(name, original), wrapper);
  }
  method.attachTo(wrapper);
  return wrapper;
}

/** Has Nest set a property of every instance to the service, once a class and service. */
function inject(target: object, property: symbol, token: string): void {
  const injected: unknown = Reflect.getMetadata(INJECTED, target.constructor);
  const known: readonly unknown[] = Array.isArray(injected) ? injected : [];
  if (known.includes(property)) return;
  Reflect.defineMetadata(INJECTED, [...known, property], target.constructor);
  Inject(token)(target, property);
}
