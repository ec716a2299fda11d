-- An exact sliding window: a sorted set with a member for each call that was allowed, or as many as
-- the call costs. Its score is the time of the call, in microseconds of the server's clock.
--
-- Each call has a time of its own, which makes members unique.

--- @include "server-time"

local MAX_WINDOW_SECONDS = 1000000000

local function toMs(microseconds)
  return math.ceil(microseconds / 1000)
end

-- Counts a call if the window has room for it, and writes nothing if not. Returns 1 or 0, how much
-- is counted then, and microseconds: until the call would be allowed (0 if it is), and until the
-- window is empty.
local function countCall(key, limit, window, cost)
  local clock = serverTime()
  local newest = tonumber(redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2])
  local now, used = clock, 0
  -- A failover may turn the clock back. Time stands still then; but what is more than a window
  -- ahead can only be forgotten.
  if newest and newest <= clock + window then
    now = math.max(clock, newest + 1)
    used = redis.call('ZCOUNT', key, string.format('(%.0f', now - window), '+inf')
  end
  local stale = redis.call('ZCARD', key) - used

  if used + cost > limit then
    local rank = stale + used + cost - limit - 1
    local blocker = tonumber(redis.call('ZRANGE', key, rank, rank, 'WITHSCORES')[2])
    return 0, used, blocker + window - clock, newest + window - clock
  end

  if stale > 0 then
    redis.call('ZREMRANGEBYRANK', key, 0, stale - 1)
  end
  for i = 1, cost do
    redis.call('ZADD', key, now, string.format('%.0f:%.0f', now, i))
  end
  local reset = now + window - clock
  redis.call('PEXPIRE', key, toMs(reset))
  return 1, used + cost, 0, reset
end
