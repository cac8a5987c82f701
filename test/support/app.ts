import 'reflect-metadata';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Env } from '#platform';
import { createApp } from '../../apps/api/src/create-app.js';
import type { TestDatabase } from './database.js';
import { dropTestEnv, testEnv } from './env.js';

/** A process of its own runs what was built, never a test's own source. */
const HEAVY_PROGRAM = pathToFileURL(join(process.cwd(), 'dist/apps/api/src/heavy/heavy-process.js'));

export interface TestApi {
  /** http://127.0.0.1:<port>, without /api. */
  url: string;
  app: NestFastifyApplication;
  env: Env;
  close(): Promise<void>;
}

/** The whole front door on a free port, on a test database. `close` before the database is dropped. */
export async function startApi(database: TestDatabase, overrides: Partial<Env> = {}): Promise<TestApi> {
  const env = testEnv(database, overrides);
  const app = await createApp(env, HEAVY_PROGRAM);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    app,
    env,
    close: async () => {
      await app.close();
      dropTestEnv(env);
    },
  };
}
