import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readEnv } from '#platform';
import { AppModule } from './app.module.js';
import { describeApi } from './openapi.js';

// The description of the api as JSON, to be committed and reviewed as a diff. `preview` makes the container know all
// modules without making anything: no database, no Redis, no keys.
const env = readEnv({ DATABASE_APP_URL: 'postgres://nobody@127.0.0.1/none' });
const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(env), new FastifyAdapter(), {
  preview: true,
  logger: false,
  abortOnError: false,
});
app.setGlobalPrefix('api');
process.stdout.write(`${JSON.stringify(describeApi(app), null, 2)}\n`);
