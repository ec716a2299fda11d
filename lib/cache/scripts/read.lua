-- Reads an entry together with the time it has left, so that a copy in a process can end with it.
--
-- KEYS[1]  the entry
-- Reply    nil when it is absent, else { value, remaining milliseconds }; -1 for no end
local value = redis.call('GET', KEYS[1])
if not value then
  return false
end
return { value, redis.call('PTTL', KEYS[1]) }
