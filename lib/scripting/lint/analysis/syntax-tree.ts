import luaparse from 'luaparse';

export type Node = luaparse.Node;
export type Expression = luaparse.Expression;
export type Statement = luaparse.Statement;
export type Comment = luaparse.Comment;
export type Chunk = luaparse.Chunk;
export type Identifier = luaparse.Identifier;
export type BinaryExpression = luaparse.BinaryExpression;
export type FunctionDeclaration = luaparse.FunctionDeclaration;
export type TableConstructor = luaparse.TableConstructorExpression;
export type Call =
  | luaparse.CallExpression
  | luaparse.TableCallExpression
  | luaparse.StringCallExpression;
export type Loop =
  | luaparse.WhileStatement
  | luaparse.RepeatStatement
  | luaparse.ForNumericStatement
  | luaparse.ForGenericStatement;

/**
 * Parses a script as the Lua 5.1 of Redis would. Strings in the tree are bytes, as in Lua: one
 * character each.
 */
export function parseLua(lua: string): Chunk {
  const bytes = Buffer.from(lua).toString('latin1');
  return luaparse.parse(bytes, {
    luaVersion: '5.1',
    comments: true,
    locations: true,
    encodingMode: 'pseudo-latin1',
  });
}

/** A text of the tree, as the author wrote it. */
export function textOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}

/** What a node directly consists of. Comments are no part of it. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const part of Object.values(node)) {
    if (typeof part !== 'object' || part === null) continue;
    if (isNode(part)) children.push(part);
    else if (Array.isArray(part)) for (const each of part) if (isNode(each)) children.push(each);
  }
  return children;
}

function isNode(part: object): part is Node {
  return 'type' in part && part.type !== 'Comment';
}

/** A node and everything in it, outer nodes first. */
export function within(node: Node): Node[] {
  const nodes = [node];
  // The array grows while it is walked: what was added is looked into in its turn.
  for (const each of nodes) nodes.push(...childrenOf(each));
  return nodes;
}

/** Line of a node, counted from 1. */
export function lineOf(node: Node): number {
  return node.loc?.start.line ?? 1;
}

export function isCall(node: Node): node is Call {
  return (
    node.type === 'CallExpression' ||
    node.type === 'TableCallExpression' ||
    node.type === 'StringCallExpression'
  );
}

export function isLoop(node: Node): node is Loop {
  return (
    node.type === 'WhileStatement' ||
    node.type === 'RepeatStatement' ||
    node.type === 'ForNumericStatement' ||
    node.type === 'ForGenericStatement'
  );
}

/** `f(a, b)`, `f{…}` and `f'…'` alike. */
export function argumentsOf(call: Call): readonly Expression[] {
  if (call.type === 'CallExpression') return call.arguments;
  return [call.type === 'StringCallExpression' ? call.argument : call.arguments];
}

/** Whether an expression may give several values, or none. */
export function isMultiple(expression: Expression): boolean {
  return isCall(expression) || expression.type === 'VarargLiteral';
}

/**
 * Which expression of a list gives the value at a position, and which of its values that is: the
 * last one fills all that follow. Nothing when that is nil.
 */
export function pick(
  list: readonly Expression[],
  position: number,
): { readonly expression: Expression; readonly index: number } | undefined {
  const expression = list[Math.min(position, list.length - 1)];
  if (expression === undefined) return undefined;
  const index = Math.max(0, position - (list.length - 1));
  return index === 0 || isMultiple(expression) ? { expression, index } : undefined;
}
