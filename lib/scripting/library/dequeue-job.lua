--[[
  Takes the job at the head of a queue, and keeps it among those that are processed until it is
  completed or found stale.

  KEYS[1]  the queue: a list
  KEYS[2]  processing: a sorted set
  ARGV[1]  current_time: not used. The clock is the server's, since those of clients differ.
  Reply    the job, or nil when none waits
]]

--- @include "parts/arguments"
--- @include "parts/deliveries"

local complaint = wrongCounts(2, 1)
if complaint then
  return complaint
end

local job = redis.call('LINDEX', KEYS[1], 0)
if not job then
  return nil
end
local copy = countCopies(KEYS[2], job) + 1
redis.call('ZADD', KEYS[2], deliveryTime(), memberOf(job, copy))
redis.call('LPOP', KEYS[1])
return job
