import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type Socket as Line } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const [SOCKETS, CONNECTIONS] = [2, 6];
let database: TestDatabase;
let api: TestApi;
const sockets: Socket[] = [];
const lines: Line[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database, { SOCKETS_MAX: SOCKETS, CONNECTIONS_MAX: CONNECTIONS });
}, 60_000);
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  for (const line of lines.splice(0)) line.destroy();
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

async function listen(): Promise<Socket | Error> {
  const socket = io(api.url, { transports: ['websocket'], forceNew: true, reconnection: false });
  sockets.push(socket);
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', resolve);
  });
}

/** A line of its own; what the first answer on it begins with, '' when it was cut. */
async function ask(): Promise<string> {
  const line = connect(Number(new URL(api.url).port), '127.0.0.1');
  lines.push(line);
  line.on('error', () => undefined);
  line.write('GET /api/health/live HTTP/1.1\r\nhost: x\r\n\r\n');
  return new Promise((resolve) => {
    line.once('data', (said) => resolve(said.toString('latin1', 0, 12)));
    line.once('close', () => resolve(''));
  });
}

describe('sockets of one process', () => {
  it('are as many as set; who finds no place still gets answers, and a place when one is free', async () => {
    const [first, second, third] = [await listen(), await listen(), await listen()];
    expect([first, second].map((one) => one instanceof Error)).toEqual([false, false]);
    expect(third).toBeInstanceOf(Error);
    expect((await fetch(`${api.url}/api/health/live`)).status).toBe(200);
    (first as Socket).disconnect();
    let again = await listen();
    while (again instanceof Error) {
      await pause(20);
      again = await listen();
    }
    expect(again.connected).toBe(true);
  });
});

describe('connections of one process', () => {
  it('are as many as set; one more is cut, and let in when another has gone', async () => {
    const answers: string[] = [];
    // Lines of what was asked before may still be there, so that fewer are let in, but never more.
    while (!answers.includes('')) answers.push(await ask());
    expect(answers[0]).toBe('HTTP/1.1 200');
    expect(answers.length - 1).toBeLessThanOrEqual(CONNECTIONS);
    for (const line of lines.splice(0)) line.destroy();
    let again = await ask();
    while (again === '') {
      await pause(20);
      again = await ask();
    }
    expect(again).toBe('HTTP/1.1 200');
  });
});
