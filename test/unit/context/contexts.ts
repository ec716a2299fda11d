import type { ExecutionContext } from '@nestjs/common';

/** A context as Nest makes it, as far as it is looked at. */
export function contextOf(kind: string, args: readonly unknown[]): ExecutionContext {
  const context = {
    getType: () => kind,
    getArgByIndex: (index: number) => args[index],
    getArgs: () => args,
  };
  return context as unknown as ExecutionContext;
}

export function httpContext(request: object): ExecutionContext {
  return contextOf('http', [request, {}]);
}
