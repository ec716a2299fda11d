import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisServer } from '../../../support/redis-server.ts';
import { ScriptRunner } from './script-runner.ts';
import { WireClient } from './wire-client.ts';

/** What a script finds: all names and types, and whether the functions still do what they should. */
const INVENTORY = `
  local seen = {}
  local function list(name, t)
    local keys = {}
    for key, value in pairs(t) do keys[#keys + 1] = tostring(key) .. ':' .. type(value) end
    table.sort(keys)
    seen[#seen + 1] = name .. ' ' .. table.concat(keys, ' ')
  end
  list('_G', _G)
  for _, name in ipairs({'string', 'table', 'math', 'coroutine', 'redis', 'cjson', 'cmsgpack', 'struct', 'bit'}) do
    list(name, _G[name])
    seen[#seen + 1] = tostring(getmetatable(_G[name])) .. tostring(pcall(function() return _G[name].nosuch.x end))
  end
  list('strings', getmetatable(''))
  list('globals', getmetatable(_G))
  seen[#seen + 1] = tostring(getmetatable('').__index == string) .. tostring(_G == _G._G)
  seen[#seen + 1] = tostring(pcall(function() return nosuch end))
  seen[#seen + 1] = ('x'):upper() .. #'abc' .. tostring(('a,b'):match('(%a),'))
  seen[#seen + 1] = cjson.encode({1, 'a'}) .. #cmsgpack.pack({1}) .. #struct.pack('i4', 1) .. bit.band(7, 3)
  seen[#seen + 1] = redis.call('echo', 'hi') .. redis.sha1hex('') .. tostring(redis.pcall('nosuch').err)
  seen[#seen + 1] = #KEYS .. #ARGV .. tostring(KEYS.x) .. tostring(getmetatable(KEYS))
  seen[#seen + 1] = tostring(coroutine.running()) .. math.floor(2.5) .. table.concat({1, 2}, '-')
  return seen`;

const LIBRARIES = [
  'string',
  'table',
  'math',
  'coroutine',
  'redis',
  'cjson',
  'cmsgpack',
  'struct',
  'bit',
];

const GLOBALS = [
  // "Try trick global protection 1" to 4, of Redis's own tests.
  'setmetatable(_G, {})',
  'local g = getmetatable(_G) g.__index = {}',
  'redis = function() return 1 end',
  '_G = {}',
  'x = 1',
  '_G.x = 1',
  'rawset(_G, "x", 1)',
  'pcall(rawset, _G, "x", 1) return "tried"',
  'getmetatable(_G).__newindex = rawset',
  'rawset(getmetatable(_G), "__index", rawget)',
  'setmetatable(getmetatable(_G), {__newindex = rawset})',
  'local t = setmetatable({}, {__newindex = _G}) t.x = 1',
  'local t = setmetatable({}, {__index = _G}) t.string.x = 1',
  'local t = setmetatable({}, _G) t.x = 1 return tostring(rawget(t, "x"))',
  'local t = setmetatable({}, getmetatable(_G)) getmetatable(t).__index = nil',
  'table.insert(_G, "x")',
  'table.insert(_G, 1, "x")',
  'table.foreach(_G, function(k, v) if k == "string" then v.x = 1 end end)',
  'for k, v in pairs(_G) do if k == "redis" then v.call = nil end end',
  'for k, v in next, _G do if k == "redis" then v.call = nil end end',
  'local k, v = next(_G) rawset(_G, k, 1)',
  'getfenv()',
  'setfenv(1, {})',
  'setfenv(0, {})',
  'debug.getregistry()',
  'debug.setmetatable(1, {})',
  'newproxy(true)',
  'module("m", package.seeall)',
  'require("string")',
  'dofile("x")',
  'loadfile("x")',
  'print("x")',
  'return os.clock()',
  'io.write("x")',
  'loadstring("x = 1")()',
  'load(function() return nil end)() x = 1',
  'loadstring("local f = ... f.x = 1")(string)',
  'coroutine.wrap(function() x = 1 end)()',
  'coroutine.wrap(function() string.x = 1 end)()',
  'local co = coroutine.create(function() coroutine.yield() x = 1 end) coroutine.resume(co) return {coroutine.resume(co)}',
  'coroutine.wrap(rawset)(_G, "x", 1)',
  'xpcall(function() x = 1 end, function() y = 1 end)',
  'xpcall(rawset, function() rawset(_G, "x", 1) end)',
  '__redis__err__handler = nil',
  '__redis__err__handler = function() end',
];

const LIBRARY_TABLES = LIBRARIES.flatMap(name => [
  `${name}.x = 1`,
  `${name} = nil`,
  `for k in pairs(${name}) do ${name}[k] = nil end`,
  `local k = next(${name}) rawset(${name}, k, nil)`,
  `setmetatable(${name}, {__index = function() return 1 end})`,
  `pcall(setmetatable, ${name}, {__index = {nosuch = {x = 1}}}) return "tried"`,
  `table.insert(${name}, 1)`,
  `table.remove(${name}) table.sort(${name}) return "nothing happens"`,
  `local t = setmetatable({}, {__newindex = ${name}}) t.x = 1`,
]);

const FUNCTIONS = [
  // "Try trick readonly table on redis/json/cmsgpack/bit table", of Redis's own tests.
  'redis.call = function() return 1 end',
  'cjson.encode = function() return 1 end',
  'cmsgpack.pack = function() return 1 end',
  'bit.lshift = function() return 1 end',
  'redis.call = nil',
  'redis.REDIS_VERSION = "9"',
  'string.sub = nil',
  'string.gsub = print',
  'cjson.null = 1',
  'math.random = nil',
  'table.concat = nil',
  'coroutine.wrap = nil',
];

const METATABLES = [
  "getmetatable('').__index = {}",
  "getmetatable('').__index = nil",
  "getmetatable('').__index.upper = nil",
  "getmetatable('').__len = function() return 0 end",
  "getmetatable('').__add = function() return 1 end",
  "rawset(getmetatable(''), '__index', {})",
  "setmetatable(getmetatable(''), {})",
  "setmetatable('', {})",
  "local m = getmetatable('') for k in pairs(m) do m[k] = nil end",
  "local t = setmetatable({}, getmetatable('')) return {t.upper == string.upper and 1 or 0, #t}",
  "local t = setmetatable({}, getmetatable('')) getmetatable(t).__index = {}",
  "local t = setmetatable({}, getmetatable('')) rawset(getmetatable(t), '__index', {})",
  "local t = setmetatable({}, getmetatable('')) return tostring(getmetatable(t) == getmetatable(''))",
  'setmetatable(KEYS, {__index = function() return "x" end}) return KEYS[1]',
  'KEYS.x = 1 ARGV.x = 1 return {KEYS.x, ARGV.x}',
  'KEYS = {}',
  'ARGV = {1}',
  'local t = setmetatable({}, {__gc = function() string.x = 1 end}) t = nil collectgarbage() return "collected"',
  'local t = setmetatable({}, {__mode = "k"}) t[{}] = 1 collectgarbage() return tostring(next(t))',
  'local t = setmetatable({}, {__metatable = "locked"}) setmetatable(t, {})',
  'return {type(getmetatable(coroutine.create(print or type))), type(getmetatable(cjson.null))}',
  'setmetatable(cjson.null, {})',
  'setmetatable(1, {})',
  'setmetatable(nil, {})',
  'setmetatable(type, {})',
];

const BYTECODE = [
  'return loadstring(string.dump(function() return 1 end))()',
  'return tostring(loadstring(string.dump(function() return 1 end)))',
  'local code = string.dump(function() return 1 end) return tostring(load(function() local c = code code = nil return c end))',
  'local code = string.dump(function() return 1 end) local i = 0 return tostring(load(function() i = i + 1 return i <= #code and code:sub(i, i) or nil end))',
  String.raw`return loadstring("\27LuaQ")()`,
  String.raw`return tostring(loadstring("\27"))`,
  String.raw`local _, e = loadstring("\27Lua", "=x") return e`,
  String.raw`local parts = {"\27", "Lua"} local n = 0 local f, e = load(function() n = n + 1 return parts[n] end, "=x") return e`,
  String.raw`local f = setmetatable({}, {__call = function() return "\27Lua" end}) return {pcall(load, f)}`,
  'return pcall(string.dump, redis.call)',
  'return {pcall(string.dump, pcall)}',
];

const TRICKS = { GLOBALS, LIBRARY_TABLES, FUNCTIONS, METATABLES, BYTECODE };

describe('a script that reaches for what all scripts share', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  it.each(Object.entries(TRICKS))(
    'is refused as on Redis, and the next one finds nothing changed: %s',
    async (_, tricks) => {
      using client = new WireClient(server.port);
      using runner = new ScriptRunner();
      const inventory = await client.send('eval', INVENTORY, '0');
      expect(runner.wire(INVENTORY)).toBe(inventory);
      for (const trick of tricks) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const expected = await client.send('eval', trick, '1', 'key', 'arg');
        const actual = runner.wire(trick, 2, { keys: ['key'], args: ['arg'] });
        const after = runner.wire(INVENTORY);
        expect({ trick, actual, after }).toEqual({ trick, actual: expected, after: inventory });
      }
    },
  );

  it('cannot reach the true tables by any path that begins at the globals', () => {
    using runner = new ScriptRunner();
    const source = `
      local seen, writable = {}, {}
      local function visit(value, path)
        if type(value) ~= 'table' or seen[value] then return end
        seen[value] = true
        if pcall(rawset, value, 'planted', true) then writable[#writable + 1] = path end
        for key, inner in pairs(value) do visit(inner, path .. '.' .. tostring(key)) end
        visit(getmetatable(value), path .. ':meta')
      end
      visit(_G, '_G')
      visit(getmetatable(''), 'string:meta')
      visit(setmetatable({}, getmetatable('')), 'own')
      table.sort(writable)
      return writable`;
    expect(runner.reply(source)).toEqual(['_G.ARGV', '_G.KEYS', 'own']);
  });
});
