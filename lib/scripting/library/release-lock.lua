--[[
  Gives a lock back, if it is still the holder's.

  KEYS[1]  the key of the lock
  ARGV[1]  token: the one it was taken with
  Reply    1 when it was given back, 0 when it had expired, or somebody else has it
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 1)
if complaint then
  return complaint
end

if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[1])
