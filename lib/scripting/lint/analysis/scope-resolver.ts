import {
  type Chunk,
  childrenOf,
  type Expression,
  type FunctionDeclaration,
  type Identifier,
  type Node,
  pick,
  type Statement,
} from './syntax-tree.js';
import type { Definition, Variable } from './variable.js';

/** A name that no local variable has. */
export interface GlobalUse {
  readonly identifier: Identifier;
  readonly isWrite: boolean;
}

/** Finds out which variable each name means, by the rules of Lua. */
export class ScopeResolver {
  /** All nodes, in the order of the text. */
  readonly nodes: Node[] = [];
  readonly globals: GlobalUse[] = [];
  readonly variables = new Map<Identifier, Variable>();
  /** The return statements of each function, and of the script. */
  readonly returns = new Map<FunctionDeclaration | Chunk, Expression[][]>();
  readonly #scopes: Map<string, Variable>[] = [];
  #function: FunctionDeclaration | Chunk;

  constructor(chunk: Chunk) {
    this.#function = chunk;
    this.returns.set(chunk, []);
    this.nodes.push(chunk);
    this.#block(chunk.body);
  }

  #visit(node: Node): void {
    this.nodes.push(node);
    switch (node.type) {
      case 'Identifier':
        return this.#use(node, undefined);
      case 'StringLiteral':
      case 'NumericLiteral':
        return undefined;
      case 'CallExpression':
        this.#visit(node.base);
        return this.#all(node.arguments);
      case 'MemberExpression':
        return this.#visit(node.base);
      case 'TableKeyString':
        return this.#visit(node.value);
      case 'ReturnStatement':
        this.returns.get(this.#function)?.push(node.arguments);
        return this.#all(node.arguments);
      case 'LocalStatement':
        this.#all(node.init);
        node.variables.forEach((name, at) => this.#declare(name, assigned(node.init, at)));
        return undefined;
      case 'AssignmentStatement':
        this.#all(node.init);
        node.variables.forEach((target, at) => {
          if (target.type !== 'Identifier') return this.#visit(target);
          this.nodes.push(target);
          return this.#use(target, assigned(node.init, at));
        });
        return undefined;
      case 'FunctionDeclaration':
        return this.#functionDeclaration(node);
      case 'ForNumericStatement':
        this.#all([node.start, node.end, ...(node.step === null ? [] : [node.step])]);
        return this.#block(node.body, () =>
          this.#declare(node.variable, { kind: 'loop', loop: node, index: 0 }),
        );
      case 'ForGenericStatement':
        this.#all(node.iterators);
        return this.#block(node.body, () =>
          node.variables.forEach((name, index) =>
            this.#declare(name, { kind: 'loop', loop: node, index }),
          ),
        );
      case 'WhileStatement':
      case 'IfClause':
      case 'ElseifClause':
        this.#visit(node.condition);
        return this.#block(node.body);
      case 'DoStatement':
      case 'ElseClause':
        return this.#block(node.body);
      case 'RepeatStatement':
        // The condition of `until` sees the variables of the body.
        return this.#scope(() => this.#all([...node.body, node.condition]));
      default:
        return this.#all(childrenOf(node));
    }
  }

  #functionDeclaration(node: FunctionDeclaration): void {
    const { identifier, parameters } = node;
    const definition = { kind: 'expression', expression: node, index: 0 } as const;
    if (identifier?.type === 'MemberExpression') this.#visit(identifier);
    else if (identifier !== null && node.isLocal) this.#declare(identifier, definition);
    else if (identifier !== null) this.#use(identifier, definition);
    const outer = this.#function;
    this.#function = node;
    this.returns.set(node, []);
    this.#block(node.body, () => {
      const isMethod = identifier?.type === 'MemberExpression' && identifier.indexer === ':';
      if (isMethod) this.#scopes.at(-1)?.set('self', variable('self', { kind: 'self' }));
      parameters.forEach((name, index) => {
        if (name.type === 'Identifier') this.#declare(name, { kind: 'parameter', of: node, index });
      });
    });
    this.#function = outer;
  }

  #all(nodes: readonly Node[]): void {
    for (const node of nodes) this.#visit(node);
  }

  #block(body: readonly Statement[], declare?: () => void): void {
    this.#scope(() => {
      declare?.();
      this.#all(body);
    });
  }

  #scope(visit: () => void): void {
    this.#scopes.push(new Map());
    visit();
    this.#scopes.pop();
  }

  #declare(identifier: Identifier, definition: Definition): void {
    const declared = variable(identifier.name, definition);
    this.#scopes.at(-1)?.set(identifier.name, declared);
    this.variables.set(identifier, declared);
  }

  #use(identifier: Identifier, written: Definition | undefined): void {
    const scope = this.#scopes.findLast(names => names.has(identifier.name));
    const used = scope?.get(identifier.name);
    if (used === undefined) {
      this.globals.push({ identifier, isWrite: written !== undefined });
      return;
    }
    if (written !== undefined) used.definitions.push(written);
    this.variables.set(identifier, used);
  }
}

function variable(name: string, definition: Definition): Variable {
  return { name, definitions: [definition] };
}

function assigned(init: readonly Expression[], position: number): Definition {
  const { expression, index } = pick(init, position) ?? { expression: undefined, index: 0 };
  return { kind: 'expression', expression, index };
}
