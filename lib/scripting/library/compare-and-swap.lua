--[[
  Replaces a value and its time to live, if the value is still the expected one, byte for byte.

  KEYS[1]  the key of a string
  ARGV[1]  the value that is expected
  ARGV[2]  the new value
  ARGV[3]  ttl, in seconds
  Reply    1 when it was replaced, 0 when there was another value, or none
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 3) or badSeconds('ttl', ARGV[3])
if complaint then
  return complaint
end

if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
