import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import {
  AwardsModule,
  LotService,
  SETTLEMENT_INTERRUPTED,
  SettlementReader,
  SettlementService,
  SettlementWork,
  SettlingModule,
  type SettlementId,
} from '#awards';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { contestOver, type Settled } from './settled.js';

const PROCESS = join(process.cwd(), 'dist/apps/worker/src/settling/settlement-process.js');

let database: TestDatabase;
let owner: DataSource;
let rooms: Rooms;
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  rooms = await startRooms(database, [AwardsModule, SettlingModule]);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rooms?.close();
  await owner?.destroy();
  await database?.drop();
});

/** The process as a worker starts it. */
function startProcess(): { child: ChildProcess; ended: Promise<number | null>; heard: unknown[] } {
  const { DATABASE_APP_URL, SECRETS_FILE } = rooms.env;
  const env = { ...process.env, DATABASE_APP_URL, SECRETS_FILE, LOG_LEVEL: 'error' };
  const child = fork(PROCESS, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(child);
  const heard: unknown[] = [];
  child.on('message', (message) => heard.push(message));
  return { child, heard, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

/** A contest that is over and of which results are asked for. */
async function asked(): Promise<{ settled: Settled; id: string }> {
  const settled = await contestOver(owner, [
    { score: 15, guess: 2 },
    { score: 14, guess: 2 },
    { score: 13, guess: 2 },
  ]);
  const id = randomUUID();
  const { slug, id: contestId } = settled.contest;
  await rooms.get(LotService).commit({ slug, field: 'dot-1', by: null, requestId: null });
  const act = { contestId, by: randomUUID(), requestId: null };
  const noKeys = () => Promise.resolve(0);
  await rooms.get(SettlementService).ask(act, { id, field: 'dot-1', reason: null }, noKeys);
  return { settled, id };
}

const detail = ({ settled, id }: { settled: Settled; id: string }) =>
  rooms.get(SettlementReader).read(settled.contest.id, id);
const state = async (wish: { settled: Settled; id: string }) => (await detail(wish)).row.state;
const triesOf = async ({ id }: { id: string }) =>
  (await owner.query<{ tries: number }[]>('SELECT tries FROM settlement WHERE id = $1', [id]))[0]!.tries;
const trailOf = async ({ settled, id }: { settled: Settled; id: string }) =>
  (
    await owner.query<{ action: string }[]>('SELECT action FROM audit WHERE subject = $1 ORDER BY id', [
      `contest/${settled.contest.id}/settlement/${id}`,
    ])
  ).map(({ action }) => action);
const filesOf = async ({ settled }: { settled: Settled }) =>
  (
    await owner.query<{ n: number }[]>('SELECT count(*)::int AS n FROM winner_file WHERE contest_id = $1', [
      settled.contest.id,
    ])
  )[0]!.n;

const waitingForLocks = async () =>
  (
    await owner.query<unknown[]>(
      `SELECT FROM pg_stat_activity
        WHERE application_name = 'cchc-settlements' AND wait_event_type = 'Lock' AND datname = current_database()`,
    )
  ).length;

/** A process that is ended in the middle: the winner file is written by then and nothing is committed. */
async function broken(end: (child: ChildProcess) => void): Promise<{ code: number | null; heard: unknown[] }> {
  const holder = owner.createQueryRunner();
  await holder.startTransaction();
  await holder.query('LOCK TABLE award IN EXCLUSIVE MODE');
  try {
    const { child, ended, heard } = startProcess();
    while ((await waitingForLocks()) === 0) await wait(50);
    end(child);
    return { code: await ended, heard };
  } finally {
    await holder.rollbackTransaction();
    await holder.release();
  }
}

describe('the process that settles', () => {
  it('does all that is owed and ends, and has nothing to do the next time', async () => {
    const [one, another] = [await asked(), await asked()];
    expect(await startProcess().ended).toBe(0);
    expect([await state(one), await state(another)]).toEqual(['computed', 'computed']);
    expect(await startProcess().ended).toBe(0);
    expect([await filesOf(one), await filesOf(another)]).toEqual([1, 1]);
  });

  it('makes the board of what was published, and tells its worker of which contest it is', async () => {
    const wish = await asked();
    await startProcess().ended;
    await owner.query(
      `INSERT INTO publication (contest_id, scope_kind, scope_id, number, settlement_id, version, input_hash, hash, published_by)
       SELECT w.contest_id, s.scope_kind, s.scope_id, 1, s.id, w.version, w.input_hash, w.hash, $2
         FROM winner_file w JOIN settlement s ON s.contest_id = w.contest_id AND s.id = w.settlement_id
        WHERE w.contest_id = $1`,
      [wish.settled.contest.id, randomUUID()],
    );
    const { ended, heard } = startProcess();
    expect(await ended).toBe(0);
    expect(heard).toEqual([{ board: wish.settled.contest.id }]);
    const places = await owner.query<{ rank: number }[]>(
      'SELECT rank FROM official_place WHERE contest_id = $1 ORDER BY place',
      [wish.settled.contest.id],
    );
    expect(places.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  });

  it.each([
    ['its worker ends', (child: ChildProcess) => child.disconnect()],
    ['it is killed', (child: ChildProcess) => void child.kill('SIGKILL')],
  ])('leaves nothing half done when %s in the middle, and the next one goes on', async (_, end) => {
    const wish = await asked();
    const { code, heard } = await broken(end);
    expect(code).not.toBe(0);
    expect(heard).toEqual([{ begun: { contest_id: wish.settled.contest.id, id: wish.id } }]);
    expect([await state(wish), await filesOf(wish)]).toEqual(['asked', 0]);
    expect(await startProcess().ended).toBe(0);
    expect([await state(wish), await filesOf(wish)]).toEqual(['computed', 1]);
  });

  it('gives up what broke off three times, says so and in the trail, makes the others, and makes it when asked again', async () => {
    const wish = await asked();
    await owner.query('UPDATE settlement SET tries = 2 WHERE id = $1', [wish.id]);
    await broken((child) => void child.kill('SIGKILL'));
    expect([await state(wish), await triesOf(wish)]).toEqual(['asked', 3]);
    const other = await asked();
    expect(await startProcess().ended).toBe(0);
    const { row } = await detail(wish);
    expect(row).toMatchObject({ state: 'failed', failure: SETTLEMENT_INTERRUPTED });
    expect(await state(other)).toBe('computed');
    expect(await trailOf(wish)).toEqual(['settlement.asked', 'settlement.failed']);

    const act = { contestId: wish.settled.contest.id, by: randomUUID(), requestId: null };
    await rooms.get(SettlementService).retry(act, wish.id);
    await rooms.get(SettlementService).retry(act, wish.id);
    expect((await detail(wish)).row).toMatchObject({ state: 'asked', failure: null, closed_at: null });
    expect(await startProcess().ended).toBe(0);
    expect([await state(wish), await filesOf(wish)]).toEqual(['computed', 1]);
    expect((await trailOf(wish)).slice(2)).toEqual(['settlement.retried', 'settlement.computed']);
    await expect(rooms.get(SettlementService).retry(act, wish.id)).rejects.toMatchObject({ code: 'SETTLEMENT_CLOSED' });
  });

  it('counts no try where it was told to end: starting a worker anew ever so often is no failure', async () => {
    const wish = await asked();
    const { heard } = await broken((child) => child.disconnect());
    expect(await triesOf(wish)).toBe(1);
    // As its worker does when it has ended.
    await rooms.get(SettlementWork).takeBack((heard[0] as { begun: SettlementId }).begun);
    expect([await state(wish), await triesOf(wish)]).toEqual(['asked', 0]);
  });
});
