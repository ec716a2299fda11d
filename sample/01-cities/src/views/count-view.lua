--[[
  Counts a view, and keeps the most viewed only: a newcomer comes in at the bottom, and whoever was
  last there is forgotten.

  KEYS[1]  the leaderboard, a sorted set: a view is a point
  ARGV[1]  what was viewed
  ARGV[2]  how many the leaderboard keeps
  Reply    { views, rank }; rank is 1 for the most viewed, nil for what is not kept
]]

local views = redis.call('ZINCRBY', KEYS[1], 1, ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -tonumber(ARGV[2]) - 1)

local above = redis.call('ZREVRANK', KEYS[1], ARGV[1])
return { tonumber(views), above and above + 1 }
