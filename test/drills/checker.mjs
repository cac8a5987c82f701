// node test/drills/checker.mjs DATABASE_URL CONTEST LEDGER…
//
// Decides after a drill, from the database and the ledgers that the clients kept outside the product, whether the
// invariants I1 to I10 of docs/reliability.md hold. Independent on purpose: plain node and pg, nothing of the product
// imported; what grades, boards and counters should be is counted again by test/recount.mjs, a process of its own.
// Prints one JSON object; exit code 1 when an invariant is broken, 2 when it could not be decided.

import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const EXAMPLES = 5;
/** What a clock read by two processes of one machine may differ by. */
const CLOCK_MS = 250;
/** A debt that is older than this after the drain is stuck. */
const STUCK_SECONDS = 60;
const INVARIANTS = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10'];
/** Which invariant a difference of the recount breaks. */
const OF_KIND = {
  attempt: 'I3',
  contribution: 'I5',
  standing: 'I5',
  standings: 'I5',
  board: 'I5',
  standing_bucket: 'I5',
  unit_counter: 'I6',
  score_counter: 'I6',
};

/** @type {Record<string, { count: number, examples: string[] }>} */
const breaches = Object.fromEntries(INVARIANTS.map((id) => [id, { count: 0, examples: [] }]));
/** @param {string} id @param {string} what @param {number} [count] */
function broken(id, what, count = 1) {
  const breach = breaches[id];
  breach.count += count;
  if (breach.examples.length < EXAMPLES) breach.examples.push(what);
}
/** Each row that a query finds is a breach, told by its one column. */
async function none(db, id, query, values) {
  const { rows } = await db.query(query, values);
  for (const row of rows) broken(id, Object.values(row).join(' '));
  return rows.length;
}

// --- ledgers against rows -------------------------------------------------------------------------------------------------

const hashOf = (attempt, choices) =>
  createHash('sha256')
    .update(`thi-cchc-answers-1\n${attempt}\n${choices.join(',')}`)
    .digest('hex');
const letters = (text) => (text ?? '').replace(/[^0-9A-Za-z]/g, '');
const groupBy = (list, keyOf) => {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};

/** I1 and I4: every acknowledged write is in the row, with the same answers, under one receipt. */
function checkWrites(attempt, row, writes) {
  let lost = 0;
  const lose = (what) => {
    lost += 1;
    broken('I1', `${attempt}: ${what}`);
  };
  for (const [key, entries] of groupBy(writes, (entry) => entry.key)) {
    const receipts = new Set(entries.filter((entry) => entry.end === 'ok').map((entry) => entry.receipt));
    if (receipts.size > 1) broken('I4', `${attempt}: ${receipts.size} receipts for the key ${key}`);
  }
  const acknowledged = writes.filter((entry) => entry.end === 'ok');
  for (const { hash, receipt, op, key } of acknowledged) {
    if (JSON.parse(receipt).answersHash !== hash) lose(`the receipt of the ${op} ${key} is for other answers`);
  }
  if (!row) {
    for (const { op, key } of acknowledged) lose(`${op} ${key} was acknowledged, the attempt is not there`);
    if (acknowledged.length > 0) broken('I4', `${attempt}: acknowledged without a row`);
    return lost;
  }
  const numberOf = (entry) => Number(entry.key.split(' ')[1]);
  const ofWriter = writes.filter((entry) => entry.key.startsWith(row.writer));
  for (const entry of acknowledged.filter((entry) => entry.key.startsWith(row.writer) && numberOf(entry) > row.seq))
    lose(`${entry.op} ${numberOf(entry)} was acknowledged, the row stands at ${row.seq}`);
  const last = ofWriter.filter((entry) => numberOf(entry) === row.seq);
  const stored = hashOf(attempt, row.choices);
  const sure = last.filter((entry) => entry.end === 'ok');
  // What was never answered may have arrived or not; then it may be one of these.
  const possible = sure.length > 0 ? sure : last;
  if (possible.length > 0 && !possible.some((entry) => entry.hash === stored))
    lose(`the answers stored with ${row.seq} are none that a client sent`);
  const handedIn = acknowledged.find((entry) => entry.op === 'submit');
  if (handedIn) {
    const { number } = JSON.parse(handedIn.receipt);
    if (!row.sealed || row.state === 'in_progress') lose('the submit was acknowledged, the attempt is open');
    else if (letters(number) !== letters(row.receipt_number))
      broken('I4', `${attempt}: another receipt number is stored`);
  }
  return lost;
}

/**
 * I7: nothing taken that was first sent after the end, nothing refused that was answered before it. While the contest is
 * paused no time passes for whom it found at work.
 */
function checkTimes(attempt, row, writes, pauses) {
  if (!row) return;
  const stood = pauses.filter(({ from }) => from < row.deadline);
  for (const { op, end, code, firstSentAt, answeredAt, key } of writes) {
    const until = row.deadline + (op === 'submit' ? row.grace_ms : 0);
    const isStanding = stood.some(({ from, to }) => firstSentAt >= from && firstSentAt <= to + CLOCK_MS);
    if (end === 'ok' && firstSentAt > until + CLOCK_MS && !isStanding)
      broken('I7', `${attempt}: ${op} ${key} taken, sent ${Math.round(firstSentAt - until)} ms after the end`);
    if (code === 'DEADLINE_PASSED' && answeredAt < until - CLOCK_MS)
      broken('I7', `${attempt}: ${op} ${key} refused, answered ${Math.round(until - answeredAt)} ms before the end`);
  }
}

/** I10: a score that was shown stays, unless a later grade says why it is another. */
function checkReads(attempt, row, reads) {
  let shown = null;
  for (const { score, end, answeredAt } of [...reads].sort((a, b) => a.answeredAt - b.answeredAt)) {
    if (end !== 'ok') continue;
    if (shown !== null && score !== shown.score && !(row?.regrades > 0))
      broken('I10', `${attempt}: ${shown.score} was shown, then ${score}, after ${answeredAt - shown.at} ms`);
    if (score !== null) shown = { score, at: answeredAt };
  }
  if (shown !== null && row && row.score !== shown.score && !(row.regrades > 0))
    broken('I10', `${attempt}: ${shown.score} was shown, ${row.score} is stored`);
}

const ROWS = `SELECT t.id, t.state, t.grace_ms, extract(epoch FROM t.deadline_at)::float8 * 1000 AS deadline, t.receipt_number,
    a.writer, a.seq, a.choices, a.sealed, (SELECT max(score) FROM grade g WHERE g.contest_id = $1 AND g.attempt_id = t.id AND g.effective) AS score,
    (SELECT count(*)::int FROM grade g WHERE g.contest_id = $1 AND g.attempt_id = t.id AND g.revision > 1 AND g.reason IS NOT NULL) AS regrades
  FROM attempt t LEFT JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id
 WHERE t.contest_id = $1 AND t.id = ANY($2::uuid[])`;

async function checkLedgers(db, contest, entries) {
  const byAttempt = groupBy(
    entries.filter((entry) => entry.attempt),
    (entry) => entry.attempt,
  );
  const ids = [...byAttempt.keys()];
  const rows = new Map();
  for (let from = 0; from < ids.length; from += 5_000)
    for (const row of (await db.query(ROWS, [contest, ids.slice(from, from + 5_000)])).rows) rows.set(row.id, row);
  const pauses = await db.query(
    `SELECT extract(epoch FROM started_at)::float8 * 1000 AS from,
            extract(epoch FROM coalesce(ended_at, 'infinity'))::float8 * 1000 AS to FROM pause WHERE contest_id = $1`,
    [contest],
  );
  let lost = 0;
  for (const [attempt, own] of byAttempt) {
    const row = rows.get(attempt);
    const writes = own.filter(({ op }) => op === 'save' || op === 'submit');
    if (!row && own.some(({ op, end }) => op === 'start' && end === 'ok')) {
      lost += 1;
      broken('I1', `${attempt}: its start was acknowledged, the attempt is not there`);
    }
    lost += checkWrites(attempt, row, writes);
    checkTimes(attempt, row, writes, pauses.rows);
    checkReads(
      attempt,
      row,
      own.filter(({ op }) => op === 'result'),
    );
  }
  const starts = entries.filter(({ op, end }) => op === 'start' && end === 'ok');
  for (const [key, own] of groupBy(starts, ({ person, key }) => `${person} ${key}`)) {
    const attempts = new Set(own.map(({ attempt }) => attempt));
    if (attempts.size > 1) broken('I4', `start ${key}: ${attempts.size} attempts for one key`);
  }
  const count = (wanted) => entries.filter(({ op, end }) => op === wanted && end === 'ok').length;
  return { acknowledged: { starts: count('start'), saves: count('save'), submits: count('submit') }, lost };
}

// --- rows alone -----------------------------------------------------------------------------------------------------------

async function checkGrades(db, contest) {
  const twice = await none(
    db,
    'I2',
    `SELECT attempt_id || ': ' || count(*) || ' effective grades' FROM grade WHERE contest_id = $1 AND effective
      GROUP BY attempt_id HAVING count(*) > 1`,
    [contest],
  );
  await none(
    db,
    'I2',
    `SELECT t.id || ': ' || t.state || ' without an effective grade' FROM attempt t
      WHERE t.contest_id = $1 AND t.submitted_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM grade g WHERE g.contest_id = $1 AND g.attempt_id = t.id AND g.effective)
        AND NOT EXISTS (SELECT FROM grading_failure f WHERE f.contest_id = $1 AND f.attempt_id = t.id)`,
    [contest],
  );
  await none(
    db,
    'I2',
    `SELECT g.attempt_id || ': graded but never handed in' FROM grade g JOIN attempt t ON t.contest_id = $1 AND t.id = g.attempt_id
      WHERE g.contest_id = $1 AND t.submitted_at IS NULL`,
    [contest],
  );
  // "A constraint, not a hope": each partition of these tables keeps it by a unique index.
  const unique = await db.query(
    `SELECT c.relname AS parent FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent JOIN pg_class p ON p.oid = i.inhrelid
      WHERE c.relname = ANY($1) AND p.relkind = 'r' AND NOT EXISTS (
        SELECT FROM pg_index x WHERE x.indrelid = p.oid AND x.indisunique AND x.indisvalid
           AND (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a
                 WHERE a.attrelid = p.oid AND a.attnum = ANY(x.indkey::int2[])) =
               CASE c.relname WHEN 'grade' THEN ARRAY['attempt_id', 'contest_id'] ELSE ARRAY['contest_id', 'participant_id', 'start_key'] END
           AND (c.relname <> 'grade' OR pg_get_expr(x.indpred, x.indrelid) = 'effective'))`,
    [['grade', 'attempt']],
  );
  for (const { parent } of unique.rows)
    broken('I2', `a partition of ${parent} has no unique index that forbids a second`);
  await none(
    db,
    'I3',
    `SELECT g.attempt_id || ': not graded by the newest keys' FROM grade g JOIN attempt t ON t.contest_id = $1 AND t.id = g.attempt_id
      WHERE g.contest_id = $1 AND g.effective AND t.state = 'graded'
        AND NOT EXISTS (SELECT FROM key_correction k WHERE k.contest_id = $1 AND k.state IN ('approved', 'applying'))
        AND EXISTS (SELECT FROM unnest(t.paper_items, g.key_revisions) AS u(item, used)
                     WHERE used <> (SELECT max(revision) FROM key_revision r WHERE r.item_version_id = item))`,
    [contest],
  );
  return twice;
}

async function checkLimits(db, contest) {
  await none(
    db,
    'I8',
    `SELECT participant_id || ': ' || count(*) || ' open attempts' FROM attempt
      WHERE contest_id = $1 AND state = 'in_progress' AND voided_at IS NULL GROUP BY participant_id HAVING count(*) > 1`,
    [contest],
  );
  await none(
    db,
    'I8',
    `SELECT t.participant_id || ': ' || count(*) || ' attempts, allowed are ' || min(allowed) FROM attempt t
       JOIN LATERAL (SELECT least((r.rules -> 'limits' ->> 'perRound')::int, (r.rules -> 'limits' ->> 'perContest')::int) AS allowed
                       FROM round_revision r WHERE r.contest_id = $1 AND r.round_id = t.round_id AND r.revision = t.round_revision) l ON true
      WHERE t.contest_id = $1 AND allowed IS NOT NULL AND NOT t.abandoned GROUP BY t.participant_id, t.round_id HAVING count(*) > min(allowed)`,
    [contest],
  );
  await none(
    db,
    'I8',
    `SELECT q.participant_id || ': the quota knows ' || q.attempt_count || ' attempts, there are ' || count(t.id)
       FROM attempt_quota q LEFT JOIN attempt t ON t.contest_id = $1 AND t.participant_id = q.participant_id
      WHERE q.contest_id = $1 GROUP BY q.participant_id, q.attempt_count HAVING count(t.id) <> q.attempt_count`,
    [contest],
  );
}

async function checkStuck(db, contest) {
  await none(
    db,
    'I9',
    `SELECT t.id || ': handed in ' || round(extract(epoch FROM contest_clock() - t.submitted_at)) || ' s ago, not graded, no reason given'
       FROM attempt t WHERE t.contest_id = $1 AND t.state = 'submitted' AND t.submitted_at < contest_clock() - $2 * interval '1 s'
        AND NOT EXISTS (SELECT FROM grading_failure f WHERE f.contest_id = $1 AND f.attempt_id = t.id AND f.reason <> '')`,
    [contest, STUCK_SECONDS],
  );
}

async function checkStoredTimes(db, contest) {
  await none(
    db,
    'I7',
    `SELECT t.id || ': answers of ' || a.saved_at || ', the end was ' || t.deadline_at FROM attempt t
       JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id WHERE t.contest_id = $1
        AND (a.saved_at > t.deadline_at + CASE WHEN a.sealed THEN t.grace_ms ELSE 0 END * interval '1 ms'
             AND NOT EXISTS (SELECT FROM pause p WHERE p.contest_id = $1 AND p.started_at < t.deadline_at
                                AND a.saved_at BETWEEN p.started_at AND coalesce(p.ended_at, 'infinity'))
          OR t.elapsed_ms < 0 OR t.late_ms < 0 OR t.submitted_at < t.started_at)`,
    [contest],
  );
}

/** @returns {Promise<Record<string, any>>} what the recount says of grades, boards and counters */
function recount(url, contest) {
  const program = fileURLToPath(new URL('../recount.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, url, String(contest)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 2 ? reject(new Error('the recount could not be made')) : resolve(JSON.parse(said)),
    );
  });
}

async function main([url, contest, ...ledgers]) {
  if (!url || !contest) throw new Error('node test/drills/checker.mjs DATABASE_URL CONTEST LEDGER…');
  const entries = ledgers.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  );
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    await db.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const known = await checkLedgers(db, contest, entries);
    const gradedTwice = await checkGrades(db, contest);
    await checkLimits(db, contest);
    await checkStuck(db, contest);
    await checkStoredTimes(db, contest);
    const counted = await recount(url, contest);
    for (const [kind, count] of Object.entries(counted.kinds)) {
      const examples = counted.examples.filter((example) => example.startsWith(`${kind} `));
      broken(OF_KIND[kind] ?? 'I5', examples[0] ?? kind, count);
      for (const example of examples.slice(1)) broken(OF_KIND[kind] ?? 'I5', example, 0);
    }
    if (counted.tookPart > counted.invited)
      broken('I6', `${counted.tookPart} of ${counted.invited} invited units took part`);
    const found = Object.fromEntries(Object.entries(breaches).filter(([, { count }]) => count > 0));
    const { attempts, graded, perfect } = counted;
    process.stdout.write(`${JSON.stringify({ ...known, gradedTwice, attempts, graded, perfect, breaches: found })}\n`);
    return Object.keys(found).length > 0 ? 1 : 0;
  } finally {
    await db.end();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).stack}\n`);
  process.exitCode = 2;
}
