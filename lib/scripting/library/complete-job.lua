--[[
  Says that a job is done. Of several jobs with the same text, one is done.

  KEYS[1]  processing: a sorted set
  ARGV[1]  the job, as text
  Reply    1; or 0 when it is not processed, because it was stale and went back to the queue
]]

--- @include "parts/arguments"
--- @include "parts/deliveries"

local complaint = wrongCounts(1, 1)
if complaint then
  return complaint
end

local copies = countCopies(KEYS[1], ARGV[1])
if copies == 0 then
  return 0
end
return redis.call('ZREM', KEYS[1], memberOf(ARGV[1], copies))
