import { Cluster, Redis, type CommonRedisOptions } from 'ioredis';
import type { Env } from './env.js';

/** One Redis, or a cluster of them: whoever sends commands and listens need not know which. */
export type RedisClient = Redis | Cluster;

type Use = 'producer' | 'consumer';

/** So often a producer is sent on to another node, or tries again at a cluster that moves its slots, 100 ms apart. */
const PRODUCER_REDIRECTIONS_MAX = 3;

/**
 * A Redis connection for the use named. A producer fails within a fraction of a second when Redis is gone (the database
 * holds the truth and the reply must not wait); a consumer waits for its return for ever.
 */
export function connectRedis(env: Pick<Env, 'REDIS_URL' | 'REDIS_CLUSTER'>, use: Use): RedisClient {
  const { REDIS_URL: url, REDIS_CLUSTER: isCluster } = env;
  if (!url) throw new Error('Thiếu biến môi trường REDIS_URL (missing REDIS_URL).');
  const options: CommonRedisOptions = { maxRetriesPerRequest: use === 'producer' ? 1 : null };
  if (use === 'producer') options.commandTimeout = 2_000;
  const redis = isCluster === '1' ? connectCluster(url, use, options) : connectOne(url, use, options);
  // Without a listener a lost Redis would end the process; readiness reports it instead.
  redis.on('error', () => undefined);
  return redis;
}

const retryStrategy = (times: number): number => Math.min(100 * times, 2_000);

function connectOne(url: string, use: Use, options: CommonRedisOptions): Redis {
  return new Redis(url, { ...options, enableOfflineQueue: use === 'consumer', retryStrategy });
}

/** @param urls some nodes, with commas; the others are learned from them, and have the same password */
function connectCluster(urls: string, use: Use, options: CommonRedisOptions): Cluster {
  const nodes = urls.split(',').map((url) => new URL(url));
  const { username, password, protocol } = nodes[0]!;
  const isTls = protocol === 'rediss:';
  return new Cluster(
    nodes.map(({ hostname, port }) => ({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) })),
    {
      enableOfflineQueue: use === 'consumer',
      clusterRetryStrategy: retryStrategy,
      ...(use === 'producer' && { maxRedirections: PRODUCER_REDIRECTIONS_MAX }),
      // A certificate is for a name, not for the address behind it.
      ...(isTls && { dnsLookup: (name, callback) => callback(null, name) }),
      redisOptions: {
        ...options,
        ...(username && { username: decodeURIComponent(username) }),
        ...(password && { password: decodeURIComponent(password) }),
        ...(isTls && { tls: {} }),
      },
    },
  );
}

/**
 * What BullMQ puts before its keys. Its scripts touch many keys of a queue in one step, so in a cluster the prefix is the
 * hash tag that keeps them on one node: `{cchc}:grading:wait`. On one Redis they are called as they always were.
 */
export function queuePrefix({ REDIS_PREFIX, REDIS_CLUSTER }: Pick<Env, 'REDIS_PREFIX' | 'REDIS_CLUSTER'>): string {
  return REDIS_CLUSTER === '1' ? `{${REDIS_PREFIX}}` : REDIS_PREFIX;
}

/**
 * Calls whenever messages may have been lost: a connection is there again, or a node of a cluster has come or gone, perhaps
 * the one that was listened at.
 * @returns what ends the calls
 */
export function onRedisBack(redis: RedisClient, listener: () => void): () => void {
  const events = ['ready', '+node', '-node'];
  for (const event of events) redis.on(event, listener);
  return () => {
    for (const event of events) redis.off(event, listener);
  };
}

/**
 * Redis must never evict: a queue under any other policy loses jobs silently. Every node is asked.
 * @throws when one does not answer and no other has a fault
 */
export async function checkRedisPolicy(redis: RedisClient): Promise<string | null> {
  const answers = await Promise.allSettled(nodesOf(redis).map(policyFault));
  const told = answers.flatMap((answer) =>
    answer.status === 'fulfilled' && answer.value !== null ? answer.value : [],
  );
  if (told.length > 0) return told.join('\n');
  const silent = answers.find((answer) => answer.status === 'rejected');
  if (silent) throw silent.reason;
  return null;
}

async function policyFault(node: Redis): Promise<string | null> {
  const info = await node.info('memory');
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
  if (policy === undefined || policy === 'noeviction') return null;
  const { host, port } = node.options;
  return `Redis ${host}:${port} đang dùng maxmemory-policy "${policy}": công việc trong hàng đợi có thể bị xóa. Chạy: redis-cli -h ${host} -p ${port} CONFIG SET maxmemory-policy noeviction (và ghi vào redis.conf).`;
}

/**
 * What keeps Redis from doing its work now, in a sentence; null when nothing does.
 * @throws when it does not answer
 */
export async function checkRedis(redis: RedisClient): Promise<string | null> {
  const fault = await checkRedisPolicy(redis);
  if (fault !== null || !(redis instanceof Cluster)) return fault;
  const state = /cluster_state:(\w+)/.exec(await redis.cluster('INFO'))?.[1];
  return state === 'ok' ? null : `Cụm Redis không nhận việc (cluster_state:${state}): có nút đã chết hoặc mất khe.`;
}

/** @throws when a cluster has not been reached yet */
function nodesOf(redis: RedisClient): Redis[] {
  if (!(redis instanceof Cluster)) return [redis];
  const nodes = redis.nodes();
  if (nodes.length === 0) throw new Error('no node of the cluster is known');
  return nodes;
}
