--[[
  Allows so many calls in any span of time of a given length. Calls that are denied do not count.

  KEYS[1]  the key of the window
  ARGV[1]  max: how many calls are allowed
  ARGV[2]  window, in seconds
  ARGV[3]  timestamp: not used. The clock is the server's, since those of clients differ.
  Reply    1 when the call is allowed, 0 when it is denied
]]

--- @include "parts/arguments"
--- @include "parts/sliding-window"

local complaint = wrongCounts(1, 3)
  or badCount('max', ARGV[1])
  or notWithin(MAX_WINDOW_SECONDS, 'window, in seconds,', ARGV[2])
if complaint then
  return complaint
end

local allowed = countCall(KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000000, 1)
return allowed
