import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { defer, mergeAll, type Observable } from 'rxjs';
import { DecoratedMethod } from './decorated-method.js';
import { HttpResponse } from './http-response.js';
import type { HandlerCall, MethodStep } from './method-step.js';

type Outcome = ReturnType<MethodStep<object>['onHandler']>;
type Step = (call: HandlerCall) => Outcome;

/**
 * The one interceptor of this library: runs the steps of all its decorators around a handler, in
 * order of rank. Each step has the stream of those within it, so what does not look at results
 * leaves streams as they are.
 */
@Injectable()
export class HandlerInterceptor implements NestInterceptor {
  readonly #moduleRef: ModuleRef;
  readonly #adapterHost: HttpAdapterHost;
  readonly #stepsOfHandlers = new WeakMap<object, readonly Step[]>();

  constructor(moduleRef: ModuleRef, adapterHost: HttpAdapterHost) {
    this.#moduleRef = moduleRef;
    this.#adapterHost = adapterHost;
  }

  intercept(context: ExecutionContext, next: CallHandler): Outcome {
    const steps = this.#stepsOf(context.getHandler());
    return runFrom(0, steps, {
      context,
      next,
      response: HttpResponse.of(context, this.#adapterHost),
    });
  }

  #stepsOf(handler: object): readonly Step[] {
    const known = this.#stepsOfHandlers.get(handler);
    if (known !== undefined) return known;
    const method = DecoratedMethod.of(handler);
    method?.meetAsHandler();
    const steps = (method?.steps ?? []).map(step => {
      const service: unknown = this.#moduleRef.get(step.token, { strict: false });
      return (call: HandlerCall) => step.onHandler(service, call);
    });
    this.#stepsOfHandlers.set(handler, steps);
    return steps;
  }
}

function runFrom(at: number, steps: readonly Step[], call: HandlerCall): Outcome {
  const step = steps[at];
  if (step === undefined) return call.next.handle();
  if (at + 1 === steps.length) return step(call);
  const handle = (): Observable<unknown> =>
    defer(async () => runFrom(at + 1, steps, call)).pipe(mergeAll());
  return step({ ...call, next: { handle } });
}
