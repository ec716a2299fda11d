import { StreamableFile } from '@nestjs/common';
import { type Observable, of } from 'rxjs';
import type { HandlerCall, HttpResponseSnapshot } from '../../context/index.js';
import type { FactoryContext } from '../factory-context.js';
import type { CacheCalls } from './cache-calls.js';
import { callOption, type OptionFunction } from './call-key.js';
import { resultOf } from './handler-result.js';
import type { HandlerTraits } from './handler-traits.js';

/** What stands in the place of a result that is for the caller alone whose handler gave it. */
export class UnsharedResult {
  constructor(
    readonly stream: Observable<unknown>,
    /** Why, with the remedy; nothing where it goes without saying. */
    readonly why: string | undefined,
  ) {}
}

/** One handler's call as the factory of an entry: what it gave, and whether that may be shared. */
export class HandlerRun {
  /** Set when the handler has succeeded. */
  result: Observable<unknown> | undefined;
  hasBegun = false;

  constructor(
    private readonly calls: CacheCalls,
    private readonly call: HandlerCall,
    private readonly unless: OptionFunction | undefined,
    private readonly handler: HandlerTraits,
  ) {}

  async load(factory: FactoryContext): Promise<unknown> {
    this.hasBegun = true;
    const result = await this.#run();
    if (result instanceof UnsharedResult) {
      this.result = result.stream;
      factory.skip();
      return result;
    }
    this.result = of(result);
    const { unless, call } = this;
    if (unless !== undefined && callOption(unless, undefined, [result, call.context]) === true) {
      factory.skip();
    }
    return result;
  }

  async #run(): Promise<unknown> {
    const { call, calls, handler } = this;
    const before = call.response?.snapshot();
    try {
      const result = await resultOf(call.next.handle());
      if (!result.isSingle) {
        calls.noteStream(handler);
        return new UnsharedResult(result.stream, 'it gave a stream of several values, or of none.');
      }
      const { value } = result;
      const why = whyUnshared(value, before, call.response?.snapshot());
      // An undefined result may mean that the handler answered otherwise.
      const isShared = why === undefined && value !== undefined;
      return isShared ? value : new UnsharedResult(of(value), why);
    } catch (error) {
      calls.noteHandlerError(error);
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
