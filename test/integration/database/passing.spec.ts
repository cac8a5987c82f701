import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isPassing } from '#database';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

let database: TestDatabase;
let db: DataSource;
let other: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  [db, other] = [await connect(database.ownerUrl, 1), await connect(database.ownerUrl, 1)];
});
afterAll(async () => {
  await db?.destroy();
  await other?.destroy();
  await database?.drop();
});

const failure = (work: Promise<unknown>): Promise<unknown> => work.then(() => null).catch((error: unknown) => error);

describe('errors after which trying again is right', () => {
  it('are those of a line that breaks between two statements of a transaction, or before its commit', async () => {
    for (const goesOn of [true, false]) {
      const error = await failure(
        db.transaction(async (manager) => {
          const [{ pid }]: [{ pid: number }] = await manager.query('SELECT pg_backend_pid() AS pid');
          await other.query('SELECT pg_terminate_backend($1)', [pid]);
          while (!manager.queryRunner!.isReleased) await pause(5);
          if (goesOn) await manager.query('SELECT 1');
        }),
      );
      expect([(error as Error).message, isPassing(error)]).toEqual([expect.any(String), true]);
    }
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('are those of a server that is not there, and of two who were in each other’s way', async () => {
    expect(isPassing(await failure(connect(database.ownerUrl.replace(/:\d+\//, ':1/'))))).toBe(true);
    expect(isPassing(Object.assign(new Error('deadlock'), { code: '40P01' }))).toBe(true);
  });

  it('are no others', async () => {
    expect(isPassing(await failure(db.query('SELECT 1/0')))).toBe(false);
    expect(isPassing(await failure(db.query('SELECT nothing')))).toBe(false);
    for (const error of [null, undefined, 'a word', new TypeError('x'), { code: 40 }])
      expect(isPassing(error)).toBe(false);
  });
});
