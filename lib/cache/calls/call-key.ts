import type { ExecutionContext } from '@nestjs/common';
import { HybridCacheConfigurationError } from '../../errors/index.js';
import { KeyTemplate, type MethodCall, UnkeyableValueError } from '../../context/index.js';
import { NoKey } from './no-key.js';

/** A function of the options: of a handler's context, or of a method's arguments. */
export type OptionFunction = (...args: never[]) => unknown;

/** The `key` of a decorator: makes keys of calls. */
export interface CallKey {
  ofHandler(context: ExecutionContext): string | NoKey;
  ofMethod(call: MethodCall): string | NoKey;
}

/**
 * Reads a `key` option: a template, or a function.
 *
 * @throws HybridCacheConfigurationError
 */
export function parseCallKey(option: string, key: unknown): CallKey {
  if (typeof key === 'string') return keyOfTemplate(KeyTemplate.parse(option, key), key);
  if (isOptionFunction(key)) return keyOfFunction(key);
  throw new HybridCacheConfigurationError(option, key, 'a text or a function');
}

/** A key that a function of the user gave. */
export function givenKey(key: unknown): string | NoKey {
  if (typeof key === 'string') return key;
  return new NoKey(
    key === undefined ? undefined : `its key function gave no text, but a ${typeof key}.`,
  );
}

/** Calls a function of the options with the object as `this`. */
export function callOption(
  option: OptionFunction,
  instance: object | undefined,
  args: readonly unknown[],
): unknown {
  return Reflect.apply(option, instance, args);
}

export function isOptionFunction(value: unknown): value is OptionFunction {
  return typeof value === 'function';
}

function keyOfFunction(key: OptionFunction): CallKey {
  return {
    ofHandler: context => givenKey(callOption(key, undefined, [context])),
    ofMethod: ({ instance, args }) => givenKey(callOption(key, instance, args)),
  };
}

function keyOfTemplate(template: KeyTemplate, text: string): CallKey {
  const isMissing = (): NoKey =>
    new NoKey(
      `a call lacks what the key '${text}' needs: ${template.requiredFields}. ` +
        'Templates of requests are for handlers, templates of arguments for other methods; only own ' +
        'properties count. A key function can say what else to do.',
    );
  const filled = (fill: () => string | undefined): string | NoKey => {
    try {
      return fill() ?? isMissing();
    } catch (error) {
      if (!(error instanceof UnkeyableValueError)) throw error;
      return new NoKey(`of the key '${text}': ${error.message}`, text);
    }
  };
  return {
    ofHandler: context => filled(() => template.ofRequest(context)),
    ofMethod: ({ args }) => filled(() => template.ofArguments(args)),
  };
}
