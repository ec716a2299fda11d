import { type Identity, identitiesOf } from '../analysis/identities.js';
import type { LintedScript } from '../analysis/linted-script.js';
import { sourcesOf } from '../analysis/sources.js';
import type { Expression } from '../analysis/syntax-tree.js';
import type { LintRule } from '../lint-rule.js';

const CLOCK_NAME =
  /^(now|time|timestamp|ts|clock)$|_(now|time|timestamp|ts)$|[a-z](Now|Time|Timestamp)$/i;

export const weakIdentity: LintRule = {
  code: 'weak-identity',
  severity: 'warning',
  summary: 'time or math.random() as what tells things apart',
  check(script, report) {
    for (const call of script.redisCalls) {
      for (const identity of identitiesOf(call)) {
        if (isRandom(script, identity.expression)) {
          report(
            call.node,
            `math.random() tells one ${identity.what} from another. Before Redis 7 it gives every ` +
              'run of a script the same numbers.',
            'Let the caller make the identity (crypto.randomUUID()), and hand it in by ARGV.',
          );
        } else if (isClock(script, identity)) {
          report(
            call.node,
            `The time tells one ${identity.what} from another: those of one moment become one.`,
            'Add what is unique: an identity that the caller hands in by ARGV, or a counter (INCR).',
          );
        }
      }
    }
  },
};

function isRandom(script: LintedScript, expression: Expression): boolean {
  return sourcesOf(script.flow, expression).some(
    source => source.kind === 'made' && source.by === 'math.random',
  );
}

/** Whether a member of a sorted set is nothing but the time. */
function isClock(script: LintedScript, { expression, score }: Identity): boolean {
  if (score === undefined) return false;
  const sources = sourcesOf(script.flow, expression);
  const times = sources.filter(source => script.replyOf(source)?.command === 'TIME');
  const others = sources.filter(source => !times.includes(source));
  if (times.length > 0) {
    return others.every(({ kind }) => kind === 'literal' || kind === 'counter');
  }
  return isItsScore(script, expression, score) && looksLikeTime(script, expression);
}

/** `ZADD key now now` */
function isItsScore(script: LintedScript, member: Expression, score: Expression): boolean {
  if (script.isSame(member, score)) return true;
  const [a, ...othersOfA] = sourcesOf(script.flow, member);
  const [b, ...othersOfB] = sourcesOf(script.flow, score);
  if (othersOfA.length > 0 || othersOfB.length > 0) return false;
  return (
    a?.kind === 'element' &&
    b?.kind === 'element' &&
    a.of === b.of &&
    a.index === b.index &&
    a.index !== undefined
  );
}

/** By its name; or the script forgets members by their scores, as a sliding window does. */
function looksLikeTime(script: LintedScript, member: Expression): boolean {
  if (member.type === 'Identifier' && CLOCK_NAME.test(member.name)) return true;
  return script.redisCalls.some(({ command }) => command === 'ZREMRANGEBYSCORE');
}
