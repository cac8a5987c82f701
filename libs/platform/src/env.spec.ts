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

  it('leaves connections for pages beside the sockets', () => {
    expect(() => readEnv({ SOCKETS_MAX: '500', CONNECTIONS_MAX: '500' })).toThrow(/CONNECTIONS_MAX/);
    expect(readEnv({}).CONNECTIONS_MAX).toBeGreaterThan(readEnv({}).SOCKETS_MAX);
  });

  it.each(['CCHC_THROWAWAY', 'CCHC_REPLAY'])('refuses %s inside the image', (name) => {
    expect(() => readEnv({ CCHC_IMAGE: '1', [name]: '1' })).toThrow(/container/);
  });
});
