import type { ExecutionContext } from '@nestjs/common';
import {
  carriesCredentials,
  escapeUpTo,
  TemplateField,
  UnkeyableValueError,
  valueText,
} from '../../context/index.js';
import { HybridCacheConfigurationError } from '../../errors/index.js';
import { callOption, isOptionFunction, type OptionFunction } from './call-key.js';
import { NoKey } from './no-key.js';

/**
 * Ends the key proper. `%v` is nowhere after it, because a `%` of a value is escaped: the last one
 * in a key is this.
 */
const MARK = '%v';
const escape = escapeUpTo(',');

/** The `varyBy` of a decorator: gives what a key must end with, so that each variant has its own. */
export interface VaryingPart {
  /** The value of a `Vary` field, when headers are among what the answer depends on. */
  readonly header: string | undefined;
  of(context: ExecutionContext): string | NoKey;
}

/** @throws HybridCacheConfigurationError */
export function parseVaryBy(option: string, varyBy: unknown): VaryingPart {
  if (isOptionFunction(varyBy)) return { header: undefined, of: ofFunction(varyBy) };
  if (!Array.isArray(varyBy) || varyBy.length === 0) {
    throw new HybridCacheConfigurationError(
      option,
      varyBy,
      "a function, or a list of one field or more, such as ['headers.accept-language', 'user.id']",
    );
  }
  const fields = varyBy.map((text: unknown) => parseField(option, text));
  const headers = fields.flatMap(({ header }) => header ?? []);
  return {
    header: headers.length === 0 ? undefined : headers.join(', '),
    of: ofFields(fields),
  };
}

function parseField(option: string, text: unknown): TemplateField {
  const field = typeof text === 'string' ? TemplateField.parse(option, text) : undefined;
  if (field !== undefined && !field.isPositional) return field;
  throw new HybridCacheConfigurationError(
    option,
    text,
    "a field of a request, such as 'headers.accept-language' or 'user.id'",
  );
}

function ofFields(fields: readonly TemplateField[]): VaryingPart['of'] {
  return context => {
    let part = MARK;
    for (const field of fields) {
      const value = field.ofRequest(context);
      // Nobody is a variant too; but somebody whom this field does not name must not pass for nobody.
      const isUnnamed = value === undefined && !field.isOptional && carriesCredentials(context);
      if (isUnnamed) {
        return new NoKey(
          `a request carries credentials, but no ${field.text}, which varyBy names. Have a guard or ` +
            'middleware set it, or name another field.',
        );
      }
      try {
        part += `${valueText(value, escape)},`;
      } catch (error) {
        if (!(error instanceof UnkeyableValueError)) throw error;
        return new NoKey(`of varyBy: ${error.message}`, 'varyBy');
      }
    }
    return part;
  };
}

function ofFunction(varyBy: OptionFunction): VaryingPart['of'] {
  return context => {
    const given = callOption(varyBy, undefined, [context]);
    const values: readonly unknown[] = Array.isArray(given) ? given : [given];
    let part = MARK;
    for (const value of values) {
      if (typeof value !== 'string') {
        return new NoKey(`its varyBy function gave no text, but a ${typeof value}.`);
      }
      part += `${valueText(value, escape)},`;
    }
    return part;
  };
}
