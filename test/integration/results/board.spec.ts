import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { FixedClock } from '#platform';
import { BoardService, ContestReader, TallyService, type Board, type BoardWish } from '#results';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  connect,
  contestRules,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  OPENING,
  roundRules,
  WEEK,
  type AttemptPlan,
  type ContestPlan,
} from '../../support/insert.js';

let database: TestDatabase;
let db: DataSource;
const clock = new FixedClock(OPENING + WEEK / 2);

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl);
});

afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

const boards = () => new BoardService(db, new ContestReader(db), clock);

/** A contest in which person i got scores[i] (in points) in seconds[i]; told back with the people. */
async function played(plan: ContestPlan, scores: number[], more: (i: number) => Partial<AttemptPlan> = () => ({})) {
  const contest = await insertContest(db, plan);
  const people = await insertParticipants(
    db,
    contest,
    scores.map((_, i) => ({ name: `Nguyễn Thị ${'ABCDEFGHIJKLMNOP'[i]}` })),
  );
  const ids = await insertGradedAttempts(
    db,
    contest,
    scores.map((points, i) => ({ person: people[i]!, score: points * 1000, durationMs: 300_000, ...more(i) })),
  );
  await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
  return { contest, people, ids };
}

async function pages(slug: string, wish: Partial<BoardWish>): Promise<Board[]> {
  const all: Board[] = [];
  let after: string | undefined;
  do {
    const page = await boards().board(slug, { scope: 'round', round: 1, limit: 2, ...wish, after }, null);
    all.push(page);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return all;
}

describe('the individual board', () => {
  it('ranks 1, 2, 2, 4 and goes on so across pages', async () => {
    const { contest } = await played({}, [15, 14, 14, 14, 9, 9, 3]);
    for (const limit of [1, 2, 3, 4, 5, 100]) {
      const lines = (await pages(contest.slug, { limit })).flatMap((page) => page.lines);
      expect([limit, lines.map(({ rank }) => rank)]).toEqual([limit, [1, 2, 2, 2, 5, 5, 7]]);
      expect(lines.map(({ score }) => score)).toEqual([15_000, 14_000, 14_000, 14_000, 9_000, 9_000, 3_000]);
    }
  });

  it('puts the faster before the slower of equal scores, by whole seconds', async () => {
    const { contest } = await played({}, [15, 15, 15], (i) => ({ durationMs: [372_900, 372_100, 371_999][i]! }));
    const [page] = await pages(contest.slug, { limit: 10 });
    expect(page!.lines.map(({ rank, durationMs }) => [rank, durationMs])).toEqual([
      [1, 371_999],
      [2, expect.any(Number)],
      [2, expect.any(Number)],
    ]);
  });

  it('shows masked names, unit, maximum and number of attempts, and no ids', async () => {
    const { contest, people } = await played({ units: [{ name: 'Xã Nghi Lộc' }] }, [15]);
    const ids = await insertGradedAttempts(db, contest, [{ person: people[0]!, score: 3000 }], 'second');
    await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
    const [page] = await pages(contest.slug, {});
    expect(page!.lines).toEqual([
      {
        ...{ rank: 1, name: 'Nguyễn T. A.', unit: 'Xã Nghi Lộc', score: 15_000, maxScore: 15_000, fullMarks: true },
        ...{ durationMs: 300_000, attempts: 2, decided: null, isOwn: false },
      },
    ]);
    expect(page).toMatchObject({ standings: 1, next: null, own: null, mark: { version: 2 } });
  });

  it('shows whole names only where the rules of the contest say so', async () => {
    const { contest } = await played({ rules: contestRules({ board: { maskNames: false } }) }, [15]);
    expect((await pages(contest.slug, {}))[0]!.lines[0]!.name).toBe('Nguyễn Thị A');
  });

  it('keeps scopes and audiences apart', async () => {
    const contest = await insertContest(db, { audiences: ['can-bo', 'nguoi-dan'] });
    const people = await insertParticipants(db, contest, [{ audience: 1 }, { audience: 2 }, { audience: 2 }]);
    const ids = await insertGradedAttempts(db, contest, [
      { person: people[0]!, round: 1, score: 1000 },
      { person: people[1]!, round: 1, score: 2000 },
      { person: people[1]!, round: 2, score: 5000 },
      { person: people[2]!, round: 2, score: 4000 },
    ]);
    await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
    const scores = async (wish: BoardWish) =>
      (await boards().board(contest.slug, wish, null)).lines.map(({ score }) => score);
    expect(await scores({ scope: 'round', round: 1, limit: 9 })).toEqual([1000]);
    expect(await scores({ scope: 'round', round: 1, audience: 'nguoi-dan', limit: 9 })).toEqual([2000]);
    expect(await scores({ scope: 'round', round: 2, audience: 'nguoi-dan', limit: 9 })).toEqual([5000, 4000]);
    expect(await scores({ scope: 'contest', audience: 'nguoi-dan', limit: 9 })).toEqual([5000, 4000]);
    expect(await scores({ scope: 'phase', phase: 1, audience: 'can-bo', limit: 9 })).toEqual([1000]);
  });

  it('has one board for all audiences where the rules say so', async () => {
    const contest = await insertContest(db, {
      audiences: ['can-bo', 'nguoi-dan'],
      rules: contestRules({ oneBoard: true }),
    });
    const people = await insertParticipants(db, contest, [{ audience: 1 }, { audience: 2 }]);
    const ids = await insertGradedAttempts(db, contest, [
      { person: people[0]!, round: 1, score: 1000 },
      { person: people[1]!, round: 1, score: 2000 },
    ]);
    await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
    for (const audience of [undefined, 'can-bo', 'nguoi-dan']) {
      const wish = { scope: 'round' as const, round: 1, limit: 9, audience };
      const board = await boards().board(contest.slug, wish, null);
      expect(board.lines.map(({ rank, score }) => [rank, score])).toEqual([
        [1, 2000],
        [2, 1000],
      ]);
      expect(board.audience.title).toBe('Mọi đối tượng');
    }
    const unknown = boards().board(contest.slug, { scope: 'contest', audience: 'ai-do', limit: 9 }, null);
    await expect(unknown).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('adds the rounds up where the rules say so, and says no maximum of a sum', async () => {
    const contest = await insertContest(db, { rules: contestRules({ across: 'sum_of_rounds' }) });
    const people = await insertParticipants(db, contest, [{}, {}]);
    const ids = await insertGradedAttempts(db, contest, [
      { person: people[0]!, round: 1, score: 9000 },
      { person: people[1]!, round: 1, score: 3000 },
      { person: people[1]!, round: 1, score: 5000 },
      { person: people[1]!, round: 2, score: 5000 },
    ]);
    await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
    const lines = async (wish: BoardWish) =>
      (await boards().board(contest.slug, wish, null)).lines.map(({ score, maxScore, attempts }) => [
        ...[score, maxScore === null, attempts],
      ]);
    const whole = [
      [10_000, true, 3],
      [9000, true, 1],
    ];
    expect(await lines({ scope: 'contest', limit: 9 })).toEqual(whole);
    expect(await lines({ scope: 'phase', phase: 1, limit: 9 })).toEqual(whole);
    expect(await lines({ scope: 'round', round: 1, limit: 9 })).toEqual([
      [9000, false, 1],
      [5000, false, 2],
    ]);
  });

  it('ranks by the score of the round before, and anew when that one changes', async () => {
    const ranking = { criteria: ['score' as const, 'earlier_round_score' as const], durationPrecision: 's' as const };
    const contest = await insertContest(db, { rules: contestRules({ ranking }) });
    const people = await insertParticipants(db, contest, [{}, {}, {}]);
    const scores: [number, number, number][] = [
      [0, 1, 3000],
      [1, 1, 5000],
      [0, 2, 8000],
      [1, 2, 8000],
      [2, 2, 8000],
    ];
    const ids = await insertGradedAttempts(
      db,
      contest,
      scores.map(([person, round, score]) => ({ person: people[person]!, round, score })),
    );
    const tally = (some: string[]) => db.transaction((manager) => new TallyService().apply(manager, contest.id, some));
    const order = async (): Promise<number[]> => {
      const rows: { participant_id: string }[] = await db.query(
        `SELECT participant_id FROM standing WHERE contest_id = $1 AND scope_kind = 'round' AND scope_id = 2
          ORDER BY sort_key`,
        [contest.id],
      );
      return rows.map(({ participant_id }) => people.findIndex(({ id }) => id === participant_id));
    };
    // The later round is graded before the earlier one.
    await tally(ids.slice(2));
    await tally(ids.slice(0, 2));
    expect(await order()).toEqual([1, 0, 2]);
    await db.query('UPDATE attempt SET voided_at = contest_clock() WHERE contest_id = $1 AND id = $2', [
      contest.id,
      ids[1],
    ]);
    await tally([ids[1]!]);
    expect((await order())[0]).toBe(0);
  });

  it('says "tạm xếp" while a criterion of the chain is not known', async () => {
    const known = contestRules({ ranking: { criteria: ['score', 'duration'], durationPrecision: 's' } });
    const asks = contestRules({ ranking: { criteria: ['score', 'prediction_distance'], durationPrecision: 's' } });
    const silent = { rules: roundRules({ prediction: null }) };
    const provisional = async (plan: ContestPlan) =>
      (await boards().board((await played(plan, [15])).contest.slug, { scope: 'round', round: 1, limit: 9 }, null))
        .provisional;
    expect(await provisional({})).toBe(true);
    expect(await provisional({ rules: known })).toBe(false);
    expect(await provisional({ rules: asks })).toBe(true);
    expect(await provisional({ rules: asks, rounds: [silent, {}] })).toBe(false);
  });

  it('shows a change at once, and the page before it no more', async () => {
    const { contest, people } = await played({}, [10, 9]);
    const service = boards();
    const wish: BoardWish = { scope: 'round', round: 1, limit: 1 };
    const before = await service.board(contest.slug, wish, null);
    const ids = await insertGradedAttempts(db, contest, [{ person: people[1]!, score: 15_000 }], 'later');
    await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
    const after = await service.board(contest.slug, wish, null);
    expect([before.lines[0]!.score, after.lines[0]!.score]).toEqual([10_000, 15_000]);
    expect(after.mark.version).toBe(before.mark.version + 1);
  });
});

describe("the caller's own line", () => {
  it('is there whatever the page shows, with its rank', async () => {
    const { contest, people } = await played({}, [15, 14, 14, 14, 9, 9, 3]);
    const service = boards();
    const ranks: number[] = [];
    for (const { accountId } of people) {
      const viewer = { accountId, roles: [] };
      const page = await service.board(contest.slug, { scope: 'round', round: 1, limit: 2 }, viewer);
      ranks.push(page.own!.rank);
      expect(page.own!.isOwn).toBe(true);
    }
    expect(ranks).toEqual([1, 2, 2, 2, 5, 5, 7]);
    const first = await service.board(
      contest.slug,
      { scope: 'round', round: 1, limit: 2 },
      { accountId: people[0]!.accountId, roles: [] },
    );
    expect(first.lines.map(({ isOwn }) => isOwn)).toEqual([true, false]);
    const last = await service.board(
      contest.slug,
      { scope: 'round', round: 1, limit: 2 },
      { accountId: people[6]!.accountId, roles: [] },
    );
    expect(last.lines.map(({ isOwn }) => isOwn)).toEqual([false, false]);
  });

  it('is not there for who has no standing in the scope, and never that of another contest', async () => {
    const { contest } = await played({}, [15]);
    const other = await played({}, [3]);
    const viewer = { accountId: other.people[0]!.accountId, roles: [] };
    expect((await boards().board(contest.slug, { scope: 'round', round: 1, limit: 2 }, viewer)).own).toBeNull();
    expect((await boards().board(other.contest.slug, { scope: 'round', round: 2, limit: 2 }, viewer)).own).toBeNull();
    expect((await boards().board(other.contest.slug, { scope: 'round', round: 1, limit: 2 }, viewer)).own!.rank).toBe(
      1,
    );
  });

  it('counts right inside a crowded bucket', async () => {
    // One second apart within one bucket of instants: 4.7 hours share it.
    const rules = contestRules({ ranking: { criteria: ['score', 'submitted_at'], durationPrecision: 's' } });
    const { contest, people } = await played(
      { rules },
      Array.from({ length: 12 }, () => 15),
      (i) => ({
        startedAt: OPENING + (11 - i) * 1000,
      }),
    );
    const [{ buckets }]: [{ buckets: number }] = await db.query(
      `SELECT count(*)::int AS buckets FROM standing_bucket WHERE contest_id = $1 AND scope_kind = 'round'`,
      [contest.id],
    );
    expect(buckets).toBe(1);
    const ranks: number[] = [];
    for (const { accountId } of people) {
      const viewer = { accountId, roles: [] };
      ranks.push((await boards().board(contest.slug, { scope: 'round', round: 1, limit: 1 }, viewer)).own!.rank);
    }
    expect(ranks).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });
});

describe('what a board refuses', () => {
  const wish: BoardWish = { scope: 'round', round: 1, limit: 2 };

  it('refuses what is not there', async () => {
    const { contest } = await played({ phases: [] }, [15]);
    const refusal = (slug: string, asked: Partial<BoardWish>) =>
      boards()
        .board(slug, { ...wish, ...asked }, null)
        .then(
          () => 'shown',
          (error: { code: string }) => error.code,
        );
    expect(await refusal('khong-co', {})).toBe('CONTEST_NOT_FOUND');
    expect(await refusal(contest.slug, { round: 3 })).toBe('ROUND_NOT_FOUND');
    expect(await refusal(contest.slug, { round: undefined })).toBe('ROUND_NOT_FOUND');
    expect(await refusal(contest.slug, { scope: 'phase', phase: 1 })).toBe('ROUND_NOT_FOUND');
    expect(await refusal(contest.slug, { audience: 'ai-do' })).toBe('INVALID_INPUT');
    for (const after of ['', '!', 'AAAA', 'A'.repeat(400), '../../etc']) {
      expect([after, await refusal(contest.slug, { after })]).toEqual([after, 'INVALID_INPUT']);
    }
  });

  it('does not know a draft', async () => {
    const draft = await insertContest(db, { status: 'draft' });
    await expect(boards().board(draft.slug, wish, null)).rejects.toMatchObject({ code: 'CONTEST_NOT_FOUND' });
  });

  it('keeps scores back until their release, except for those who run the contest', async () => {
    const late = { rules: roundRules({ release: { score: 'round_end', ownAnswers: 'round_end', key: 'round_end' } }) };
    const { contest, people } = await played({ rounds: [late, late] }, [15]);
    const closing = OPENING + WEEK;
    const at = (ms: number) => {
      clock.ms = ms;
      return boards();
    };
    await expect(at(closing - 1).board(contest.slug, wish, null)).rejects.toMatchObject({
      code: 'RESULT_NOT_RELEASED',
      details: { releasedAt: new Date(closing).toISOString() },
    });
    const own = { accountId: people[0]!.accountId, roles: [] };
    await expect(at(closing - 1).board(contest.slug, wish, own)).rejects.toMatchObject({ code: 'RESULT_NOT_RELEASED' });
    expect((await at(closing).board(contest.slug, wish, null)).lines).toHaveLength(1);
    // The board of the contest would tell the scores of the week that is now open.
    const whole: BoardWish = { scope: 'contest', limit: 2 };
    await expect(at(closing).board(contest.slug, whole, null)).rejects.toMatchObject({ code: 'RESULT_NOT_RELEASED' });
    expect((await at(closing + WEEK).board(contest.slug, whole, null)).lines).toHaveLength(1);
    const organizer = (contestId: number | null) => ({
      accountId: people[0]!.accountId,
      roles: [{ role: 'organizer', contestId, contestUnitId: null }],
    });
    expect((await at(closing - 1).board(contest.slug, wish, organizer(contest.id))).lines).toHaveLength(1);
    expect((await at(closing - 1).board(contest.slug, wish, organizer(null))).lines).toHaveLength(1);
    await expect(at(closing - 1).board(contest.slug, wish, organizer(contest.id + 1))).rejects.toMatchObject({
      code: 'RESULT_NOT_RELEASED',
    });
    clock.ms = OPENING + WEEK / 2;
  });
});
