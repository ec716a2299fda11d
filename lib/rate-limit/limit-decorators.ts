/** Nothing, where `by` takes the arguments of the method; else what is wrong. */
type TakesArguments<
  Method extends (...args: never[]) => unknown,
  Args extends readonly unknown[],
> = [(...args: Args) => void] extends [(...args: Parameters<Method>) => void]
  ? unknown
  : 'the function `by` takes other arguments than the method';

/**
 * A decorator of methods that give a promise, with these arguments.
 *
 * @publicApi
 */
export type LimitedMethodDecorator<Args extends readonly unknown[], This> = <
  Method extends (...args: never[]) => Promise<unknown>,
>(
  target: This & object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> & TakesArguments<Method, Args>,
) => void;

/**
 * The decorator that `by` asks for: a template of arguments (`'{0}'`) stands on methods that give a
 * promise, any other on handlers and classes too.
 *
 * @publicApi
 */
export type LimitDecoratorOf<By> = By extends `${string}{${number}${string}}${string}`
  ? LimitedMethodDecorator<readonly [], unknown>
  : MethodDecorator & ClassDecorator;
