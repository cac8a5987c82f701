import { Redis, type RedisOptions } from 'ioredis';

/**
 * A Redis connection for the use named. A producer fails within a fraction of a second when Redis is gone (the database
 * holds the truth and the reply must not wait); a consumer waits for its return for ever.
 */
export function connectRedis(url: string, use: 'producer' | 'consumer'): Redis {
  const options: RedisOptions = {
    maxRetriesPerRequest: use === 'producer' ? 1 : null,
    enableOfflineQueue: use === 'consumer',
    retryStrategy: (times) => Math.min(100 * times, 2_000),
  };
  if (use === 'producer') options.commandTimeout = 2_000;
  const redis = new Redis(url, options);
  // Without a listener a lost Redis would end the process; readiness reports it instead.
  redis.on('error', () => undefined);
  return redis;
}

/** Redis must never evict: a queue under any other policy loses jobs silently. */
export async function checkRedisPolicy(redis: Redis): Promise<string | null> {
  const info = await redis.info('memory');
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
  if (policy === undefined || policy === 'noeviction') return null;
  return `Redis đang dùng maxmemory-policy "${policy}": công việc trong hàng đợi có thể bị xóa. Chạy: redis-cli CONFIG SET maxmemory-policy noeviction (và ghi vào redis.conf).`;
}
