--[[
  Allows so many calls in a window on average, and so many at most in any span of a window's length.
  Calls that are denied do not count.

  KEYS[1]  the key of the limit: a sorted set
  ARGV[1]  limit: how many calls a window, on average
  ARGV[2]  window, in seconds
  ARGV[3]  now: not used. The clock is the server's, since those of clients differ.
  ARGV[4]  burst: how many calls at most in any one window; 2 * limit if it is left out
  Reply    0 when the call is denied; else how many were left, this one included: at least 1
]]

--- @include "parts/argument-ranges"
--- @include "parts/server-time"

local complaint = wrongRange(1, 3, 4)
  or badCount('limit', ARGV[1])
  or notWithin(1000000000, 'window, in seconds,', ARGV[2])
  or ARGV[4] and badCount('burst', ARGV[4])
if complaint then
  return complaint
end

local limit = tonumber(ARGV[1])
local window = tonumber(ARGV[2]) * 1000000
local burst = tonumber(ARGV[4]) or 2 * limit

-- Each call that was allowed is a member, `time:debt`. The debt is what has been taken and not been
-- given back yet: each call takes a window, each microsecond gives back as much as the limit.
local clock = serverTime()
local newest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
local last = tonumber(newest[2])
local now, used, debt = clock, 0, 0
-- A failover may turn the clock back. Time stands still then; but what is more than a window ahead
-- can only be forgotten.
if last and last <= clock + window then
  now = math.max(clock, last + 1)
  used = redis.call('ZCOUNT', KEYS[1], string.format('(%.0f', now - window), '+inf')
  local owed = tonumber(string.match(newest[1], ':(%d+)$') or 0)
  debt = math.max(owed - (now - last) * limit, 0)
end

local left = math.min(burst - used, math.floor(burst - debt / window))
if left < 1 then
  return 0
end

local stale = redis.call('ZCARD', KEYS[1]) - used
if stale > 0 then
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, stale - 1)
end
debt = debt + window
redis.call('ZADD', KEYS[1], now, string.format('%.0f:%.0f', now, debt))
local rest = now - clock + math.max(window, debt / limit)
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil(rest / 1000)))
return left
