--[[
  Gives the most viewed, from the top.

  KEYS[1]  the leaderboard
  ARGV[1]  how many
  Reply    { what, views, what, views, … }
]]

return redis.call('ZREVRANGE', KEYS[1], 0, tonumber(ARGV[1]) - 1, 'WITHSCORES')
