import { Test } from '@nestjs/testing';
import { randomBytes } from 'node:crypto';
import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { AttemptsModule, GradingModule } from '#attempts';
import { createDataSource, DatabaseModule } from '#database';
import { PlatformModule, readEnv, type Env } from '#platform';
import { ResultsModule } from '#results';
import { createTestDatabase, type TestDatabase } from './database.js';
import { writeTestSecrets } from './secrets.js';

export interface Engine {
  database: TestDatabase;
  /** May do everything: for arranging and for looking. */
  owner: DataSource;
  env: Env;
  get: TestingModule['get'];
  close(): Promise<void>;
}

/** The rooms of an attempt on a database of their own, with the real Redis and without HTTP. */
export async function startEngine(): Promise<Engine> {
  const database = await createTestDatabase();
  const owner = createDataSource({ url: database.ownerUrl, poolMax: 4, applicationName: 'test-owner' });
  await owner.initialize();
  const env = readEnv({
    DATABASE_APP_URL: database.appUrl,
    REDIS_URL: process.env['TEST_REDIS_URL'],
    REDIS_PREFIX: `t-${randomBytes(4).toString('hex')}`,
    SECRETS_FILE: writeTestSecrets(),
    LOG_LEVEL: 'silent',
    CCHC_THROWAWAY: '1',
  });
  const module = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({ url: database.appUrl, poolMax: 12, applicationName: 'test-app' }),
      PlatformModule.forRoot(env, 'test'),
      AttemptsModule,
      GradingModule,
      ResultsModule,
    ],
  }).compile();
  await module.init();
  return {
    database,
    owner,
    env,
    get: module.get.bind(module) as TestingModule['get'],
    close: async () => {
      await module.close();
      await owner.destroy();
      await database.drop();
    },
  };
}
