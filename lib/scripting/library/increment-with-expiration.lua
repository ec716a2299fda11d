--[[
  Adds to a counter. One that does not exist begins at 0, and expires; one that exists keeps the
  time to live it has, or goes on without one.

  KEYS[1]  the key of the counter
  ARGV[1]  what is added: an integer, also below 0
  ARGV[2]  ttl, in seconds, of a new counter
  Reply    the counter, as text: a Lua number would be rounded beyond 2^53
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 2) or badSeconds('ttl', ARGV[2])
if complaint then
  return complaint
end
if not string.find(ARGV[1], '^-?%d+$') then
  return redis.error_reply('ERR by must be an integer')
end

local isNew = redis.call('EXISTS', KEYS[1]) == 0
redis.call('INCRBY', KEYS[1], ARGV[1])
if isNew then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
end
return redis.call('GET', KEYS[1])
