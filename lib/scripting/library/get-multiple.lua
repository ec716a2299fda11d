--[[
  Reads several values at one moment.

  KEYS   any number of keys
  Reply  an array in the order of KEYS: the value, or nil where there is none or no string
]]

-- unpack() holds a little less than 8000 values.
local CHUNK = 1000

local values = {}
for first = 1, #KEYS, CHUNK do
  local last = math.min(first + CHUNK - 1, #KEYS)
  local chunk = redis.call('MGET', unpack(KEYS, first, last))
  for i = 1, last - first + 1 do
    values[first + i - 1] = chunk[i]
  end
end
return values
