import { invocationOf } from './invocation.js';
import { argumentsOf, type Call, type Expression, isCall } from './syntax-tree.js';
import { UNKNOWN, type Value } from './value.js';
import type { ValueFlow } from './value-flow.js';

/** An argument of a command. */
export interface CommandArgument {
  readonly values: readonly Value[];
  /** Nothing for the members of a list that is unpacked. */
  readonly expression: Expression | undefined;
  /** Whether it stands for all that follows: the rest of a list that is unpacked, or `...`. */
  readonly isRest: boolean;
}

/** A call of `redis.call` or `redis.pcall`, under whatever name. */
export class RedisCall {
  readonly node: Call;
  /** Of the command itself, in capitals. Nothing when it is no constant. */
  readonly command: string | undefined;
  readonly arguments: readonly CommandArgument[];
  /** The arguments, as far as they are constants. */
  readonly words: readonly (string | undefined)[];

  constructor(flow: ValueFlow, node: Call) {
    const { args } = invocationOf(flow, node);
    const all = args.slice(0, -1).map(each => single(flow, each));
    const last = args.at(-1);
    if (last !== undefined) all.push(...lastArgument(flow, last));
    const [command, ...others] = all;
    this.node = node;
    this.command = command === undefined ? undefined : constant(command)?.toUpperCase();
    this.arguments = others;
    this.words = others.map(constant);
  }
}

function constant({ values, isRest }: CommandArgument): string | undefined {
  const [value] = values;
  if (isRest || values.length > 1 || value?.kind !== 'literal') return undefined;
  return value.value === null ? undefined : String(value.value);
}

function single(flow: ValueFlow, expression: Expression): CommandArgument {
  return { values: flow.valuesOf(expression), expression, isRest: false };
}

/** The last argument may be a list: `unpack(list)`, or `...`. */
function lastArgument(flow: ValueFlow, expression: Expression): CommandArgument[] {
  if (expression.type === 'VarargLiteral') {
    return [{ values: [UNKNOWN], expression, isRest: true }];
  }
  if (!isCall(expression) || !flow.isGlobal(expression.base, 'unpack')) {
    return [single(flow, expression)];
  }
  const [list, start] = argumentsOf(expression);
  if (list === undefined) return [];
  const [value, ...others] = flow.valuesOf(list);
  if (value?.kind !== 'table' || others.length > 0 || start !== undefined) {
    return [{ values: flow.elementsOf(list, undefined), expression: undefined, isRest: true }];
  }
  const fields = flow.fields.of(value.node);
  const members = fields.filter(({ key }, at) => key === at + 1);
  const added = fields.filter(({ key }) => key === undefined);
  const rest = { values: flow.valuesOfFields(added), expression: undefined, isRest: true };
  return [...members.map(field => single(flow, field.value)), ...(added.length > 0 ? [rest] : [])];
}
