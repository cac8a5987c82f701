import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('Turns', () => {
  it('never has more at work than allowed and keeps the order', async () => {
    const turns = new Turns({ atOnce: 2, waitingMax: 50, retryAfterSeconds: 3 });
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const work = (n: number) =>
      turns.take(async () => {
        most = Math.max(most, ++running);
        order.push(n);
        await new Promise((resolve) => setTimeout(resolve, n % 3));
        running--;
        return n;
      });
    const all = Array.from({ length: 52 }, (_, n) => n);
    expect(await Promise.all(all.map(work))).toEqual(all);
    expect(most).toBe(2);
    expect(order).toEqual(all);
  });

  it('refuses whoever finds the room full, with a wait, and takes people again afterwards', async () => {
    const turns = new Turns({ atOnce: 2, waitingMax: 200, retryAfterSeconds: 3 });
    const rush = Array.from({ length: 210 }, () => turns.take(() => new Promise((resolve) => setImmediate(resolve))));
    const refused = (await Promise.allSettled(rush)).flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ code: 'SERVER_BUSY', details: { retryAfterSeconds: 3 } });
    expect(await turns.take(() => Promise.resolve('in'))).toBe('in');
  });

  it('frees a place when the work fails', async () => {
    const turns = new Turns({ atOnce: 1, waitingMax: 1, retryAfterSeconds: 3 });
    for (let i = 0; i < 5; i++) await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.take(() => Promise.resolve('in'))).toBe('in');
  });
});
