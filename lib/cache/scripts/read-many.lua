-- Reads entries together with the time each has left.
--
-- KEYS     the entries
-- Reply    { value, remaining milliseconds, value, remaining milliseconds, … } in the order of KEYS;
--          an absent entry has an empty value and -2
local reply = {}
for index, key in ipairs(KEYS) do
  local value = redis.call('GET', key)
  reply[2 * index - 1] = value or ''
  reply[2 * index] = value and redis.call('PTTL', key) or -2
end
return reply
