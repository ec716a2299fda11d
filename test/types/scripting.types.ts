// Checked by `npm run typecheck`, never run: each @ts-expect-error is a mistake that must not compile.
import { LuaScripts } from '../../lib/scripting/library/index.js';
import {
  arg,
  defineScript,
  key,
  type PreparedScript,
  reply,
  type Script,
  type ScriptArgs,
  type ScriptExecutor,
  type ScriptKeys,
  type ScriptReply,
  type ScriptResult,
} from '../../lib/scripting/index.js';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(equal: Equal<A, B>): void;
declare const executor: ScriptExecutor;

const increment = defineScript({
  name: 'increment-if-exists',
  keys: ['counter'],
  args: { by: arg.integer(), ttl: arg.seconds() },
  returns: reply.nullable(reply.integer()),
  lua: '',
});
const setAll = defineScript({
  name: 'set-all',
  keys: ['index', key.list('entries')],
  args: { values: arg.list(arg.string()), ttl: arg.seconds() },
  returns: reply.tuple(reply.boolean(), reply.list(reply.bytes())),
  lua: '',
});
const plain = defineScript({ name: 'plain', lua: '' });

// A definition gives the types of keys, arguments and reply.
same<ScriptKeys<typeof increment>['counter'], string>(true);
same<ScriptArgs<typeof increment>, { readonly by: number | bigint; readonly ttl: number }>(true);
same<ScriptReply<typeof increment>, number | null>(true);
same<ScriptArgs<typeof setAll>['values'], readonly string[]>(true);
same<ScriptKeys<typeof setAll>['entries'], readonly string[]>(true);
same<ScriptReply<typeof setAll>, [boolean, Buffer[]]>(true);
same<ScriptReply<typeof plain>, unknown>(true);

// @ts-expect-error -- a key that is misspelt
export const misspelt: ScriptKeys<typeof increment> = { countr: 'a' };
// @ts-expect-error -- an argument of another type
export const wrongType: ScriptArgs<typeof increment> = { by: 'a', ttl: 2 };
// @ts-expect-error -- an argument that is left out
export const leftOut: ScriptArgs<typeof increment> = { by: 1 };
// @ts-expect-error -- one key in place of a list
export const noList: ScriptKeys<typeof setAll> = { index: 'a', entries: 'b' };

// run() and injected scripts are typed by the definition.
export async function run(injected: Script<typeof increment>): Promise<void> {
  const keys = { counter: 'views' };
  const args = { by: 1, ttl: 60 };
  same<Awaited<ReturnType<typeof injected>>, number | null>(true);
  await injected(keys, args);
  const counter = await executor.run(increment, keys, args);
  same<typeof counter, number | null>(true);
  await executor.run(plain, {}, {});
  // @ts-expect-error -- an argument that is left out
  await executor.run(increment, keys, { by: 1 });
  // @ts-expect-error -- a key that does not exist
  await executor.run(increment, { ...keys, other: 'a' }, args);
  const prepared = await executor.prepare(increment);
  same<typeof prepared, PreparedScript<typeof increment>>(true);
  // @ts-expect-error -- a key of another type
  await prepared.run({ counter: 1 }, args);
}

// execute() is typed by the definition, or by what the caller says.
export async function execute(): Promise<void> {
  const typed = await executor.execute(increment, ['views'], [1, 60]);
  same<typeof typed, ScriptResult<number | null>>(true);
  if (typed.success) same<typeof typed.result, number | null>(true);
  else same<typeof typed.result, undefined>(true);
  const text = await executor.execute<string[]>('return {}', [], []);
  same<typeof text, ScriptResult<string[]>>(true);
  const unknown = await executor.execute('return 1');
  same<typeof unknown, ScriptResult>(true);
  // @ts-expect-error -- keys are strings
  await executor.execute(increment, [1], [1, 60]);
  // @ts-expect-error -- an object is no value
  await executor.execute(increment, ['views'], [{ by: 1 }]);
}

// The scripts of the library, as their contract has them.
export async function library(): Promise<void> {
  const values = await executor.execute(LuaScripts.GetMultiple, ['a', 'b']);
  same<typeof values, ScriptResult<(string | null)[]>>(true);
  const count = await executor.execute(LuaScripts.IncrementWithExpiration, ['a'], [1, 300]);
  same<typeof count, ScriptResult<number | bigint>>(true);
  const number = await executor.execute<number>(
    LuaScripts.IncrementWithExpiration,
    ['a'],
    [1, 300],
  );
  same<typeof number, ScriptResult<number>>(true);
  await executor.execute(LuaScripts.RateLimitSlidingWindow, ['k'], [3, 60, 1_700_000_000]);
  await executor.execute(LuaScripts.SetMultiple, ['a', 'b'], ['va', 'vb', 300]);
  const removed = await executor.run(LuaScripts.DeleteByPattern, { pattern: '*' }, { batch: 100 });
  same<typeof removed, number>(true);
  const { rank, score } = await executor.run(
    LuaScripts.UpdateLeaderboard,
    { board: 'players' },
    { score: 1.5, member: 'ann', ttl: 60 },
  );
  same<[typeof rank, typeof score], [number, number]>(true);
  const queue = { queue: 'q', processing: 'p', failed: 'f', dead: 'd' };
  const answer = await executor.run(LuaScripts.JobQueue, queue, {
    operation: 'POP',
    now: 0,
    values: [5],
  });
  for (const { id, attempt } of answer.popped ?? []) {
    same<[typeof id, typeof attempt], [string, number]>(true);
  }
  same<typeof answer.dead_letter, number | boolean | undefined>(true);
  const limit = { limit: 100, window: 3600, now: 0 };
  await executor.run(LuaScripts.RateLimiter, { key: 'user' }, { ...limit, burst: undefined });
  await executor.run(LuaScripts.RateLimiter, { key: 'user' }, { ...limit, burst: 200 });
  // @ts-expect-error -- an operation that does not exist
  await executor.run(LuaScripts.JobQueue, queue, { operation: 'PEEK', now: 0, values: [] });
  // @ts-expect-error -- a ttl is a number
  await executor.run(LuaScripts.AcquireLock, { key: 'lock' }, { token: 'a', ttl: '30' });
}
