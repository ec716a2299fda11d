import type { MethodCall } from '../../context/index.js';
import type { FactoryContext } from '../factory-context.js';
import type { CacheCalls } from './cache-calls.js';
import { callOption, type OptionFunction } from './call-key.js';

/** One call of a method that is no handler, as the factory of an entry. */
export class MethodRun {
  hasSucceeded = false;
  /** What the method gave. */
  result: unknown;

  constructor(
    private readonly calls: CacheCalls,
    private readonly call: MethodCall,
    private readonly unless: OptionFunction | undefined,
  ) {}

  async load(factory: FactoryContext): Promise<unknown> {
    const { call, unless } = this;
    this.result = await this.#run();
    this.hasSucceeded = true;
    if (unless !== undefined) {
      const isUnwanted = callOption(unless, call.instance, [this.result, ...call.args]);
      if (isUnwanted === true) factory.skip();
    }
    return this.result;
  }

  async #run(): Promise<unknown> {
    try {
      return await this.call.proceed();
    } catch (error) {
      this.calls.noteMethodError(error);
      throw error;
    }
  }
}
