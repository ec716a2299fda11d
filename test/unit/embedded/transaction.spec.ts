import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandContext } from '../../../lib/embedded/commands/command-context.js';
import { invoke } from '../../../lib/embedded/commands/invoke.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { UnitOfWork } from '../../../lib/embedded/transaction/unit-of-work.js';

describe('UnitOfWork', () => {
  it('undoes in reverse order what was done since the savepoint', () => {
    const unit = new UnitOfWork();
    const undone: string[] = [];
    const savepoint = unit.savepoint();
    unit.undo?.record(() => undone.push('first'));
    unit.undo?.record(() => undone.push('second'));
    unit.rollbackTo(savepoint);

    expect(undone).toEqual(['second', 'first']);
    expect(unit.undo).toBeUndefined();
  });

  it('keeps the effects of before the savepoint when it rolls back', () => {
    const unit = new UnitOfWork();
    const effects: string[] = [];
    unit.defer(() => effects.push('before'));
    const savepoint = unit.savepoint();
    unit.defer(() => effects.push('within'));
    unit.rollbackTo(savepoint);
    unit.defer(() => effects.push('after'));
    unit.commit();

    expect(effects).toEqual(['before', 'after']);
  });

  it('rolls an outer part back with the inner one that succeeded', () => {
    const unit = new UnitOfWork();
    const undone: string[] = [];
    const outer = unit.savepoint();
    unit.undo?.record(() => undone.push('outer'));
    const inner = unit.savepoint();
    unit.undo?.record(() => undone.push('inner'));
    unit.release(inner);
    unit.rollbackTo(outer);

    expect(undone).toEqual(['inner', 'outer']);
  });
});

describe('a roll-back of the keyspace', () => {
  let server: Server;
  let context: CommandContext;
  beforeEach(() => {
    server = createServer();
    ({ context } = server.connect({ write: () => undefined, close: () => undefined }));
  });
  const run = (...args: string[]): unknown => invoke(context, server.commands.resolve(args), args);

  it('leaves no trace, whatever was done', () => {
    const random = randomFrom(42);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const key = (): string => pick(['a', 'b', 'c', 'd', 'a key that is longer than others']);
    const number = (): string => String(Math.floor(random() * 20));
    const commands: readonly (() => readonly string[])[] = [
      () => ['SET', key(), number()],
      () => ['SET', key(), 'a text that is rather long', 'EX', '100'],
      () => ['SET', key(), number(), 'KEEPTTL'],
      () => ['INCRBY', key(), number()],
      () => ['APPEND', key(), number()],
      () => ['SETRANGE', key(), number(), 'xyz'],
      () => ['DEL', key(), key()],
      () => ['RENAME', key(), key()],
      () => ['COPY', key(), key(), 'REPLACE'],
      () => ['MOVE', key(), '1'],
      () => ['EXPIRE', key(), '1000'],
      () => ['EXPIRE', key(), '-1'],
      () => ['PERSIST', key()],
      () => ['GETDEL', key()],
      () => ['SWAPDB', '0', '1'],
      () => ['FLUSHDB'],
      () => ['SELECT', pick(['0', '1'])],
    ];
    for (let round = 0; round < 2000; round++) {
      const before = snapshot(server);
      const savepoint = server.unit.savepoint();
      for (let count = 0; count < 8; count++) run(...pick(commands)());
      server.unit.rollbackTo(savepoint);

      expect(snapshot(server)).toEqual(before);
      for (let count = 0; count < 3; count++) run(...pick(commands)());
    }
  });

  it('counts the bytes as if nothing had been', () => {
    run('SET', 'a', 'x'.repeat(100));
    run('FLUSHALL');

    expect(server.memory.used).toBe(0);
  });
});

function snapshot(server: Server): unknown {
  return {
    used: server.memory.used,
    databases: server.keyspace.databases.slice(0, 2).map(({ values, expiries }) => ({
      values: new Map(
        Array.from(values, ([key, value]) => [key, [value.encoding, contentOf(value)]] as const),
      ),
      expiries: new Map(expiries),
    })),
  };
}

function contentOf(value: object): unknown {
  return 'bytes' in value ? value.bytes : value;
}

/** The same numbers in each run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
