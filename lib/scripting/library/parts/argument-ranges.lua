-- Checks of KEYS and ARGV as in parts/arguments, for values that may be left out, and for numbers that
-- are no counts.

--- @include "arguments"

local function wrongRange(keys, least, most)
  if #KEYS == keys and #ARGV >= least and #ARGV <= most then
    return nil
  end
  local format = 'ERR it takes %d in KEYS and %d to %d in ARGV, but was given %d and %d'
  return redis.error_reply(string.format(format, keys, least, most, #KEYS, #ARGV))
end

local function notBetween(min, max, name, text)
  if text == '0' or string.find(text, '^%-?[1-9]%d*$') then
    local number = tonumber(text)
    if number >= min and number <= max then
      return nil
    end
  end
  local format = 'ERR %s must be a whole number from %.0f to %.0f'
  return redis.error_reply(string.format(format, name, min, max))
end

-- Fractions too. NaN is neither above nor below anything.
local function badAmount(max, name, text)
  local number = tonumber(text)
  if number and number >= 0 and number <= max then
    return nil
  end
  return redis.error_reply(string.format('ERR %s must be a number from 0 to %.0f', name, max))
end
