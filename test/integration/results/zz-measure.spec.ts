import { afterAll, beforeAll, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { FixedClock } from '#platform';
import { BoardService, ContestReader, ReconcileService, UnitTableService, WorkbookService } from '#results';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, contestRules, insertContest, OPENING, type InsertedContest } from '../../support/insert.js';
let database: TestDatabase; let db: DataSource; let contest: InsertedContest;
const N = 1_000_000;
beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.ownerUrl, 1);
  contest = await insertContest(db, { units: Array.from({ length: 3355 }, (_, i) => ({ name: `Xã số ${i}` })), rules: contestRules() });
  await db.query(`CREATE TEMP TABLE person AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS account_id, gen_random_uuid() AS attempt_id, (random()*random()*16)::int AS wrong, (60000 + random()*840000)::int AS ms FROM generate_series(1, ${N}) n`);
  await db.query(`INSERT INTO account (id, full_name) SELECT account_id, 'Nguyễn Văn An' FROM person`);
  await db.query(`INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name) SELECT $1, id, account_id, $2::int + n % 3355, 1, 'Nguyễn Văn An' FROM person`, [contest.id, contest.unitIds[0]]);
  await db.query(`INSERT INTO standing SELECT $1, 'contest', 0, 1, id, attempt_id, $2::int + n % 3355, 15000 - wrong*1000, wrong=0, ms, now(), now(), 1, int4send(2147483647 - 15000 + wrong*1000) || int4send(ms - ms % 1000) FROM person`, [contest.id, contest.unitIds[0]]);
  await db.query(`INSERT INTO standing_bucket SELECT contest_id, scope_kind, scope_id, audience_id, substring(sort_key FOR 7), count(*) FROM standing WHERE contest_id=$1 GROUP BY 1,2,3,4,5`, [contest.id]);
  await db.query(`INSERT INTO unit_counter SELECT $1, 'contest', 0, id, 70, 100, 80, 900000, 30, 20 FROM contest_unit WHERE contest_id=$1`, [contest.id]);
  await db.query('ANALYZE');
}, 600_000);
afterAll(async () => { await db?.destroy(); await database?.drop(); });
const p = (a: number[]) => { a.sort((x, y) => x - y); return `p50 ${a[Math.floor(a.length * 0.5)]!.toFixed(1)} p95 ${a[Math.floor(a.length * 0.95)]!.toFixed(1)} ms`; };
it('measures', async () => {
  const people: { account_id: string }[] = await db.query('SELECT account_id FROM person ORDER BY random() LIMIT 300');
  const [b]: any = await db.query('SELECT count(*)::int n, max(standings) m FROM standing_bucket'); console.log('buckets', b);
  const reader = new ContestReader(db); const clock = new FixedClock(OPENING);
  const t: number[] = [];
  for (const { account_id } of people) { const boards = new BoardService(db, reader, clock); const a = performance.now(); await boards.board(contest.slug, { scope: 'contest', limit: 100 }, { accountId: account_id, roles: [] }); t.push(performance.now() - a); }
  const first = await new BoardService(db, reader, clock).board(contest.slug, { scope: 'contest', limit: 100 }, null);
  const u: number[] = [];
  for (let i = 0; i < 60; i++) { const units = new UnitTableService(db, reader, clock); const a = performance.now(); await units.page(contest.slug, { scope: 'contest', sort: 'name', order: 'asc', page: 1, limit: 100, search: 'xa' }, null); u.push(performance.now() - a); }
  const units = new UnitTableService(db, reader, clock);
  const v: number[] = [];
  for (let i = 0; i < 60; i++) { const a = performance.now(); await units.page(contest.slug, { scope: 'contest', sort: 'attempts', order: 'desc', page: 2, limit: 100 }, null); v.push(performance.now() - a); }
  const w = performance.now(); const f = await new WorkbookService(units).unitTable(contest.slug, { scope: 'contest' }, { accountId: '', roles: [{ role: 'organizer', contestId: null, contestUnitId: null }] }); const ww = performance.now() - w;
  console.log('board+own uncached', p(t), 'rows', first.lines.length, first.standings); console.log('unit table uncached', p(u), 'cached', p(v)); console.log('xlsx ms', ww, f.bytes.length);
}, 600_000);
it('reconciles', async () => {
  const c2 = await insertContest(db);
  const M = 240_659;
  await db.query(`INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name) SELECT $1, id, account_id, $2::int + n % 2, 1, 'Nguyễn Văn An' FROM person WHERE n <= 100000`, [c2.id, c2.unitIds[0]]);
  await db.query(`CREATE TEMP TABLE att AS SELECT gen_random_uuid() AS id, p.id AS pid, p.n % 2 AS u, g AS no, (random()*15)::int AS s, 1 + g % 2 AS r FROM person p, generate_series(1,3) g WHERE p.n <= 100000 LIMIT ${M}`);
  await db.query(`INSERT INTO attempt (contest_id,id,participant_id,attempt_no,start_key,round_id,round_revision,phase_id,audience_id,contest_unit_id,state,seed,paper_items,paper_orders,paper_shape,started_at,deadline_at,grace_ms,submitted_at,closed_by,late_ms,elapsed_ms,receipt_number)
   SELECT $1, id, pid, no, id::text, r, 1, 1, 1, $2::int + u, 'graded', 's', '{1}', '{0}', '4', now() - interval '1 h', now(), 0, now() - interval '50 min', 'participant', 0, 600000, id::text FROM att`, [c2.id, c2.unitIds[0]]);
  await db.query(`INSERT INTO grade SELECT $1, id, 1, true, '{}', '{}', s*1000, 15000, s=15, null, now() FROM att`, [c2.id]);
  await db.query('ANALYZE');
  const s = new ReconcileService(db, new ContestReader(db));
  let peak = 0; const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 50);
  const base = process.memoryUsage().rss; let a = performance.now();
  const found = await s.repair(c2.id); console.log('repair from nothing', Math.round(performance.now() - a), 'ms', found.attempts, found.total);
  await db.query('ANALYZE');
  a = performance.now(); const again = await s.check(c2.id); console.log('check', Math.round(performance.now() - a), 'ms', again.attempts, again.total, 'rss MB', base >> 20, peak / 1048576 | 0); clearInterval(timer);
}, 600_000);
