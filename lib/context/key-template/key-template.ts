import type { ExecutionContext } from '@nestjs/common';
import { HybridCacheConfigurationError } from '../../errors/index.js';
import { TemplateField } from './template-field.js';
import { type Escape, escapeUpTo, valueText } from './value-text.js';

/** A placeholder, and the literal text after it. */
interface TemplatePart {
  readonly field: TemplateField;
  readonly escape: Escape;
  readonly literal: string;
}

const TOKENS = /\{([^{}]*)\}|([^{}]+)|([{}])/gu;

/**
 * A key with placeholders for what a call was made with: `city:{params.id}`, `{user.id}/{query.q}`,
 * `{0.id}`. Parsed once, when a decorator is applied.
 *
 * Different values give different keys, always: `%` in a value is written `%25`, and where another
 * placeholder follows, so is the character that ends the value.
 */
export class KeyTemplate {
  /** Whether it speaks of the arguments of a method (`true`), of a request (`false`), or of neither. */
  readonly isPositional: boolean | undefined;

  readonly #start: string;
  readonly #parts: readonly TemplatePart[];

  private constructor(start: string, parts: readonly TemplatePart[]) {
    this.#start = start;
    this.#parts = parts;
    this.isPositional = parts[0]?.field.isPositional;
  }

  /**
   * @param option path of the option, for the message
   * @throws HybridCacheConfigurationError
   */
  static parse(option: string, text: string): KeyTemplate {
    const refuse = (allowed: string): never => {
      throw new HybridCacheConfigurationError(option, text, allowed);
    };
    if (text === '') refuse('a text of at least one character');
    if (!text.isWellFormed()) refuse('well-formed Unicode');
    let start = '';
    const found: { field: TemplateField; literal: string }[] = [];
    for (const [, path, literal, brace] of text.matchAll(TOKENS)) {
      const last = found.at(-1);
      if (brace !== undefined) {
        refuse('a text in which every { has its }; a key with braces of its own needs a function');
      } else if (path !== undefined) {
        if (last?.literal === '') {
          refuse('a text with something between two placeholders: what ends the first value?');
        }
        found.push({ field: TemplateField.parse(option, path), literal: '' });
      } else if (last === undefined) start = literal ?? '';
      else last.literal = literal ?? '';
    }
    const fields = found.map(({ field }) => field);
    if (new Set(fields.map(({ isPositional }) => isPositional)).size > 1) {
      refuse('of a request or of the arguments of a method, not of both');
    }
    const parts = found.map(({ field, literal }, index) => {
      const isLast = index === found.length - 1;
      const [end = ''] = isLast ? '' : literal;
      if (end === '%') refuse("a text with something other than '%' right after a placeholder");
      return { field, literal, escape: escapeUpTo(end) };
    });
    return new KeyTemplate(start, parts);
  }

  /**
   * The key of a handler's call; `undefined` when a value is missing that the key cannot do without.
   *
   * @throws UnkeyableValueError
   */
  ofRequest(context: ExecutionContext): string | undefined {
    return this.#fill(field => field.ofRequest(context));
  }

  /**
   * The key of a method's call; `undefined` when a value is missing.
   *
   * @throws UnkeyableValueError
   */
  ofArguments(args: readonly unknown[]): string | undefined {
    return this.#fill(field => field.ofArguments(args));
  }

  /** The placeholders whose value a call must have, for a message. */
  get requiredFields(): string {
    return this.#parts
      .filter(({ field }) => !field.isOptional)
      .map(({ field }) => `{${field.text}}`)
      .join(', ');
  }

  #fill(valueOf: (field: TemplateField) => unknown): string | undefined {
    let key = this.#start;
    for (const { field, escape, literal } of this.#parts) {
      const value = valueOf(field);
      const isMissing = value === undefined || value === null;
      if (isMissing && !field.isOptional) return undefined;
      key += valueText(value, escape) + literal;
    }
    return key;
  }
}
