import type { ExecutionContext } from '@nestjs/common';
import { HybridCacheConfigurationError } from '../../errors/index.js';
import { ownProperty } from '../own-property.js';
import { REQUEST_ROOTS, requestField, type RequestRoot } from '../request-field.js';

const PLACES =
  'params, query, headers, body, user and session (HTTP), data (RPC, WebSockets), args, parent, ' +
  'headers and user (GraphQL), or the number of an argument (other methods)';

/** A path into what a handler or a method was called with: `params.id`, `headers.accept`, `0.id`. */
export class TemplateField {
  /** As it was written. */
  readonly text: string;
  /** Name of the header field, where it is one; in lower case. */
  readonly header: string | undefined;
  /** Whether it is found in the arguments of a method, and not in a request. */
  readonly isPositional: boolean;
  /** Whether it may be absent: what has no such field or parameter is told apart from what has. */
  readonly isOptional: boolean;

  readonly #root: RequestRoot | number;
  readonly #path: readonly string[];

  private constructor(text: string, root: RequestRoot | number, path: readonly string[]) {
    this.text = text;
    this.header = root === 'headers' ? path[0]?.toLowerCase() : undefined;
    this.isPositional = typeof root === 'number';
    this.isOptional = root === 'query' || root === 'headers';
    this.#root = root;
    this.#path = this.header === undefined ? path : [this.header];
  }

  /**
   * @param option what it is a part of, for the message
   * @throws HybridCacheConfigurationError
   */
  static parse(option: string, text: string): TemplateField {
    const [first = '', ...path] = text.split('.');
    const root = /^\d{1,3}$/.test(first) ? Number(first) : REQUEST_ROOTS.find(it => it === first);
    if (root === undefined || path.includes('')) {
      throw new HybridCacheConfigurationError(option, text, `a path into one of: ${PLACES}`);
    }
    if (root === 'headers' && path.length !== 1) {
      throw new HybridCacheConfigurationError(option, text, 'one header field: headers.<name>');
    }
    return new TemplateField(text, root, path);
  }

  ofRequest(context: ExecutionContext): unknown {
    if (typeof this.#root === 'number') return undefined;
    const found = requestField(context, this.#root);
    return this.#path.length === 0 ? found : ownProperty(found, this.#path);
  }

  ofArguments(args: readonly unknown[]): unknown {
    return typeof this.#root === 'number' ? ownProperty(args[this.#root], this.#path) : undefined;
  }
}
