import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  AttemptTokens,
  GradingService,
  parseAttemptAddress,
  ReviewService,
  StartService,
  WriteService,
  type AttemptView,
  type QuestionView,
} from '#attempts';
import { run } from '#database';
import { maskToOptions, toShownMask, type ReleaseRules, type RoundRules } from '#domain';
import { Clock } from '#platform';
import { readReleasedKeys } from '../../../libs/attempts/src/review.queries.js';
import { insertContest, insertPeople, type ContestFixture, type PersonFixture } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

interface Sitting {
  contest: ContestFixture;
  person: PersonFixture;
  view: AttemptView;
  attemptId: string;
}

/** An attempt of a person, as drawn. */
async function sit(release: ReleaseRules, round: Partial<RoundRules> = {}): Promise<Sitting> {
  const contest = await insertContest(engine.owner, { round: { ...round, release } });
  const [person] = await insertPeople(engine.owner, contest, 1);
  const view = await engine.get(StartService).start({
    contestId: contest.contestId,
    roundId: contest.roundId,
    accountId: person!.accountId,
    sessionId: person!.sessionId,
    startKey: randomUUID(),
    receivedAt: engine.get(Clock).now(),
  });
  return { contest, person: person!, view, attemptId: parseAttemptAddress(view.attemptId).attemptId };
}

/** The shown numbers of the right options, by position, read as only a test may. */
async function rightOptions({ contest, attemptId }: Sitting): Promise<number[][]> {
  const [row]: { paper_items: number[]; paper_orders: number[] }[] = await engine.owner.query(
    'SELECT paper_items, paper_orders FROM attempt WHERE contest_id = $1 AND id = $2',
    [contest.contestId, attemptId],
  );
  return row!.paper_items.map((item, i) =>
    maskToOptions(toShownMask(contest.keys.get(item)!, row!.paper_orders[i]!, 4)),
  );
}

async function submit({ view }: Sitting, changes: { position: number; options: number[] }[] = []): Promise<void> {
  const write = { writer: view.writer!, seq: 1, changes, receivedAt: engine.get(Clock).now() };
  await engine.get(WriteService).submit(engine.get(AttemptTokens).read(view.token!), write);
}

const grade = ({ contest, attemptId }: Sitting) =>
  engine.owner.transaction((manager) => engine.get(GradingService).grade(manager, contest.contestId, [attemptId]));

const review = ({ contest, person, attemptId }: Sitting) =>
  engine.get(ReviewService).read(contest.contestId, attemptId, { accountId: person.accountId });

/** Moves the end of a round (of every round) to `agoMs` before now. */
const closeRound = ({ contest }: Sitting, agoMs: number, round: number | null = null) =>
  engine.owner.query(
    `UPDATE round_revision SET opens_at = closing.at - interval '8 d', closes_at = closing.at
       FROM (SELECT contest_clock() - $2 * interval '1 ms' AS at) closing
      WHERE contest_id = $1 AND ($3::int IS NULL OR round_id = $3)`,
    [contest.contestId, agoMs, round],
  );

const AT_ONCE = { score: 'at_submit', ownAnswers: 'at_submit', key: 'at_submit' } as const;
const LATER = { score: 'at_submit', ownAnswers: 'at_submit', key: 'round_end' } as const;
/** What `insertContest` writes as explanation of every question. */
const CANARY = /bí mật/;

describe('the review of an attempt', () => {
  it('is refused while the attempt is open, and to everybody else', async () => {
    const sitting = await sit(AT_ONCE);
    await expect(review(sitting)).rejects.toMatchObject({ code: 'ATTEMPT_NOT_SUBMITTED' });
    await submit(sitting);
    const { contest, attemptId } = sitting;
    const reviews = engine.get(ReviewService);
    for (const owner of [{ accountId: randomUUID() }, { participantId: randomUUID() }, {}]) {
      await expect(reviews.read(contest.contestId, attemptId, owner)).rejects.toMatchObject({
        code: 'NOT_YOUR_ATTEMPT',
      });
    }
    await expect(reviews.read(contest.contestId, randomUUID(), {})).rejects.toMatchObject({
      code: 'ATTEMPT_NOT_FOUND',
    });
  });

  it('shows options as they stood on the screen, what was chosen, what was right, the marks and why', async () => {
    const sitting = await sit(AT_ONCE);
    const right = await rightOptions(sitting);
    await engine.owner.query(
      `UPDATE item_version SET source_document = '61/2018/NĐ-CP', source_article = 'Điều 3', source_date = '2018-04-23'`,
    );
    expect(sitting.view.paper.questions().map(({ editorMark }) => editorMark)).toEqual(Array(5).fill(null));
    const wrong = [right[1]![0]! === 1 ? 2 : 1];
    await submit(sitting, [
      { position: 1, options: right[0]! },
      { position: 2, options: wrong },
    ]);
    await grade(sitting);
    const seen = await review(sitting);
    expect(seen.attemptId).toBe(sitting.view.attemptId);
    expect([seen.ownAnswers, seen.key]).toEqual([
      { released: true, at: null },
      { released: true, at: null },
    ]);
    const shown = ({ stem, options, editorMark }: Pick<QuestionView, 'stem' | 'options' | 'editorMark'>) => {
      return { stem, options, editorMark };
    };
    expect(seen.questions.map(shown)).toEqual(sitting.view.paper.questions().map(shown));
    expect(seen.questions.map(({ correct }) => correct)).toEqual(right);
    expect(seen.questions.map(({ chosen }) => chosen)).toEqual([right[0], wrong, [], [], []]);
    expect(seen.questions.map(({ mark, maxMark }) => [mark, maxMark])).toEqual([
      [1000, 1000],
      ...Array<number[]>(4).fill([0, 1000]),
    ]);
    expect(seen.rightAnswers).toEqual({ count: 1, of: 5 });
    expect(seen.questions[0]).toMatchObject({
      rule: 'normal',
      explanation: expect.stringMatching(CANARY),
      source: { document: '61/2018/NĐ-CP', article: 'Điều 3', date: '2018-04-23' },
    });
  });

  it('shows the keys by which it was marked, and not a later one; an annulled question is worth nothing', async () => {
    const sitting = await sit(AT_ONCE);
    const revise = (revision: number, rule: string) =>
      engine.owner.query(
        `INSERT INTO key_revision (item_version_id, revision, key_mask, rule, explanation)
         SELECT id, $1::smallint, 15, $2, 'sửa' FROM unnest($3::int[]) AS id`,
        [revision, rule, [...sitting.contest.keys.keys()]],
      );
    await revise(2, 'annulled');
    await submit(sitting);
    await grade(sitting);
    await revise(3, 'all_credit');
    for (const question of (await review(sitting)).questions) {
      expect(question).toMatchObject({ correct: [1, 2, 3, 4], rule: 'annulled', mark: 0, maxMark: 0 });
    }
  });

  it('tells no byte of key or explanation before the round is over for the last of all', async () => {
    const sitting = await sit(LATER);
    const graceMs = 30_000;
    const keysOf = () => run(engine.owner.manager, readReleasedKeys, [sitting.contest.contestId, sitting.attemptId]);
    await submit(sitting);
    await grade(sitting);
    const early = await review(sitting);
    const closes = await closeMs(sitting);
    expect(early.ownAnswers.released).toBe(true);
    expect(early.key).toEqual({ released: false, at: new Date(closes + graceMs).toISOString() });
    expect(early.rightAnswers).toEqual({ count: 0, of: 5 });
    const unseen = { correct: null, rule: null, explanation: null, source: null, mark: null, maxMark: null };
    for (const question of early.questions) expect(question).toMatchObject(unseen);
    expect(JSON.stringify(early)).not.toMatch(CANARY);
    expect(await keysOf()).toEqual([]);

    // Closed, but a submit of somebody else may still come within the grace.
    await closeRound(sitting, graceMs - 10_000);
    expect((await review(sitting)).key.released).toBe(false);
    expect(await keysOf()).toEqual([]);

    await closeRound(sitting, graceMs);
    const late = await review(sitting);
    expect(late.key).toEqual({ released: true, at: null });
    expect(JSON.stringify(late)).toMatch(CANARY);
  });

  it.each([
    ['with the key', undefined, 'key'],
    ['after the round, the key at once', 'round_end', 'later'],
    ['never', 'never', 'never'],
  ] as const)('explains %s', async (_, explanations, expected) => {
    const sitting = await sit({ ...AT_ONCE, ...(explanations && { explanations }) });
    await engine.owner.query(`UPDATE item_version SET source_document = '61/2018/NĐ-CP'`);
    await submit(sitting);
    await grade(sitting);
    const looks = async () => {
      const seen = await review(sitting);
      const said = JSON.stringify(
        await run(engine.owner.manager, readReleasedKeys, [sitting.contest.contestId, sitting.attemptId]),
      );
      expect(seen.key.released).toBe(true);
      expect(seen.questions.every(({ correct }) => correct !== null)).toBe(true);
      for (const text of [JSON.stringify(seen), said]) {
        expect(CANARY.test(text)).toBe(seen.explanations.released);
        expect(text.includes('61/2018')).toBe(seen.explanations.released);
      }
      return seen.explanations;
    };
    expect(await looks()).toEqual({
      released: expected === 'key',
      at: expected === 'later' ? new Date((await closeMs(sitting)) + 30_000).toISOString() : null,
    });
    await closeRound(sitting, 30_000);
    expect((await looks()).released).toBe(expected !== 'never');
  });

  it('explains nothing before the key, whatever the rules say', async () => {
    const sitting = await sit({ ...LATER, explanations: 'at_submit' });
    await submit(sitting);
    await grade(sitting);
    const seen = await review(sitting);
    expect([seen.key.released, seen.explanations]).toEqual([false, seen.key]);
    expect(JSON.stringify(seen)).not.toMatch(CANARY);
  });

  it('waits for attempts that run on past the close with the most extra time there is', async () => {
    const timing = { durationMs: 15 * 60_000, graceMs: 30_000, atRoundEnd: 'full_time' } as const;
    const sitting = await sit(LATER, { timing });
    await submit(sitting);
    await grade(sitting);
    await closeRound(sitting, 2 * timing.durationMs + timing.graceMs - 10_000);
    expect((await review(sitting)).key.released).toBe(false);
    await closeRound(sitting, 2 * timing.durationMs + timing.graceMs);
    expect((await review(sitting)).key.released).toBe(true);
  });

  it('waits for those who started before the round was closed early, and not for a revision nobody could start under', async () => {
    const sitting = await sit(LATER);
    const { contestId } = sitting.contest;
    await submit(sitting);
    await grade(sitting);
    const shorten = (revision: number, effectiveAgoMs: number) =>
      engine.owner.query(
        `WITH one AS (
           INSERT INTO round_revision (contest_id, round_id, revision, opens_at, closes_at, rules, pool, effective_at)
           SELECT contest_id, round_id, $2::smallint, opens_at, contest_clock() - interval '1 min', rules, pool,
                  contest_clock() - $3 * interval '1 ms'
             FROM round_revision WHERE contest_id = $1 AND revision = 1
         ) UPDATE round SET settled_revision = $2 WHERE contest_id = $1`,
        [contestId, revision, effectiveAgoMs],
      );
    // Closed a minute ago by a word of two minutes ago: who started just before it has up to twice 15 minutes.
    await shorten(2, 120_000);
    const early = await review(sitting);
    expect(early.key).toMatchObject({ released: false, at: expect.any(String) });
    expect(JSON.stringify(early)).not.toMatch(CANARY);
    await engine.owner.query(
      `UPDATE round_revision SET effective_at = opens_at - interval '1 s' WHERE contest_id = $1 AND revision = 2`,
      [contestId],
    );
    expect((await review(sitting)).key.released).toBe(true);
  });

  it('waits for the last round where the rules say the end of the contest, and for ever where they say never', async () => {
    const sitting = await sit({ score: 'at_submit', ownAnswers: 'contest_end', key: 'never' });
    const { contestId } = sitting.contest;
    await engine.owner.query(`INSERT INTO round (contest_id, id, title) VALUES ($1, 2, 'Tuần 2')`, [contestId]);
    await engine.owner.query(
      `INSERT INTO round_revision (contest_id, round_id, revision, opens_at, closes_at, rules, pool)
       SELECT contest_id, 2, 1, closes_at, closes_at + interval '7 d', rules, pool FROM round_revision WHERE contest_id = $1`,
      [contestId],
    );
    await submit(sitting);
    await grade(sitting);
    await closeRound(sitting, 86_400_000, 1);
    const early = await review(sitting);
    expect(early.ownAnswers).toMatchObject({ released: false, at: expect.any(String) });
    for (const question of early.questions) expect(question).toMatchObject({ chosen: null, mark: null, maxMark: null });
    await closeRound(sitting, 86_400_000);
    const late = await review(sitting);
    expect([late.ownAnswers, late.key]).toEqual([
      { released: true, at: null },
      { released: false, at: null },
    ]);
    expect(late.questions[0]).toMatchObject({ chosen: [], mark: null, correct: null });
    expect(JSON.stringify(late)).not.toMatch(CANARY);
  });

  it('tells no mark before the key, for it would be the key in other words, and no key before the grade', async () => {
    const sitting = await sit({ score: 'contest_end', ownAnswers: 'at_submit', key: 'contest_end' });
    await submit(sitting);
    await grade(sitting);
    const closed = await review(sitting);
    expect(closed.questions[0]).toMatchObject({ chosen: [], mark: null, maxMark: null });
    expect(closed.rightAnswers).toBeNull();

    const ungraded = await sit(AT_ONCE);
    await submit(ungraded);
    const seen = await review(ungraded);
    expect([seen.ownAnswers.released, seen.key]).toEqual([true, { released: false, at: null }]);
    expect(JSON.stringify(seen)).not.toMatch(CANARY);
  });
});

async function closeMs({ contest }: Sitting): Promise<number> {
  const [row]: { ms: number }[] = await engine.owner.query(
    `SELECT (extract(epoch FROM closes_at) * 1000)::float8 AS ms FROM round_revision WHERE contest_id = $1`,
    [contest.contestId],
  );
  return row!.ms;
}
