import type { ExecutionContext } from '@nestjs/common';
import type { CacheEntryOptions } from '../cache-options.js';

/**
 * What a varying answer depends on.
 *
 * @publicApi
 */
export type VaryBy =
  | readonly string[]
  | ((context: ExecutionContext) => string | readonly string[]);

/** What the decorators have in common, but for what they make keys of. */
export interface DecoratedEntryOptions extends CacheEntryOptions {
  /** Name of the cache. @default the unnamed one */
  readonly cache?: string | undefined;
}

/**
 * Options of `@Cacheable` and `@CachePut` whose functions speak of a handler's call.
 *
 * @publicApi
 */
export interface HandlerCallOptions<Key extends string, Result> extends DecoratedEntryOptions {
  /**
   * Key of the entry: a text with placeholders (`city:{params.id}`; on other methods than handlers,
   * `city:{0}`), or a function of the call. When that gives `undefined`, the call is not cached.
   *
   * @default made of the request, or of the arguments of the method
   */
  readonly key?: Key | ((context: ExecutionContext) => string | undefined) | undefined;
  /** `false`: the call goes straight through. @default every call is cached */
  readonly condition?: ((context: ExecutionContext) => boolean) | undefined;
  /** `true`: the result is returned, but not stored. @default every result is stored */
  readonly unless?: ((result: Result, context: ExecutionContext) => boolean) | undefined;
}

/**
 * Options of `@Cacheable` and `@CachePut` whose functions take the arguments of a method. They are
 * called with the object as `this`.
 *
 * @publicApi
 */
export interface MethodCallOptions<
  Args extends readonly unknown[],
  Result,
  This,
> extends DecoratedEntryOptions {
  /**
   * Key of the entry: a text with placeholders (`city:{0}`, `city:{0.id}`), or a function of the
   * arguments. When that gives `undefined`, the call is not cached.
   *
   * @default class, method and arguments
   */
  readonly key?: string | ((this: This, ...args: Args) => string | undefined) | undefined;
  /** `false`: the call goes straight through. @default every call is cached */
  readonly condition?: ((this: This, ...args: Args) => boolean) | undefined;
  /** `true`: the result is returned, but not stored. @default every result is stored */
  readonly unless?: ((this: This, result: Result, ...args: Args) => boolean) | undefined;
}

/**
 * What only `@Cacheable` on a handler has.
 *
 * @publicApi
 */
export interface VaryingOptions {
  /**
   * What the answer depends on beside the key: fields such as `headers.accept-language` or
   * `user.id`, or a function of the call. Each combination has an entry of its own. Header fields
   * are named in the `Vary` field of HTTP answers.
   *
   * @default nothing; then calls with credentials are cached only when `key` is given
   */
  readonly varyBy?: VaryBy | undefined;
}

/**
 * Options of `@CacheEvict` whose functions speak of a handler's call.
 *
 * @publicApi
 */
export interface HandlerEvictOptions<Key extends string> extends EvictOptions {
  /** Keys of the entries to remove: texts with placeholders, or a function of the call. */
  readonly key?:
    | Key
    | readonly Key[]
    | ((context: ExecutionContext) => string | readonly string[])
    | undefined;
  /** `false`: nothing is removed. @default every call removes */
  readonly condition?: ((context: ExecutionContext) => boolean) | undefined;
}

/**
 * Options of `@CacheEvict` whose functions take the arguments of a method. They are called with the
 * object as `this`.
 *
 * @publicApi
 */
export interface MethodEvictOptions<Args extends readonly unknown[], This> extends EvictOptions {
  /** Keys of the entries to remove: texts with placeholders, or a function of the arguments. */
  readonly key?:
    | string
    | readonly string[]
    | ((this: This, ...args: Args) => string | readonly string[])
    | undefined;
  /** `false`: nothing is removed. @default every call removes */
  readonly condition?: ((this: This, ...args: Args) => boolean) | undefined;
}

/** What any `@CacheEvict` may say. */
export interface EvictOptions {
  /** Removes every entry of the cache (`clear()`), in place of `key`. @default false */
  readonly all?: boolean | undefined;
  /** Removes before the method runs, and so also when it fails. @default false */
  readonly beforeInvocation?: boolean | undefined;
  /** Name of the cache. @default the unnamed one */
  readonly cache?: string | undefined;
}
