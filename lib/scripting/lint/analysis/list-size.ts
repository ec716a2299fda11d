import { COLLECTIONS, COUNTED, LIMITED, RANGES, SCANS } from '../commands/replies.js';
import type { LintedScript } from './linted-script.js';
import type { RedisCall } from './redis-call.js';
import { argumentsOf, type Expression, isCall, type Loop, within } from './syntax-tree.js';
import type { Value } from './value.js';

/** `unpack` holds one less than this. */
export const MOST_UNPACKED = 8000;

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '~=']);

/** Whether nothing in the script, or in its definition, keeps a list below what `unpack` holds. */
export function mayBeLong(
  script: LintedScript,
  list: Expression,
  seen = new Set<Expression>(),
): boolean {
  if (seen.has(list) || isLengthChecked(script, list)) return false;
  seen.add(list);
  return script.flow.valuesOf(list).some(value => isLong(script, value, seen));
}

function isLong(script: LintedScript, value: Value, seen: Set<Expression>): boolean {
  switch (value.kind) {
    case 'global':
      return value.path === 'ARGV' || (value.path === 'KEYS' && script.keyCount === undefined);
    case 'reply': {
      const call = script.replyOf(value);
      return call !== undefined && isLongReply(call, value.isPart);
    }
    case 'made':
      return /^cjson\.decode$|^cmsgpack\.unpack$/.test(value.by);
    case 'table':
      return script.flow.fields
        .of(value.node)
        .filter(({ key }) => key === undefined)
        .some(({ node }) =>
          script.loops.some(loop => runsOften(script, loop, seen) && within(loop).includes(node)),
        );
    default:
      return false;
  }
}

/** Whether a loop runs as often as the caller, or the data, will have it. */
function runsOften(script: LintedScript, loop: Loop, seen: Set<Expression>): boolean {
  if (loop.type === 'ForNumericStatement') {
    const { end } = loop;
    if (end.type === 'UnaryExpression' && end.operator === '#') {
      return mayBeLong(script, end.argument, seen);
    }
    return script.flow.constantOf(end) === undefined;
  }
  if (loop.type === 'ForGenericStatement') {
    const [iterator] = loop.iterators;
    const [list] = iterator !== undefined && isCall(iterator) ? argumentsOf(iterator) : [];
    return list === undefined || mayBeLong(script, list, seen);
  }
  return true;
}

/** `#list` is compared with a number somewhere. */
function isLengthChecked(script: LintedScript, list: Expression): boolean {
  return script
    .ofType('BinaryExpression')
    .some(
      node =>
        COMPARISONS.has(node.operator) &&
        ((script.lengthIn(node.left, list) && isFew(script, node.right)) ||
          (script.lengthIn(node.right, list) && isFew(script, node.left))),
    );
}

function isFew(script: LintedScript, expression: Expression): boolean {
  const number = script.flow.constantOf(expression);
  return typeof number === 'number' && number > 0 && number <= MOST_UNPACKED;
}

function isLongReply({ arguments: args, command, words }: RedisCall, isPart: boolean): boolean {
  if (SCANS.has(command)) return isPart && saysMany(wordAfter(words, /^COUNT$/i, 10));
  if (isPart) return false;
  if (COLLECTIONS.has(command)) return true;
  if (COUNTED.has(command)) return args.length > 1 && saysMany(Number(words[1]));
  if (LIMITED.has(command)) return saysMany(wordAfter(words, /^(LIMIT|COUNT)$/i));
  if (!RANGES.has(command)) return args.some(({ isRest }) => isRest) && command === 'MGET';
  const [first, last] = [Number(words[1]), Number(words[2])];
  return first < 0 !== last < 0 || saysMany(last - first + 1);
}

/** The number that an option says: the last of LIMIT offset count. */
function wordAfter(
  words: readonly (string | undefined)[],
  option: RegExp,
  otherwise = Number.NaN,
): number {
  const at = words.findIndex(word => word !== undefined && option.test(word));
  if (at < 0) return otherwise;
  return Number(words[words[at]?.toUpperCase() === 'LIMIT' ? at + 2 : at + 1]);
}

/** Also where the number is not known. */
function saysMany(count: number): boolean {
  return !(Math.abs(count) < MOST_UNPACKED);
}
