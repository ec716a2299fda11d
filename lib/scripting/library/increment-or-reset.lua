--[[
  Adds 1 to a counter. It begins at 1, again when it would exceed its max, and expires counted from
  there.

  KEYS[1]  the key of the counter
  ARGV[1]  ttl, in seconds, of a counter that begins
  ARGV[2]  max: what the counter counts up to
  Reply    the counter
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 2) or badSeconds('ttl', ARGV[1]) or badCount('max', ARGV[2])
if complaint then
  return complaint
end

local count = redis.call('GET', KEYS[1])
-- What is not a number is left to INCR, which says so.
if count and (tonumber(count) or 0) < tonumber(ARGV[2]) then
  return redis.call('INCR', KEYS[1])
end
redis.call('SET', KEYS[1], 1, 'EX', ARGV[1])
return 1
