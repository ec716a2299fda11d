import { StreamableFile } from '@nestjs/common';
import { type Observable, of } from 'rxjs';
import type { HandlerCall, HttpResponseSnapshot } from '../../context/index.js';
import type { FactoryContext } from '../factory-context.js';
import type { CacheCalls } from './cache-calls.js';
import { callOption, type OptionFunction } from './call-key.js';
import { type HandlerResult, resultOf } from './handler-result.js';
import type { HandlerTraits } from './handler-traits.js';
import { NoKey } from './no-key.js';

/** One handler's call as the factory of an entry. */
export class HandlerRun {
  hasBegun = false;
  /** What the handler gave, for the call that it ran for; set when it has succeeded. */
  result: Observable<unknown> | undefined;

  constructor(
    private readonly calls: CacheCalls,
    private readonly call: HandlerCall,
    private readonly unless: OptionFunction | undefined,
    private readonly handler: HandlerTraits,
  ) {}

  /** Gives the value, and has it stored unless it is only a part of what the handler did. */
  async load(factory: FactoryContext): Promise<unknown> {
    const { calls, call, handler, unless } = this;
    this.hasBegun = true;
    const before = call.response?.snapshot();
    const given = await this.#run();
    if (!given.isSingle) {
      this.result = given.stream;
      factory.skip();
      calls.noteStream(handler);
      calls.explain(handler.name, new NoKey('it gave a stream of several values, or of none.'));
      return undefined;
    }
    const { value } = given;
    this.result = of(value);
    const why = whyUnshared(value, before, call.response?.snapshot());
    if (why !== undefined) {
      factory.skip();
      calls.explain(handler.name, new NoKey(why));
    } else if (
      unless !== undefined &&
      callOption(unless, undefined, [value, call.context]) === true
    ) {
      factory.skip();
    }
    return value;
  }

  async #run(): Promise<HandlerResult> {
    try {
      return await resultOf(this.call.next.handle());
    } catch (error) {
      this.calls.noteMethodError(error);
      throw error;
    }
  }
}

/** A hit would give the value only, without the rest of what the handler did to the response. */
function whyUnshared(
  value: unknown,
  before: HttpResponseSnapshot | undefined,
  after: HttpResponseSnapshot | undefined,
): string | undefined {
  if (value instanceof StreamableFile)
    return 'it gave a StreamableFile, which can be sent once only.';
  if (before === undefined || after === undefined) return undefined;
  if (after.statusCode !== before.statusCode) {
    return 'it set the status itself. Write @HttpCode(), which holds for hits too.';
  }
  for (const [name, header] of after.headers) {
    if (before.headers.get(name) !== header) {
      return `it set the header ${name} itself. Write @Header(), which holds for hits too.`;
    }
  }
  return undefined;
}
