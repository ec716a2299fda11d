--[[
  Reads a value and makes it live longer, as for a session that is in use.

  KEYS[1]  the key of a string
  ARGV[1]  ttl, in seconds: how long it lives from now on
  Reply    the value, or nil when there is none
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 1) or badSeconds('ttl', ARGV[1])
if complaint then
  return complaint
end

local value = redis.call('GET', KEYS[1])
if value then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return value
