import type { Observable } from 'rxjs';

/** What a method gives in the end. */
type ResultOf<Method extends (...args: never[]) => unknown> =
  ReturnType<Method> extends Observable<infer Item> ? Item : Awaited<ReturnType<Method>>;

/** Nothing, where the functions of the options take the result of the method; else what is wrong. */
type TakesResult<Method extends (...args: never[]) => unknown, Result> =
  ResultOf<Method> extends Result
    ? unknown
    : 'the function `unless` takes another result than the method gives';

/** Nothing, where the functions of the options take the arguments of the method; else what is wrong. */
type TakesArguments<
  Method extends (...args: never[]) => unknown,
  Args extends readonly unknown[],
> = [(...args: Args) => void] extends [(...args: Parameters<Method>) => void]
  ? unknown
  : 'the functions `key`, `condition` and `unless` take other arguments than the method';

/**
 * A decorator of methods with this result.
 *
 * @publicApi
 */
export type ResultDecorator<Result> = <Method extends (...args: never[]) => unknown>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> & TakesResult<Method, Result>,
) => void;

/**
 * A decorator of methods that give a promise, with these arguments and this result.
 *
 * @publicApi
 */
export type AsyncMethodDecorator<Args extends readonly unknown[], Result, This> = <
  Method extends (...args: never[]) => Promise<unknown>,
>(
  target: This & object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> &
    TakesArguments<Method, Args> &
    TakesResult<Method, Result>,
) => void;

/**
 * The decorator that a key asks for: a template of arguments (`'{0}'`) stands on methods that give a
 * promise, any other on handlers too. Where nothing is said of the result, it is a plain
 * `MethodDecorator`, which Nest's `applyDecorators` takes.
 *
 * @publicApi
 */
export type DecoratorOfKey<Key, Result> = Key extends `${string}{${number}${string}}${string}`
  ? AsyncMethodDecorator<readonly [], Result, unknown>
  : unknown extends Result
    ? MethodDecorator
    : ResultDecorator<Result>;
