import { createServer, type Server } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { load } from './scripts.js';

const { isFree, nextFreePort, anyFreePort } = await load<{
  isFree: (port: number, host?: string) => Promise<boolean>;
  nextFreePort: (wished: number, host: string) => Promise<number>;
  anyFreePort: () => Promise<number>;
}>('ports.mjs');

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

describe('ports', () => {
  it('takes the wished one when it is free, and the next free one when it is not', async () => {
    const wished = await anyFreePort();
    expect(await nextFreePort(wished, '127.0.0.1')).toBe(wished);
    const server = await listen(wished);
    expect(await isFree(wished)).toBe(false);
    const next = await nextFreePort(wished, '127.0.0.1');
    expect(next).toBeGreaterThan(wished);
    await new Promise((resolve) => server.close(resolve));
  });

  it('keeps below the range from which the kernel serves outgoing connections', async () => {
    for (let n = 0; n < 20; n += 1) expect(await anyFreePort()).toBeLessThan(32_768);
  });
});
