import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { AttemptTokens, StartService, WriteService } from '#attempts';
import { createDataSource } from '#database';
import { DocumentJobService, makeDocument, type ReportParams } from '#documents';
import { Clock, createLogger } from '#platform';
import { documentMakers } from '../../../apps/worker/src/documents/makers.js';
import { openReading } from '../../../apps/worker/src/documents/reading.js';
import { insertContest, insertPeople, type ContestFixture } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

// A report that reads for long, beside people who wait for their grade. A table that the report alone reads is held, so that
// it stands still in the middle for as long as the test wants.

const WORKER = join(process.cwd(), 'dist/apps/worker/src/main.js');
const PARAMS: ReportParams = { scope: 'contest', scopeId: null, format: 'xlsx', tellsItems: true };

let engine: Engine;
let contest: ContestFixture;
let worker: ChildProcess;

beforeAll(async () => {
  engine = await startEngine();
  contest = await insertContest(engine.owner);
  const env = Object.entries(engine.env).filter(([, value]) => value !== undefined);
  worker = fork(WORKER, [], {
    env: { ...process.env, ...Object.fromEntries(env), LOG_LEVEL: 'error' } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
});
afterAll(async () => {
  await endWorker();
  await engine?.close();
});

async function endWorker(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill();
  await ended;
}

const jobs = () => new DocumentJobService(engine.get(DataSource));

async function askForReport(): Promise<string> {
  const by = randomUUID();
  await engine.owner.query(`INSERT INTO account (id, full_name) VALUES ($1, 'Lò Thị Ính')`, [by]);
  const wish = { id: randomUUID(), contestId: contest.contestId, kind: 'report', params: PARAMS, by } as const;
  return (await jobs().ask({ ...wish, requestId: null })).id;
}

/** Who waits for the table that is held. */
const waiting = () =>
  engine.owner.query<{ role: string; application: string }[]>(
    `SELECT usename AS role, application_name AS application FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );

/** Does something while the table stands still. */
async function whileHeld<T>(work: () => Promise<T>): Promise<T> {
  const holder = engine.owner.createQueryRunner();
  await holder.startTransaction();
  await holder.query('LOCK TABLE earlier_total IN ACCESS EXCLUSIVE MODE');
  try {
    return await work();
  } finally {
    await holder.rollbackTransaction();
    await holder.release();
  }
}

/** Somebody takes part. @returns the state of the attempt, once it is what it is waited for */
async function takePart(): Promise<string> {
  const [person] = await insertPeople(engine.owner, contest, 1);
  const now = () => engine.get(Clock).now();
  const { contestId, roundId } = contest;
  const { accountId, sessionId } = person!;
  const view = await engine.get(StartService).start({
    ...{ contestId, roundId, accountId, sessionId, startKey: randomUUID(), receivedAt: now() },
  });
  await engine.get(WriteService).submit(engine.get(AttemptTokens).read(view.token!), {
    ...{ writer: view.writer!, seq: 1, changes: [], prediction: null, receivedAt: now() },
  });
  for (;;) {
    const [{ state }] = (await engine.owner.query(
      `SELECT t.state FROM attempt t JOIN participant p ON p.contest_id = $1 AND p.id = t.participant_id
        WHERE t.contest_id = $1 AND p.account_id = $2`,
      [contestId, accountId],
    )) as [{ state: string }];
    if (state === 'graded') return state;
    await wait(50);
  }
}

describe('a report that reads for long', () => {
  it('reads as a role that may only read, and nobody waits behind it for a grade', async () => {
    const id = await whileHeld(async () => {
      const asked = await askForReport();
      while ((await waiting()).length === 0) await wait(50);
      expect(await waiting()).toEqual([{ role: 'cchc_read', application: 'cchc-reports' }]);
      expect(await takePart()).toBe('graded');
      expect(await waiting()).toHaveLength(1);
      expect(await jobs().read(contest.contestId, asked)).toMatchObject({ state: 'running' });
      return asked;
    });
    let job = await jobs().read(contest.contestId, id);
    while (job.state === 'running') {
      await wait(50);
      job = await jobs().read(contest.contestId, id);
    }
    expect(job).toMatchObject({ state: 'done', failure: null, file: { name: expect.stringMatching(/\.xlsx$/) } });
  });

  it('fails with a sentence of its own where a statement takes longer than it may, and leaves nothing behind', async () => {
    // It has more patience.
    await endWorker();
    const short = { poolMax: 1, applicationName: 'cchc-reports', statementTimeoutMs: 200 };
    const reading = await createDataSource({ ...short, url: engine.database.readUrl }).initialize();
    const dataSource = await createDataSource({
      ...{ url: engine.database.appUrl, poolMax: 2, applicationName: 'test' },
    }).initialize();
    const id = await whileHeld(async () => {
      const asked = await askForReport();
      const means = {
        dataSource,
        reading: () => Promise.resolve(reading),
        clock: engine.get(Clock),
        makers: documentMakers,
      };
      const ended = await makeDocument(means, (await jobs().take())!, new AbortController().signal);
      expect(ended).toEqual({ failed: 'DOCUMENT_TOO_SLOW' });
      return asked;
    });
    expect(await jobs().read(contest.contestId, id)).toMatchObject({ state: 'failed', failure: 'DOCUMENT_TOO_SLOW' });
    expect(await reading.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await reading.destroy();
    await dataSource.destroy();
  });

  it('fails with a sentence of its own where the server for reading does not answer, and leaves nothing behind', async () => {
    const dataSource = await createDataSource({
      ...{ url: engine.database.appUrl, poolMax: 2, applicationName: 'test' },
    }).initialize();
    const nowhere = new URL(engine.database.readUrl);
    nowhere.port = '1';
    const connect = () =>
      createDataSource({ ...{ url: nowhere.href, poolMax: 1, applicationName: 'cchc-reports' } }).initialize();
    const asked = await askForReport();
    const means = {
      ...{ dataSource, clock: engine.get(Clock), makers: documentMakers },
      reading: () => openReading({ connect, first: dataSource, logger: createLogger('silent', 'test') }),
    };
    const ended = await makeDocument(means, (await jobs().take())!, new AbortController().signal);
    expect(ended).toEqual({ failed: 'DOCUMENT_SOURCE_AWAY' });
    expect(await jobs().read(contest.contestId, asked)).toMatchObject({
      state: 'failed',
      failure: 'DOCUMENT_SOURCE_AWAY',
    });
    await dataSource.destroy();
  });

  it('fails with the same sentence where that server goes away meanwhile', async () => {
    const dataSource = await createDataSource({
      ...{ url: engine.database.appUrl, poolMax: 2, applicationName: 'test' },
    }).initialize();
    const reading = await createDataSource({
      ...{ url: engine.database.readUrl, poolMax: 1, applicationName: 'cchc-reports' },
    }).initialize();
    const asked = await whileHeld(async () => {
      const id = await askForReport();
      const means = {
        ...{ dataSource, clock: engine.get(Clock), makers: documentMakers },
        reading: () => Promise.resolve(reading),
      };
      const ended = makeDocument(means, (await jobs().take())!, new AbortController().signal);
      while ((await waiting()).length === 0) await wait(50);
      await engine.owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'cchc-reports'`,
      );
      expect(await ended).toEqual({ failed: 'DOCUMENT_SOURCE_AWAY' });
      return id;
    });
    expect(await jobs().read(contest.contestId, asked)).toMatchObject({ failure: 'DOCUMENT_SOURCE_AWAY' });
    await reading.destroy();
    await dataSource.destroy();
  });
});
