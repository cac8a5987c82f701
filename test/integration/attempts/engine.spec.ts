import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  AttemptTokens,
  GradingService,
  parseAttemptAddress,
  restoreAttemptsOf,
  ResultService,
  StartService,
  SweepService,
  voidAttemptsOf,
  WriteService,
  type AttemptView,
} from '#attempts';
import { decodeOrder } from '#domain';
import type { Redis } from 'ioredis';
import { Clock, gradedChannel, REDIS } from '#platform';
import { TallyService } from '#results';
import { insertContest, insertPeople, type ContestFixture, type PersonFixture } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

let engine: Engine;
let starts: StartService;
let writes: WriteService;
let results: ResultService;
let tokens: AttemptTokens;
let clock: Clock;

beforeAll(async () => {
  engine = await startEngine();
  starts = engine.get(StartService);
  writes = engine.get(WriteService);
  results = engine.get(ResultService);
  tokens = engine.get(AttemptTokens);
  clock = engine.get(Clock);
});
afterAll(() => engine.close());

const start = (contest: ContestFixture, person: PersonFixture, key: string = randomUUID()) =>
  starts.start({
    contestId: contest.contestId,
    roundId: contest.roundId,
    accountId: person.accountId,
    sessionId: person.sessionId,
    startKey: key,
    receivedAt: clock.now(),
  });

const save = (view: AttemptView, seq: number, changes: { position: number; options: number[] }[], at = clock.now()) =>
  writes.save(tokens.read(view.token!), { writer: view.writer!, seq, changes, receivedAt: at });

const submit = (view: AttemptView, seq: number, prediction: number | null = null, at = clock.now()) =>
  writes.submit(tokens.read(view.token!), { writer: view.writer!, seq, changes: [], prediction, receivedAt: at });

const idOf = (view: AttemptView) => parseAttemptAddress(view.attemptId).attemptId;

/** What a worker does with a job. */
async function grade(contest: ContestFixture, ...views: AttemptView[]): Promise<void> {
  await engine.owner.transaction(async (manager) => {
    const group = await engine.get(GradingService).grade(manager, contest.contestId, views.map(idOf));
    await engine.get(TallyService).apply(manager, contest.contestId, group.attemptIds);
  });
}

/** The right answers as shown to the candidate, read as only a test may. */
async function rightAnswers(contest: ContestFixture, view: AttemptView) {
  const [row]: { paper_items: number[]; paper_orders: number[] }[] = await engine.owner.query(
    'SELECT paper_items, paper_orders FROM attempt WHERE contest_id = $1 AND id = $2',
    [contest.contestId, idOf(view)],
  );
  return row!.paper_items.map((item, i) => {
    const key = Math.log2(contest.keys.get(item)!);
    return { position: i + 1, options: [decodeOrder(row!.paper_orders[i]!, 4).indexOf(key) + 1] };
  });
}

describe('start', () => {
  it('draws a paper, tells no key, and gives the same attempt for the same key', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const key = randomUUID();
    const first = await start(contest, person!, key);
    expect(first.paper.questions()).toHaveLength(5);
    expect(first.paper.questions()[0]!.options).toHaveLength(4);
    expect(JSON.stringify(first)).not.toMatch(/bí mật|mask|key/i);
    const again = await start(contest, person!, key);
    expect({ ...again, now: '' }).toEqual({ ...first, now: '' });
  });

  it('names contest and round on the attempt and on its result', async () => {
    const contest = await insertContest(engine.owner);
    await engine.owner.query(`UPDATE contest SET hotline = '0238 3598 123' WHERE id = $1`, [contest.contestId]);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const home = {
      contest: { slug: contest.slug, title: 'Cuộc thi thử', hotline: '0238 3598 123' },
      round: { number: 1, title: 'Tuần 1' },
    };
    const view = await start(contest, person!);
    expect(view).toMatchObject(home);
    await submit(view, 1);
    const result = results.read(contest.contestId, idOf(view), { accountId: person!.accountId }, 0);
    await expect(result).resolves.toMatchObject(home);
  });

  it('returns the open attempt to another start, without the right to write', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const first = await start(contest, person!);
    const other = await start(contest, person!);
    expect(other.attemptId).toBe(first.attemptId);
    expect(other.token).toBeNull();
  });

  it('closes an attempt that was voided under way when its person starts another: restored, it is no second open one', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const { manager } = engine.owner;
    const first = await start(contest, person!);
    await save(first, 1, [{ position: 1, options: [2] }]);
    const by = { by: null, reason: 'thử' };
    await voidAttemptsOf(manager, contest.contestId, [idOf(first)], by);
    await restoreAttemptsOf(manager, contest.contestId, [idOf(first)]);
    // Nothing was started meanwhile: it goes on.
    await save(first, 2, [{ position: 2, options: [2] }]);
    await voidAttemptsOf(manager, contest.contestId, [idOf(first)], by);
    const second = await start(contest, person!);
    expect(idOf(second)).not.toBe(idOf(first));
    await restoreAttemptsOf(manager, contest.contestId, [idOf(first)]);
    await expect(save(first, 3, [{ position: 3, options: [2] }])).rejects.toMatchObject({ code: 'ATTEMPT_CLOSED' });
    await grade(contest, first);
    const owner = { accountId: person!.accountId };
    expect(await results.read(contest.contestId, idOf(first), owner, 0)).toMatchObject({
      ...{ state: 'graded', closedBy: 'organizer', voided: false, lateMs: 0, receiptNumber: expect.any(String) },
    });
    await submit(second, 1);
  });

  it('makes one attempt of a hundred parallel starts of one person, and keeps the limit of three', async () => {
    const contest = await insertContest(engine.owner, {
      round: { limits: { perDay: null, perWeek: null, perRound: 3, perPhase: null, perContest: null, minGapMs: null } },
    });
    const [person] = await insertPeople(engine.owner, contest, 1);
    for (let wave = 0; wave < 4; wave++) {
      const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => start(contest, person!)));
      const views = outcomes.flatMap((o) => (o.status === 'fulfilled' ? [o.value] : []));
      const refusals = outcomes.flatMap((o) => (o.status === 'rejected' ? [(o.reason as { code: string }).code] : []));
      if (wave < 3) {
        expect(new Set(views.map((v) => v.attemptId)).size).toBe(1);
        expect(refusals).toEqual([]);
        await submit(
          views.find((v) => v.token !== null)!,
          1,
        );
      } else {
        expect(new Set(refusals)).toEqual(new Set(['ATTEMPT_LIMIT_REACHED']));
      }
    }
    const [count]: { n: number }[] = await engine.owner.query(
      'SELECT count(*)::int AS n FROM attempt WHERE contest_id = $1',
      [contest.contestId],
    );
    expect(count!.n).toBe(3);
  });

  it.each([
    ['before the round opens', { opensInMs: 60_000 }, 'ROUND_NOT_OPEN'],
    ['after it closed', { opensInMs: -120_000, closesInMs: -60_000 }, 'ROUND_CLOSED'],
    ['when the bank is too small', { items: 3 }, 'PAPER_CANNOT_BE_DRAWN'],
  ])('refuses %s and leaves nothing behind', async (_title, options, code) => {
    const contest = await insertContest(engine.owner, options);
    const [person] = await insertPeople(engine.owner, contest, 1);
    await expect(start(contest, person!)).rejects.toMatchObject({ code });
    const rows: unknown[] = await engine.owner.query('SELECT FROM attempt WHERE contest_id = $1', [contest.contestId]);
    expect(rows).toHaveLength(0);
  });

  it('refuses who has not joined, and an instant that is stale or in the future', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const request = { contestId: contest.contestId, roundId: 1, sessionId: randomUUID(), startKey: randomUUID() };
    const at = (accountId: string, shift: number) =>
      starts.start({ ...request, accountId, receivedAt: clock.now() + shift });
    await expect(at(randomUUID(), 0)).rejects.toMatchObject({ code: 'NOT_A_PARTICIPANT' });
    await expect(at(person!.accountId, -31_000)).rejects.toMatchObject({ code: 'CLOCK_UNSURE' });
    await expect(at(person!.accountId, 5_000)).rejects.toMatchObject({ code: 'CLOCK_UNSURE' });
  });

  it('does not show the same item twice to one person while others remain', async () => {
    const contest = await insertContest(engine.owner, { items: 10 });
    const [person] = await insertPeople(engine.owner, contest, 1);
    const first = await start(contest, person!);
    await submit(first, 1);
    const second = await start(contest, person!);
    const stems = (view: AttemptView) => view.paper.questions().map((q) => q.stem);
    expect(stems(first).filter((stem) => stems(second).includes(stem))).toEqual([]);
  });
});

describe('extra time', () => {
  const rules = { durationMs: 15 * 60_000, graceMs: 30_000, atRoundEnd: 'cut' } as const;
  const grant = (contest: ContestFixture, person: PersonFixture, percent: number) =>
    engine.owner.query(`UPDATE participant SET extra_time_percent = $3 WHERE contest_id = $1 AND id = $2`, [
      contest.contestId,
      person.participantId,
      percent,
    ]);
  const lengthOf = (view: AttemptView) => Date.parse(view.deadlineAt) - Date.parse(view.startedAt);

  it('lengthens the attempts started after it was granted, and no other', async () => {
    const contest = await insertContest(engine.owner, { round: { timing: rules } });
    const [person, other] = await insertPeople(engine.owner, contest, 2);
    const before = await start(contest, person!);
    expect([before.extraTimePercent, lengthOf(before)]).toEqual([0, rules.durationMs]);
    await grant(contest, person!, 50);
    const read = await starts.read(contest.contestId, idOf(before), person!.accountId);
    expect([read.extraTimePercent, lengthOf(read)]).toEqual([0, rules.durationMs]);
    await submit(before, 1);
    const after = await start(contest, person!);
    expect([after.extraTimePercent, lengthOf(after)]).toEqual([50, 1.5 * rules.durationMs]);
    await grant(contest, person!, 0);
    const resumed = await starts.resume(contest.contestId, idOf(after), person!.accountId, person!.sessionId);
    expect([resumed.extraTimePercent, lengthOf(resumed)]).toEqual([50, 1.5 * rules.durationMs]);
    expect(await start(contest, other!)).toMatchObject({ extraTimePercent: 0 });
  });

  it('never passes the end of a round that cuts', async () => {
    const contest = await insertContest(engine.owner, { round: { timing: rules }, closesInMs: 20 * 60_000 });
    const [person] = await insertPeople(engine.owner, contest, 1);
    await grant(contest, person!, 100);
    const view = await start(contest, person!);
    const [round]: { closes_at: Date }[] = await engine.owner.query(
      `SELECT closes_at FROM round_revision WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect(view.deadlineAt).toBe(round!.closes_at.toISOString());
  });
});

describe('save', () => {
  it('keeps answers, and gives the same receipt to a retry', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const view = await start(contest, person!);
    const receipt = await save(view, 1, [{ position: 2, options: [3] }]);
    expect(receipt).toMatchObject({ seq: 1, answered: 1, number: null });
    expect(await save(view, 1, [{ position: 2, options: [3] }], clock.now() + 1)).toEqual(receipt);
    await expect(save(view, 1, [{ position: 2, options: [4] }])).rejects.toMatchObject({ code: 'SAVE_CONFLICT' });
    await save(view, 5, [{ position: 1, options: [1] }]);
    await expect(save(view, 4, [{ position: 1, options: [2] }])).rejects.toMatchObject({ code: 'SAVE_OUT_OF_ORDER' });
    const stored = await starts.read(contest.contestId, idOf(view), person!.accountId);
    expect(stored.answers).toEqual([[1], [3], [], [], []]);
  });

  it('refuses an answer one millisecond after the deadline and takes one at the deadline', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const view = await start(contest, person!);
    // The attempt is moved into the past instead of waiting for a quarter of an hour.
    const deadline = clock.now() - 2_000;
    await engine.owner.query(
      `UPDATE attempt SET started_at = to_timestamp($3::float8 / 1000) - interval '15 min', deadline_at = to_timestamp($3::float8 / 1000)
        WHERE contest_id = $1 AND id = $2`,
      [contest.contestId, idOf(view), deadline],
    );
    await expect(save(view, 1, [{ position: 1, options: [1] }], deadline + 1)).rejects.toMatchObject({
      code: 'DEADLINE_PASSED',
    });
    await expect(save(view, 1, [{ position: 1, options: [1] }], deadline)).resolves.toMatchObject({ seq: 1 });
    // In the grace only a submit is taken.
    await expect(submit(view, 2, null, deadline + 1_500)).resolves.toMatchObject({ answered: 1 });
    const [row]: { late_ms: number; elapsed_ms: number }[] = await engine.owner.query(
      'SELECT late_ms, elapsed_ms FROM attempt WHERE contest_id = $1 AND id = $2',
      [contest.contestId, idOf(view)],
    );
    expect(row).toEqual({ late_ms: 1_500, elapsed_ms: 900_000 });
  });

  it('is refused on the device that was taken over, and goes on at the new one', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const phone = await start(contest, person!);
    await save(phone, 1, [{ position: 1, options: [2] }]);
    const desk = await starts.resume(contest.contestId, idOf(phone), person!.accountId, person!.sessionId);
    expect(desk.answers[0]).toEqual([2]);
    await expect(save(phone, 2, [{ position: 1, options: [3] }])).rejects.toMatchObject({ code: 'ATTEMPT_TAKEN_OVER' });
    await save(desk, 1, [{ position: 1, options: [4] }]);
    // A retry of the first start must not hand the new device's right to the old one.
    const [row]: { start_key: string }[] = await engine.owner.query(
      'SELECT start_key FROM attempt WHERE contest_id = $1 AND id = $2',
      [contest.contestId, idOf(phone)],
    );
    expect((await start(contest, person!, row!.start_key)).writer).toBeNull();
  });

  it.each([
    ['a position that the paper does not have', [{ position: 6, options: [1] }]],
    ['an option of another item', [{ position: 1, options: [5] }]],
    ['two options of a single choice', [{ position: 1, options: [1, 2] }]],
  ])('refuses %s and keeps nothing of it', async (_title, changes) => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const view = await start(contest, person!);
    await expect(save(view, 1, [{ position: 2, options: [1] }, ...changes])).rejects.toMatchObject({
      code: 'ANSWER_NOT_IN_PAPER',
    });
    const stored = await starts.read(contest.contestId, idOf(view), person!.accountId);
    expect(stored.answers.flat()).toEqual([]);
  });
});

describe('submit', () => {
  it('is one, however often and from wherever it is sent', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const view = await start(contest, person!);
    const same = await Promise.all(Array.from({ length: 100 }, () => submit(view, 1)));
    expect(new Set(same.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(same[0]!.number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await expect(submit(view, 2)).rejects.toMatchObject({ code: 'ATTEMPT_CLOSED' });
    await expect(save(view, 3, [{ position: 1, options: [1] }])).rejects.toMatchObject({ code: 'ATTEMPT_CLOSED' });
    const known = await results.verify(contest.slug, same[0]!.number!.toLowerCase());
    expect(known).toMatchObject({ known: true, state: 'submitted', answered: 0 });
  });

  it('lets one of many different submits through and tells the others', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const view = await start(contest, person!);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => submit(view, i + 1)));
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    const codes = outcomes.flatMap((o) => (o.status === 'rejected' ? [(o.reason as { code: string }).code] : []));
    expect(new Set(codes)).toEqual(new Set(['ATTEMPT_CLOSED']));
  });

  it('asks for the prediction where the round does, and within its range', async () => {
    const prediction = { subject: 'persons_all_correct', min: 0, max: 1000, whichCounts: 'counted_attempt' } as const;
    const contest = await insertContest(engine.owner, { round: { prediction } });
    const [person] = await insertPeople(engine.owner, contest, 1);
    const view = await start(contest, person!);
    expect(view.prediction).toEqual({ subject: 'persons_all_correct', min: 0, max: 1000, asked: 'after' });
    await expect(submit(view, 1)).rejects.toMatchObject({ code: 'PREDICTION_REQUIRED' });
    await expect(submit(view, 1, 1001)).rejects.toMatchObject({ code: 'PREDICTION_OUT_OF_RANGE' });
    await submit(view, 1, 512);
    await expect(submit(view, 1, 513)).rejects.toMatchObject({ code: 'ATTEMPT_CLOSED' });
    const [row]: { prediction: string }[] = await engine.owner.query(
      'SELECT prediction FROM attempt WHERE contest_id = $1 AND id = $2',
      [contest.contestId, idOf(view)],
    );
    expect(row!.prediction).toBe('512');
  });
});

describe('grade', () => {
  it('marks by the key, once, also when the job comes twice or two workers take it', async () => {
    const contest = await insertContest(engine.owner);
    const people = await insertPeople(engine.owner, contest, 3);
    const views = await Promise.all(people.map((person) => start(contest, person)));
    for (const [i, view] of views.entries()) {
      const right = await rightAnswers(contest, view);
      await save(view, 1, right.slice(0, 5 - i));
      await submit(view, 2);
    }
    await Promise.all([grade(contest, ...views), grade(contest, ...views), grade(contest, ...views)]);
    await grade(contest, ...views);
    const rows = await Promise.all(
      views.map((view, i) => results.read(contest.contestId, idOf(view), { accountId: people[i]!.accountId }, 0)),
    );
    expect(rows.map((row) => [row.score, row.fullMarks])).toEqual([
      [5000, true],
      [4000, false],
      [3000, false],
    ]);
    const [sums]: Record<string, number>[] = await engine.owner.query(
      `SELECT (SELECT count(*)::int FROM grade WHERE contest_id = $1) AS grades,
              (SELECT attempts FROM unit_counter WHERE contest_id = $1 AND scope_kind = 'contest') AS attempts,
              (SELECT full_marks_attempts FROM unit_counter WHERE contest_id = $1 AND scope_kind = 'round') AS perfect,
              (SELECT sum(standings)::int FROM standing_bucket WHERE contest_id = $1 AND scope_kind = 'contest') AS ranked`,
      [contest.contestId],
    );
    expect(sums).toEqual({ grades: 3, attempts: 3, perfect: 1, ranked: 3 });
  });

  it('hides the result from others and from the person until the rules release it', async () => {
    const release = { score: 'round_end', ownAnswers: 'round_end', key: 'round_end' } as const;
    const contest = await insertContest(engine.owner, { round: { release } });
    const [person, stranger] = await insertPeople(engine.owner, contest, 2);
    const view = await start(contest, person!);
    await submit(view, 1);
    await grade(contest, view);
    const mine = await results.read(contest.contestId, idOf(view), { accountId: person!.accountId }, 0);
    expect(mine).toMatchObject({ state: 'graded', score: null, maxScore: null, fullMarks: null });
    expect(mine.scoreReleasedAt).not.toBeNull();
    await expect(
      results.read(contest.contestId, idOf(view), { accountId: stranger!.accountId }, 0),
    ).rejects.toMatchObject({ code: 'NOT_YOUR_ATTEMPT' });
  });

  it('grades by the key as it is now', async () => {
    const contest = await insertContest(engine.owner, { items: 5 });
    const [person] = await insertPeople(engine.owner, contest, 1);
    const view = await start(contest, person!);
    await submit(view, 1);
    for (const version of contest.keys.keys()) {
      await engine.owner.query(
        `INSERT INTO key_revision (item_version_id, revision, key_mask, rule, reason) VALUES ($1, 2, 1, 'all_credit', 'sai đáp án')`,
        [version],
      );
    }
    await grade(contest, view);
    const result = await results.read(contest.contestId, idOf(view), { accountId: person!.accountId }, 0);
    expect(result.score).toBe(5000);
    const [row]: { key_revisions: number[] }[] = await engine.owner.query(
      'SELECT key_revisions FROM grade WHERE contest_id = $1 AND attempt_id = $2',
      [contest.contestId, idOf(view)],
    );
    expect(row!.key_revisions).toEqual([2, 2, 2, 2, 2]);
  });
});

it('a garbled message on the channel of grades ends nothing', async () => {
  const contest = await insertContest(engine.owner);
  const [person] = await insertPeople(engine.owner, contest, 1);
  const view = await start(contest, person!);
  await submit(view, 1);
  const channel = gradedChannel(engine.env.REDIS_PREFIX);
  const redis = engine.get<Redis>(REDIS);
  for (const text of ['', '{', 'null', '[]', '{"attemptIds":7}']) await redis.publish(channel, text);
  const waiting = results.read(contest.contestId, idOf(view), { accountId: person!.accountId }, 5_000);
  await grade(contest, view);
  await redis.publish(
    channel,
    JSON.stringify({ contestId: contest.contestId, attemptIds: [idOf(view)], roundIds: [1] }),
  );
  expect(await waiting).toMatchObject({ state: 'graded' });
});

describe('sweep', () => {
  const moveBack = (contest: ContestFixture, view: AttemptView, seconds: number) =>
    engine.owner.query(
      `UPDATE attempt SET started_at = contest_clock() - interval '1 h', deadline_at = contest_clock() - $3 * interval '1 s'
        WHERE contest_id = $1 AND id = $2`,
      [contest.contestId, idOf(view), seconds],
    );

  const sweepOnce = (after = 30) =>
    engine.owner.transaction((manager) => engine.get(SweepService).sweep(manager, after));

  it('closes an abandoned attempt with what it has, only after deadline, grace and margin', async () => {
    const contest = await insertContest(engine.owner);
    const people = await insertPeople(engine.owner, contest, 2);
    const [late, later] = [await start(contest, people[0]!), await start(contest, people[1]!)];
    const kept = await save(later, 1, [{ position: 1, options: [1] }]);
    await moveBack(contest, late, 40); // under grace 30 s + margin 30 s, however slow the machine
    await moveBack(contest, later, 61);
    const swept = (await sweepOnce())!.find((s) => s.contestId === contest.contestId)!;
    expect(swept.groups.flat()).toEqual([idOf(later)]);
    const closed = await results.read(contest.contestId, idOf(later), { accountId: people[1]!.accountId }, 0);
    expect(closed).toMatchObject({ state: 'submitted', closedBy: 'deadline', lateMs: 0 });
    await expect(submit(later, 2)).rejects.toMatchObject({ code: 'DEADLINE_PASSED' });
    // The reply of the save was lost: its retry is answered as it would have been, without the number of the closing.
    const { deadlineAt: _, ...receipt } = kept;
    expect(await save(later, 1, [{ position: 1, options: [1] }])).toMatchObject(receipt);
    await expect(save(late, 1, [])).rejects.toMatchObject({ code: 'DEADLINE_PASSED' });
  });

  it('finds a submit that the queue forgot', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const view = await start(contest, person!);
    await submit(view, 1);
    const found = (swept: Awaited<ReturnType<typeof sweepOnce>>) =>
      swept!.filter((s) => s.contestId === contest.contestId).flatMap((s) => s.groups.flat());
    expect(found(await sweepOnce(30))).toEqual([]);
    expect(found(await sweepOnce(0))).toEqual([idOf(view)]);
  });

  it('closes the overdue attempt of a person who starts anew', async () => {
    const contest = await insertContest(engine.owner);
    const [person] = await insertPeople(engine.owner, contest, 1);
    const first = await start(contest, person!);
    await moveBack(contest, first, 120);
    const second = await start(contest, person!);
    expect(second.attemptId).not.toBe(first.attemptId);
    expect(second.attemptNo).toBe(2);
  });
});
