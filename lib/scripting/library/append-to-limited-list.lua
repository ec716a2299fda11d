--[[
  Appends to a list that keeps its newest entries only. LRANGE 0 -1 reads them, the oldest first.

  KEYS[1]  the key of the list
  ARGV[1]  the value
  ARGV[2]  max: how many entries are kept
  ARGV[3]  ttl of the whole list, in seconds, from now on
  Reply    how many entries the list has now
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 3)
  or badCount('max', ARGV[2])
  or badSeconds('ttl', ARGV[3])
if complaint then
  return complaint
end

local length = redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], '-' .. ARGV[2], -1)
redis.call('EXPIRE', KEYS[1], ARGV[3])
return math.min(length, tonumber(ARGV[2]))
