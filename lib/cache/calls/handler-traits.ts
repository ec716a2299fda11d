import 'reflect-metadata';
import { type ExecutionContext, RequestMethod } from '@nestjs/common';
import { isRecord } from '../../context/index.js';

/** What can be known of a handler before it is called, from what Nest's decorators note. */
export interface HandlerTraits {
  /** Such as `CitiesController.findOne`. */
  readonly name: string;
  /** The class of its controller or resolver. */
  readonly type: unknown;
  /** Why it cannot be cached, whatever its options say; with the remedy. */
  readonly uncacheable: string | undefined;
  /** What the key of its requests begins with: a handler for HEAD alone has entries of its own. */
  readonly verb: 'GET' | 'HEAD';
  /** What tells it from handlers of the same path for other versions. */
  readonly version: string;
  /** Whether its controller is bound to host names. */
  readonly isOfHosts: boolean;
}

/** Parameter decorators of `@nestjs/common` by their number: `@Res()` and `@Next()`. */
const RESPONSE_PARAMETERS = /^[12]:/;

/** @param key the name of the method, which its function may not have */
export function traitsOf(context: ExecutionContext, key: string | symbol): HandlerTraits {
  const type = context.getClass();
  const handler = context.getHandler();
  const version: unknown =
    Reflect.getMetadata('__version__', handler) ?? Reflect.getMetadata('__version__', type);
  return {
    name: `${type.name}.${String(key)}`,
    type,
    uncacheable: context.getType() === 'http' ? whyNot(type, handler, key) : whyNoStream(handler),
    verb: Reflect.getMetadata('method', handler) === RequestMethod.HEAD ? 'HEAD' : 'GET',
    version: version === undefined ? '' : ` ${[version].flat().map(String).join()}`,
    isOfHosts: Reflect.getMetadata('host', type) !== undefined,
  };
}

function whyNot(type: object, handler: object, key: string | symbol): string | undefined {
  if (Reflect.getMetadata('__sse__', handler) === true) {
    return 'it sends events. Leave the decorator out.';
  }
  const parameters: unknown = Reflect.getMetadata('__routeArguments__', type, key);
  const answersItself =
    isRecord(parameters) && Object.keys(parameters).some(name => RESPONSE_PARAMETERS.test(name));
  if (answersItself && Reflect.getMetadata('__responsePassthrough__', type, key) !== true) {
    return 'it answers by itself, with @Res() or @Next(). Return the answer, or write @Res({ passthrough: true }).';
  }
  return undefined;
}

function whyNoStream(handler: object): string | undefined {
  return Reflect.getMetadata('graphql:resolver_type', handler) === 'Subscription'
    ? 'it is a subscription. Leave the decorator out.'
    : undefined;
}
