import { describe, expect, it } from '@jest/globals';
import { invoke } from '../../../lib/embedded/commands/invoke.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
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

  it('forgets the changes that it rolls back', () => {
    const unit = new UnitOfWork();
    unit.changes++;
    const outer = unit.savepoint();
    unit.changes++;
    const inner = unit.savepoint();
    unit.changes++;
    unit.rollbackTo(inner);
    expect(unit.changes).toBe(2);

    unit.rollbackTo(outer);
    expect(unit.changes).toBe(1);
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

describe('the memory of an engine', () => {
  it('is counted down to nothing when all is gone', () => {
    const server = createServer();
    const { context } = server.connect({ write: () => undefined, close: () => undefined });
    const run = (...args: string[]): unknown =>
      invoke(context, server.commands.resolve(args), args);
    run('SET', 'a', 'x'.repeat(100));
    run('FLUSHALL');

    expect(server.memory.used).toBe(0);
  });
});
