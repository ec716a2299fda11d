import type { KeySpecs } from '../../definition/index.js';
import { invocationOf, isRedis } from './invocation.js';
import { RedisCall } from './redis-call.js';
import { type GlobalUse, ScopeResolver } from './scope-resolver.js';
import {
  argumentsOf,
  type Call,
  type Chunk,
  type Expression,
  type FunctionDeclaration,
  type Identifier,
  isCall,
  isLoop,
  type Loop,
  type Node,
  within,
} from './syntax-tree.js';
import type { Value } from './value.js';
import { ValueFlow } from './value-flow.js';
import type { Variable } from './variable.js';

/** A script as rules look at it. */
export class LintedScript {
  readonly lua: string;
  readonly chunk: Chunk;
  readonly flow: ValueFlow;
  readonly loops: readonly Loop[];
  readonly globals: readonly GlobalUse[];
  readonly redisCalls: readonly RedisCall[];
  /** How many keys the definition declares, where it declares a fixed number. */
  readonly keyCount: number | undefined;
  readonly #nodes: readonly Node[];
  readonly #scopes: ScopeResolver;
  readonly #redisCalls: ReadonlyMap<Call, RedisCall>;
  readonly #callsByPath = new Map<string, Call[]>();

  constructor(lua: string, chunk: Chunk, keys: KeySpecs | undefined) {
    this.lua = lua;
    this.chunk = chunk;
    this.#scopes = new ScopeResolver(chunk);
    this.#nodes = this.#scopes.nodes;
    this.globals = this.#scopes.globals;
    this.flow = new ValueFlow(this.#scopes);
    this.loops = this.#nodes.filter(isLoop);
    const redisCalls = new Map<Call, RedisCall>();
    for (const call of this.#nodes.filter(isCall)) {
      this.#indexCall(call);
      const { callees } = invocationOf(this.flow, call);
      if (callees.some(isRedis)) redisCalls.set(call, new RedisCall(this.flow, call));
    }
    this.redisCalls = [...redisCalls.values()];
    this.#redisCalls = redisCalls;
    this.keyCount = keys?.every(spec => typeof spec === 'string') ? keys.length : undefined;
  }

  /** The nodes of a type, in the order of the text. */
  ofType<Type extends Node['type']>(type: Type): Extract<Node, { type: Type }>[] {
    return this.#nodes.filter((node): node is Extract<Node, { type: Type }> => node.type === type);
  }

  /** What the script as a whole returns. Redis takes the first value only. */
  get returned(): readonly Value[] {
    const returns = this.#scopes.returns.get(this.chunk) ?? [];
    return returns.flatMap(([first]) => (first === undefined ? [] : this.flow.valuesOf(first)));
  }

  /** The variable that a name means. Nothing for a global. */
  variableOf(identifier: Identifier): Variable | undefined {
    return this.#scopes.variables.get(identifier);
  }

  /** The command whose reply a value is, or is a part of. */
  replyOf(value: Value): RedisCall | undefined {
    return value.kind === 'reply' ? this.#redisCalls.get(value.call) : undefined;
  }

  /** Whether an expression is the call of a function of Lua, such as `unpack`. */
  isCallOf(node: Expression, path: string): node is Call {
    return isCall(node) && this.flow.isGlobal(node.base, path);
  }

  /** The commands that a part of the script calls, itself or by a function of the script. */
  redisCallsWithin(part: Node): RedisCall[] {
    const seen = new Set<FunctionDeclaration>();
    const nodes = new Set(within(part));
    for (const node of nodes) {
      if (!isCall(node)) continue;
      for (const callee of invocationOf(this.flow, node).callees) {
        if (callee.kind !== 'function' || seen.has(callee.node)) continue;
        seen.add(callee.node);
        for (const each of within(callee.node)) nodes.add(each);
      }
    }
    return this.redisCalls.filter(({ node }) => nodes.has(node));
  }

  /** Whether `#list` occurs in an expression. */
  lengthIn(expression: Expression, list: Expression): boolean {
    return within(expression).some(
      node =>
        node.type === 'UnaryExpression' &&
        node.operator === '#' &&
        this.isSame(node.argument, list),
    );
  }

  /** Whether two expressions are the same name, of a variable or of a global. */
  isSame(a: Expression, b: Expression): boolean {
    if (a.type !== 'Identifier' || b.type !== 'Identifier' || a.name !== b.name) return false;
    return this.variableOf(a) === this.variableOf(b);
  }

  /** The calls of a function of Lua, with their arguments. */
  callsOf(path: string): { readonly call: Call; readonly args: readonly Expression[] }[] {
    const calls = this.#callsByPath.get(path) ?? [];
    return calls.map(call => ({ call, args: argumentsOf(call) }));
  }

  #indexCall(call: Call): void {
    for (const callee of this.flow.valuesOf(call.base)) {
      if (callee.kind !== 'global') continue;
      const calls = this.#callsByPath.get(callee.path);
      if (calls === undefined) this.#callsByPath.set(callee.path, [call]);
      else calls.push(call);
    }
  }
}
