import type { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';

/** Any number will do, as long as every program that migrates takes the same one. */
const MIGRATION_LOCK = 4_071_975;

/**
 * Brings the schema up to date, alone: a second program that migrates at the same time waits and then finds nothing
 * to do. The lock is a session lock on a connection of its own, the one place where that is allowed.
 *
 * @returns the names of the migrations that ran.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const guard = dataSource.createQueryRunner();
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await guard.release();
  }
}

/** Whether the database holds exactly the migrations of this program: part of readiness. */
export async function migrationsPending(dataSource: DataSource): Promise<number> {
  const rows: { name: string }[] = await dataSource.query('SELECT name FROM migration');
  const ran = new Set(rows.map((row) => row.name));
  return migrations.filter((migration) => !ran.has(migration.name)).length;
}
