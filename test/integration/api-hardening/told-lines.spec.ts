import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { startStack, type Stack } from '../../../scripts/stack.mjs';

/** A front door as a process of its own, whose log is read as an operator reads it. */
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ apis: 1, workers: 0, prepare: 'empty', extraEnv: { LOG_LEVEL: 'info' } });
}, 90_000);
afterAll(async () => {
  await stack?.stop();
}, 30_000);

type Line = { msg: string; requestId: string; times: number; [key: string]: unknown };
const lines = (msg: string) =>
  readFileSync(stack.logOf('api-1'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.msg === msg);
const counted = (msg: string) => lines(msg).reduce((sum, { times }) => sum + times, 0);

describe('packets of sockets', () => {
  it('that are refused, and sockets that are, are found in the log by the number that they were told', async () => {
    const socket = io(stack.urls[0]!, { transports: ['websocket'], forceNew: true });
    await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
    const refused = (await socket.timeout(3_000).emitWithAck('watch', { room: 'nowhere' })) as Line;
    expect(refused).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
    expect(lines('packet refused')).toMatchObject([
      { requestId: refused.requestId, packet: 'watch', code: 'INVALID_INPUT', times: 1 },
    ]);
    // Another packet of the connection has its number; another connection has another.
    const again = (await socket.timeout(3_000).emitWithAck('unwatch', null)) as Line;
    expect(again.requestId).toBe(refused.requestId);
    socket.disconnect();
    const other = io(stack.urls[0]!, { transports: ['polling'], forceNew: true });
    await new Promise((resolve) => other.once('connect', () => resolve(undefined)));
    const third = (await other.timeout(3_000).emitWithAck('watch', 7)) as Line;
    expect(third.requestId).toMatch(/^[0-9A-F]{8}$/);
    expect(third.requestId).not.toBe(refused.requestId);
    other.disconnect();
    while (counted('packet refused') < 3) await pause(50);

    const foreign = await fetch(`${stack.urls[0]}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    expect(lines('socket refused')).toMatchObject([
      { requestId: foreign.headers.get('x-request-id'), reason: 'origin', times: 1 },
    ]);
  });
});

describe('requests that are asked to come back', () => {
  it('while PostgreSQL is away, are told in a line a second, with a number, a code and how many they are', async () => {
    await stack.halt('postgres', 'SIGKILL');
    const numbers = new Set<string>();
    const ask = async () => {
      const answer = await fetch(`${stack.urls[0]}/api/contests`);
      expect(answer.status).toBe(503);
      numbers.add(((await answer.json()) as Line).requestId);
    };
    for (let round = 0; round < 4; round += 1) await Promise.all(Array.from({ length: 10 }, ask));
    while (counted('told to try again') < 40) await pause(50);
    const told = lines('told to try again');
    expect(counted('told to try again')).toBe(40);
    expect(told.length).toBeLessThan(40);
    for (const line of told) {
      expect(numbers).toContain(line.requestId);
      expect(Object.keys(line).sort()).toEqual(
        ['error', 'level', 'msg', 'name', 'requestId', 'route', 'time', 'times'].sort(),
      );
      expect(line).toMatchObject({
        level: 40,
        route: '/api/contests',
        error: expect.stringMatching(/^[A-Za-z0-9_]+$/),
      });
    }
    await stack.resume('postgres');
  });
});
