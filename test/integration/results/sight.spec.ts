import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { DataSource } from 'typeorm';
import { USUAL_SIGHTS, type Sight, type SightRules } from '#domain';
import { SessionService } from '#identity';
import { FixedClock, gradedChannel } from '#platform';
import { BoardFreezer, ContestReader, ReconcileService, TallyService } from '#results';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  connect,
  contestRules,
  HOUR,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  roundRules,
  type InsertedContest,
  type InsertedPerson,
} from '../../support/insert.js';

const MINUTE = 60_000;

let database: TestDatabase;
let db: DataSource;
let api: TestApi;
let redis: Redis;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl);
  api = await startApi(database);
  redis = new Redis(api.env.REDIS_URL!);
});

afterAll(async () => {
  redis?.disconnect();
  await api?.close();
  await db?.destroy();
  await database?.drop();
});

/** A contest of one round, in which three people handed in at these minutes before now, with 15, 14 and 13 points. */
async function held(
  sights: Partial<SightRules>,
  times: { closesInMinutes: number; handedIn?: number[] },
): Promise<{ contest: InsertedContest; people: InsertedPerson[]; closesAt: number }> {
  const now = Date.now();
  const closesAt = now + times.closesInMinutes * MINUTE;
  const rules = roundRules({ release: { score: 'at_submit', ownAnswers: 'at_submit', key: 'round_end' } });
  const contest = await insertContest(db, {
    rules: contestRules({ sights: { ...USUAL_SIGHTS, ...sights } }),
    rounds: [{ rules, opensAt: now - 5 * HOUR, closesAt }],
    units: [{ name: 'Sở Nội vụ' }, { name: 'Phòng Cải cách', parent: 0 }, { name: 'Xã Im Lặng' }],
  });
  const people = await insertParticipants(
    db,
    contest,
    [0, 1, 1].map((unit) => ({ unit })),
  );
  await hand(
    contest,
    (times.handedIn ?? [60, 60, 60]).map((minutes, i) => ({ person: people[i]!, score: 15_000 - i * 1000, minutes })),
  );
  return { contest, people, closesAt };
}

async function hand(contest: InsertedContest, rows: { person: InsertedPerson; score: number; minutes: number }[]) {
  const ids = await insertGradedAttempts(
    db,
    contest,
    rows.map(({ person, score, minutes }) => ({
      ...{ person, score, durationMs: 5 * MINUTE },
      startedAt: Date.now() - (minutes + 5) * MINUTE,
    })),
  );
  await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
  return ids;
}

async function tokenOf(contest: InsertedContest, who: string | { role: string; unit?: number }): Promise<string> {
  let accountId = who;
  if (typeof accountId !== 'string') {
    const { role, unit } = accountId;
    const [{ id }]: [{ id: string }] = await db.query(
      `INSERT INTO account (id, full_name) VALUES (gen_random_uuid(), 'Lê Đình Đức') RETURNING id`,
    );
    await db.query(`INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id) VALUES ($1, $2, $3, $4)`, [
      ...[id, role, contest.id, unit === undefined ? null : contest.unitIds[unit]],
    ]);
    accountId = id;
  }
  const sessions = api.app.get(SessionService);
  return (await db.transaction((manager) => sessions.start(manager, accountId, null, null, true))).token;
}

async function get(contest: InsertedContest, path: string, token?: string) {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${api.url}/api/contests/${contest.slug}${path}`, { headers });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const said = ({ status, body }: { status: number; body: { code?: string } }) => (status === 200 ? 'shown' : body.code);
const freezer = (now = Date.now()) => {
  const contests = new ContestReader(db);
  return new BoardFreezer(db, contests, new ReconcileService(db, contests), new FixedClock(now));
};

describe('a board', () => {
  const TELLS_ORDER = ['/board', '/board?scope=round&round=1', '/score-distribution', '/report-sentence'];
  it.each<[string, SightRules['board'], number, 'shown' | 'RESULT_NOT_RELEASED', boolean]>([
    ['live in the round', { shown: 'live', frozenMs: null }, 10, 'shown', false],
    ['after, in the round', { shown: 'after', frozenMs: null }, 10, 'RESULT_NOT_RELEASED', true],
    ['after, when it is over', { shown: 'after', frozenMs: null }, -1, 'shown', false],
    ['hidden, when it is over', { shown: 'hidden', frozenMs: null }, -1, 'RESULT_NOT_RELEASED', false],
    ['frozen, before its minutes', { shown: 'frozen', frozenMs: 30 * MINUTE }, 40, 'shown', false],
    ['frozen, when it is over', { shown: 'frozen', frozenMs: 30 * MINUTE }, -1, 'shown', false],
  ])('%s', async (_, board, closesInMinutes, expected, saysWhen) => {
    const { contest, people, closesAt } = await held({ board }, { closesInMinutes });
    const tokens = [
      undefined,
      await tokenOf(contest, people[0]!.accountId),
      await tokenOf(contest, { role: 'unit_manager', unit: 0 }),
    ];
    for (const token of tokens) {
      for (const path of TELLS_ORDER) {
        const answer = await get(contest, path, token);
        expect([path, said(answer)]).toEqual([path, expected]);
        if (expected !== 'shown')
          expect(answer.body.details).toEqual({ releasedAt: saysWhen ? new Date(closesAt).toISOString() : null });
      }
      const { body } = await get(contest, '/unit-table', token);
      expect([body.summary.fullMarksAttempts, body.rows[0].mean]).toEqual(
        expected === 'shown' ? [1, 13.5] : [null, null],
      );
    }
    const organizer = await tokenOf(contest, { role: 'organizer' });
    for (const path of TELLS_ORDER) expect([path, said(await get(contest, path, organizer))]).toEqual([path, 'shown']);
  });

  it('stands still from its moment on, with every line of it, the own one too', async () => {
    const board = { shown: 'frozen' as const, frozenMs: 30 * MINUTE };
    // It stands still as of 20 minutes ago. The third person did better since; somebody new came.
    const { contest, people, closesAt } = await held({ board }, { closesInMinutes: 10 });
    const [newcomer] = await insertParticipants(db, contest, [{ unit: 0 }]);
    await hand(contest, [
      { person: people[2]!, score: 15_000, minutes: 5 },
      { person: newcomer!, score: 15_000, minutes: 3 },
    ]);
    const [third, fresh, organizer] = [
      await tokenOf(contest, people[2]!.accountId),
      await tokenOf(contest, newcomer!.accountId),
      await tokenOf(contest, { role: 'organizer' }),
    ];
    // Nobody is shown anything before the board is there.
    expect(said(await get(contest, '/board', third))).toBe('SERVER_BUSY');
    expect(await freezer().work()).toEqual([contest.id]);
    expect(await freezer().work()).toEqual([]);

    for (const path of ['/board?limit=2', '/board?scope=round&round=1&limit=2']) {
      const { body } = await get(contest, path, third);
      expect(body.frozen).toEqual({
        at: new Date(closesAt - 30 * MINUTE).toISOString(),
        until: new Date(closesAt).toISOString(),
      });
      expect(body).toMatchObject({ standings: 3, updatedAt: body.frozen.at, own: { rank: 3, score: 13, attempts: 1 } });
      expect(body.rows.map((row: { rank: number; score: number }) => [row.rank, row.score])).toEqual([
        [1, 15],
        [2, 14],
      ]);
      const next = await get(contest, `${path}&after=${encodeURIComponent(body.next)}`);
      expect(next.body.rows).toMatchObject([{ rank: 3, score: 13 }]);
      expect((await get(contest, path, fresh)).body.own).toBeNull();
      expect((await get(contest, path, organizer)).body).toMatchObject({ frozen: null, standings: 4 });
    }
    for (const path of ['/score-distribution', '/report-sentence']) {
      expect([path, said(await get(contest, path, third))]).toEqual([path, 'RESULT_NOT_RELEASED']);
    }
    const unit = await get(contest, '/units/U0002');
    expect(unit.body.unit).toMatchObject({ attempts: 3, fullMarksAttempts: null, fullMarksPersons: null, mean: null });
    // Figures can be proved and mended beside a board that stands still.
    expect((await new ReconcileService(db, new ContestReader(db)).repair(contest.id)).total).toBe(0);

    // The close has come: the board moves on, and nothing is left of the other.
    expect(await freezer(closesAt).work()).toContain(contest.id);
    const [{ left }] = await db.query(
      `SELECT (SELECT count(*)::int FROM standing WHERE contest_id = $1 AND scope_kind LIKE 'frozen%')
            + (SELECT count(*)::int FROM standing_bucket WHERE contest_id = $1 AND scope_kind LIKE 'frozen%')
            + (SELECT count(*)::int FROM frozen_board WHERE contest_id = $1) AS left`,
      [contest.id],
    );
    expect(left).toBe(0);
  });

  it('that stands still is made anew for what was handed in before and graded or voided since', async () => {
    const board = { shown: 'frozen' as const, frozenMs: 30 * MINUTE };
    const { contest, people } = await held({ board }, { closesInMinutes: 10, handedIn: [60, 60] });
    await freezer().work();
    const scores = async () => (await get(contest, '/board')).body.rows.map((row: { score: number }) => row.score);
    expect(await scores()).toEqual([15, 14]);
    await hand(contest, [{ person: people[2]!, score: 14_500, minutes: 25 }]);
    expect(await freezer().work()).toEqual([contest.id]);
    expect(await scores()).toEqual([15, 14.5, 14]);
    const [[voided]]: [{ id: string }[]] = await db.query(
      `UPDATE attempt SET voided_at = contest_clock(), void_reason = 'proxy'
        WHERE contest_id = $1 AND participant_id = $2 RETURNING id`,
      [contest.id, people[0]!.id],
    );
    await db.transaction((manager) => new TallyService().apply(manager, contest.id, [voided!.id]));
    expect(await freezer().work()).toEqual([contest.id]);
    expect(await scores()).toEqual([14.5, 14]);
  });

  it('that stood still for a round which is prolonged moves on until the new minutes', async () => {
    const board = { shown: 'frozen' as const, frozenMs: 30 * MINUTE };
    const { contest } = await held({ board }, { closesInMinutes: 10 });
    await freezer().work();
    await db.query(
      `INSERT INTO round_revision (contest_id, round_id, revision, opens_at, closes_at, rules, pool, note)
       SELECT contest_id, round_id, 2, opens_at, closes_at + interval '2 hours', rules, pool, 'kéo dài'
         FROM round_revision WHERE contest_id = $1 AND revision = 1`,
      [contest.id],
    );
    await db.query(`UPDATE round SET settled_revision = 2 WHERE contest_id = $1`, [contest.id]);
    // As long as a page may take its contest from before.
    await pause(1_100);
    expect((await get(contest, '/board')).body).toMatchObject({ frozen: null, standings: 3 });
    expect(await freezer().work()).toEqual([contest.id]);
  });
});

describe('the unit table', () => {
  const WHO: [Sight['who'], string[]][] = [
    ['hidden', ['organizer']],
    ['organizers', ['organizer']],
    ['own_units', ['organizer', 'manager']],
    ['public', ['organizer', 'manager', 'public']],
  ];
  const cases = WHO.flatMap(([who, see]) =>
    (['live', 'round_end', 'contest_end'] as const).flatMap((when) =>
      [10, -1].map((closesInMinutes) => [who, when, closesInMinutes, see] as const),
    ),
  );
  it.each(cases)('for %s, %s, %i minutes before the close', async (who, when, closesInMinutes, see) => {
    const sight = { who, when };
    const { contest } = await held({ unitTable: sight, silentUnits: sight, counters: sight }, { closesInMinutes });
    const isTime = when === 'live' || closesInMinutes < 0;
    const visitors = {
      organizer: await tokenOf(contest, { role: 'organizer' }),
      manager: await tokenOf(contest, { role: 'unit_manager', unit: 0 }),
      public: undefined,
    };
    for (const [visitor, token] of Object.entries(visitors)) {
      const isShown = visitor === 'organizer' || (isTime && see.includes(visitor));
      const expected = isShown ? 'shown' : 'RESULT_NOT_RELEASED';
      const table = await get(contest, '/unit-table', token);
      expect([visitor, said(table)]).toEqual([visitor, expected]);
      expect([visitor, said(await get(contest, '/report-sentence', token))]).toEqual([visitor, expected]);
      expect([visitor, said(await get(contest, '/units/U0003', token))]).toEqual([visitor, expected]);
      // Who manages a unit follows it all the same.
      const own = await get(contest, '/units/U0002', token);
      expect([visitor, said(own)]).toEqual([visitor, visitor === 'manager' ? 'shown' : expected]);
      const figures = await get(contest, '/figures', token);
      expect([visitor, figures.body.persons]).toEqual([visitor, isShown ? 3 : null]);
      if (token) {
        const silent = await get(contest, '/silent-units', token);
        expect([visitor, said(silent)]).toEqual([visitor, expected]);
      }
      const isOwnPart = visitor === 'manager' && who === 'own_units';
      if (isShown) expect([visitor, table.body.summary.invited]).toEqual([visitor, isOwnPart ? 2 : 3]);
    }
    // What everybody is told: the page of the contest, the list, and whoever listens.
    const isPublic = isTime && who === 'public';
    expect((await get(contest, '')).body.figures.attempts).toBe(isPublic ? 3 : null);
    const list = JSON.parse(await (await fetch(`${api.url}/api/contests`)).text());
    const listed = list.contests.find((one: { id: number }) => one.id === contest.id);
    expect(listed.figures).toMatchObject({ persons: isPublic ? 3 : null, unitsInvited: 3 });
    expect((await announced(contest)).figures).toMatchObject({
      ...{ persons: isPublic ? 3 : null, attempts: isPublic ? 3 : null, unitsTakingPart: isPublic ? 2 : null },
    });
  });

  it('names silent units to everybody where the rules say so, to nobody but organizers where they do not', async () => {
    const open = await held({ silentUnits: { who: 'public', when: 'live' } }, { closesInMinutes: 10 });
    const names = async (contest: InsertedContest, token?: string) =>
      (await get(contest, '/unit-table?sort=name', token)).body.rows.map((row: { name: string }) => row.name);
    expect(await names(open.contest)).toContain('Xã Im Lặng');
    const shut = await held({ silentUnits: { who: 'organizers', when: 'live' } }, { closesInMinutes: 10 });
    const manager = await tokenOf(shut.contest, { role: 'unit_manager', unit: 2 });
    expect(await names(shut.contest, manager)).not.toContain('Xã Im Lặng');
    expect(await names(shut.contest, await tokenOf(shut.contest, { role: 'organizer' }))).toContain('Xã Im Lặng');
  });
});

/** What a page that listens is told when something is graded. */
async function announced(contest: InsertedContest): Promise<{ figures: object }> {
  const socket = io(api.url, { transports: ['websocket'], forceNew: true, reconnection: false });
  try {
    const heard = new Promise<{ figures: object }>((resolve) => socket.once('board-changed', resolve));
    await new Promise((resolve) => socket.once('connect', () => resolve(null)));
    await socket.timeout(3_000).emitWithAck('watch', { room: `contest-${contest.id}` });
    await redis.publish(
      gradedChannel(api.env.REDIS_PREFIX),
      JSON.stringify({ contestId: contest.id, attemptIds: [], roundIds: [1] }),
    );
    return await heard;
  } finally {
    socket.disconnect();
  }
}
