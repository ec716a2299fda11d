--[[
  Updates the user and the last activity of a session, and counts it as an activity if asked to.

  KEYS[1]  the session: a hash
  ARGV[1]  user_id
  ARGV[2]  username
  ARGV[3]  increment_activity: true or 1; false or 0
  Reply    { user_id, username, activity_count, last_activity }, the last in seconds
]]

--- @include "parts/arguments"
--- @include "parts/server-time"

local complaint = wrongCounts(1, 3)
if complaint then
  return complaint
end
local by = ({ ['true'] = 1, ['1'] = 1, ['false'] = 0, ['0'] = 0 })[ARGV[3]]
if not by then
  return redis.error_reply('ERR increment_activity must be true or false')
end

local second = math.floor(serverTime() / 1000000)
-- First, since it fails when the count is not a number.
local count = redis.call('HINCRBY', KEYS[1], 'activity_count', by)
redis.call('HSET', KEYS[1], 'user_id', ARGV[1], 'username', ARGV[2], 'last_activity', second)
return { ARGV[1], ARGV[2], count, second }
