import { checkDurability } from '#database';
import { checkRedisPolicy, LOGGER, readEnv, REDIS, type RedisClient } from '#platform';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { createApp } from './create-app.js';

const env = readEnv();
const app = await createApp(env);

// Unsafe settings are refused with the sentence that mends them, before the first person is let in.
const faults = [
  ...(env.CCHC_THROWAWAY === '1' ? [] : await checkDurability(app.get<DataSource>(getDataSourceToken()))),
  await checkRedisPolicy(app.get<RedisClient>(REDIS)).catch(() => null),
].filter((fault) => fault !== null);
if (faults.length > 0) {
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exit(1);
}

await app.listen(env.PORT, env.HOST);
app.get<Logger>(LOGGER).info({ host: env.HOST, port: env.PORT }, 'api ready');
process.stdout.write(`api ready ${await app.getUrl()}\n`);
