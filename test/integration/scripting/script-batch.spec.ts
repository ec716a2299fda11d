import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  arg,
  CrossSlotError,
  defineScript,
  reply,
  ScriptArgumentError,
  ScriptNotRunError,
  type ScriptResult,
  ScriptRuntimeError,
  ScriptSyntaxError,
  ScriptTransactionError,
} from '../../../lib/scripting/index.js';
import { RedisServer } from '../../support/redis-server.js';
import {
  describeScripts,
  errorOf,
  ExecutorUnderTest,
  resultOf,
} from '../../support/script-executor.js';

const append = defineScript({
  name: 'append',
  keys: ['list'],
  args: { item: arg.any() },
  returns: reply.integer(),
  lua: "return redis.call('RPUSH', KEYS[1], ARGV[1])",
});
const prepend = defineScript({
  name: 'prepend',
  keys: ['list'],
  args: { item: arg.any() },
  returns: reply.integer(),
  lua: "return redis.call('LPUSH', KEYS[1], ARGV[1])",
});
const first = defineScript({
  name: 'first',
  keys: ['list'],
  returns: reply.nullable(reply.bytes()),
  readOnly: true,
  lua: "return redis.call('LINDEX', KEYS[1], 0)",
});
const failing = defineScript({ name: 'failing', keys: ['key'], lua: "error('no')" });
const broken = defineScript({ name: 'broken', lua: 'return redis.call(' });

const failureAt = (results: readonly ScriptResult[], place: number): unknown => {
  const result = results[place];
  return result?.success === false ? result.error : undefined;
};
const successes = (results: readonly ScriptResult[]): boolean[] =>
  results.map(({ success }) => success);

describeScripts('ScriptBatch', bench => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([false, true])(
    'gives typed results in the order of its calls (atomic: %s)',
    async atomic => {
      const list = bench.key(`ordered-${atomic}`);
      const batch = bench.executor
        .batch({ atomic })
        .addTyped(append, { list }, { item: 'b' })
        .addTyped(prepend, { list }, { item: new Uint8Array([97, 0, 255]) })
        .addTyped(first, { list }, {})
        .add('return {ARGV[1], 2}', [list], ['ä']);
      expect(batch.size).toBe(4);

      expect((await batch.exec()).map(resultOf)).toEqual([
        1,
        2,
        Buffer.from([97, 0, 255]),
        ['ä', 2],
      ]);

      expect(batch.size).toBe(0);
      expect(await batch.exec()).toEqual([]);
    },
  );

  it.each([false, true])(
    'does not hide the other results behind a failure (atomic: %s)',
    async atomic => {
      const list = bench.key(`failing-${atomic}`);
      const results = await bench.executor
        .batch({ atomic })
        .addTyped(append, { list }, { item: 1 })
        .addTyped(failing, { key: list }, {})
        .addTyped(append, { list }, { item: 2 })
        .exec();

      expect(successes(results)).toEqual([true, false, true]);
      expect(failureAt(results, 1)).toBeInstanceOf(ScriptRuntimeError);
      expect(failureAt(results, 1)).toMatchObject({ script: 'failing', line: 1 });
      expect(await bench.client.lrange(bench.stored(`failing-${atomic}`), 0, -1)).toEqual([
        '1',
        '2',
      ]);
    },
  );

  it('carries the text of a script once, however often it is called', async () => {
    const send = jest.spyOn(bench.connection, 'send');
    const fresh = defineScript({ name: 'fresh', keys: ['key'], lua: 'return KEYS[1] -- fresh' });
    const batch = bench.executor.batch();
    for (let call = 0; call < 100; call++) batch.add(fresh, [bench.key(`k${call}`)]);

    expect(successes(await batch.exec())).toEqual(Array(100).fill(true));

    const masters = await bench.connection.masters();
    const loads = send.mock.calls.filter(([name]) => name === 'script');
    expect(loads).toHaveLength(masters.length);
    expect(send.mock.calls.filter(([name]) => name === 'evalsha')).toHaveLength(100);
  });

  it('has a call that cannot be made as a failure, and makes the others', async () => {
    const list = bench.key('unsound');
    const results = await bench.executor
      .batch()
      .add(append, [list])
      .add(append, [list], ['x'])
      .add('no-such-script', [list])
      .exec();

    expect(results.map(({ success }) => success)).toEqual([false, true, false]);
    expect(failureAt(results, 0)).toBeInstanceOf(ScriptArgumentError);
  });

  it('an atomic one runs nothing when one of its calls cannot be made', async () => {
    const list = bench.key('all-or-nothing');
    const results = await bench.executor
      .batch({ atomic: true })
      .add(append, [list], ['x'])
      .add(append, [list])
      .exec();

    expect(failureAt(results, 0)).toBeInstanceOf(ScriptNotRunError);
    expect(failureAt(results, 1)).toBeInstanceOf(ScriptArgumentError);
    expect(await bench.client.exists(bench.stored('all-or-nothing'))).toBe(0);
  });

  it.each([false, true])(
    'says which script the server cannot compile (atomic: %s)',
    async atomic => {
      const list = bench.key(`compile-${atomic}`);
      const results = await bench.executor
        .batch({ atomic })
        .add(append, [list], ['x'])
        .add(broken)
        .exec();

      expect(failureAt(results, 1)).toBeInstanceOf(ScriptSyntaxError);
      expect(results[0]?.success).toBe(!atomic);
    },
  );

  it('an atomic one runs as a whole: nothing of another client comes between', async () => {
    const list = bench.key('whole');
    const batches = Array.from({ length: 20 }, (_, id) => {
      const batch = bench.executor.batch({ atomic: true });
      for (let call = 0; call < 5; call++) batch.add(append, [list], [id]);
      return batch.exec();
    });
    const results = await Promise.all(batches);

    expect(results.flatMap(successes)).toEqual(Array(100).fill(true));
    const items = await bench.client.lrange(bench.stored('whole'), 0, -1);
    for (let at = 0; at < items.length; at += 5) {
      expect(new Set(items.slice(at, at + 5)).size).toBe(1);
    }
  });

  it('refuses options that it does not know', () => {
    expect(() => bench.executor.batch(JSON.parse('{"atom":true}'))).toThrow(
      'batch().atom is true, but must be left out: there is no such option. Known here: atomic',
    );
  });

  it('is held to one slot by call, and when atomic as a whole', async () => {
    const keys = ['{a}list', '{b}list'] as const;
    const results = await bench.executor
      .batch({ atomic: true })
      .add(append, [keys[0]], ['x'])
      .add(append, [keys[1]], ['x'])
      .exec();
    if (!bench.connection.isCluster) {
      expect(successes(results)).toEqual([true, true]);
      return;
    }
    expect(failureAt(results, 0)).toBeInstanceOf(CrossSlotError);
    const spread = await bench.executor
      .batch()
      .add(append, [keys[0]], ['x'])
      .add(append, [keys[1]], ['x'])
      .add('return KEYS', [...keys])
      .exec();
    expect(successes(spread)).toEqual([true, true, false]);
    expect(failureAt(spread, 2)).toBeInstanceOf(CrossSlotError);
  });
});

describe('a batch on a server that forgets its scripts', () => {
  const callers = 50;
  const rounds = 20;

  it.each([false, true])(
    'loses, doubles and reorders nothing while SCRIPT FLUSH runs (atomic: %s)',
    async atomic => {
      await using server = await RedisServer.start();
      await using opened = await ExecutorUnderTest.open({ url: server.url });
      const other = server.client();
      const done = new AbortController();
      const flushing = (async () => {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, all the time
        while (!done.signal.aborted) await other.script('FLUSH');
      })();
      const callInTurn = async (caller: number): Promise<void> => {
        for (let round = 0; round < rounds; round++) {
          const batch = opened.executor.batch({ atomic });
          for (let call = 0; call < 3; call++) {
            batch.add(append, [`list:${caller}`], [round * 3 + call]);
          }
          // oxlint-disable-next-line no-await-in-loop -- a caller waits for its own calls
          const results = await batch.exec();
          const lost = results.find(({ success }) => !success);
          // The one thing that Redis leaves open, which is told and not hidden.
          const failure = lost && errorOf(lost);
          if (failure && !(failure instanceof ScriptTransactionError)) throw failure;
        }
      };
      await Promise.all(Array.from({ length: callers }, (_, caller) => callInTurn(caller)));
      done.abort();
      await flushing;

      const client = server.client();
      for (let caller = 0; caller < callers; caller++) {
        // oxlint-disable-next-line no-await-in-loop -- to look at
        const items = (await client.lrange(`list:${caller}`, 0, -1)).map(Number);
        expect(items).toEqual(items.toSorted((a, b) => a - b));
        expect(new Set(items).size).toBe(items.length);
        if (!atomic) expect(items).toHaveLength(rounds * 3);
      }
    },
  );

  it('puts the text in front of the first call, so that calls keep their order', async () => {
    await using server = await RedisServer.start();
    await using opened = await ExecutorUnderTest.open({ url: server.url });
    await opened.executor.execute(append, ['list'], ['0']);

    // `prepend` is unknown as yet, `append` is known: still in this order.
    const results = await opened.executor
      .batch()
      .add(prepend, ['list'], ['-1'])
      .add(append, ['list'], ['1'])
      .exec();

    expect(results.map(resultOf)).toEqual([2, 3]);
  });

  it('tells what an atomic batch has applied when a script is flushed before EXEC', async () => {
    await using server = await RedisServer.start();
    await using opened = await ExecutorUnderTest.open({ url: server.url });
    const { connection } = opened;
    const transaction = connection.transaction.bind(connection);
    jest.spyOn(connection, 'transaction').mockImplementation(async (...args) => {
      await server.client().script('FLUSH');
      await server.client().script('LOAD', append.lua);
      return transaction(...args);
    });

    const results = await opened.executor
      .batch({ atomic: true })
      .add(append, ['list'], ['a'])
      .add(prepend, ['list'], ['b'])
      .exec();

    expect(failureAt(results, 0)).toBeInstanceOf(ScriptTransactionError);
    expect(failureAt(results, 0)).toMatchObject({ script: 'prepend', applied: [0], missing: [1] });
    expect(await server.client().lrange('list', 0, -1)).toEqual(['a']);
  });
});
