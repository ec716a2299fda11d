-- The server's clock, in microseconds. Ask it once: before Redis 7.2 it goes on while a script runs.
--
-- Doubles hold such times exactly, but `..` and tostring() keep 14 digits: hence %.0f.

local function serverTime()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000000 + tonumber(time[2])
end
