import { libraryOf } from '../lua-environment.js';
import { invocationOf, isRedis } from './invocation.js';
import { resultOf } from './library-result.js';
import type { ScopeResolver } from './scope-resolver.js';
import {
  argumentsOf,
  type Call,
  type Expression,
  type FunctionDeclaration,
  isCall,
  isMultiple,
  pick,
} from './syntax-tree.js';
import { type Field, type FieldKey, TableFields } from './table-fields.js';
import { isNil, NIL, UNKNOWN, unique, type Value } from './value.js';
import type { Definition, Variable } from './variable.js';

/**
 * Follows values through local variables, tables, parameters and the results of local functions.
 * It takes no order or condition into account: a variable may hold all that it is ever given.
 */
export class ValueFlow {
  readonly fields = new TableFields(this);
  readonly #scopes: ScopeResolver;
  /** By the index of the value. */
  readonly #known: Map<Expression, readonly Value[]>[] = [];
  readonly #variables = new Map<Variable, readonly Value[]>();
  readonly #callers = new Map<FunctionDeclaration, (readonly Expression[])[]>();

  constructor(scopes: ScopeResolver) {
    this.#scopes = scopes;
    // What was known before there were callers, and before there were fields, is not all.
    for (const node of scopes.nodes) if (isCall(node)) this.#linkCall(node);
    if (this.#callers.size > 0) this.#forget();
    for (const node of scopes.nodes) this.fields.link(node);
    if (!this.fields.isUnwritten) this.#forget();
  }

  /**
   * All values that an expression may have, as far as they are known.
   *
   * @param index which value, of a call that gives several
   */
  valuesOf(expression: Expression, index = 0): readonly Value[] {
    if (index > 0 && !isMultiple(expression)) return [NIL];
    const known = (this.#known[index] ??= new Map());
    const before = known.get(expression);
    if (before !== undefined) return before;
    known.set(expression, []);
    const values = unique(this.#evaluate(expression, index));
    known.set(expression, values);
    return values;
  }

  /** The value of an expression that has only one, and that a constant. */
  constantOf(expression: Expression | undefined): string | number | undefined {
    if (expression === undefined) return undefined;
    const values = this.valuesOf(expression);
    const [value] = values;
    if (values.length > 1 || value?.kind !== 'literal') return undefined;
    return typeof value.value === 'string' || typeof value.value === 'number'
      ? value.value
      : undefined;
  }

  /** Whether an expression is, or may be, a global. */
  isGlobal(expression: Expression, path: string): boolean {
    return this.valuesOf(expression).some(value => value.kind === 'global' && value.path === path);
  }

  /** What may be found in a list or table, at a key, or at any when it is not known. */
  elementsOf(list: Expression, key: FieldKey): readonly Value[] {
    return this.valuesOf(list).flatMap(value => this.#elements(value, list, key));
  }

  /** What may be found in any of some fields. */
  valuesOfFields(fields: readonly Field[]): readonly Value[] {
    const values = unique(fields.flatMap(({ value }) => this.valuesOf(value)));
    // In a list of names and values, which is which is not known.
    const keys = values.filter(value => value.kind === 'element' && value.of === 'KEYS');
    const isMixed = keys.length > 0 && keys.length < values.length;
    return values.length === 0 || isMixed ? [UNKNOWN] : values;
  }

  #evaluate(expression: Expression, index: number): readonly Value[] {
    switch (expression.type) {
      case 'StringLiteral':
      case 'NumericLiteral':
      case 'BooleanLiteral':
      case 'NilLiteral':
        return [{ kind: 'literal', value: expression.value }];
      case 'FunctionDeclaration':
        return [{ kind: 'function', node: expression }];
      case 'TableConstructorExpression':
        return [{ kind: 'table', node: expression }];
      case 'Identifier': {
        const variable = this.#scopes.variables.get(expression);
        return variable === undefined
          ? [{ kind: 'global', path: expression.name }]
          : this.#held(variable);
      }
      case 'MemberExpression':
        return this.elementsOf(expression.base, expression.identifier.name);
      case 'IndexExpression':
        return this.elementsOf(expression.base, this.constantOf(expression.index));
      case 'LogicalExpression': {
        const left = this.valuesOf(expression.left);
        const right = this.valuesOf(expression.right);
        // `a and b` is a, where that is false or nil: whatever it was then, it is no use.
        if (expression.operator === 'and') return [...right, UNKNOWN];
        return [...left.filter(value => !isNil(value)), ...right];
      }
      case 'UnaryExpression':
        return this.#unary(expression.operator, expression.argument);
      case 'BinaryExpression': {
        const { left, operator, right } = expression;
        return [{ kind: 'made', by: operator, from: [left, right] }];
      }
      case 'VarargLiteral':
        return [UNKNOWN];
      default:
        return this.#called(expression, index);
    }
  }

  #unary(operator: string, argument: Expression): readonly Value[] {
    const number = operator === '-' ? this.constantOf(argument) : undefined;
    if (typeof number === 'number') return [{ kind: 'literal', value: -number }];
    return [{ kind: 'made', by: operator, from: [argument] }];
  }

  #held(variable: Variable): readonly Value[] {
    const before = this.#variables.get(variable);
    if (before !== undefined) return before;
    // What a variable gets from itself adds nothing.
    this.#variables.set(variable, []);
    const values = unique(variable.definitions.flatMap(each => this.#defined(each)));
    this.#variables.set(variable, values);
    return values;
  }

  #defined(definition: Definition): readonly Value[] {
    switch (definition.kind) {
      case 'expression':
        if (definition.expression === undefined) return [NIL];
        return this.valuesOf(definition.expression, definition.index);
      case 'parameter': {
        const callers = this.#callers.get(definition.of);
        if (callers === undefined) return [UNKNOWN];
        return callers.flatMap(args => this.#valueAt(args, definition.index));
      }
      case 'loop': {
        const { loop, index } = definition;
        if (loop.type === 'ForNumericStatement') return [{ kind: 'counter' }];
        const iterator = loop.type === 'ForGenericStatement' ? loop.iterators[0] : undefined;
        return iterator === undefined ? [UNKNOWN] : this.#iterated(iterator, index);
      }
      default:
        return [UNKNOWN];
    }
  }

  /** The variables of `for a, b in ipairs(list)`. */
  #iterated(iterator: Expression, index: number): readonly Value[] {
    if (!isCall(iterator)) return [UNKNOWN];
    const [list] = argumentsOf(iterator);
    const isIpairs = this.isGlobal(iterator.base, 'ipairs');
    if (list === undefined || !(isIpairs || this.isGlobal(iterator.base, 'pairs'))) {
      return [UNKNOWN];
    }
    if (index === 0) return [isIpairs ? { kind: 'counter' } : UNKNOWN];
    return this.elementsOf(list, undefined);
  }

  #valueAt(list: readonly Expression[], position: number): readonly Value[] {
    const picked = pick(list, position);
    return picked === undefined ? [NIL] : this.valuesOf(picked.expression, picked.index);
  }

  #called(call: Call, index: number): readonly Value[] {
    const { callees, args, shift } = invocationOf(this, call);
    if (index < shift) return [UNKNOWN];
    return callees.flatMap(callee => this.#result(call, callee, args, index - shift));
  }

  #result(call: Call, callee: Value, args: readonly Expression[], index: number): readonly Value[] {
    if (isRedis(callee)) return [index === 0 ? { kind: 'reply', call, isPart: false } : NIL];
    if (callee.kind === 'function') return this.#returned(callee.node, index);
    const base = call.base;
    const method = base.type === 'MemberExpression' && base.indexer === ':' ? base : undefined;
    if (method !== undefined && libraryOf('string')?.has(method.identifier.name)) {
      const by = `string.${method.identifier.name}`;
      return [{ kind: 'made', by, from: [method.base, ...args] }];
    }
    return callee.kind === 'global' ? resultOf(this, callee.path, args, index) : [UNKNOWN];
  }

  #returned(node: FunctionDeclaration, index: number): readonly Value[] {
    const returns = this.#scopes.returns.get(node) ?? [];
    const values = returns.flatMap(list => this.#valueAt(list, index));
    const endsWithReturn = node.body.at(-1)?.type === 'ReturnStatement';
    return endsWithReturn ? values : [...values, NIL];
  }

  #elements(value: Value, list: Expression, key: FieldKey): readonly Value[] {
    switch (value.kind) {
      case 'global': {
        const { path } = value;
        if (path === 'KEYS' || path === 'ARGV') {
          return [{ kind: 'element', of: path, index: typeof key === 'number' ? key : undefined }];
        }
        if (typeof key !== 'string') return [UNKNOWN];
        return [{ kind: 'global', path: path === '_G' ? key : `${path}.${key}` }];
      }
      case 'reply':
        return [{ ...value, isPart: true }];
      case 'made':
        return [{ kind: 'made', by: value.by, from: [list] }];
      case 'table':
        return this.valuesOfFields(
          this.fields
            .of(value.node)
            .filter(field => key === undefined || field.key === undefined || field.key === key),
        );
      default:
        return [UNKNOWN];
    }
  }

  #forget(): void {
    this.#known.length = 0;
    this.#variables.clear();
  }

  #linkCall(call: Call): void {
    const { callees, args } = invocationOf(this, call);
    for (const callee of callees) {
      if (callee.kind !== 'function') continue;
      const callers = this.#callers.get(callee.node);
      if (callers === undefined) this.#callers.set(callee.node, [args]);
      else callers.push(args);
    }
  }
}
