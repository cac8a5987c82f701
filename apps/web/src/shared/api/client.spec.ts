import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { get, Refusal, Unreachable } from './client.js';
import { doubtClock, hearServerTime, serverNow } from './server-clock.js';

const { fetch } = globalThis;
const NOON = '2026-11-22T12:00:00.000Z';
const MORNING = 'Sun, 22 Nov 2026 08:00:00 GMT';

/** What comes over the wire, from whomever. */
const answers = (status: number, type: string, body: string, headers: Record<string, string> = {}): void => {
  globalThis.fetch = async () => new Response(body, { status, headers: { 'content-type': type, ...headers } });
};
const ask = () => get('/api/sessions/current').catch((error: unknown) => error);

beforeEach(() => {
  Object.assign(globalThis, { document: { documentElement: { lang: 'vi' } } });
  doubtClock();
  hearServerTime(NOON, performance.now(), 1);
  doubtClock();
});
afterEach(() => {
  globalThis.fetch = fetch;
  Reflect.deleteProperty(globalThis, 'document');
});

const isNoon = (): boolean => Math.abs(serverNow() - Date.parse(NOON)) < 60_000;

describe('an answer', () => {
  it('that refuses is a refusal only when it is one of ours; another server in between is no server', async () => {
    answers(503, 'application/problem+json', '{"status":503,"code":"SERVER_BUSY","title":"đông"}');
    expect(await ask()).toMatchObject({ name: 'Refusal', status: 503, code: 'SERVER_BUSY' });
    answers(502, 'application/json', '{"message":"upstream"}');
    expect(await ask()).toBeInstanceOf(Unreachable);
    answers(403, 'application/json', 'null');
    expect(await ask()).toBeInstanceOf(Unreachable);
    answers(200, 'text/html', '<p>Wi-Fi</p>');
    expect(await ask()).toBeInstanceOf(Unreachable);
    expect(await ask()).not.toBeInstanceOf(Refusal);
  });

  it('tells the time only when it is ours and was made just now', async () => {
    answers(200, 'text/html', '<p>Wi-Fi</p>', { date: MORNING });
    await ask();
    expect(isNoon()).toBe(true);
    answers(200, 'application/json', '{"topics":[]}', { date: MORNING, 'cache-control': 'public, max-age=3600' });
    await ask();
    expect(isNoon()).toBe(true);
    answers(200, 'application/json', '{"account":null}', { date: MORNING, 'cache-control': 'no-store' });
    await ask();
    expect(isNoon()).toBe(false);
  });
});
