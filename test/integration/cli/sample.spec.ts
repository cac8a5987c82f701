import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { ContestService } from '#contests';
import { checkContestPage, WEEK_MS, type ContestPage } from '#domain';
import { applyOrTakeBack } from '../../../apps/cli/src/dry-run.js';
import { databaseTime } from '../../../apps/cli/src/owner.js';
import { loadSample } from '../../../apps/cli/src/sample/load.js';
import { moveSampleWeek } from '../../../apps/cli/src/sample/move-week.js';
import { removeSampleData } from '../../../apps/cli/src/sample/remove.js';
import { sampleState } from '../../../apps/cli/src/sample/state.js';
import { ContestReader, ReconcileService } from '#results';
import { buildContestRules, buildRoundRules } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

let database: TestDatabase;
let owner: DataSource;
let now: number;
let stateBefore: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  ({ now } = await databaseTime(owner));
  stateBefore = await sampleState(owner.manager);
  await owner.transaction((manager) => loadSample(manager, now, () => undefined));
});
afterAll(async () => {
  await owner?.destroy();
  await database?.drop();
});

/** Looks at what some work would do, and takes it back. */
const inPassing = <T>(work: (manager: EntityManager) => Promise<T>) => applyOrTakeBack(owner, false, work);
const rounds = (manager: EntityManager, slug: string) =>
  manager.query<{ id: number; revision: number; opens: number; closes: number; note: string | null }[]>(
    `SELECT r.id, v.revision, extract(epoch FROM v.opens_at)::float8 * 1000 AS opens, extract(epoch FROM v.closes_at)::float8 * 1000 AS closes, v.note
       FROM contest c JOIN round r ON r.contest_id = c.id
       JOIN round_revision v ON v.contest_id = c.id AND v.round_id = r.id AND v.revision = r.current_revision
      WHERE c.slug = $1 ORDER BY r.id`,
    [slug],
  );

describe('the sample data', () => {
  it('are wanted on a new database, and there once they are loaded', async () => {
    expect(stateBefore).toBe('wanted');
    expect(await sampleState(owner.manager)).toBe('loaded');
    const count = () => owner.query('SELECT count(*)::int AS n FROM account');
    const before = await count();
    await owner.transaction((manager) => loadSample(manager, now, () => undefined));
    expect(await count()).toEqual(before);
  });

  it('are three contests: week two of four open now, the one of 2019 closed, one that opens within a week', async () => {
    expect(await owner.query('SELECT slug, status, sample FROM contest ORDER BY slug')).toEqual([
      { slug: 'cchc-2026', status: 'published', sample: true },
      { slug: 'cchc-hoc-duong-2026', status: 'published', sample: true },
      { slug: 'kiem-soat-tthc-2019', status: 'closed', sample: true },
    ]);
    const [one, two, three, four] = await rounds(owner.manager, 'cchc-2026');
    expect(one!.closes).toBe(two!.opens);
    expect(two!.opens <= now && now < two!.closes).toBe(true);
    expect(two!.closes - now).toBeGreaterThan(2 * 86_400_000);
    expect([three!.opens, four!.closes]).toEqual([two!.closes, two!.closes + 2 * WEEK_MS]);
    const [coming] = await rounds(owner.manager, 'cchc-hoc-duong-2026');
    expect(coming!.opens > now && coming!.opens < now + WEEK_MS).toBe(true);
    const past = await rounds(owner.manager, 'kiem-soat-tthc-2019');
    expect([past[0]!.opens, past[3]!.closes]).toEqual([Date.UTC(2019, 4, 6, 1), Date.UTC(2019, 5, 3, 1)]);
  });

  it('say on each page who organizes, what for and by which documents, and that it is assumed', async () => {
    const pages: { page: ContestPage }[] = await owner.query('SELECT page FROM contest');
    for (const { page } of pages) {
      expect(checkContestPage(page)).toEqual([]);
      expect(`${page.agency} / ${page.summary}`).toMatch(/dữ liệu mẫu.* \/ .*dữ liệu mẫu/);
      expect(page.prizes.filter(({ detail }) => !/giả định/i.test(detail ?? ''))).toEqual([]);
      expect(page.documents.length).toBeGreaterThan(0);
      expect(page.documents.filter(({ number, date }) => number === null || date === null)).toEqual([]);
    }
  });

  it('have the figures of 2019 at small scale, and 3,000 attempts in the finished week', async () => {
    const figures = await owner.query(
      `SELECT c.slug, count(*)::int AS attempts, count(*) FILTER (WHERE g.full_marks)::int AS perfect,
              count(DISTINCT t.contest_unit_id)::int AS units, array_agg(DISTINCT t.round_id ORDER BY t.round_id) AS rounds,
              (SELECT count(*)::int FROM contest_unit u WHERE u.contest_id = c.id AND u.invited) AS invited
         FROM contest c JOIN attempt t ON t.contest_id = c.id JOIN grade g ON g.contest_id = c.id AND g.attempt_id = t.id
        GROUP BY c.id, c.slug ORDER BY c.slug`,
    );
    expect(figures).toEqual([
      { slug: 'cchc-2026', attempts: 3000, perfect: 870, units: 118, rounds: [1], invited: 153 },
      { slug: 'kiem-soat-tthc-2019', attempts: 2000, perfect: 847, units: 182, rounds: [1, 2, 3, 4], invited: 222 },
    ]);
  });

  it('agree with a recount of every board and counter', async () => {
    const contests: { id: number }[] = await owner.query('SELECT id FROM contest');
    const service = new ReconcileService(owner, new ContestReader(owner));
    for (const { id } of contests) expect(await service.check(id)).toMatchObject({ total: 0 });
  });

  it('leave nobody with an open attempt, a wrong quota, a password or a phone', async () => {
    const [row] = await owner.query(
      `SELECT count(*) FILTER (WHERE q.open_attempt_id IS NOT NULL)::int AS open,
              count(*) FILTER (WHERE q.attempt_count <> t.n OR q.last_started_at <> t.last)::int AS wrong
         FROM attempt_quota q JOIN LATERAL (
           SELECT count(*) AS n, max(started_at) AS last FROM attempt t WHERE t.contest_id = q.contest_id AND t.participant_id = q.participant_id
         ) t ON true`,
    );
    expect(row).toEqual({ open: 0, wrong: 0 });
    expect(
      await owner.query(`SELECT 1 FROM account WHERE NOT sample OR password_hash IS NOT NULL OR phone IS NOT NULL`),
    ).toEqual([]);
    expect(
      await owner.query(
        `SELECT r.role, r.contest_unit_id IS NOT NULL AS of_unit FROM staff_role r JOIN account a ON a.id = r.account_id ORDER BY 1`,
      ),
    ).toEqual([
      { role: 'administrator', of_unit: false },
      { role: 'organizer', of_unit: false },
      { role: 'unit_manager', of_unit: true },
    ]);
  });

  it('remember what became of the communes of 2019', async () => {
    expect(
      await owner.query(
        `SELECT count(*)::int AS edges, count(DISTINCT new_unit_id)::int AS successors FROM unit_succession`,
      ),
    ).toEqual([{ edges: 412, successors: 130 }]);
  });
});

describe('the open week of the sample', () => {
  it('stays while it is open', async () => {
    expect(await inPassing((manager) => moveSampleWeek(manager, now))).toEqual([]);
  });

  it('moves by new revisions when it has passed, so that week two is open again and week one stays', async () => {
    const later = now + 10 * WEEK_MS;
    const { before, moved, after, again, coming } = await inPassing(async (manager) => ({
      before: await rounds(manager, 'cchc-2026'),
      moved: await moveSampleWeek(manager, later),
      after: await rounds(manager, 'cchc-2026'),
      coming: await rounds(manager, 'cchc-hoc-duong-2026'),
      again: await moveSampleWeek(manager, later),
    }));
    expect(moved).toHaveLength(2);
    expect(again).toEqual([]);
    expect(after[0]).toEqual(before[0]);
    expect(after.map(({ revision }) => revision)).toEqual([1, 2, 2, 2]);
    expect(after[1]!.opens <= later && later < after[1]!.closes).toBe(true);
    expect(after[3]!.closes - after[1]!.opens).toBe(3 * WEEK_MS);
    expect(after[1]!.note).toContain('Dữ liệu mẫu');
    expect(coming[0]!.opens).toBeGreaterThan(later);
  });
});

describe('removing the sample data', () => {
  const TABLES = `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND c.relname NOT IN ('migration', 'audit', 'audit_seal')`;

  it('leaves nothing but the audit trail, and counts what went', async () => {
    const { removal, left, state, trail } = await inPassing(async (manager) => {
      const removal = await removeSampleData(manager);
      const tables: { name: string }[] = await manager.query(TABLES);
      const left: string[] = [];
      for (const { name } of tables) {
        const rows: object[] = await manager.query(`SELECT 1 FROM ${name} LIMIT 1`);
        if (rows.length > 0 || /_c\d+$/.test(name)) left.push(name);
      }
      const trail = await manager.query(`SELECT action FROM audit WHERE action LIKE 'sample.%' ORDER BY id`);
      return { removal, left, state: await sampleState(manager), trail };
    });
    expect(left).toEqual([]);
    expect(state).toBe('removed');
    expect(trail).toEqual([{ action: 'sample.loaded' }, { action: 'sample.removed' }]);
    const rowsOf = (name: string) => removal.tables.find(({ table }) => table === name)?.rows;
    expect([rowsOf('attempt'), rowsOf('grade'), rowsOf('contest'), rowsOf('item'), rowsOf('unit')]).toEqual([
      5000, 5000, 3, 287, 649,
    ]);
  });

  it('keeps the bank and the units on which a real contest stands, which are no sample any more', async () => {
    const { removal, kept } = await inPassing(async (manager) => {
      const [bank] = await manager.query<{ id: number }[]>('SELECT id FROM bank WHERE NOT practice');
      const pool = await manager.query<{ id: number }[]>(
        `SELECT v.id FROM item_version v JOIN item i ON i.id = v.item_id JOIN bank b ON b.id = i.bank_id
          WHERE i.status = 'published' AND NOT b.practice ORDER BY v.id`,
      );
      const contests = new ContestService();
      const contestId = await contests.create(manager, {
        slug: 'that',
        title: 'Cuộc thi thật',
        hotline: null,
        bankId: bank!.id,
        sample: false,
        rules: buildContestRules({ ranking: { criteria: ['score'], durationPrecision: 's' } }),
        phases: [],
        rounds: [
          {
            id: 1,
            phaseId: null,
            title: 'Đợt 1',
            opensAt: now,
            closesAt: now + WEEK_MS,
            rules: buildRoundRules(),
            pool: pool.map(({ id }) => id),
          },
        ],
        audiences: [],
      });
      await contests.inviteUnits(manager, contestId, [
        { code: 'NA-S02', validFrom: '2025-07-01', headcount: 10, headcountNote: null },
      ]);
      const removal = await removeSampleData(manager);
      const kept = await manager.query('SELECT code, sample FROM unit ORDER BY code');
      return { removal, kept };
    });
    expect(removal.kept).toEqual({ units: 2, banks: 1 });
    expect(kept).toEqual([
      { code: '40', sample: false },
      { code: 'NA-S02', sample: false },
    ]);
  });

  it('removes nothing while a sample person takes part in a real contest', async () => {
    const { removal, contests } = await inPassing(async (manager) => {
      await manager.query(`UPDATE contest SET sample = false WHERE slug = 'kiem-soat-tthc-2019'`);
      const removal = await removeSampleData(manager);
      return { removal, contests: await manager.query('SELECT 1 FROM contest') };
    });
    expect(removal.inTheWay).toBeGreaterThan(1000);
    expect(removal.tables).toEqual([]);
    expect(contests).toHaveLength(3);
  });
});
