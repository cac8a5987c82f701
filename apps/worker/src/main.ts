import { NestFactory } from '@nestjs/core';
import { useNamedStatements } from '#database';
import { createLogger, NestLogger, readEnv } from '#platform';
import { WorkerModule } from './worker.module.js';

const env = readEnv();
useNamedStatements(env.DATABASE_NAMED_STATEMENTS === '1');
const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(env), {
  logger: new NestLogger(createLogger(env.LOG_LEVEL, 'worker')),
  abortOnError: false,
});
app.enableShutdownHooks();
process.stdout.write('worker ready\n');
