import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('../contenders/first-command.mjs', import.meta.url));
const NANOSECONDS = 1e6;
const BAR_MS = 60;

// The first command of a process: the engine is made, joined to a client, and answers.
export async function* rows({ rounds, isSecondFirst }) {
  for (const command of ['SET', 'EVAL']) {
    const measured = { engine: [], mock: [] };
    for (let round = 0; round < rounds; round++) {
      const contenders = ['engine', 'mock'];
      if (isSecondFirst === (round % 2 === 0)) contenders.reverse();
      for (const each of contenders) measured[each].push(await firstCommand(each, command));
    }
    const row = (name, bar, timeOf) => ({
      name,
      bar,
      unit: 'ns',
      ours: { label: 'engine', rounds: measured.engine.map(timeOf) },
      theirs: { label: 'ioredis-mock', rounds: measured.mock.map(timeOf) },
    });
    yield row(
      `embedded, first ${command} of a process`,
      { oursAtMost: BAR_MS * NANOSECONDS },
      times => times.command * NANOSECONDS,
    );
    yield row(
      `embedded, first ${command} with the import`,
      undefined,
      times => (times.import + times.command) * NANOSECONDS,
    );
  }
}

async function firstCommand(contender, command) {
  const child = fork(CHILD, [contender, command], { execArgv: [] });
  const [times] = await once(child, 'message');
  return times;
}
