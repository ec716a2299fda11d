-- Writes entries that end at the same time.
--
-- KEYS     the entries
-- ARGV     their values, in the order of KEYS; last the time to live in milliseconds, 0 for no end
-- Reply    OK
local ttl = ARGV[#KEYS + 1]
for index, key in ipairs(KEYS) do
  if ttl == '0' then
    redis.call('SET', key, ARGV[index])
  else
    redis.call('SET', key, ARGV[index], 'PX', ttl)
  end
end
return redis.status_reply('OK')
