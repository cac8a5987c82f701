import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { readEnv, required, type Env } from '#platform';

/** What an errand works with: the database as its owner, and the environment. */
export interface Desk {
  dataSource: DataSource;
  env: Env;
}

/** Opens the database as the owner of its tables for as long as the work lasts. */
export async function asOwner<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
  const env = readEnv();
  const url = required(env, 'DATABASE_OWNER_URL');
  const dataSource = createDataSource({ url, poolMax: 2, applicationName: 'cchc-cli' });
  await dataSource.initialize();
  try {
    return await work({ dataSource, env });
  } finally {
    await dataSource.destroy();
  }
}

/** The instant of the database (epoch ms) and how fast its time runs; 1 except in a replay's own database. */
export async function databaseTime(dataSource: DataSource): Promise<{ now: number; scale: number }> {
  const [row] = await dataSource.query<{ now: number; scale: number }[]>(
    'SELECT floor(extract(epoch FROM contest_clock()) * 1000)::float8 AS now, contest_clock_scale() AS scale',
  );
  return row!;
}
