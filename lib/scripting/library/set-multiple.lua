--[[
  Stores several values with the same time to live, all or none.

  KEYS       any number of keys
  ARGV[1…N]  as many values, in the same order
  ARGV[N+1]  ttl, in seconds
  Reply      how many were stored
]]

--- @include "parts/arguments"

local complaint = wrongCounts(#KEYS, #KEYS + 1) or badSeconds('ttl', ARGV[#ARGV])
if complaint then
  return complaint
end

for i, key in ipairs(KEYS) do
  redis.call('SET', key, ARGV[i], 'EX', ARGV[#ARGV])
end
return #KEYS
