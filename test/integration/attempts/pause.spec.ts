import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  AttemptTokens,
  lengthenAttempts,
  parseAttemptAddress,
  PauseService,
  PlaceService,
  ReviewService,
  StartService,
  SweepService,
  WriteService,
  type AttemptView,
} from '#attempts';
import { Clock } from '#platform';
import { insertContest, insertPeople, type ContestFixture, type PersonFixture } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

const MINUTE = 60_000;
const TIMING = { durationMs: 15 * MINUTE, graceMs: 30_000, atRoundEnd: 'cut' } as const;

let engine: Engine;
let pauses: PauseService;
let contest: ContestFixture;
let person: PersonFixture;
let other: PersonFixture;

beforeAll(async () => {
  engine = await startEngine();
  pauses = engine.get(PauseService);
});
afterAll(() => engine.close());
beforeEach(async () => {
  contest = await insertContest(engine.owner, { round: { timing: TIMING }, closesInMs: 600 * MINUTE });
  [person, other] = (await insertPeople(engine.owner, contest, 2)) as [PersonFixture, PersonFixture];
});

const now = () => engine.get(Clock).now();
const start = (who = person, key: string = randomUUID()) =>
  engine.get(StartService).start({
    contestId: contest.contestId,
    roundId: contest.roundId,
    accountId: who.accountId,
    sessionId: who.sessionId,
    startKey: key,
    receivedAt: now(),
  });
const write = (kind: 'save' | 'submit', view: AttemptView, seq: number, agoMs = 0) =>
  engine.get(WriteService)[kind](engine.get(AttemptTokens).read(view.token!), {
    ...{ writer: view.writer!, seq, changes: [{ position: 1, options: [1] }] },
    receivedAt: now() - agoMs,
  });
const idOf = (view: AttemptView) => parseAttemptAddress(view.attemptId).attemptId;
const read = (view: AttemptView, who = person) =>
  engine.get(StartService).read(contest.contestId, idOf(view), who.accountId);
const act = (pauseId: string) => ({ contestId: contest.contestId, pauseId, actorId: randomUUID(), requestId: null });
const told = { reason: 'mất điện', note: 'Tạm dừng vì mất điện.' };
const begin = (id: string = randomUUID()) => pauses.begin(act(id), told);

/** As if everything of this contest had happened so much earlier. */
async function later(ms: number): Promise<void> {
  const by = `interval '${ms} ms'`;
  await engine.owner.query(
    `UPDATE attempt SET started_at = started_at - ${by}, deadline_at = deadline_at - ${by} WHERE contest_id = $1`,
    [contest.contestId],
  );
  await engine.owner.query(
    `UPDATE pause SET started_at = started_at - ${by}, ended_at = ended_at - ${by} WHERE contest_id = $1`,
    [contest.contestId],
  );
}
const rowOf = async (view: AttemptView) => {
  const [row] = await engine.owner.query(
    `SELECT state, elapsed_ms, late_ms, paused_ms, deadline_at FROM attempt WHERE contest_id = $1 AND id = $2`,
    [contest.contestId, idOf(view)],
  );
  return row as { state: string; elapsed_ms: number; late_ms: number; paused_ms: number; deadline_at: Date };
};
const sweep = () => engine.owner.transaction((manager) => engine.get(SweepService).sweep(manager, 30));

describe('while a contest is paused', () => {
  it('nothing is started, and the refusal says why', async () => {
    await begin();
    await expect(start()).rejects.toMatchObject({ code: 'CONTEST_PAUSED', details: { note: told.note } });
    const place = await engine.get(PlaceService).read(contest.slug, person.accountId);
    expect(place.rounds[0]).toMatchObject({ canStart: false, refusal: { code: 'CONTEST_PAUSED' } });
  });

  it('an attempt that was begun is found again, says so, and takes answers though its time would be over', async () => {
    const key = randomUUID();
    const view = await start(person, key);
    expect((await write('save', view, 1)).deadlineAt).toBe(view.deadlineAt);
    const pause = await begin();
    await later(40 * MINUTE);
    const again = await start(person, key);
    expect(again).toMatchObject({ attemptId: view.attemptId, writer: view.writer, pause: { note: told.note } });
    expect(Date.parse(again.pause!.since)).toBe(pause.startedAt - 40 * MINUTE);
    expect(await write('save', view, 2)).toMatchObject({ answered: 1, deadlineAt: null });
  });

  it('a write that cannot be taken is never told that the time is over', async () => {
    const view = await start();
    await write('save', view, 2);
    await begin();
    await later(40 * MINUTE);
    await expect(write('save', view, 1)).rejects.toMatchObject({ code: 'SAVE_OUT_OF_ORDER' });
    await expect(write('submit', view, 3, MINUTE)).rejects.toMatchObject({ code: 'CLOCK_UNSURE' });
    expect((await write('submit', view, 3)).number).not.toBeNull();
  });

  it('a submit is taken, and counts the time to the beginning of the pause', async () => {
    const view = await start();
    await later(5 * MINUTE);
    await begin();
    await later(60 * MINUTE);
    await write('submit', view, 1);
    const row = await rowOf(view);
    expect(row).toMatchObject({ state: 'submitted', late_ms: 0 });
    expect(row.elapsed_ms).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(row.elapsed_ms).toBeLessThan(6 * MINUTE);
  });

  it('the sweeper closes nobody whose clock stands, and whoever was late before it', async () => {
    const view = await start(other);
    await later(20 * MINUTE);
    const standing = await start(person);
    await begin();
    await later(60 * MINUTE);
    await sweep();
    expect((await rowOf(view)).state).toBe('submitted');
    expect((await rowOf(standing)).state).toBe('in_progress');
  });

  it('no key is shown, though the round would be over', async () => {
    const view = await start(other);
    await write('submit', view, 1);
    await start(person);
    await begin();
    await engine.owner.query(
      `UPDATE round_revision SET opens_at = opens_at - interval '700 h', closes_at = contest_clock() - interval '1 s'
        WHERE contest_id = $1`,
      [contest.contestId],
    );
    await engine.owner.query(`UPDATE pause SET started_at = started_at - interval '1 min' WHERE contest_id = $1`, [
      contest.contestId,
    ]);
    const review = () => engine.get(ReviewService).read(contest.contestId, idOf(view), { accountId: other.accountId });
    expect((await review()).key).toEqual({ released: false, at: null });
    const [pause] = await pauses.list(contest.contestId);
    await pauses.end(act(pause!.id));
    expect((await review()).key).toEqual({ released: false, at: expect.any(String) });
  });
});

describe('when it goes on', () => {
  it('everybody at work has the time back, to the millisecond, and the browser learns it with the next save', async () => {
    const view = await start();
    await write('save', view, 1);
    const { id } = await begin();
    await later(40 * MINUTE);
    expect(await pauses.reachOfEnd(contest.contestId, id)).toMatchObject({ attempts: 1, beyondClose: 0 });
    const pause = await pauses.end(act(id));
    expect(pause.attempts).toBe(1);
    const given = pause.endedAt! - pause.startedAt;
    expect(given).toBeGreaterThanOrEqual(40 * MINUTE);
    const after = await read(view);
    expect(after.pause).toBeNull();
    expect(Date.parse(after.deadlineAt)).toBe(Date.parse(view.deadlineAt) - 40 * MINUTE + given);
    expect((await write('save', view, 2)).deadlineAt).toBe(after.deadlineAt);
    await write('submit', view, 3);
    const row = await rowOf(view);
    expect(row.paused_ms).toBe(given);
    // What was spent on it is what it lasted without the pause.
    expect(row.elapsed_ms).toBeLessThan(MINUTE);
    await start();
  });

  it('a submit that came during the pause and is judged after it counts the time to its beginning', async () => {
    const view = await start();
    await later(5 * MINUTE);
    const { id } = await begin();
    await later(20_000);
    await pauses.end(act(id));
    await write('submit', view, 1, 10_000);
    const row = await rowOf(view);
    expect(row.elapsed_ms).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(row.elapsed_ms).toBeLessThan(6 * MINUTE);
  });

  it('a submit that came before the pause and is judged after it loses nothing of the time until it came', async () => {
    const view = await start();
    await later(5 * MINUTE);
    const { id } = await begin();
    await later(10_000);
    await pauses.end(act(id));
    await write('submit', view, 1, 20_000);
    const row = await rowOf(view);
    expect(row.paused_ms).toBeGreaterThanOrEqual(10_000);
    // It began five minutes and ten seconds ago, and was handed in twenty seconds ago.
    expect(row.elapsed_ms).toBeGreaterThanOrEqual(5 * MINUTE - 10_000);
    expect(row.elapsed_ms).toBeLessThan(6 * MINUTE);
  });

  it('gives the time once, however often its end is asked for, and at once', async () => {
    const view = await start();
    const { id } = await begin();
    await later(10 * MINUTE);
    const ends = await Promise.all(Array.from({ length: 8 }, () => pauses.end(act(id))));
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    const { deadlineAt } = await read(view);
    expect(await pauses.end(act(id))).toEqual(ends[0]);
    expect((await read(view)).deadlineAt).toBe(deadlineAt);
    const lines = await engine.owner.query(
      `SELECT action FROM audit WHERE subject = $1 AND action LIKE 'contest.%' ORDER BY id`,
      [`contest/${contest.contestId}`],
    );
    expect(lines).toEqual([{ action: 'contest.paused' }, { action: 'contest.resumed' }]);
  });

  it('leaves alone who handed in before or meanwhile, and whose time was over', async () => {
    const [early, late] = [await start(person), await start(other)];
    await write('submit', early, 1);
    await later(15 * MINUTE + 5_000);
    const { id } = await begin();
    expect((await pauses.end(act(id))).attempts).toBe(0);
    expect((await rowOf(late)).paused_ms).toBe(0);
  });

  it('loses no submit that races with it', async () => {
    const people = await insertPeople(engine.owner, contest, 40);
    const views = await Promise.all(people.map((one) => start(one)));
    const { id } = await begin();
    await later(10 * MINUTE);
    const submits = views.map((view) => write('submit', view, 1));
    const [pause] = await Promise.all([pauses.end(act(id)), ...submits]);
    const rows = await Promise.all(views.map(rowOf));
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['submitted']));
    for (const { elapsed_ms, late_ms } of rows) {
      expect(late_ms).toBe(0);
      expect(elapsed_ms).toBeLessThan(MINUTE);
    }
    expect(pause.attempts).toBeLessThanOrEqual(40);
  });

  it('takes a second pause on top, and refuses one beside an open one', async () => {
    const view = await start();
    const first = await begin();
    expect(await begin(first.id)).toEqual(first);
    await expect(begin()).rejects.toMatchObject({ code: 'PAUSE_OPEN' });
    await later(10 * MINUTE);
    const one = await pauses.end(act(first.id));
    const second = await begin();
    await later(5 * MINUTE);
    const two = await pauses.end(act(second.id));
    expect((await rowOf(view)).paused_ms).toBe(one.endedAt! - one.startedAt + (two.endedAt! - two.startedAt));
    await expect(pauses.end(act(randomUUID()))).rejects.toMatchObject({ code: 'PAUSE_NOT_FOUND' });
  });
});

describe('an attempt under way', () => {
  const lengthen = (of: Parameters<typeof lengthenAttempts>[2]) =>
    engine.owner.transaction((manager) => lengthenAttempts(manager, contest.contestId, of));

  it('is longer by extra time that its person or unit gets, and never shorter', async () => {
    const [view, beside] = [await start(person), await start(other)];
    await engine.owner.query(`UPDATE participant SET extra_time_percent = 20 WHERE id = $1`, [person.participantId]);
    expect(await lengthen({ participantId: person.participantId })).toBe(1);
    const longer = await read(view);
    expect(longer.extraTimePercent).toBe(20);
    expect(Date.parse(longer.deadlineAt) - Date.parse(longer.startedAt)).toBe(18 * MINUTE);
    await engine.owner.query(`UPDATE participant SET extra_time_percent = 0 WHERE id = $1`, [person.participantId]);
    expect(await lengthen({})).toBe(0);
    expect((await read(beside, other)).deadlineAt).toBe(beside.deadlineAt);

    await engine.owner.query(
      `INSERT INTO extra_time_grant (contest_id, contest_unit_id, percent, reason) VALUES ($1, $2, 50, 'công văn 12')`,
      [contest.contestId, contest.units[0]],
    );
    expect(await lengthen({ contestUnitId: contest.units[0]! })).toBe(2);
    expect((await read(beside, other)).extraTimePercent).toBe(50);
    await write('submit', view, 1);
    expect((await start(person)).extraTimePercent).toBe(50);
  });

  it('that the close of the round would have cut gets the rest when the round is extended, and keeps what a pause gave', async () => {
    contest = await insertContest(engine.owner, { round: { timing: TIMING }, closesInMs: 5 * MINUTE });
    [person] = (await insertPeople(engine.owner, contest, 1)) as [PersonFixture];
    const view = await start();
    expect(Date.parse(view.deadlineAt) - Date.parse(view.startedAt)).toBeLessThanOrEqual(5 * MINUTE);
    const { id } = await begin();
    await later(2 * MINUTE);
    const pause = await pauses.end(act(id));
    const given = pause.endedAt! - pause.startedAt;
    await engine.owner.query(`UPDATE round_revision SET closes_at = closes_at + interval '1 h' WHERE contest_id = $1`, [
      contest.contestId,
    ]);
    expect(await lengthen({ roundId: contest.roundId })).toBe(1);
    const after = await read(view);
    expect(Date.parse(after.deadlineAt) - Date.parse(after.startedAt)).toBe(15 * MINUTE + given);
  });
});
