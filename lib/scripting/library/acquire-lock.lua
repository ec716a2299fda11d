--[[
  Takes a lock that is free, for a limited time.

  KEYS[1]  the key of the lock
  ARGV[1]  token: a value that only this holder knows
  ARGV[2]  ttl, in seconds: after it the lock is free again
  Reply    1 when it was taken, 0 when somebody has it
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 2) or badSeconds('ttl', ARGV[2])
if complaint then
  return complaint
end

if redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2], 'NX') then
  return 1
end
return 0
