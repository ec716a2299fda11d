import type { CallHandler, ExecutionContext } from '@nestjs/common';
import type { Observable } from 'rxjs';
import type { HttpResponse } from './http-response.js';

/** A call of a handler by Nest, after guards. */
export interface HandlerCall {
  readonly context: ExecutionContext;
  /** The steps after this one, and the handler. */
  readonly next: CallHandler;
  /** The response to write headers to; only where the call is one of HTTP. */
  readonly response: HttpResponse | undefined;
}

/** A plain call of a method, by other code. */
export interface MethodCall {
  readonly instance: object;
  readonly args: readonly unknown[];
  /** Name of the method, for messages and keys: `CityService.find`. */
  readonly name: string;
  /** Runs the steps after this one, and the method. */
  proceed(): unknown;
}

/** What one decorator does around the calls of the method that it stands on. */
export interface MethodStep<Service extends object> {
  /** As it is written, for messages: `@Cacheable`. */
  readonly decorator: string;
  /** Its place among the steps of a method, one of `STEP_RANK`. */
  readonly rank: number;
  /** Whether a method may have several steps of this decorator. */
  readonly isRepeatable: boolean;
  /** The service that it works with: a provider of the core module, by its class. */
  readonly service: abstract new (...args: never[]) => Service;
  /** Name of the cache whose service it is. */
  readonly cache: string | undefined;

  onHandler(
    service: Service,
    call: HandlerCall,
  ): Observable<unknown> | Promise<Observable<unknown>>;
  onMethod(service: Service, call: MethodCall): unknown;
}
