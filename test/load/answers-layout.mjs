// `node test/load/answers-layout.mjs [attempts]`: the two ways to keep answers, side by side on one throw-away durable
// PostgreSQL: one row an attempt with arrays by position (what the product does), or one row an answer. Prints one JSON
// line; ADR 0009 quotes it. Ratios are what to read: both were measured in the same run.

import pg from 'pg';
import { speaker } from '../../scripts/say.mjs';
import { startStack } from '../../scripts/stack.mjs';

const ATTEMPTS = Number(process.argv[2] ?? 1_000_000);
const POSITIONS = 15;
const GROUP = 200;
const ROUNDS = 30;

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const round = (/** @type {number} */ value) => Math.round(value * 100) / 100;

/** @param {() => Promise<unknown>} work @returns {Promise<number>} ms */
async function timed(work) {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

const LAYOUTS = {
  arrays: {
    create: `CREATE TABLE arrays (contest_id int, attempt_id int, choices smallint[] NOT NULL, seq int, PRIMARY KEY (contest_id, attempt_id)) WITH (fillfactor = 50)`,
    fill: `INSERT INTO arrays SELECT 1, n, array_fill(0::smallint, ARRAY[${POSITIONS}]), 0 FROM generate_series($1::int, $2::int) n`,
    save: `UPDATE arrays a SET choices[1 + $2 % ${POSITIONS}] = 4, seq = $2 FROM unnest($1::int[]) AS u(id) WHERE a.contest_id = 1 AND a.attempt_id = u.id`,
    read: `SELECT attempt_id, choices FROM arrays WHERE contest_id = 1 AND attempt_id = ANY($1::int[])`,
  },
  rows: {
    create: `CREATE TABLE rows (contest_id int, attempt_id int, position smallint, choice smallint NOT NULL, seq int, PRIMARY KEY (contest_id, attempt_id, position)) WITH (fillfactor = 80)`,
    fill: `INSERT INTO rows SELECT 1, n, p, 0, 0 FROM generate_series($1::int, $2::int) n, generate_series(1, ${POSITIONS}) p`,
    save: `UPDATE rows r SET choice = 4, seq = $2 FROM unnest($1::int[]) AS u(id) WHERE r.contest_id = 1 AND r.attempt_id = u.id AND r.position = 1 + $2 % ${POSITIONS}`,
    read: `SELECT attempt_id, array_agg(choice ORDER BY position) FROM rows WHERE contest_id = 1 AND attempt_id = ANY($1::int[]) GROUP BY attempt_id`,
  },
};

const log = speaker(process.stderr);
const stack = await startStack({ durable: true, redis: false, log });
const db = new pg.Client({ connectionString: stack.superuserUrl });
try {
  await db.connect();
  /** @type {Record<string, Record<string, number>>} */
  const figures = {};
  for (const [name, layout] of Object.entries(LAYOUTS)) {
    await db.query(layout.create);
    const fillMs = await timed(async () => {
      for (let from = 1; from <= ATTEMPTS; from += 10_000)
        await db.query(layout.fill, [from, Math.min(from + 9_999, ATTEMPTS)]);
    });
    await db.query(`VACUUM ANALYZE ${name}`);
    await db.query('CHECKPOINT');
    const saves = [];
    const reads = [];
    for (let i = 0; i < ROUNDS; i++) {
      const ids = Array.from({ length: GROUP }, () => 1 + Math.floor(Math.random() * ATTEMPTS));
      saves.push(await timed(() => db.query(layout.save, [ids, i])));
      reads.push(await timed(() => db.query(layout.read, [ids])));
    }
    const { rows } = await db.query(`SELECT pg_total_relation_size($1)::float8 AS bytes`, [name]);
    figures[name] = {
      fillSeconds: round(fillMs / 1000),
      megabytes: Math.round(rows[0].bytes / 1e6),
      save200Ms: round(median(saves)),
      read200Ms: round(median(reads)),
    };
    log.line(`  ${name}: ${JSON.stringify(figures[name])}`);
  }
  process.stdout.write(`${JSON.stringify({ attempts: ATTEMPTS, positions: POSITIONS, ...figures })}\n`);
} finally {
  await db.end();
  await stack.stop();
}
