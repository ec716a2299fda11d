import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request } from 'express';
import { type Observable, tap } from 'rxjs';
import { ViewCounter } from './view-counter.service.js';

/**
 * Counts each answer that shows a city. An interceptor, and around that of the cache: most answers
 * never reach the handler.
 */
@Injectable()
export class CountViewInterceptor implements NestInterceptor {
  readonly #logger = new Logger(CountViewInterceptor.name);

  constructor(private readonly views: ViewCounter) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { id } = context.switchToHttp().getRequest<Request<{ id: string }>>().params;
    // The answer does not wait for the count, and does not fail with it.
    const count = (): void => {
      this.views.count(Number(id)).catch((error: unknown) => {
        this.#logger.warn(`A view of city ${id} was not counted. ${String(error)}`);
      });
    };
    return next.handle().pipe(tap({ complete: count }));
  }
}
