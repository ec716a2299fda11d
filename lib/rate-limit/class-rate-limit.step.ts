import 'reflect-metadata';
import type { Observable } from 'rxjs';
import type { HandlerCall } from '../context/index.js';
import type { RateLimitGate } from './rate-limit-gate.js';
import { RateLimitStep } from './rate-limit.step.js';
import type { ResolvedRateLimitedOptions } from './rate-limited-options.js';

const CLASS_LIMIT = Symbol.for('nest-hybrid-cache:class-limit');

/** The options of the `@RateLimited` that stands on a class, or on the nearest it extends. */
export function classLimitOf(target: Function): unknown {
  return Reflect.getMetadata(CLASS_LIMIT, target);
}

export function hasOwnClassLimit(target: Function): boolean {
  return Reflect.hasOwnMetadata(CLASS_LIMIT, target);
}

export function setClassLimit(target: Function, options: ResolvedRateLimitedOptions): void {
  Reflect.defineMetadata(CLASS_LIMIT, options, target);
}

/**
 * What `@RateLimited` on a class does around one handler of it. The handler may be inherited, and so
 * belong to other classes too: theirs are let through, unless they extend this one.
 */
export class ClassRateLimitStep extends RateLimitStep {
  override readonly isRepeatable = true;
  readonly #classOptions: ResolvedRateLimitedOptions;

  constructor(options: ResolvedRateLimitedOptions, method: string | symbol) {
    super(options, method);
    this.#classOptions = options;
  }

  override async onHandler(gate: RateLimitGate, call: HandlerCall): Promise<Observable<unknown>> {
    const isMeant = classLimitOf(call.context.getClass()) === this.#classOptions;
    return isMeant ? super.onHandler(gate, call) : call.next.handle();
  }
}
