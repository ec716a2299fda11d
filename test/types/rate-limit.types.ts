// Checked by `npm run typecheck`, never run: each @ts-expect-error is a mistake that must not compile.
import type { ExecutionContext } from '@nestjs/common';
import { RateLimited } from '../../lib/index.js';

const limit = { limit: 5, window: '1m' };

@RateLimited({ ...limit, onUnavailable: 'deny' })
export class OnHandlers {
  @RateLimited(limit)
  plain(): string {
    return '';
  }

  @RateLimited({ ...limit, by: '{user.id}', name: undefined })
  template(): string {
    return '';
  }

  // The parameter is an ExecutionContext without being told so.
  @RateLimited({ ...limit, by: context => context.getClass().name })
  context(): string {
    return '';
  }

  @RateLimited({ ...limit, by: async (context: ExecutionContext) => context.getArgs().length })
  promise(): string {
    return '';
  }
}

export class OnMethods {
  readonly tenant = 'a';

  @RateLimited({ ...limit, by: (to: string) => to })
  async someArguments(to: string, text: string): Promise<string> {
    return to + text;
  }

  @RateLimited({
    ...limit,
    by(this: OnMethods, id: number) {
      return `${this.tenant}/${id}`;
    },
  })
  async withThis(id: number): Promise<number> {
    return id;
  }

  @RateLimited({ ...limit, by: '{0.id}' })
  async positional(user: { id: string }): Promise<string> {
    return user.id;
  }

  // @ts-expect-error -- it would give a promise
  @RateLimited({ ...limit, by: '{0}' })
  positionalWithoutPromise(id: string): string {
    return id;
  }

  // @ts-expect-error -- it would give a promise
  @RateLimited({ ...limit, by: (id: string) => id })
  withoutPromise(id: string): string {
    return id;
  }

  // @ts-expect-error -- other arguments
  @RateLimited({ ...limit, by: (id: number) => id })
  async otherArguments(id: string): Promise<string> {
    return id;
  }
}

// @ts-expect-error -- no limit
RateLimited({ window: '1m' });
// @ts-expect-error -- no such option
RateLimited({ ...limit, max: 5 });
// @ts-expect-error -- no such choice
RateLimited({ ...limit, onUnavailable: 'open' });
// @ts-expect-error -- no subject
RateLimited({ ...limit, by: (id: string) => ({ id }) });
