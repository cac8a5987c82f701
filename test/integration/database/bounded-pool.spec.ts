import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, type Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { DomainError, LIMITS } from '#domain';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  const settings = { url: database.appUrl, poolMax: 1, applicationName: 'bounded-pool', connectTimeoutMs: 30_000 };
  dataSource = await createDataSource(settings).initialize();
}, 60_000);
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

describe('who waits for a connection to PostgreSQL', () => {
  it('are so many; the next is told at once to come again, and all who wait are served', async () => {
    const holder = dataSource.createQueryRunner();
    await holder.connect();
    const waiting = Array.from({ length: LIMITS.databaseWaitingMax }, () => dataSource.query('SELECT 1'));
    const refusal = await dataSource.query('SELECT 1').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code: 'SERVER_BUSY', details: { retryAfterSeconds: 1 } });
    await expect(dataSource.transaction(async () => undefined)).rejects.toMatchObject({ code: 'SERVER_BUSY' });
    await holder.release();
    expect(await Promise.all(waiting)).toHaveLength(LIMITS.databaseWaitingMax);
    expect(await dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a connection that breaks', () => {
  it('at the moment it is handed over ends no process, and the next one works', async () => {
    const pool = (dataSource.driver as unknown as { master: Pool }).master;
    const handed = await pool.connect();
    const ended = new Promise((resolve) => handed.once('end', () => resolve(true)));
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const pid = (handed as unknown as { processID: number }).processID;
    await owner.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await ended).toBe(true);
    await expect(handed.query('SELECT 1')).rejects.toThrow('not queryable');
    handed.release();
    expect(await dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await owner.end();
  });
});
