import 'reflect-metadata';
import { HybridCacheConfigurationError } from '../errors/index.js';
import { getCoreToken } from '../tokens/index.js';
import { NotInjectedError } from './errors/index.js';
import { isHandlerFunction } from './handler-kind.js';
import type { HandlerCall, MethodCall, MethodStep } from './method-step.js';

/** A {@link MethodStep} whose service is looked up when it runs. */
export interface BoundStep {
  readonly decorator: string;
  readonly rank: number;
  /** Token of its service in the core module. */
  readonly token: string;
  /** The property by which instances have its service injected. */
  readonly property: symbol;
  onHandler(service: unknown, call: HandlerCall): ReturnType<MethodStep<object>['onHandler']>;
  onMethod(service: unknown, call: MethodCall): unknown;
}

const DECORATED_METHOD = Symbol.for('nest-hybrid-cache:decorated-method');

/**
 * A method that decorators of this library stand on: their steps, in order of rank. It hangs on the
 * function as metadata, so that it is found wherever other decorators take the metadata along.
 */
export class DecoratedMethod {
  readonly #target: object;
  readonly #key: string | symbol;
  #steps: readonly BoundStep[] = [];
  #isMetAsHandler = false;
  #wrapper: object | undefined;
  #lastSeen: unknown;
  #isLastSeenHandler = false;

  constructor(target: object, key: string | symbol) {
    this.#target = target;
    this.#key = key;
  }

  static of(method: object): DecoratedMethod | undefined {
    const found: unknown = Reflect.getOwnMetadata(DECORATED_METHOD, method);
    return found instanceof DecoratedMethod ? found : undefined;
  }

  /** Notes on the function that runs the steps of plain calls that it is this method. */
  attachTo(wrapper: object): void {
    this.#wrapper = wrapper;
    Reflect.defineMetadata(DECORATED_METHOD, this, wrapper);
  }

  /** The steps, the outermost first. */
  get steps(): readonly BoundStep[] {
    return this.#steps;
  }

  /** @throws HybridCacheConfigurationError when a decorator that may stand once stands twice */
  add<Service extends object>(step: MethodStep<Service>): BoundStep {
    if (!step.isRepeatable && this.#steps.some(({ decorator }) => decorator === step.decorator)) {
      throw new HybridCacheConfigurationError(
        `${step.decorator} of ${this.#nameOn(this.#target)}`,
        'given twice',
        'given once for a method',
      );
    }
    const bound = this.#bind(step);
    // What is added later stands higher in the text, and so goes first among its equals.
    this.#steps = [bound, ...this.#steps].toSorted((one, other) => one.rank - other.rank);
    return bound;
  }

  /** Our interceptor met the method: Nest calls it as a handler, of whatever kind. */
  meetAsHandler(): void {
    this.#isMetAsHandler = true;
  }

  /**
   * Whether calls of this method on this object are a handler's, whose steps the interceptor runs.
   * The function that the object now has under the name is asked too: decorators above ours may have
   * put theirs around it, and Nest marks the outermost.
   */
  isHandlerOf(instance: unknown): boolean {
    if (this.#isMetAsHandler) return true;
    const current: unknown = Reflect.get(Object(instance), this.#key);
    if (current !== this.#lastSeen) {
      this.#lastSeen = current;
      this.#isLastSeenHandler = [this.#wrapper, current].some(
        method =>
          typeof method === 'function' &&
          DecoratedMethod.of(method) === this &&
          isHandlerFunction(method),
      );
    }
    return this.#isLastSeenHandler;
  }

  /** A plain call: runs the steps around the method. What fails, fails as a promise. */
  async run(instance: unknown, args: readonly unknown[], method: () => unknown): Promise<unknown> {
    const name = this.#nameOn(instance);
    const runFrom = (at: number): unknown => {
      const step = this.#steps[at];
      if (step === undefined) return method();
      if (typeof instance !== 'object' || instance === null) {
        throw new NotInjectedError(name, step.decorator);
      }
      const service: unknown = Reflect.get(instance, step.property);
      return step.onMethod(service, { instance, args, name, proceed: () => runFrom(at + 1) });
    };
    return runFrom(0);
  }

  #bind<Service extends object>(step: MethodStep<Service>): BoundStep {
    const checked = (service: unknown, name: string): Service => {
      if (service instanceof step.service) return service;
      throw new NotInjectedError(name, step.decorator);
    };
    const token = getCoreToken(step.service, step.cache);
    return {
      decorator: step.decorator,
      rank: step.rank,
      token,
      property: Symbol.for(`nest-hybrid-cache:${token}`),
      onHandler: (service, call) =>
        step.onHandler(checked(service, this.#nameOn(this.#target)), call),
      onMethod: (service, call) => step.onMethod(checked(service, call.name), call),
    };
  }

  /** By the class of the object, not the class that the method is written in: a base class may have many. */
  #nameOn(instance: unknown): string {
    const { constructor } = Object(instance ?? this.#target);
    return `${constructor.name}.${String(this.#key)}`;
  }
}
