import 'reflect-metadata';
import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '#database';
import { PlatformModule, type Env } from '#platform';
import type { TestDatabase } from './database.js';
import { dropTestEnv, testEnv } from './env.js';

export interface Rooms {
  env: Env;
  get: INestApplicationContext['get'];
  close(): Promise<void>;
}

@Module({})
class RoomsModule {}

/**
 * One process without a front door: database, machine and the rooms asked for, wired as in the product. Two of them on one
 * database, with one REDIS_PREFIX, are two processes.
 *
 * @example const rooms = await startRooms(database, [IdentityModule]); rooms.get(SessionService)
 */
export async function startRooms(database: TestDatabase, rooms: Type[], overrides: Partial<Env> = {}): Promise<Rooms> {
  const env = testEnv(database, overrides);
  const imports = [
    DatabaseModule.forRoot({ url: database.appUrl, poolMax: env.DATABASE_POOL_MAX, applicationName: 'test' }),
    PlatformModule.forRoot(env, 'test'),
    ...rooms,
  ];
  const context = await NestFactory.createApplicationContext(
    { module: RoomsModule, imports },
    { logger: false, abortOnError: false },
  );
  return {
    env,
    get: context.get.bind(context),
    close: async () => {
      await context.close();
      dropTestEnv(env);
    },
  };
}
