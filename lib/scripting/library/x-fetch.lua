--[[
  Reads a value, and tells whether the caller should compute it anew: when there is none; and now and
  then before it expires, the more likely the nearer that is, so that not all callers find it gone
  at once (XFetch).

  KEYS[1]  the key of a string
  ARGV[1]  delta: how long it takes to compute the value, in seconds, also with a fraction
  ARGV[2]  beta: 1; more to refresh earlier, less to refresh later
  ARGV[3]  now: not used. The clock is the server's, which knows what is left of the ttl.
  ARGV[4]  random: a number above 0, up to 1. That of a script would repeat after each restart.
  Reply    { value, refresh }: nil when there is none; 1 or 0
]]

--- @include "parts/argument-ranges"

local complaint = wrongCounts(1, 4)
  or badAmount(1000000000, 'delta, in seconds,', ARGV[1])
  or badAmount(1000000000, 'beta', ARGV[2])
  or badAmount(1, 'random', ARGV[4])
if complaint then
  return complaint
end

local value = redis.call('GET', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if not value then
  return { false, 1 }
end
local early = -1000 * tonumber(ARGV[1]) * tonumber(ARGV[2]) * math.log(tonumber(ARGV[4]))
-- A ttl of -1 is one without an end.
if left >= 0 and early >= left then
  return { value, 1 }
end
return { value, 0 }
