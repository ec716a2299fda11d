--[[
  Reads a value, and makes it and the keys that belong to it live longer. Where there is no value,
  nothing is touched.

  KEYS[1]   the key of a string
  KEYS[2…]  related keys, of any type; one that does not exist is passed over
  ARGV[1]   ttl, in seconds: how long they live from now on
  Reply     the value of KEYS[1], or nil when there is none
]]

--- @include "parts/arguments"

local complaint = wrongCounts(math.max(#KEYS, 1), 1) or badSeconds('ttl', ARGV[1])
if complaint then
  return complaint
end

local value = redis.call('GET', KEYS[1])
if value then
  for _, key in ipairs(KEYS) do
    redis.call('EXPIRE', key, ARGV[1])
  end
end
return value
