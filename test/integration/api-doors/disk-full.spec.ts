import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { insertContest } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';

let house: Citizens;

beforeAll(async () => {
  house = await Citizens.open();
}, 60_000);
afterAll(() => house?.close());

it('without room in the database, people are told to come again, can read, and are served when there is room', async () => {
  const contest = await insertContest(house.owner);
  const token = await house.signUp();
  await house.join(contest, token);
  const { body: attempt } = await house.start(contest, token);
  // What PostgreSQL says when a table cannot grow.
  await house.owner.query(`
    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
    CREATE TRIGGER no_room BEFORE UPDATE ON answers FOR EACH ROW EXECUTE FUNCTION no_room()`);
  const refused = await house.submit(attempt);
  expect({ status: refused.status, code: refused.body.code, retry: refused.headers.get('retry-after') }).toEqual({
    ...{ status: 503, code: 'SERVER_BUSY' },
    retry: expect.stringMatching(/^\d+$/),
  });
  expect((await house.call('GET', `/contests/${contest.slug}`)).status).toBe(200);
  await house.owner.query('DROP FUNCTION no_room CASCADE');
  expect((await house.submit(attempt)).status).toBe(200);
});

it('without room for its lines, a program goes on', async () => {
  const logger = fileURLToPath(new URL('../../../dist/libs/platform/src/logger.js', import.meta.url));
  const work = `const log = (await import(${JSON.stringify(logger)})).createLogger('info', 'x');
    for (let round = 0; round < 30; round += 1) {
      for (let i = 0; i < 200; i += 1) log.info({ filling: 'x'.repeat(500) }, 'line');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    process.stderr.write('went on with ' + Math.round(process.memoryUsage().rss / 2 ** 20) + ' MB');`;
  const full = openSync('/dev/full', 'w');
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '-e', work], { env, stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^went on with \d+ MB$/) });
}, 40_000);
