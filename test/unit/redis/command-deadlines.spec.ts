import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'ioredis';
import { CommandDeadlines, SILENCE_MS } from '../../../lib/redis/command-deadlines.js';

describe('CommandDeadlines', () => {
  const onSilence = jest.fn();
  let deadlines: CommandDeadlines;
  const send = (): Command => {
    const command = new Command('get', ['key']);
    deadlines.watch(command);
    return command;
  };
  const outcome = (command: Command): Promise<unknown> =>
    command.promise.then(
      () => 'answered',
      (error: unknown) => String(error),
    );
  beforeEach(() => {
    jest.useFakeTimers();
    onSilence.mockClear();
    deadlines = new CommandDeadlines(500, onSilence);
  });
  afterEach(() => {
    deadlines.close();
    jest.useRealTimers();
  });

  it('rejects each command by its own deadline, with one timer for all', async () => {
    const first = outcome(send());
    await jest.advanceTimersByTimeAsync(300);
    const second = send();
    expect(jest.getTimerCount()).toBe(1);

    await jest.advanceTimersByTimeAsync(201);
    expect(await first).toContain('did not answer GET within 500 ms');
    second.resolve('value');

    expect(await outcome(second)).toBe('answered');
  });

  it('stops its timer when nothing waits any more', async () => {
    send().resolve('value');

    await jest.advanceTimersByTimeAsync(600);

    expect(jest.getTimerCount()).toBe(0);
  });

  it('holds nothing that is done', () => {
    for (let sent = 0; sent < 5000; sent++) send().resolve('value');
    const last = send();

    expect(jest.getTimerCount()).toBe(1);
    last.resolve('value');
  });

  it('reports a connection that swallows everything, once', async () => {
    for (let passed = 0; passed < SILENCE_MS + 1000; passed += 500) {
      void outcome(send());
      // oxlint-disable-next-line no-await-in-loop -- time passes between commands
      await jest.advanceTimersByTimeAsync(500);
    }

    expect(onSilence).toHaveBeenCalledTimes(1);
  });

  it('reports none that answers now and then', async () => {
    for (let passed = 0; passed < 3 * SILENCE_MS; passed += 500) {
      const command = send();
      void outcome(command);
      if (passed % 5000 === 0) command.resolve('value');
      // oxlint-disable-next-line no-await-in-loop -- time passes between commands
      await jest.advanceTimersByTimeAsync(500);
    }

    expect(onSilence).not.toHaveBeenCalled();
  });
});
