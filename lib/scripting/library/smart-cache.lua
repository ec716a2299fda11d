--[[
  A cache of limited size: when it is full, what was not used for longest goes.

  The entries are in the hash of KEYS[3], under the names that KEYS[1] gives. So a call about one
  entry can evict another without touching a key that is not in KEYS.

  KEYS[1]   the name of the entry. Nothing is stored there.
  KEYS[2]   the access log: a sorted set
  KEYS[3]   the entries and the statistics: a hash
  ARGV[1]   operation: GET, SET, DELETE, STATS or CLEAR
  ARGV[2]   now: not used. The clock is the server's, since those of clients differ.
  ARGV[3…]  for SET only: value; ttl in seconds; max_entries (1000 if it is left out)
  Reply     names and values:
            GET     hit 1, data; hit 0
            SET     set 1, ttl_seconds
            DELETE  deleted (1 or 0)
            STATS   hits, misses, sets, deletes, evictions: how many since the last CLEAR;
                    size: how many entries live; hit_rate: from 0 to 1, as text
            CLEAR   cleared 1, entries_cleared
]]

--- @include "parts/argument-ranges"
--- @include "parts/server-time"

-- How much one call clears away at most, so that it does not hold up others.
local BATCH = 1000
-- Statistics are kept for a day after the last entry, or the last GET.
local DAY = 86400000

local entry, log, hash = KEYS[1], KEYS[2], KEYS[3]
local now = serverTime()

-- The log orders entries twice: above 0 by their last use, below 0 by the end of their time.
local function drop(name)
  redis.call('ZREM', log, 'used:' .. name, 'ends:' .. name)
  redis.call('HDEL', hash, 'entry:' .. name)
end

local function dropAll(members)
  for _, member in ipairs(members) do
    drop(string.sub(member, 6))
  end
end

local function countLiving()
  return redis.call('ZCOUNT', log, '-inf', string.format('(-%.0f', now))
end

local function isLiving(name)
  local ends = redis.call('ZSCORE', log, 'ends:' .. name)
  return ends and -tonumber(ends) > now
end

local function count(what, by)
  redis.call('HINCRBY', hash, what, by)
end

local function keep(milliseconds)
  for _, key in ipairs({ log, hash }) do
    if redis.call('PTTL', key) < milliseconds then
      redis.call('PEXPIRE', key, milliseconds)
    end
  end
end

local function makeRoom(max)
  local ended = string.format('-%.0f', now)
  dropAll(redis.call('ZRANGEBYSCORE', log, ended, '(0', 'LIMIT', 0, BATCH))
  local surplus = math.min(redis.call('ZCARD', log) / 2 - max, BATCH)
  if surplus > 0 then
    local oldest = redis.call('ZRANGEBYSCORE', log, '(0', '+inf', 'LIMIT', 0, surplus)
    dropAll(oldest)
    count('evictions', #oldest)
  end
end

local function get()
  if not isLiving(entry) then
    drop(entry)
    count('misses', 1)
    keep(DAY)
    return { 'hit', 0 }
  end
  redis.call('ZADD', log, now, 'used:' .. entry)
  count('hits', 1)
  keep(DAY)
  return { 'hit', 1, 'data', redis.call('HGET', hash, 'entry:' .. entry) }
end

local function set()
  local value, ttl, max = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5] or 1000)
  redis.call('HSET', hash, 'entry:' .. entry, value)
  redis.call('ZADD', log, now, 'used:' .. entry, -(now + ttl * 1000000), 'ends:' .. entry)
  makeRoom(max)
  count('sets', 1)
  keep(ttl * 1000 + DAY)
  return { 'set', 1, 'ttl_seconds', ttl }
end

local function delete()
  local deleted = isLiving(entry) and 1 or 0
  drop(entry)
  if deleted == 1 then
    count('deletes', 1)
  end
  return { 'deleted', deleted }
end

local function stats()
  local names = { 'hits', 'misses', 'sets', 'deletes', 'evictions' }
  local counts = redis.call('HMGET', hash, unpack(names))
  local reply = {}
  for i, name in ipairs(names) do
    reply[2 * i - 1], reply[2 * i] = name, tonumber(counts[i] or 0)
  end
  local hits, misses = tonumber(counts[1] or 0), tonumber(counts[2] or 0)
  local rate = string.format('%.17g', hits / math.max(hits + misses, 1))
  for _, value in ipairs({ 'size', countLiving(), 'hit_rate', rate }) do
    table.insert(reply, value)
  end
  return reply
end

local function clear()
  local cleared = countLiving()
  redis.call('UNLINK', log, hash)
  return { 'cleared', 1, 'entries_cleared', cleared }
end

local function noMore()
  return wrongCounts(3, 2)
end

local function valueAndTtl()
  return wrongRange(3, 4, 5)
    or notWithin(1000000000, 'ttl, in seconds,', ARGV[4])
    or ARGV[5] and badCount('max_entries', ARGV[5])
end

local operations = {
  GET = { check = noMore, run = get },
  SET = { check = valueAndTtl, run = set },
  DELETE = { check = noMore, run = delete },
  STATS = { check = noMore, run = stats },
  CLEAR = { check = noMore, run = clear },
}

local operation = operations[ARGV[1]]
if not operation then
  return redis.error_reply('ERR operation must be GET, SET, DELETE, STATS or CLEAR')
end
return operation.check() or operation.run()
