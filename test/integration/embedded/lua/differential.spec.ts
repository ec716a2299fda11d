import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeReply, type Protocol } from '../../../../lib/embedded/reply/encode-reply.js';
import { WasmLuaVm } from '../../../../lib/embedded/lua/index.js';
import { RedisServer } from '../../../support/redis-server.ts';
import { cjson } from './corpus/cjson.ts';
import { commands } from './corpus/commands.ts';
import { depth } from './corpus/depth.ts';
import { errors } from './corpus/errors.ts';
import { extremes } from './corpus/extremes.ts';
import { jsonAbuse } from './corpus/json-abuse.ts';
import { language } from './corpus/language.ts';
import { libraries } from './corpus/libraries.ts';
import { messagePackAbuse } from './corpus/message-pack-abuse.ts';
import { numbers } from './corpus/numbers.ts';
import { returns } from './corpus/returns.ts';
import { sandbox } from './corpus/sandbox.ts';
import { structAbuse } from './corpus/struct-abuse.ts';
import { MemoryHost } from './memory-host.ts';
import { WireClient } from './wire-client.ts';

const CORPUS = {
  numbers,
  returns,
  errors,
  cjson,
  libraries,
  language,
  sandbox,
  commands,
  structAbuse,
  messagePackAbuse,
  jsonAbuse,
  depth,
  extremes,
};
const KEYS = ['key:1', 'key:2'];
const ARGS = ['one', '2', '\0\xff'];
const PROTOCOLS: readonly Protocol[] = [2, 3];

describe('a script answers, byte for byte, what it answers on Redis 7.0.15', () => {
  const vm = new WasmLuaVm();
  let server: RedisServer;

  beforeAll(async () => {
    server = await RedisServer.start();
  });

  afterAll(async () => {
    vm.close();
    await server.stop();
  });

  function onVm(source: string, protocol: Protocol): string {
    const script = vm.load(source);
    if ('kind' in script) return encodeReply(script, protocol);
    const host = new MemoryHost();
    const limits = { timeMs: 10_000, replyDepth: 8000 };
    const run = { name: script.sha1, keys: KEYS, args: ARGS, host, limits };
    const outcome = vm.run(script, run);
    return encodeReply(outcome.ok ? outcome.reply : outcome.error, protocol);
  }

  it.each(Object.entries(CORPUS))('%s', async (_, scripts) => {
    const differences: { source: string; expected: string; actual: string }[] = [];
    for (const protocol of PROTOCOLS) {
      using client = new WireClient(server.port);
      // oxlint-disable-next-line no-await-in-loop -- one connection after the other
      await client.send('hello', `${protocol}`);
      for (const source of scripts) {
        const run = ['eval', source, `${KEYS.length}`, ...KEYS, ...ARGS];
        // oxlint-disable-next-line no-await-in-loop -- each script finds the keyspace empty
        const [, expected] = await Promise.all([client.send('flushall'), client.send(...run)]);
        const actual = onVm(source, protocol);
        if (actual !== expected) differences.push({ source, expected, actual });
      }
    }
    expect(differences).toEqual([]);
  });
});
