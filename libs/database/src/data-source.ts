import pg from 'pg';
import { DataSource } from 'typeorm';
import { BoundedPool } from './bounded-pool.js';
import { entities } from './entities/index.js';
import { migrations } from './migrations/index.js';

export interface DataSourceSettings {
  /** postgres://… of the role to act as: cchc_app in api and worker, the owner only for migrations. */
  url: string;
  /** Connections this process may open. */
  poolMax: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** How long one statement may take, in ms; without it as long as it needs. */
  statementTimeoutMs?: number;
  /** How long to wait for a connection, in ms; 5 s by default, for people wait at the front door. */
  connectTimeoutMs?: number;
}

/** A TypeORM data source over the explicit lists of entities and migrations; it never alters the schema by itself. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    applicationName: settings.applicationName,
    poolSize: settings.poolMax,
    // So many requests wait for a connection, each at most this long; then they are refused with 503, rather than piling up.
    driver: { ...pg, Pool: BoundedPool },
    connectTimeoutMS: settings.connectTimeoutMs ?? 5_000,
    extra: { keepAlive: true, idleTimeoutMillis: 60_000, statement_timeout: settings.statementTimeoutMs },
    entities,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    installExtensions: false,
  });
}
