import { DataSource } from 'typeorm';
import { entities } from './entities/index.js';
import { migrations } from './migrations/index.js';

export interface DataSourceSettings {
  /** postgres://… of the role to act as: cchc_app in api and worker, the owner only for migrations. */
  url: string;
  /** Connections this process may open. */
  poolMax: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
}

/** A TypeORM data source over the explicit lists of entities and migrations; it never alters the schema by itself. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    applicationName: settings.applicationName,
    poolSize: settings.poolMax,
    // A request waits at most this long for a connection and is then refused with 503, rather than piling up.
    connectTimeoutMS: 5_000,
    extra: { keepAlive: true, idleTimeoutMillis: 60_000 },
    entities,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    installExtensions: false,
  });
}
