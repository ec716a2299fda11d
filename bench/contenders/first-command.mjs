// The first command of a process: milliseconds that the import takes, and then the command. What is
// imported is all that the application would.
const [contender, command] = process.argv.slice(2);

const CONTENDERS = {
  engine: {
    load: () => import('nest-hybrid-cache'),
    open: async ({ EmbeddedEngine }) => (await EmbeddedEngine.create()).connect(),
  },
  mock: {
    load: () => import('ioredis-mock'),
    open: async ({ default: RedisMock }) => new RedisMock(),
  },
};
const COMMANDS = {
  SET: client => client.set('key', 'value'),
  EVAL: client => client.eval("return redis.call('SET', KEYS[1], ARGV[1])", 1, 'key', 'value'),
};
const { load, open } = CONTENDERS[contender];

const start = performance.now();
const library = await load();
const imported = performance.now();
await COMMANDS[command](await open(library));
const answered = performance.now();

const times = { import: imported - start, command: answered - imported };
process.send(times, () => process.exit());
