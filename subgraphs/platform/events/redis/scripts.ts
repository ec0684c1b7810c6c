// Each script is one step that nothing comes between. Time is Redis' own. KEYS are those of `streamKeys`, in their order.

const begin = `
local stream, meta, leases, sessions, applied = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function begun(candidate, floorMs)
  local life = redis.call('HGET', meta, 'life')
  if life then return life end
  redis.call('HSET', meta, 'life', candidate, 'count', 1)
  local id = '*'
  if now <= floorMs then id = string.format('%.0f-0', floorMs + 1000) end
  redis.call('XADD', stream, id, 'l', candidate, 'n', 1, 'e', '')
  return candidate
end
local function live()
  local found = redis.call('ZRANGEBYSCORE', leases, string.format('(%.0f', now), '+inf', 'WITHSCORES')
  local nodes = {}
  for i = 1, #found, 2 do
    nodes[#nodes + 1] = { found[i], redis.call('HGET', applied, found[i]) or '' }
  end
  return nodes
end
`;

/** ARGV: candidate life, floor in ms, most entries, events. Answers: life, count, ids, live nodes with their marks. */
export const PUBLISH = `${begin}
local life = begun(ARGV[1], tonumber(ARGV[2]))
local ids, count = {}, 0
for i = 4, #ARGV do
  count = redis.call('HINCRBY', meta, 'count', 1)
  ids[#ids + 1] = redis.call('XADD', stream, 'MAXLEN', '~', ARGV[3], '*', 'l', life, 'n', count, 'e', ARGV[i])
end
return { life, count, ids, live() }
`;

/**
 * ARGV: candidate life, floor in ms, node, session, lease in ms, the node's mark. Answers: 1 when the session's lease had not run out, life,
 * count, id of the newest entry.
 */
export const RENEW = `${begin}
local life = begun(ARGV[1], tonumber(ARGV[2]))
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', string.format('%.0f', now))) do
  redis.call('ZREM', leases, gone)
  redis.call('HDEL', sessions, gone)
  redis.call('HDEL', applied, gone)
end
local continues = 0
if redis.call('ZSCORE', leases, ARGV[3]) and redis.call('HGET', sessions, ARGV[3]) == ARGV[4] then continues = 1 end
redis.call('ZADD', leases, string.format('%.0f', now + tonumber(ARGV[5])), ARGV[3])
redis.call('HSET', sessions, ARGV[3], ARGV[4])
redis.call('HSET', applied, ARGV[3], ARGV[6])
local newest = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)
return { continues, life, tonumber(redis.call('HGET', meta, 'count')), newest[1] and newest[1][1] or '0-0' }
`;

/** Answers: life, live nodes with their marks. */
export const STATUS = `${begin}
return { redis.call('HGET', meta, 'life') or '', live() }
`;

/** ARGV: node. */
export const LEAVE = `${begin}
redis.call('ZREM', leases, ARGV[1])
redis.call('HDEL', sessions, ARGV[1])
redis.call('HDEL', applied, ARGV[1])
return 1
`;
