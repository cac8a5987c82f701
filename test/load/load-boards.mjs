// Profile boards: a board of so many standings with the own rank of whoever asks, and a table of as many units as the country
// has. Rows are written by the owner as grading leaves them. Each page is asked for twice over: anew, right after a change, so
// that nothing of it was kept; and again while what was read is still good. Then by a crowd while groups of grades come in.

import { setTimeout as sleep } from 'node:timers/promises';
import { addCommunes, COUNTRY_UNITS, tokenOf } from './fixture.mjs';
import { askFor, HttpClient } from './http-client.mjs';
import { openContest } from './load-walk.mjs';
import { Latencies, readUsage, round, usedBetween } from './measures.mjs';

const SLUG = 'bang-xep-hang';
const contest = `/api/contests/${SLUG}`;
const WARM_UP = 20;
/** Of one page three looks a second are begun at most, so whoever wants each ask to be a look must not ask quicker. */
const ANEW_EVERY_MS = 400;
const CROWD = { people: 16, ms: 5_000, changeEveryMs: 25 };
/** What a page is asked for beside the limit of the target, p95 in ms. */
const PAGES = {
  board: { path: () => `${contest}/board?limit=100`, own: true, targetMs: 10 },
  unitTable: { path: () => `${contest}/unit-table?limit=100`, targetMs: 20 },
  unitTableSearched: {
    path: (/** @type {number} */ n) => `${contest}/unit-table?limit=100&search=ea+sup+${1 + (n % 9)}`,
  },
};

/**
 * Everybody on one board: two of five with full marks, whole seconds, as many equals as that makes.
 * @param {import('pg').Client} db @param {number} contestId
 */
async function insertStandings(db, contestId) {
  await db.query(
    `CREATE TEMP TABLE placed AS
       SELECT id, contest_unit_id, CASE WHEN n % 5 < 2 THEN 15000 ELSE 1000 * (n % 15) END AS score, 60000 + n * 7919 % 840 * 1000 AS duration_ms
         FROM (SELECT id, contest_unit_id, (row_number() OVER (ORDER BY id))::int % 200000 AS n FROM participant WHERE contest_id = ${Number(contestId)}) p`,
  );
  // The attempt has the number of its person; nobody asks for it.
  await db.query(
    `INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
     SELECT $1, id, 1, true, '{}', '{}', score, 15000, score = 15000 FROM placed`,
    [contestId],
  );
  await db.query(
    `INSERT INTO standing (contest_id, scope_kind, scope_id, audience_id, participant_id, attempt_id, contest_unit_id, score, full_marks,
            duration_ms, started_at, submitted_at, attempt_count, sort_key)
     SELECT $1, 'contest', 0, 1, id, id, contest_unit_id, score, score = 15000, duration_ms, contest_clock() - interval '10 min',
            contest_clock(), 1, int4send(2147483647 - score) || int4send(duration_ms) FROM placed`,
    [contestId],
  );
  await db.query('DROP TABLE placed');
  await db.query(
    `INSERT INTO standing_bucket SELECT contest_id, scope_kind, scope_id, audience_id, substring(sort_key FOR 7), count(*)
       FROM standing WHERE contest_id = $1 GROUP BY 1, 2, 3, 4, 5`,
    [contestId],
  );
  await db.query(
    `INSERT INTO unit_counter (contest_id, scope_kind, scope_id, contest_unit_id, persons, attempts, counted_attempts, counted_score,
            full_marks_attempts, full_marks_persons)
     SELECT $1, 'contest', 0, id, 5 + id % 300, 9 + id % 700, 9 + id % 700, 12000 * (9 + id % 700), id % 5, id % 5
       FROM contest_unit WHERE contest_id = $1`,
    [contestId],
  );
  for (const table of ['grade', 'standing', 'standing_bucket', 'unit_counter', 'contest_unit', 'participant'])
    await db.query(`VACUUM ANALYZE ${table}`);
}

export async function measureBoards({ stack, db, log, options: { standings, asks }, signal }) {
  const { contestId, secret, unitIds } = await log.step(`${standings} người`, () =>
    openContest(db, { slug: SLUG, people: standings }),
  );
  await addCommunes(db, contestId, COUNTRY_UNITS - unitIds.length);
  await log.step('Thứ hạng và bảng đơn vị', () => insertStandings(db, contestId));
  const client = new HttpClient(stack.urls[0], 1);
  /** @type {Record<string, number>} */
  const errorKinds = {};
  const ask = async (/** @type {keyof typeof PAGES} */ name, /** @type {number} */ n, by = client) => {
    const { path, own } = /** @type {{ path: (n: number) => string, own?: boolean }} */ (PAGES[name]);
    const who = own ? `authorization: Bearer ${tokenOf(secret, Math.floor(Math.random() * standings))}\r\n` : '';
    const { status, body, ms } = await askFor(by, path(n), who);
    const said = status === 200 ? JSON.parse(body.toString('utf8')) : null;
    const isWhole = name === 'board' ? said?.own !== null && said?.standings === standings : said?.rows?.length > 0;
    if (!isWhole) errorKinds[`${name}: ${status}`] = (errorKinds[`${name}: ${status}`] ?? 0) + 1;
    return ms;
  };
  /** Many who ask for one page, each again as soon as it is there, while the figures change with every group of grades. */
  const measureCrowd = async (/** @type {keyof typeof PAGES} */ name) => {
    const latencies = new Latencies();
    const before = readUsage(stack.pids);
    const end = performance.now() + CROWD.ms;
    const people = Array.from({ length: CROWD.people }, async () => {
      const own = new HttpClient(stack.urls[0], 1);
      while (performance.now() < end) latencies.add(await ask(name, 1, own));
      own.close();
    });
    while (performance.now() < end) {
      await db.query('UPDATE tally_mark SET version = version + 1 WHERE contest_id = $1', [contestId]);
      await sleep(CROWD.changeEveryMs, undefined, { signal });
    }
    await Promise.all(people);
    const { api, postgres } = usedBetween(before.cpu, readUsage(stack.pids).cpu);
    const { requests, p50, p95 } = latencies.summary();
    const each = (/** @type {number} */ seconds) => round((seconds / requests) * 1000, 2);
    return {
      asksPerSecond: Math.round(requests / (CROWD.ms / 1000)),
      p50,
      p95,
      cpuMs: { api: each(api), postgres: each(postgres) },
    };
  };
  /** @type {Record<string, object>} */
  const pages = {};
  try {
    for (const name of /** @type {(keyof typeof PAGES)[]} */ (Object.keys(PAGES))) {
      for (let n = 0; n < WARM_UP; n += 1) await ask(name, n);
      const [anew, kept] = [new Latencies(), new Latencies()];
      const before = readUsage(stack.pids);
      for (let n = 0; n < asks; n += 1) {
        signal.throwIfAborted();
        await db.query('UPDATE tally_mark SET version = version + 1 WHERE contest_id = $1', [contestId]);
        anew.add(await ask(name, n));
        kept.add(await ask(name, n));
        await sleep(ANEW_EVERY_MS, undefined, { signal });
      }
      const { api, postgres } = usedBetween(before.cpu, readUsage(stack.pids).cpu);
      const cpuMsOfBoth = { api: round((api / asks) * 1000, 2), postgres: round((postgres / asks) * 1000, 2) };
      const crowd = await measureCrowd(name);
      pages[name] = { anew: anew.summary(), kept: kept.summary(), cpuMsOfBoth, crowd };
      log.line(`  ${name}: ${JSON.stringify(pages[name])}`);
      const { targetMs } = /** @type {{ targetMs?: number }} */ (PAGES[name]);
      if (targetMs && anew.summary().p95 > targetMs) log.line(`  ! p95 lâu hơn đích ${targetMs} ms`);
    }
  } finally {
    client.close();
  }
  const errors = Object.values(errorKinds).reduce((sum, count) => sum + count, 0);
  return { profile: 'boards', standings, units: COUNTRY_UNITS, asks, pages, errors, errorKinds };
}
