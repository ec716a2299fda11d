import { ServerReplyError } from '../errors/index.js';
import type { RedisConnection } from '../redis/index.js';
import { ScriptTransactionError } from './errors/index.js';
import { scriptError } from './script-failure.js';
import type { InvocationOutcome, ScriptInvocation } from './script-invocation.js';
import type { ScriptRunner } from './script-runner.js';

type Node = ReturnType<RedisConnection['nodeOf']>;

/** How often a transaction is sent anew that has not run, since its keys live elsewhere by now. */
const MAX_ATTEMPTS = 5;
const REDIRECTED = /^(?:MOVED|ASK|TRYAGAIN|CLUSTERDOWN)\b/;

/**
 * Runs calls as one MULTI/EXEC, after all their scripts were seen on the server: a transaction half
 * of which fails with NOSCRIPT cannot be taken back.
 *
 * @throws CrossSlotError, ScriptTransactionError, ServerUnavailableError, or the ScriptError of the
 *   call that the server refused before anything ran
 */
export async function runTogether(
  runner: ScriptRunner,
  invocations: readonly ScriptInvocation[],
): Promise<InvocationOutcome[]> {
  const [first] = invocations;
  if (!first) return [];
  const keys = invocations.flatMap(invocation => invocation.keys);
  const crossing = runner.crossSlot(first.script.name, [...new Set(keys)]);
  if (crossing) throw crossing;
  for (let attempt = 1; ; attempt++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- sent anew only when it has not run
      return await attemptTogether(runner, invocations, runner.connection.nodeOf(keys[0] ?? ''));
    } catch (error) {
      if (!isRedirected(error) || attempt === MAX_ATTEMPTS) throw failureOf(first, error);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await runner.connection.refreshSlots();
    }
  }
}

async function attemptTogether(
  runner: ScriptRunner,
  invocations: readonly ScriptInvocation[],
  node: Node,
): Promise<InvocationOutcome[]> {
  await loadMissing(runner, invocations, node);
  const isBinary = invocations.some(({ encoding }) => encoding === 'bytes');
  const commands = invocations.map(invocation => runner.commandOf(invocation));
  const encoding = isBinary ? 'bytes' : 'utf8';
  const replies = await runner.connection.transaction(commands, encoding, node);
  checkAllRan(invocations, replies);
  return invocations.map((invocation, place): InvocationOutcome => {
    const reply = replies[place];
    if (reply instanceof ServerReplyError) return { error: scriptError(invocation.script, reply) };
    return { reply: isBinary && invocation.encoding === 'utf8' ? asText(reply) : reply };
  });
}

/** In one question for all, since what was loaded once may have been flushed by anybody. */
async function loadMissing(
  { connection }: ScriptRunner,
  invocations: readonly ScriptInvocation[],
  node: Node,
): Promise<void> {
  const scripts = [...new Map(invocations.map(({ script }) => [script.sha1, script])).values()];
  const digests = scripts.map(({ sha1 }) => sha1);
  const known = await connection.send('script', ['exists', ...digests], 'utf8', node);
  const missing = scripts.filter((_, index) => Array.isArray(known) && known[index] !== 1);
  const loads = missing.map(async script => {
    try {
      await connection.send('script', ['load', script.lua], 'utf8', node);
    } catch (error) {
      throw error instanceof ServerReplyError ? scriptError(script, error) : error;
    }
  });
  await Promise.all(loads);
}

function checkAllRan(invocations: readonly ScriptInvocation[], replies: readonly unknown[]): void {
  const places = [...invocations.keys()];
  const isMissing = (place: number): boolean => {
    const reply = replies[place];
    return reply instanceof ServerReplyError && reply.serverCode === 'NOSCRIPT';
  };
  const missing = places.filter(isMissing);
  const [first] = missing;
  if (first === undefined) return;
  const applied = places.filter(place => !isMissing(place));
  throw new ScriptTransactionError(invocations[first]?.script.name ?? '', applied, missing);
}

function isRedirected(error: unknown): boolean {
  return error instanceof ServerReplyError && REDIRECTED.test(error.reply);
}

function failureOf({ script }: ScriptInvocation, error: unknown): unknown {
  return error instanceof ServerReplyError ? scriptError(script, error) : error;
}

/** EXEC has one encoding for all replies. */
function asText(reply: unknown): unknown {
  if (Buffer.isBuffer(reply)) return reply.toString();
  return Array.isArray(reply) ? reply.map(asText) : reply;
}
