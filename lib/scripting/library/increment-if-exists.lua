--[[
  Adds to a counter that exists, and makes it live longer. Where there is none, none is made.

  KEYS[1]  the key of the counter
  ARGV[1]  what is added: an integer, also below 0
  ARGV[2]  ttl, in seconds, from now on
  Reply    the counter, as text: a Lua number would be rounded beyond 2^53; nil when there is none
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 2) or badSeconds('ttl', ARGV[2])
if complaint then
  return complaint
end

if redis.call('EXISTS', KEYS[1]) == 0 then
  return nil
end
redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return redis.call('GET', KEYS[1])
