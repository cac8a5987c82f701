import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { GradingModule, GradingService, parseAttemptAddress } from '#attempts';
import { ContestsModule, RevisionService } from '#contests';
import { Clock, LOGGER, type DatabaseClock } from '#platform';
import { ReconcileService, ResultsModule, TallyService } from '#results';
import { RevisionSettler } from '../../../apps/worker/src/revision-settler.js';
import { CONSENTS } from '../../support/contest.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens } from '../api-identity/citizens.js';
import { makeBank, makeTree } from './room.js';

// A planned revision holds from its hour on, by the clock alone: who starts before it has the rules of then, who starts after
// it the new ones, though nobody has settled it. The worker brings titles and boards after it.

const SLUG = 'thi-doi-gio';
const HOUR_MS = 3_600_000;

let house: Citizens;
let worker: Rooms;
let unitId: number;
/** When the first round opens, and when the revision is to hold: epoch ms. */
let opens: number;
let holds: number;

/** Puts the one clock of the product at an instant, from which it runs on; every process looks at it. */
async function moveClock(instant: number): Promise<void> {
  const [real]: { now: number }[] = await house.owner.query(
    `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now`,
  );
  await house.owner.query(
    `CREATE OR REPLACE FUNCTION contest_clock() RETURNS timestamptz LANGUAGE sql VOLATILE
     AS $$ SELECT clock_timestamp() + interval '${Math.round(instant - real!.now)} ms' $$`,
  );
  for (const clocks of [house.api.app, worker]) await clocks.get<DatabaseClock>(Clock).renew();
}

async function begin() {
  const token = await house.signUp();
  const joined = await house.call('POST', `/contests/${SLUG}/participants`, {
    ...{ token, body: { contestUnitId: unitId, consents: CONSENTS } },
  });
  expect(joined.status).toBe(201);
  const { body: contest } = await house.call('GET', `/contests/${SLUG}`);
  const headers = { 'idempotency-key': randomUUID() };
  const started = await house.call('POST', `/rounds/${contest.openRound.id}/attempts`, { token, headers });
  expect(started.status).toBe(201);
  return { contest, attempt: started.body, token };
}

const minutesOf = ({ startedAt, deadlineAt }: { startedAt: string; deadlineAt: string }) =>
  (Date.parse(deadlineAt) - Date.parse(startedAt)) / 60_000;

async function handIn(attempt: { attemptId: string; writer: string; token: string }): Promise<void> {
  expect((await house.submit(attempt, 10)).status).toBe(200);
  const { contestId, attemptId } = parseAttemptAddress(attempt.attemptId);
  await house.owner.transaction(async (manager) => {
    const group = await worker.get(GradingService).grade(manager, contestId, [attemptId]);
    await worker.get(TallyService).apply(manager, contestId, group.attemptIds);
  });
}

const keyLengths = async (): Promise<number[]> => {
  const rows: { bytes: number }[] = await house.owner.query(
    `SELECT DISTINCT length(sort_key)::int AS bytes FROM standing
      WHERE contest_id = (SELECT id FROM contest WHERE slug = $1) ORDER BY 1`,
    [SLUG],
  );
  return rows.map(({ bytes }) => bytes);
};
const titleNow = async () => (await house.call('GET', `/contests/${SLUG}`)).body.title;

beforeAll(async () => {
  house = await Citizens.open();
  worker = await startRooms(house.database, [GradingModule, ResultsModule, ContestsModule]);
  await makeTree(house.owner);
  await house.owner.transaction((manager) => makeBank(manager, 'cchc', 60));
  const organizer = await house.signUpAs({ role: 'organizer' });
  const call = (method: string, path: string, body?: unknown) => house.call(method, path, { token: organizer, body });
  const { body: plan } = await call('POST', '/contest-plans', {
    from: { template: 'hang-tuan' },
    title: 'Thi đổi giờ',
  });
  const write = async (change: (regulations: Record<string, object>) => object) => {
    const { version, regulations } = (await call('GET', `/contest-plans/${plan.id}`)).body;
    return call('PUT', `/contest-plans/${plan.id}`, { version, regulations: change(regulations) });
  };
  await write((regulations) => ({
    ...regulations,
    time: { ...regulations['time'], seconds: 1200, atRoundEnd: 'cut' },
    ranking: { criteria: ['score', 'prediction_distance', 'duration', 'lot'] },
    prediction: { ...regulations['prediction'], subject: 'attempts', whichCounts: 'counted_attempt' },
  }));
  await call('PUT', `/contest-plans/${plan.id}/invited`, { from: 'all', under: '40' });
  expect((await call('POST', `/contest-plans/${plan.id}/publication`, { version: 2 })).body).toEqual({
    contestSlug: SLUG,
  });
  const { body: contest } = await house.call('GET', `/contests/${SLUG}`);
  opens = Date.parse(contest.roundList[0].opensAt);
  holds = opens + 2 * HOUR_MS;
  unitId = (await house.call('GET', `/contests/${SLUG}/units?limit=1`)).body.units[0].id;
  await write((regulations) => ({
    ...regulations,
    title: 'Thi đổi giờ, tên mới',
    time: { ...regulations['time'], seconds: 600 },
    ranking: { criteria: ['score', 'prediction_distance', 'duration', 'submitted_at', 'lot'] },
    prediction: { ...regulations['prediction'], subject: 'persons_taking_part' },
  }));
  const { version } = (await call('GET', `/contest-plans/${plan.id}`)).body;
  const effectiveAt = new Date(holds).toISOString();
  const planned = await call('POST', `/contests/${SLUG}/revisions`, { version, note: 'Còn 10 phút', effectiveAt });
  expect(planned.body).toEqual({ number: 2 });
});
afterAll(async () => {
  await worker?.close();
  await house?.close();
});

describe('the hour from which a revision holds', () => {
  it('parts the attempts: rules of then before it, the new ones after it, nobody having done anything', async () => {
    await moveClock(holds - 60_000);
    const [done, before] = [await begin(), await begin()];
    await handIn(done.attempt);
    expect(minutesOf(before.attempt)).toBe(20);
    expect(before.contest).toMatchObject({ title: 'Thi đổi giờ', roundList: [{ durationMs: 1_200_000 }, {}, {}, {}] });

    await moveClock(holds + 1000);
    const after = await begin();
    expect(minutesOf(after.attempt)).toBe(10);
    expect(after.contest.roundList[0].durationMs).toBe(600_000);
    // The one under way keeps what it was begun with, for whoever opens it again too.
    const { body: again } = await house.call('GET', `/attempts/${before.attempt.attemptId}`, { token: before.token });
    expect([minutesOf(again), again.prediction.subject]).toEqual([20, before.attempt.prediction.subject]);
    expect(after.attempt.prediction.subject).not.toEqual(before.attempt.prediction.subject);
    for (const { attempt } of [before, after]) await handIn(attempt);
  });

  it('is followed by title and boards when the worker comes by, once', async () => {
    expect(await titleNow()).toBe('Thi đổi giờ');
    const settler = new RevisionSettler(
      worker.get(DataSource),
      worker.get(RevisionService),
      worker.get(ReconcileService),
      worker.get(Clock),
      worker.get(LOGGER),
    );
    // Whoever was graded since then stands by the new chain already, which has one more criterion; who was before does not.
    expect(await keyLengths()).toEqual([8, 14]);
    await settler.settle();
    expect(await titleNow()).toBe('Thi đổi giờ, tên mới');
    expect(await keyLengths()).toEqual([14]);
    const { body: board } = await house.call('GET', `/contests/${SLUG}/board`);
    expect(board.standings).toBe(3);
    expect(await worker.get(DataSource).transaction((manager) => worker.get(RevisionService).settle(manager))).toEqual(
      [],
    );
  });
});
