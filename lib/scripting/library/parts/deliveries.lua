-- Jobs that workers have: a sorted set by the millisecond of their delivery. Jobs of the same text
-- are copies of one another. The first is kept under its text, the others under a number and it: 2,
-- 3 and so on, without gaps.

--- @include "server-time"

local function deliveryTime()
  return math.floor(serverTime() / 1000)
end

local function memberOf(job, copy)
  if copy == 1 and string.sub(job, 1, 1) ~= '\0' then
    return job
  end
  return '\0' .. copy .. '\0' .. job
end

local function jobOf(member)
  return string.match(member, '^%z%d+%z(.*)$') or member
end

local function countCopies(key, job)
  local least, most = 0, redis.call('ZCARD', key)
  -- lint: allow unbounded-loop what is left is halved each time
  while least < most do
    local middle = math.ceil((least + most) / 2)
    if redis.call('ZSCORE', key, memberOf(job, middle)) then
      least = middle
    else
      most = middle - 1
    end
  end
  return least
end

-- The last copy takes the place of the one that goes.
local function removeDelivery(key, member)
  local job = jobOf(member)
  local last = memberOf(job, countCopies(key, job))
  if last ~= member then
    redis.call('ZADD', key, redis.call('ZSCORE', key, last), member)
  end
  redis.call('ZREM', key, last)
end
