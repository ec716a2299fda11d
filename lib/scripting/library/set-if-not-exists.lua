--[[
  Stores a value unless the key exists.

  KEYS[1]  the key
  ARGV[1]  the value
  ARGV[2]  ttl, in seconds
  Reply    1 when it was stored, 0 when the key existed
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
