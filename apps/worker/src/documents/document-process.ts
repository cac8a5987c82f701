import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { createDataSource, useNamedStatements } from '#database';
import { makeDocument } from '#documents';
import { createLogger, DatabaseClock, readEnv, required } from '#platform';
import { documentMakers } from './makers.js';
import { openReading } from './reading.js';

/** One connection to make a file, and one to say how far it is. */
const POOL_MAX = 2;
/** The longest statement of a report over a quarter of a million attempts takes some seconds. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** This process gives way to all others, so it waits longer than a person may. */
const CONNECT_TIMEOUT_MS = 60_000;
/** A maker that was told to stop and goes on. */
const STOP_WITHIN_MS = 2_000;

// The process that makes one file, started by the DocumentDesk of a worker with the id of the job and its try. It ends with
// the file, and when the worker ends: then the channel closes.

const env = readEnv();
const logger = createLogger(env.LOG_LEVEL, 'documents');
useNamedStatements(env.DATABASE_NAMED_STATEMENTS === '1');

const ending = new AbortController();
process.once('disconnect', () => {
  ending.abort();
  void wait(STOP_WITHIN_MS, null, { ref: false }).then(() => process.exit(1));
});

const connected = (url: string, poolMax: number, applicationName: string) =>
  createDataSource({
    ...{
      url,
      poolMax,
      applicationName,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
    },
  }).initialize();
const appUrl = env.DATABASE_DIRECT_URL ?? required(env, 'DATABASE_APP_URL');
const dataSource = await connected(appUrl, POOL_MAX, 'cchc-documents');
let reading: Promise<DataSource> | undefined;
const clock = new DatabaseClock(async () => {
  const [row] = await dataSource.query<{ nowMs: string; scale: number }[]>(
    `SELECT extract(epoch FROM contest_clock()) * 1000 AS "nowMs", contest_clock_scale() AS scale`,
  );
  return { nowMs: Number(row!.nowMs), scale: Number(row!.scale) };
});

const [id, tries] = process.argv.slice(2);
try {
  await clock.start();
  const job = { id: id!, tries: Number(tries) };
  const means = {
    ...{ dataSource, clock, makers: documentMakers },
    reading: () =>
      (reading ??= openReading({
        ...{ first: dataSource, logger },
        connect: () => connected(env.DATABASE_READ_URL ?? appUrl, 1, 'cchc-reports'),
      })),
  };
  const ended = await makeDocument(means, job, ending.signal);
  logger.info({ job: id, ended }, 'document');
} catch (error) {
  logger.error({ err: error, job: id }, 'document failed');
  process.exitCode = 1;
} finally {
  clock.stop();
  await dataSource.destroy();
  await (await reading?.catch(() => undefined))?.destroy();
  // What a maker may have left open keeps nobody waiting.
  if (process.connected) process.disconnect();
  process.exit();
}
