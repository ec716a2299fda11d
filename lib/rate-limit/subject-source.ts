import type { ExecutionContext } from '@nestjs/common';
import { KeyTemplate, TemplateField } from '../context/index.js';
import { HybridCacheConfigurationError } from '../errors/index.js';

/** How a call tells its subject: what the option `by` comes to. */
export interface SubjectSource {
  /** As it was given. */
  readonly by: unknown;
  /** Whether it is the client's address, and nothing else. */
  readonly isAddress: boolean;
  /** The subject of a handler's call. */
  ofHandler(context: ExecutionContext): unknown;
  /** The subject of any other call. */
  ofMethod(args: readonly unknown[], instance: object): unknown;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

const nobody = (): undefined => undefined;

/** @throws HybridCacheConfigurationError */
export function subjectSource(option: string, by: unknown): SubjectSource {
  if (by === undefined || by === '{ip}') {
    return { by, isAddress: true, ofHandler: nobody, ofMethod: nobody };
  }
  if (typeof by === 'string') return templateSource(option, by);
  if (typeof by !== 'function') {
    throw new HybridCacheConfigurationError(
      option,
      by,
      "a template such as '{user.id}' or '{ip}', or a function",
    );
  }
  return {
    by,
    isAddress: false,
    ofHandler: context => Reflect.apply(by, undefined, [context]),
    ofMethod: (args, instance) => Reflect.apply(by, instance, args),
  };
}

function templateSource(option: string, by: string): SubjectSource {
  const template = KeyTemplate.parse(option, by);
  const fields = Array.from(by.matchAll(PLACEHOLDER), ([, path = '']) =>
    TemplateField.parse(option, path),
  );
  // A template would count all who have no such header field as one, and all whose field is empty.
  const fill = (text: string | undefined, valueOf: (field: TemplateField) => unknown): unknown =>
    fields.some(field => isNobody(valueOf(field))) ? undefined : text;
  const refuse = (allowed: string): never => {
    throw new HybridCacheConfigurationError(option, by, allowed);
  };
  return {
    by,
    isAddress: false,
    ofHandler(context) {
      if (template.isPositional === true) refuse("of the request, as '{user.id}', on a handler");
      return fill(template.ofRequest(context), field => field.ofRequest(context));
    },
    ofMethod(args) {
      if (template.isPositional === false) refuse("of the arguments, as '{0.id}', on this method");
      return fill(template.ofArguments(args), field => field.ofArguments(args));
    },
  };
}

/** Whether a value says that nobody is known. */
export function isNobody(value: unknown): value is '' | null | undefined {
  return value === undefined || value === null || value === '';
}
