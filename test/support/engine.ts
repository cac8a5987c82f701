import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { AttemptsModule, GradingModule } from '#attempts';
import { createDataSource } from '#database';
import { REDIS } from '#platform';
import { ResultsModule } from '#results';
import { createTestDatabase, type TestDatabase } from './database.js';
import { startRooms, type Rooms } from './rooms.js';

export interface Engine extends Rooms {
  database: TestDatabase;
  /** May do everything: for arranging and for looking. */
  owner: DataSource;
}

/** The rooms of an attempt on a database of their own, with the real Redis and without HTTP. */
export async function startEngine(): Promise<Engine> {
  const database = await createTestDatabase();
  const owner = createDataSource({ url: database.ownerUrl, poolMax: 4, applicationName: 'test-owner' });
  await owner.initialize();
  const rooms = await startRooms(database, [AttemptsModule, GradingModule, ResultsModule]);
  return {
    ...rooms,
    database,
    owner,
    close: async () => {
      await rooms.close();
      await owner.destroy();
      await database.drop();
    },
  };
}

/** Forgets all that Redis holds for it. */
export async function wipeRedis({ get, env }: Rooms): Promise<void> {
  const redis = get<Redis>(REDIS);
  const keys = await redis.keys(`${env.REDIS_PREFIX}*`);
  if (keys.length > 0) await redis.del(keys);
}
