--[[
  Tells whether a call may be made: not for some time after too many have failed; then one is, to
  see whether it fails.

  KEYS[1]  the state: a string, absent while the breaker is closed
  KEYS[2]  the failures since a success: a counter. Callers add to it with INCR, and delete it or set
           it to 0 after a success; or they leave it to ARGV[3], which forgets failures `timeout`
           after the last one.
  ARGV[1]  threshold: how many failures open the breaker
  ARGV[2]  timeout, in seconds: how long it stays open, and how long the call that is let through
           then may take
  ARGV[3]  outcome of a call that was made: success or failure. It is left out, or empty, to ask for
           a call.
  Reply    closed     make the call
           open       do not
           half-open  make the call: you are the one that is let through
]]

--- @include "parts/argument-ranges"

local complaint = wrongRange(2, 2, 3)
  or badCount('threshold', ARGV[1])
  or notWithin(1000000000, 'timeout, in seconds,', ARGV[2])
if complaint then
  return complaint
end
local outcome = ARGV[3] or ''
if outcome ~= '' and outcome ~= 'success' and outcome ~= 'failure' then
  return redis.error_reply('ERR outcome must be success or failure, or left out')
end

local threshold = tonumber(ARGV[1])
local timeout = tonumber(ARGV[2]) * 1000

-- The state lives twice as long as it is open: in the second half, who asks first is let through.
local function open()
  redis.call('SET', KEYS[1], 'open', 'PX', 2 * timeout)
  redis.call('DEL', KEYS[2])
  return 'open'
end

local function close()
  redis.call('DEL', KEYS[1], KEYS[2])
  return 'closed'
end

-- One failure more opens it again, fewer close it. The counter is first, so as not to outlive the
-- state by a millisecond, which would open it.
local function halfOpen()
  redis.call('SET', KEYS[2], ARGV[1], 'PX', timeout)
  redis.call('SET', KEYS[1], 'half-open', 'PX', timeout)
  return 'half-open'
end

local state = redis.call('GET', KEYS[1])
local failures = tonumber(redis.call('GET', KEYS[2]) or 0) or 0

if state == 'open' then
  -- An outcome is that of a call which began before.
  if outcome ~= '' or redis.call('PTTL', KEYS[1]) > timeout then
    return 'open'
  end
  return halfOpen()
end

if state == 'half-open' then
  if outcome == 'failure' or failures > threshold then
    return open()
  end
  if outcome == 'success' or failures < threshold then
    return close()
  end
  return 'open'
end

if outcome == 'success' then
  return close()
end
if outcome == 'failure' then
  failures = redis.call('INCR', KEYS[2])
  redis.call('PEXPIRE', KEYS[2], timeout)
end
if failures >= threshold then
  return open()
end
return 'closed'
