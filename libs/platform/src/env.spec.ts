import { describe, expect, it } from '@jest/globals';
import { readEnv } from './env.js';

describe('readEnv', () => {
  it('runs on a laptop with nothing set', () => {
    expect(readEnv({})).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', CCHC_THROWAWAY: '0' });
  });

  it('lists every bad variable at once', () => {
    const bad = () => readEnv({ PORT: 'eighty', REDIS_URL: 'nowhere', LOG_LEVEL: 'loud' });

    for (const name of ['PORT', 'REDIS_URL', 'LOG_LEVEL']) expect(bad).toThrow(new RegExp(name));
  });

  it('takes several addresses of Redis for nodes of a cluster, and for nothing else', () => {
    const urls = 'redis://:mat%20khau@10.0.0.6:6379,redis://10.0.0.7:6379';
    expect(readEnv({ REDIS_URL: urls, REDIS_CLUSTER: '1' }).REDIS_URL).toBe(urls);
    expect(() => readEnv({ REDIS_URL: urls })).toThrow(/REDIS_CLUSTER=1/);
    expect(() => readEnv({ REDIS_URL: 'redis://10.0.0.6:6379,', REDIS_CLUSTER: '1' })).toThrow(/REDIS_URL/);
    expect(() => readEnv({ REDIS_URL: 'http://10.0.0.6:6379' })).toThrow(/REDIS_URL/);
  });

  it('leaves connections for pages beside the sockets', () => {
    expect(() => readEnv({ SOCKETS_MAX: '500', CONNECTIONS_MAX: '500' })).toThrow(/CONNECTIONS_MAX/);
    expect(readEnv({}).CONNECTIONS_MAX).toBeGreaterThan(readEnv({}).SOCKETS_MAX);
  });

  it.each(['CCHC_THROWAWAY', 'CCHC_REPLAY'])('refuses %s inside the image', (name) => {
    expect(() => readEnv({ CCHC_IMAGE: '1', [name]: '1' })).toThrow(/container/);
  });
});
