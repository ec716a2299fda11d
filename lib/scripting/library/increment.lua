--[[
  Adds to a counter. One that does not exist begins at 0; one that exists keeps its time to live.

  KEYS[1]  the key of the counter
  ARGV[1]  what is added: an integer, also below 0
  Reply    the counter, as text: a Lua number would be rounded beyond 2^53
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 1)
if complaint then
  return complaint
end

redis.call('INCRBY', KEYS[1], ARGV[1])
return redis.call('GET', KEYS[1])
