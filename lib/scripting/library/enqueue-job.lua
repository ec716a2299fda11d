--[[
  Puts a job at the end of a queue.

  KEYS[1]  the queue: a list
  ARGV[1]  the job, as text
  Reply    how many jobs wait now
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 1)
if complaint then
  return complaint
end

return redis.call('RPUSH', KEYS[1], ARGV[1])
