--[[
  Gives jobs that were not completed in time back to the head of their queue, the oldest first.

  KEYS[1]  the queue: a list
  KEYS[2]  processing: a sorted set
  ARGV[1]  timeout_seconds since a job was taken; 300 if it is left out
  Reply    how many went back: 1000 at most, so that other clients are not held up
]]

--- @include "parts/argument-ranges"
--- @include "parts/deliveries"

local BATCH = 1000

local complaint = wrongRange(2, 0, 1)
  or ARGV[1] and notWithin(1000000000, 'timeout, in seconds,', ARGV[1])
if complaint then
  return complaint
end

local latest = deliveryTime() - tonumber(ARGV[1] or 300) * 1000
local stale = {}
while #stale < BATCH do
  local member = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', latest, 'LIMIT', 0, 1)[1]
  if not member then
    break
  end
  removeDelivery(KEYS[2], member)
  table.insert(stale, jobOf(member))
end
for i = #stale, 1, -1 do
  redis.call('LPUSH', KEYS[1], stale[i])
end
return #stale
