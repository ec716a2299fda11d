--[[
  A queue of jobs with priorities, delays, retries, dead letters and recovery. A job is handed out at
  least once, and to one worker at a time as long as it is done within its timeout.

  KEYS[1]   queue: a sorted set of the jobs that wait, for a worker or for their time
  KEYS[2]   processing: a sorted set of the jobs that workers have, by the end of their timeout
  KEYS[3]   failed: a hash of what is known of all these jobs, those that failed and wait included
  KEYS[4]   dead: a sorted set of the dead letters, JSON texts by the second of their end
  ARGV[1]   operation
  ARGV[2]   now: not used. The clock is the server's, since those of clients differ.
  ARGV[3…]  PUSH      job_id; job_data; priority, the lowest first (0); max_retries (3);
                      delay in seconds (0)
            POP       count, to 1000 (1); timeout in seconds (300)
            COMPLETE  job_id; attempt (not checked if it is left out)
            FAIL      job_id; error_message (Unknown error); attempt (not checked if it is left out)
            RECOVER   none
            STATS     none
  Reply     names and values:
            PUSH      pushed 1, job_id; pushed 0, job_id, error when the queue has that id
            POP       popped: { id, data, priority, max_retries, retry_count, attempt, created_at }
                      for each, created_at in seconds
            COMPLETE  completed 1, job_id; completed 0, error
            FAIL      retried 1, job_id, retry_count, next_retry_in in seconds;
                      dead_letter 1, job_id, final_retry_count; failed 0, error
            RECOVER   recovered, dead_letter: how many went back, and how many had no retry left
            STATS     queued, delayed, processing, failed (wait for their retry), dead_letter, total

  A retry comes after 1, 2, 4 … minutes, a day at most. A job whose worker let the timeout pass goes
  back at once, which counts as a retry; POP sees to it, so RECOVER is for queues that stand still.
]]

--- @include "parts/argument-ranges"
--- @include "parts/job-store"

local MAX_SECONDS = 1000000000
local NOT_FOUND = 'Job not found in processing queue'

local function recover()
  local recovered, died = 0, 0
  local late = redis.call('ZRANGEBYSCORE', processing, '-inf', now, 'LIMIT', 0, BATCH)
  for _, id in ipairs(late) do
    local job = read(id)
    if not job then
      forget(id)
    elseif giveBack(job, 'The worker did not finish in time', job.priority) then
      recovered = recovered + 1
    else
      died = died + 1
    end
  end
  return { 'recovered', recovered, 'dead_letter', died }
end

local function inProcess(id, attempt)
  local job = redis.call('ZSCORE', processing, id) and read(id)
  if job and (not attempt or job.attempt == tonumber(attempt)) then
    return job
  end
  return nil
end

local function push()
  local id = ARGV[3]
  if redis.call('HEXISTS', jobs, 'job:' .. id) == 1 then
    return { 'pushed', 0, 'job_id', id, 'error', 'The queue has a job with this id' }
  end
  local delay = math.ceil(tonumber(ARGV[7] or 0) * 1000)
  local job = {
    id = id,
    data = ARGV[4],
    priority = tonumber(ARGV[5] or 0),
    max_retries = tonumber(ARGV[6] or 3),
    retry_count = 0,
    attempt = 0,
    created_at = second,
  }
  save(job)
  enqueue(job, delay > 0 and now + delay or job.priority)
  return { 'pushed', 1, 'job_id', id }
end

local function pop()
  recover()
  promote()
  local popped = {}
  local ends = now + math.ceil(tonumber(ARGV[4] or 300) * 1000)
  for _, job in ipairs(take('-inf', READY, tonumber(ARGV[3] or 1))) do
    job.attempt = job.attempt + 1
    save(job)
    redis.call('ZADD', processing, ends, job.id)
    table.insert(popped, {
      job.id,
      job.data,
      job.priority,
      job.max_retries,
      job.retry_count,
      job.attempt,
      job.created_at,
    })
  end
  return { 'popped', popped }
end

local function complete()
  local id = ARGV[3]
  if not inProcess(id, ARGV[4]) then
    return { 'completed', 0, 'error', NOT_FOUND }
  end
  forget(id)
  return { 'completed', 1, 'job_id', id }
end

local function fail()
  local id = ARGV[3]
  local job = inProcess(id, ARGV[5])
  if not job then
    return { 'failed', 0, 'error', NOT_FOUND }
  end
  local backOff = math.min(60 * 2 ^ job.retry_count, 86400)
  if giveBack(job, ARGV[4] or 'Unknown error', RETRYING + now + backOff * 1000) then
    return { 'retried', 1, 'job_id', id, 'retry_count', job.retry_count, 'next_retry_in', backOff }
  end
  return { 'dead_letter', 1, 'job_id', id, 'final_retry_count', job.retry_count }
end

local function stats()
  local function waiting(from, to)
    return redis.call('ZCOUNT', queue, from, to)
  end
  -- What is due is ready for a worker, though it is not moved before the next POP.
  local queued = waiting('-inf', now) + waiting(RETRYING, RETRYING + now)
  local delayed = waiting(now + 1, RETRYING - 1)
  local failed = waiting(RETRYING + now + 1, '+inf')
  local active, died = redis.call('ZCARD', processing), redis.call('ZCARD', dead)
  local reply = { 'queued', queued, 'delayed', delayed, 'processing', active, 'failed', failed }
  local rest = { 'dead_letter', died, 'total', queued + delayed + active + failed + died }
  for _, value in ipairs(rest) do
    table.insert(reply, value)
  end
  return reply
end

local operations = {
  PUSH = {
    check = function()
      return wrongRange(4, 4, 7)
        or ARGV[5] and notBetween(-READY, READY, 'priority', ARGV[5])
        or ARGV[6] and notBetween(0, 1000000, 'max_retries', ARGV[6])
        or ARGV[7] and badAmount(MAX_SECONDS, 'delay, in seconds,', ARGV[7])
    end,
    run = push,
  },
  POP = {
    check = function()
      return wrongRange(4, 2, 4)
        or ARGV[3] and notWithin(BATCH, 'count', ARGV[3])
        or ARGV[4] and badAmount(MAX_SECONDS, 'timeout, in seconds,', ARGV[4])
    end,
    run = pop,
  },
  COMPLETE = {
    check = function()
      return wrongRange(4, 3, 4) or ARGV[4] and badCount('attempt', ARGV[4])
    end,
    run = complete,
  },
  FAIL = {
    check = function()
      return wrongRange(4, 3, 5) or ARGV[5] and badCount('attempt', ARGV[5])
    end,
    run = fail,
  },
  RECOVER = {
    check = function()
      return wrongCounts(4, 2)
    end,
    run = recover,
  },
  STATS = {
    check = function()
      return wrongCounts(4, 2)
    end,
    run = stats,
  },
}

local operation = operations[ARGV[1]]
if not operation then
  return redis.error_reply('ERR operation must be PUSH, POP, COMPLETE, FAIL, RECOVER or STATS')
end
return operation.check() or operation.run()
