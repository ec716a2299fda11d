--[[
  A lock with a limited time, which its holder can extend and give back.

  KEYS[1]  the key of the lock
  ARGV[1]  token: a value that only this holder knows; not used by status and force
  ARGV[2]  ttl, in milliseconds; not used (0 will do) by release, status and force
  ARGV[3]  operation: acquire (also if it is left out or empty), extend, release, status or force
  ARGV[4]  force: the same as in ARGV[3]
  Reply    names and values:
           acquire  acquired 1, ttl_ms, and extended 1 when the token had it already;
                    acquired 0, owner, ttl_remaining_ms
           extend   extended 1, ttl_ms; extended 0, current_owner (nil when nobody has it)
           release  released 1; released 0, current_owner (nil when nobody has it)
           status   locked 1, owner, ttl_remaining_ms; locked 0
           force    unlocked 1, was_locked 1, old_value; unlocked 0, was_locked 0
           A ttl_remaining_ms of -1 is a lock without an end, which was not made by this script.
]]

--- @include "parts/argument-ranges"

local token, ttl = ARGV[1], ARGV[2]

local function timed()
  return badCount('ttl, in milliseconds,', ttl)
end

local function untimed()
  return notBetween(0, 9007199254740991, 'ttl, in milliseconds,', ttl)
end

local function acquire(owner)
  if owner and owner ~= token then
    return { 'acquired', 0, 'owner', owner, 'ttl_remaining_ms', redis.call('PTTL', KEYS[1]) }
  end
  redis.call('SET', KEYS[1], token, 'PX', ttl)
  if owner then
    return { 'acquired', 1, 'extended', 1, 'ttl_ms', tonumber(ttl) }
  end
  return { 'acquired', 1, 'ttl_ms', tonumber(ttl) }
end

local function extend(owner)
  if owner ~= token then
    return { 'extended', 0, 'current_owner', owner }
  end
  redis.call('PEXPIRE', KEYS[1], ttl)
  return { 'extended', 1, 'ttl_ms', tonumber(ttl) }
end

local function release(owner)
  if owner ~= token then
    return { 'released', 0, 'current_owner', owner }
  end
  redis.call('DEL', KEYS[1])
  return { 'released', 1 }
end

local function status(owner)
  if not owner then
    return { 'locked', 0 }
  end
  return { 'locked', 1, 'owner', owner, 'ttl_remaining_ms', redis.call('PTTL', KEYS[1]) }
end

local function force(owner)
  if not owner then
    return { 'unlocked', 0, 'was_locked', 0 }
  end
  redis.call('DEL', KEYS[1])
  return { 'unlocked', 1, 'was_locked', 1, 'old_value', owner }
end

local operations = {
  [''] = { check = timed, run = acquire },
  acquire = { check = timed, run = acquire },
  extend = { check = timed, run = extend },
  release = { check = untimed, run = release },
  status = { check = untimed, run = status },
  force = { check = untimed, run = force },
}

local complaint = wrongRange(1, 2, 4)
if complaint then
  return complaint
end
if ARGV[4] and ARGV[4] ~= '' and ARGV[4] ~= 'force' then
  return redis.error_reply('ERR the last value must be force, or left out')
end
local operation = operations[ARGV[4] == 'force' and 'force' or ARGV[3] or '']
if not operation then
  return redis.error_reply('ERR operation must be acquire, extend, release, status or force')
end
return operation.check() or operation.run(redis.call('GET', KEYS[1]))
