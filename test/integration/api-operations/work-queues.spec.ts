import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DocumentJobService } from '#documents';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let administrator: string;
let asker: string;

beforeAll(async () => {
  citizens = await Citizens.open();
  contest = await insertContest(citizens.owner);
  administrator = await citizens.signUpAs({ role: 'administrator' });
  [{ id: asker }] = await citizens.owner.query(`SELECT id FROM account LIMIT 1`);
});
afterAll(() => citizens?.close());

interface Queue {
  name: string;
  counts: Record<string, number>;
  oldestMs: number;
  failed: { id: string; kind: string; tries: number; reason: string; contest: string }[];
}
const look = async (): Promise<Record<string, Queue>> => {
  const { status, body } = await citizens.call('GET', '/work-queues', { token: administrator });
  expect(status).toBe(200);
  return Object.fromEntries((body['queues'] as Queue[]).map((queue) => [queue.name, queue]));
};
const retry = (body: unknown, token = administrator) => citizens.call('POST', '/work-queues/retries', { token, body });
const trail = (action: string) =>
  citizens.owner.query(`SELECT subject, after FROM audit WHERE action = $1 ORDER BY id`, [action]);

/** A file that was asked for so many seconds ago. */
async function insertJob(row: { state: string; tries?: number; beatSeconds?: number; askedSeconds?: number }) {
  const id = randomUUID();
  const hasEnded = row.state !== 'asked' && row.state !== 'running';
  await citizens.owner.query(
    `INSERT INTO document_job (id, contest_id, kind, params, asked_by, state, tries, asked_at, started_at, beat_at, ended_at,
                               expires_at, failure, file_name, mime, size)
     SELECT $1, $2, 'posters', '{"sheet": "a4", "format": "pdf"}', $3, $4::text, $5, c.now - make_interval(secs => $7), c.now,
            c.now - make_interval(secs => $6), CASE WHEN $8 THEN c.now END, CASE WHEN $8 THEN c.now + interval '7 days' END,
            CASE WHEN $4 = 'failed' THEN 'INTERNAL' END, CASE WHEN $4 = 'done' THEN 'a.pdf' END,
            CASE WHEN $4 = 'done' THEN 'application/pdf' END, CASE WHEN $4 = 'done' THEN 1 END
       FROM (SELECT contest_clock() AS now) c`,
    [
      ...[id, contest.contestId, asker, row.state, row.tries ?? 0, row.beatSeconds ?? 0, row.askedSeconds ?? 0],
      hasEnded,
    ],
  );
  return id;
}

it('are for whoever keeps the whole system', async () => {
  const ofOneContest = await citizens.signUpAs({ role: 'administrator', contestId: contest.contestId });
  const organizer = await citizens.signUpAs({ role: 'organizer' });
  const wish = { queue: 'documents', contestId: contest.contestId, id: randomUUID() };
  for (const token of [ofOneContest, organizer]) {
    expect((await citizens.call('GET', '/work-queues', { token })).status).toBe(403);
    expect((await retry(wish, token)).status).toBe(403);
  }
});

it('tell of files how far they are; one that failed is made again, once, with all its tries', async () => {
  await insertJob({ state: 'done' });
  await insertJob({ state: 'cancelled' });
  await insertJob({ state: 'asked', askedSeconds: 90 });
  await insertJob({ state: 'running', tries: 1 });
  // Its worker has not been heard of: it is begun again.
  await insertJob({ state: 'running', tries: 2, beatSeconds: 60 });
  const failed = await insertJob({ state: 'failed', tries: 3 });

  const { documents } = await look();
  expect(documents!.counts).toEqual({ waiting: 1, active: 1, delayed: 1, failed: 1 });
  expect(documents!.oldestMs).toBeGreaterThanOrEqual(90_000);
  expect(documents!.failed).toEqual([
    {
      ...{ id: failed, contestId: contest.contestId, contest: 'Cuộc thi thử', kind: 'posters', tries: 3 },
      ...{ reason: 'INTERNAL', askedAt: expect.any(String) },
    },
  ]);

  const wish = { queue: 'documents', contestId: contest.contestId, id: failed };
  expect((await retry({ ...wish, contestId: contest.contestId + 1 })).status).toBe(404);
  expect((await retry(wish)).status).toBe(204);
  expect((await retry(wish)).status).toBe(404);
  const [line] = await trail('document.retried');
  expect(line).toEqual({ subject: `contest/${contest.contestId}`, after: { id: failed } });
  const after = (await look())['documents']!;
  expect(after.counts).toEqual({ waiting: 2, active: 1, delayed: 1, failed: 0 });
  // The worker takes it like a new one.
  const jobs = citizens.api.app.get(DocumentJobService);
  const taken = [await jobs.take(), await jobs.take(), await jobs.take()].filter((job) => job?.id === failed);
  expect(taken).toEqual([{ id: failed, tries: 1 }]);
});

it('tell of results that could not be made, until they are asked for anew; making them again is noted', async () => {
  const [id, later] = [randomUUID(), randomUUID()];
  const insert = (values: unknown[]) =>
    citizens.owner.query(
      `INSERT INTO settlement (contest_id, id, scope_kind, scope_id, state, failure, tries, asked_by, asked_at)
       VALUES ($1, $2, 'round', 1, $3, $4, $5, $6, contest_clock() - make_interval(secs => $7))`,
      values,
    );
  await insert([contest.contestId, id, 'failed', 'SETTLEMENT_INTERRUPTED', 3, asker, 60]);
  const { settlements } = await look();
  expect(settlements!.counts).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 1 });
  expect(settlements!.failed).toMatchObject([{ id, kind: 'round', tries: 3, reason: 'SETTLEMENT_INTERRUPTED' }]);

  const wish = { queue: 'settlements', contestId: contest.contestId, id };
  expect((await retry(wish)).status).toBe(204);
  expect((await look())['settlements']!.counts).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 });
  expect(await trail('settlement.retried')).toHaveLength(1);

  await citizens.owner.query(`UPDATE settlement SET state = 'failed', failure = 'X' WHERE id = $1`, [id]);
  await insert([contest.contestId, later, 'asked', null, 2, asker, 0]);
  expect((await look())['settlements']!.counts).toEqual({ waiting: 0, active: 0, delayed: 1, failed: 0 });
  expect((await retry(wish)).body).toMatchObject({ code: 'SETTLEMENT_OPEN' });
});

it('tell of keys that could not be corrected; those are asked for anew, not tried again', async () => {
  const insert = (state: string, seconds: number) =>
    citizens.owner.query(
      `INSERT INTO key_correction (contest_id, id, item_version_id, rule, reason, public_note, state, failure, asked_by, asked_at)
       SELECT $1, $2, w.pool[1], 'annul', 'Câu hỏi sai', 'Câu hỏi được huỷ', $3::text,
              CASE WHEN $3 = 'failed' THEN 'no such item version' END, $4, contest_clock() - make_interval(secs => $5)
         FROM round_revision w WHERE w.contest_id = $1 LIMIT 1`,
      [contest.contestId, randomUUID(), state, asker, seconds],
    );
  await insert('failed', 60);
  const { corrections } = await look();
  expect(corrections!.counts).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 1 });
  expect(corrections!.failed).toMatchObject([{ kind: 'annul', reason: 'no such item version' }]);
  const { id } = corrections!.failed[0]!;
  expect((await retry({ queue: 'corrections', contestId: contest.contestId, id })).status).toBe(400);
  await insert('asked', 0);
  expect((await look())['corrections']!.counts).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 });
});
