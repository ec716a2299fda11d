-- Checks of KEYS and ARGV. Each gives an error to return, or nil when all is well.

local function wrongCounts(keys, values)
  if #KEYS == keys and #ARGV == values then
    return nil
  end
  local format = 'ERR it takes %d in KEYS and %d in ARGV, but was given %d and %d'
  return redis.error_reply(string.format(format, keys, values, #KEYS, #ARGV))
end

-- Digits only: tonumber() also takes '1e3', ' 7 ' and '0x10', which the commands of Redis refuse.
local function notWithin(max, name, text)
  if string.find(text, '^[1-9]%d*$') and tonumber(text) <= max then
    return nil
  end
  return redis.error_reply(string.format('ERR %s must be a whole number from 1 to %.0f', name, max))
end

local function badCount(name, text)
  return notWithin(9007199254740991, name, text)
end

local function badSeconds(name, text)
  return badCount(name .. ', in seconds,', text)
end
