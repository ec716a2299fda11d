--[[
  Allows so much in any span of time of a given length, and tells how it stands. Calls that are
  denied do not count.

  KEYS[1]  the key of the window
  ARGV[1]  limit: how much is allowed
  ARGV[2]  window, in milliseconds
  ARGV[3]  cost: how much this call counts, at most the limit
  Reply    { allowed, limit, remaining, retryAfterMs, resetMs }
           allowed       1 or 0
           remaining     how much is left
           retryAfterMs  until this call would be allowed; 0 when it is
           resetMs       until the window is empty
]]

--- @include "../../scripting/library/parts/arguments"
--- @include "../../scripting/library/parts/sliding-window"

local complaint = wrongCounts(1, 3)
  or badCount('limit', ARGV[1])
  or notWithin(MAX_WINDOW_SECONDS * 1000, 'window, in milliseconds,', ARGV[2])
  or notWithin(tonumber(ARGV[1]), 'cost', ARGV[3])
if complaint then
  return complaint
end

local limit = tonumber(ARGV[1])
local window = tonumber(ARGV[2]) * 1000
local allowed, used, retryAfter, reset = countCall(KEYS[1], limit, window, tonumber(ARGV[3]))
return { allowed, limit, math.max(limit - used, 0), toMs(retryAfter), toMs(reset) }
