-- How the jobs of a queue are kept. Each is a JSON text in a hash; sorted sets hold their ids by what
-- they wait for.

--- @include "server-time"

-- How many jobs one call moves at most, so that it does not hold up others.
local BATCH = 1000
-- The scores of the queue: priorities up to READY; then the milliseconds until which jobs are
-- delayed; and, from RETRYING (2^52) on, those until which failed jobs wait for their retry.
local READY = 1000000000
local RETRYING = 4503599627370496

local queue, processing, jobs, dead = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local clock = serverTime()
local now, second = math.floor(clock / 1000), math.floor(clock / 1000000)

local function read(id)
  local job = redis.call('HGET', jobs, 'job:' .. id)
  return job and cjson.decode(job)
end

local function save(job)
  redis.call('HSET', jobs, 'job:' .. job.id, cjson.encode(job))
end

local function forget(id)
  redis.call('ZREM', processing, id)
  redis.call('HDEL', jobs, 'job:' .. id)
end

-- Members of the queue begin with 16 digits that grow: of one score, the first comes first.
local function enqueue(job, score)
  local sequence = redis.call('HINCRBY', jobs, 'sequence', 1)
  redis.call('ZADD', queue, score, string.format('%016.0f:', sequence) .. job.id)
end

local function take(from, to, count)
  local taken = {}
  local members = redis.call('ZRANGEBYSCORE', queue, from, to, 'LIMIT', 0, count)
  for _, member in ipairs(members) do
    redis.call('ZREM', queue, member)
    local job = read(string.sub(member, 18))
    if job then
      table.insert(taken, job)
    end
  end
  return taken
end

-- Makes those ready whose time has come. They keep their priority.
local function promote()
  for _, due in ipairs({ { READY + 1, now }, { RETRYING, RETRYING + now } }) do
    for _, job in ipairs(take(due[1], due[2], BATCH)) do
      enqueue(job, job.priority)
    end
  end
end

-- Gives a job back to the queue, or to the dead letters when it has no retry left.
local function giveBack(job, reason, score)
  job.last_error, job.failed_at = reason, second
  if job.retry_count < job.max_retries then
    job.retry_count = job.retry_count + 1
    redis.call('ZREM', processing, job.id)
    save(job)
    enqueue(job, score)
    return true
  end
  job.status = 'dead'
  forget(job.id)
  redis.call('ZADD', dead, second, cjson.encode(job))
  return false
end
