--[[
  Sets the score of a member of a leaderboard, and tells where it stands.

  KEYS[1]  the leaderboard: a sorted set
  ARGV[1]  score
  ARGV[2]  member
  ARGV[3]  ttl of the whole leaderboard, in seconds, from now on
  Reply    { rank, score }: 0 is the rank of the highest score; the score is text, since Redis would
           cut off its fraction
]]

--- @include "parts/arguments"

local complaint = wrongCounts(1, 3) or badSeconds('ttl', ARGV[3])
if complaint then
  return complaint
end

redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return { redis.call('ZREVRANK', KEYS[1], ARGV[2]), redis.call('ZSCORE', KEYS[1], ARGV[2]) }
