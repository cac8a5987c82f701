import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database);
}, 60_000);
afterAll(async () => {
  await database?.drop();
});

const port = () => Number(new URL(api.url).port);
const isOpen = () =>
  new Promise<boolean>((resolve) => {
    const line = connect(port(), '127.0.0.1');
    line.once('connect', () => resolve(true)).once('error', () => resolve(false));
    line.unref().once('connect', () => line.destroy());
  });

// A front door keeps its lines to a process and always has a request on them: without a word they would never end, and whoever
// ends the process in the end cuts them off.
it('a process that ends answers what it has in hand, says that the line ends with it, and is gone', async () => {
  const body = JSON.stringify({ phone: '0900000000', password: 'không có ai' });
  const said: Buffer[] = [];
  const line = connect(port(), '127.0.0.1');
  line.on('data', (bytes) => said.push(bytes));
  const ended = new Promise((resolve) => line.once('close', resolve));
  const head = ['POST /api/sessions HTTP/1.1', 'host: x', 'content-type: application/json'];
  line.write([...head, `content-length: ${Buffer.byteLength(body)}`, '', body.slice(0, 10)].join('\r\n'));
  await pause(100);

  const closed = api.close();
  while (await isOpen()) await pause(20);
  line.write(body.slice(10));
  await ended;
  expect(Buffer.concat(said).toString()).toMatch(/^HTTP\/1\.1 401 [^]*\r\nconnection: close\r\n/i);
  await closed;
}, 60_000);
