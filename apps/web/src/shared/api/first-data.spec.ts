import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

const NOW = '2026-11-22T08:00:00.000Z';
const ANSWER = { title: 'Thi thử' };

/** A browser as far as these two modules look at it. @param type how the page was opened */
async function opened(type: string, island: unknown) {
  const textContent = island === undefined ? undefined : JSON.stringify(island);
  Object.assign(globalThis, {
    document: { getElementById: () => (textContent === undefined ? null : { textContent }) },
  });
  const heard = performance.now();
  const entry = { type, requestStart: heard - 200, responseStart: heard };
  jest.spyOn(performance, 'getEntriesByType').mockReturnValue([entry] as never);
  const [{ takeFirstData }, { knowsServerTime, serverNow }] = await Promise.all([
    import('./first-data.js'),
    import('./server-clock.js'),
  ]);
  return { takeFirstData, knowsServerTime, serverNow, heard };
}

beforeEach(() => {
  jest.resetModules();
});
afterEach(() => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(globalThis, 'document');
});

describe('what stands in the first HTML', () => {
  it('is given once, by its address', async () => {
    const { takeFirstData } = await opened('navigate', { now: NOW, '/api/contests/thu': ANSWER });
    expect(takeFirstData('/api/contests')).toBeUndefined();
    expect(takeFirstData('/api/contests/thu')).toEqual(ANSWER);
    expect(takeFirstData('/api/contests/thu')).toBeUndefined();
  });

  it('tells the time of the server, from when the HTML came', async () => {
    const { takeFirstData, knowsServerTime, serverNow, heard } = await opened('navigate', { now: NOW });
    takeFirstData('/api/contests');
    expect(knowsServerTime()).toBe(true);
    // Half of the 200 ms there and back.
    const told = serverNow() - Date.parse(NOW) - (performance.now() - heard);
    expect(Math.abs(told - 100)).toBeLessThan(20);
  });

  it('is old in a page that the browser brings back: it asks again', async () => {
    const { takeFirstData, knowsServerTime } = await opened('back_forward', { now: NOW, '/api/contests': ANSWER });
    expect(takeFirstData('/api/contests')).toBeUndefined();
    expect(knowsServerTime()).toBe(false);
  });

  it('may be nothing', async () => {
    const { takeFirstData } = await opened('navigate', undefined);
    expect(takeFirstData('/api/contests')).toBeUndefined();
  });
});
