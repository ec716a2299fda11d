import { type ExecutionContext, ServiceUnavailableException } from '@nestjs/common';
import type { Observable } from 'rxjs';
import {
  type CallKind,
  type HandlerCall,
  type MethodCall,
  type MethodStep,
  STEP_RANK,
} from '../context/index.js';
import { HybridCacheConfigurationError } from '../errors/index.js';
import {
  RateLimitExceededError,
  RateLimitExceededException,
  RateLimitUnavailableError,
} from './errors/index.js';
import { rateLimitFields } from './rate-limit-fields.js';
import { RateLimitGate } from './rate-limit-gate.js';
import { nameOfMethod, type ResolvedRateLimitPolicy } from './rate-limit-policy.js';
import type { ResolvedRateLimitedOptions } from './rate-limited-options.js';
import { addressSubject, givenSubject } from './subject.js';
import { isNobody } from './subject-source.js';

export const DECORATOR = '@RateLimited';

/** What `@RateLimited` does around the calls of one method. */
export class RateLimitStep implements MethodStep<RateLimitGate> {
  readonly decorator = DECORATOR;
  readonly rank = STEP_RANK.rateLimit;
  readonly isRepeatable: boolean = false;
  readonly service = RateLimitGate;
  readonly cache: string | undefined;
  readonly #options: ResolvedRateLimitedOptions;
  readonly #method: string;

  constructor(options: ResolvedRateLimitedOptions, method: string | symbol) {
    this.cache = options.cache;
    this.#options = options;
    this.#method = String(method);
  }

  async onHandler(gate: RateLimitGate, call: HandlerCall): Promise<Observable<unknown>> {
    const { context, next, response } = call;
    const policy = this.#policyOf(`${context.getClass().name}.${this.#method}`);
    const subject = await this.#subjectOfHandler(gate, context, policy.name);
    const isOfHttp = ['http', 'graphql'].includes(context.getType<CallKind>());
    const result = await gate
      .check(subject, policy, this.#options.onUnavailable)
      .catch((error: unknown) => {
        throw isOfHttp && error instanceof RateLimitUnavailableError ? unavailable(error) : error;
      });
    if (result === undefined) return next.handle();
    for (const [name, value] of Object.entries(rateLimitFields(policy, result))) {
      response?.setHeader(name, value);
    }
    if (result.allowed) return next.handle();
    throw isOfHttp
      ? new RateLimitExceededException(policy.name, result)
      : new RateLimitExceededError(policy.name, result);
  }

  async onMethod(gate: RateLimitGate, call: MethodCall): Promise<unknown> {
    const { instance, args, name } = call;
    const policy = this.#policyOf(name);
    const given = await this.#options.source.ofMethod(args, instance);
    if (isNobody(given)) throw this.#nobody(name, given);
    const subject = givenSubject(this.#optionOf(name), given);
    const result = await gate.check(subject, policy, this.#options.onUnavailable);
    if (result?.allowed === false) throw new RateLimitExceededError(policy.name, result);
    return call.proceed();
  }

  async #subjectOfHandler(
    gate: RateLimitGate,
    context: ExecutionContext,
    name: string,
  ): Promise<string> {
    const { source } = this.#options;
    const given = await source.ofHandler(context);
    if (!isNobody(given)) return givenSubject(this.#optionOf(name), given);
    const address = addressSubject(context);
    if (address === undefined) throw this.#nobody(name, given);
    if (!source.isAddress) gate.reportAnonymous(name, source.by);
    return address;
  }

  #policyOf(method: string): ResolvedRateLimitPolicy {
    const { name = nameOfMethod(method), limit, window } = this.#options;
    return { name, limit, window };
  }

  #optionOf(method: string): string {
    return `${DECORATOR}().by of ${method}`;
  }

  /** There is nobody to count the call for, and no limit is skipped silently. */
  #nobody(method: string, given: unknown): HybridCacheConfigurationError {
    const { by, isAddress } = this.#options.source;
    return isAddress
      ? new HybridCacheConfigurationError(
          this.#optionOf(method),
          by,
          'given: this call has no client address to go by',
        )
      : new HybridCacheConfigurationError(
          `What ${this.#optionOf(method)} gave`,
          given,
          'a subject: this call has no client address to go by instead',
        );
  }
}

function unavailable(cause: RateLimitUnavailableError): ServiceUnavailableException {
  return new ServiceUnavailableException('The rate limit cannot be checked now. Try again later.', {
    cause,
  });
}
