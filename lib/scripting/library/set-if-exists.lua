--[[
  Replaces a value, of whatever type, and its time to live, if the key exists.

  KEYS[1]  the key
  ARGV[1]  the new value
  ARGV[2]  ttl, in seconds: replaces the one the key had
  Reply    1 when it was replaced, 0 when there was no key
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 2) or badSeconds('ttl', ARGV[2])
if complaint then
  return complaint
end

if redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2], 'XX') then
  return 1
end
return 0
