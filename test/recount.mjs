// node test/recount.mjs DATABASE_URL [contest slug or number]
//
// Counts a contest again from its raw rows and compares with everything the product has stored: each grade from the answers,
// the paper, the order of the options and the key revisions that the grade names; contributions, standings, the order of the
// boards, the rank histogram, the unit table and the score distribution from the grades. Independent on purpose: one file,
// plain node and pg, nothing of the product imported; it reads one consistent snapshot in parts and keeps little in memory.
// Prints one JSON object; exit code 1 when anything differs.

import pg from 'pg';

const FETCH = 4_000;
const EXAMPLES = 20;
/** Bytes of a sort key that name its bucket in the rank histogram. */
const BUCKET_BYTES = 7;

let differences = 0;
/** @type {string[]} */
const examples = [];
/** What differs, by the first of its words: attempt, contribution, standing, board … @type {Record<string, number>} */
const kinds = {};
/** @param {unknown} stored @param {unknown} counted @param {unknown[]} what put into words only when they differ */
function compare(stored, counted, ...what) {
  if (stored === counted) return;
  differences += 1;
  kinds[what[0]] = (kinds[what[0]] ?? 0) + 1;
  if (examples.length < EXAMPLES)
    examples.push(`${what.join(' ')}: stored ${String(stored)}, counted ${String(counted)}`);
}

/** Rows of a query in parts, through a cursor. @param {pg.Client} db @param {string} name */
async function* rowsOf(db, name, query, values) {
  const text = query.replace(/\$(\d)/g, (_, n) =>
    Array.isArray(values[n - 1]) ? `'{${values[n - 1]}}'` : `${values[n - 1]}`,
  );
  await db.query(`DECLARE ${name} CURSOR FOR ${text}`);
  for (;;) {
    const { rows } = await db.query(`FETCH ${FETCH} FROM ${name}`);
    yield* rows;
    if (rows.length < FETCH) break;
  }
  await db.query(`CLOSE ${name}`);
}

// --- marking ------------------------------------------------------------------------------------------------------------

/**
 * The option that stands at each place of the screen. The code counts the orders of n options in lexicographic sequence:
 * its digits in the factorial number system choose, place by place, among the options not yet shown.
 */
function decodeOrder(code, n) {
  const left = Array.from({ length: n }, (_, i) => i);
  let weight = 1;
  for (let i = 2; i < n; i += 1) weight *= i; // (n-1)!
  let rest = code;
  return Array.from({ length: n }, (_, place) => {
    const digit = Math.floor(rest / weight);
    rest %= weight;
    if (place < n - 1) weight /= Math.max(1, n - 1 - place);
    return left.splice(digit, 1)[0];
  });
}

/** @type {Map<number, number[]>} */
const orders = new Map();
function shownOrder(code, n) {
  const key = code * 8 + n;
  if (!orders.has(key)) orders.set(key, decodeOrder(code, n));
  return orders.get(key);
}

const bits = (mask) => mask.toString(2).replaceAll('0', '').length;
/** To the nearest integer, half up, of non-negative numbers. */
const rounded = (value, by) => Number((2n * BigInt(value) + BigInt(by)) / (2n * BigInt(by)));

/** @returns {number} mark in 1/1000 point */
function markOf({ item, key, shownMask, order, points, scoring }) {
  if (key.rule === 'annulled') return 0;
  if (key.rule === 'all_credit') return points;
  let chosen = 0;
  shownOrder(order, item.options).forEach((option, place) => {
    if (shownMask & (1 << place)) chosen |= 1 << option;
  });
  if (chosen === 0) return 0;
  const right = bits(chosen & key.key_mask);
  const wrong = bits(chosen) - right;
  if (item.kind !== 'multiple') return right === 1 && wrong === 0 ? points : 0;
  const rightInAll = bits(key.key_mask);
  if (right === rightInAll && wrong === 0) return points;
  if (scoring.multiple === 'all_or_nothing') return 0;
  if (scoring.multiple === 'penalty') return rounded(points * right, rightInAll) - wrong * scoring.wrongPenaltyMilli;
  const wrongInAll = item.options - rightInAll;
  if (wrongInAll === 0) return rounded(points * right, rightInAll);
  return rounded(points * Math.max(0, right * wrongInAll - wrong * rightInAll), rightInAll * wrongInAll);
}

/** @returns {{ marks: number[], score: number, max: number, full: boolean }} */
function gradeOf(attempt, { items, keys, rounds }) {
  const { scoring } = rounds.get(`${attempt.round_id} ${attempt.round_revision}`);
  let max = 0;
  const marks = attempt.paper_items.map((id, i) => {
    const item = items.get(id);
    const key = keys.get(`${id} ${attempt.key_revisions[i]}`);
    if (!item || !key) return Number.NaN;
    const points = scoring.pointsMilliByTopic[item.topic] ?? scoring.pointsMilli;
    if (key.rule !== 'annulled') max += points;
    const place = { shownMask: attempt.choices[i], order: attempt.paper_orders[i] };
    return markOf({ item, key, points, scoring, ...place });
  });
  const sum = marks.reduce((total, mark) => total + mark, 0);
  const score = scoring.floorAtZero && sum < 0 ? 0 : sum;
  return { marks, score, max, full: max > 0 && score === max };
}

// --- one person ---------------------------------------------------------------------------------------------------------

/** Which of two attempts counts rather: negative for the first. */
function before(a, b, counting) {
  const byId = a.id < b.id ? -1 : 1;
  if (counting === 'best') return b.score - a.score || a.submitted - b.submitted || a.started - b.started || byId;
  const first = a.started - b.started || a.submitted - b.submitted || byId;
  return counting === 'first' ? first : -first;
}
const countedOf = (attempts, counting) => [...attempts].sort((a, b) => before(a, b, counting))[0];
const groupsOf = (list, keyOf) => {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};
const scopesOf = (attempt) => [
  `round ${attempt.round_id}`,
  'contest 0',
  ...(attempt.phase_id === null ? [] : [`phase ${attempt.phase_id}`]),
];

// --- order of a board ---------------------------------------------------------------------------------------------------

/** Criteria known while neither the truth of the prediction nor the lot is. */
const known = (rules) => rules.ranking.criteria.filter((name) => name !== 'prediction_distance' && name !== 'lot');

/** The values a board ranks by, all "less is better". */
function rankValues(standing, rules, born) {
  const precise = rules.ranking.durationPrecision === 'ms' ? 1 : 1000;
  const date = born ? Number(born.replaceAll('-', '')) : null;
  const values = {
    score: -standing.score,
    duration: Math.floor(Math.min(standing.duration, 2 ** 32 - 1) / precise) * precise,
    submitted_at: standing.submitted,
    started_at: standing.started,
    attempt_count: standing.count,
    youngest: date === null ? Infinity : -date,
    oldest: date ?? Infinity,
  };
  return known(rules).map((name) => values[name]);
}

/** Width in bytes and the number that is written, so that the bytes compare as the ranks do. */
const FIELDS = {
  score: (v) => [4, 2 ** 31 - 1 + v],
  duration: (v) => [4, v],
  submitted_at: (v) => [6, v],
  started_at: (v) => [6, v],
  attempt_count: (v) => [4, v * 256],
  youngest: (v) => [4, v === Infinity ? 2 ** 32 - 1 : 2 ** 32 - 2 + v],
  oldest: (v) => [4, v === Infinity ? 2 ** 32 - 1 : v],
};
function sortKey(values, rules) {
  const hex = known(rules).map((name, i) => {
    const [bytes, number] = FIELDS[name](values[i]);
    return number.toString(16).padStart(bytes * 2, '0');
  });
  return hex.join('');
}

// --- everything ---------------------------------------------------------------------------------------------------------

const add = (map, key, fields) => {
  const sums = map.get(key) ?? {};
  for (const [name, by] of Object.entries(fields)) sums[name] = (sums[name] ?? 0) + by;
  map.set(key, sums);
};

/** Compares stored sums with counted ones; a row of zeros is as good as none. */
function compareSums(what, stored, counted) {
  for (const key of new Set([...stored.keys(), ...counted.keys()])) {
    const [has, should] = [stored.get(key) ?? {}, counted.get(key) ?? {}];
    for (const name of new Set([...Object.keys(has), ...Object.keys(should)]))
      compare(has[name] ?? 0, should[name] ?? 0, what, key, name);
  }
}

/** What the marks stand on: items, keys and rules, a few thousand rows at most. */
async function readBasis(db, contest) {
  const read = async (text) => (await db.query(text, [contest])).rows;
  const pool = `SELECT unnest(pool) FROM round_revision WHERE contest_id = $1`;
  const items = await read(`SELECT v.id, v.kind, cardinality(v.options) AS options, t.code AS topic
    FROM item_version v JOIN item i ON i.id = v.item_id JOIN topic t ON t.id = i.topic_id WHERE v.id IN (${pool})`);
  const keys = await read(`SELECT * FROM key_revision WHERE item_version_id IN (${pool})`);
  const rounds = await read(`SELECT round_id, revision, rules FROM round_revision WHERE contest_id = $1`);
  const pauses = await read(`SELECT ${ms('started_at')} AS from, ${ms(`coalesce(ended_at, 'infinity')`)} AS to
    FROM pause WHERE contest_id = $1`);
  const [{ rules }] = await read(`SELECT v.rules FROM contest c JOIN contest_revision v
    ON v.contest_id = c.id AND v.revision = c.current_revision WHERE c.id = $1`);
  return {
    rules,
    pauses,
    items: new Map(items.map((item) => [item.id, item])),
    keys: new Map(keys.map((key) => [`${key.item_version_id} ${key.revision}`, key])),
    rounds: new Map(rounds.map((round) => [`${round.round_id} ${round.revision}`, round.rules])),
  };
}

const ms = (column) => `round(extract(epoch FROM ${column}) * 1000)::float8`;
const ATTEMPTS = `SELECT t.id, t.participant_id, t.round_id, t.round_revision, t.phase_id, t.audience_id, t.contest_unit_id,
    t.state, t.voided_at IS NULL AND NOT t.abandoned AS valid, t.closed_by, t.paper_items, t.paper_orders, t.elapsed_ms, p.birth_date::text AS born,
    ${ms('t.started_at')} AS started, ${ms('t.submitted_at')} AS submitted, ${ms('t.deadline_at')} AS deadline,
    a.choices, g.revision, g.marks, g.key_revisions, g.score, g.max_score, g.full_marks,
    (SELECT count(*)::int FROM grade e WHERE e.contest_id = $1 AND e.attempt_id = t.id AND e.effective) AS grades,
    c.attempt_id IS NOT NULL AS contributes, c.valid AS c_valid, c.counted AS c_counted, c.score AS c_score,
    c.full_marks AS c_full, c.duration_ms AS c_duration, c.grade_revision AS c_revision, c.contest_unit_id AS c_unit
  FROM attempt t
  JOIN participant p ON p.contest_id = $1 AND p.id = t.participant_id
  LEFT JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id
  LEFT JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id AND g.effective
  LEFT JOIN contribution c ON c.contest_id = $1 AND c.attempt_id = t.id
 WHERE t.contest_id = $1 ORDER BY t.participant_id, t.id`;
const STANDINGS = `SELECT participant_id, scope_kind || ' ' || scope_id AS scope, audience_id, attempt_id, contest_unit_id, score,
    full_marks, duration_ms, attempt_count, encode(sort_key, 'hex') AS sort_key
  FROM standing WHERE contest_id = $1 ORDER BY participant_id`;
const BOARD = `SELECT scope_kind || ' ' || scope_id || ' ' || s.audience_id AS board, participant_id, score, duration_ms AS duration,
    attempt_count AS count, ${ms('started_at')} AS started, ${ms('submitted_at')} AS submitted, p.birth_date::text AS born
  FROM standing s JOIN participant p ON p.contest_id = $1 AND p.id = s.participant_id
 WHERE s.contest_id = $1 ORDER BY scope_kind, scope_id, s.audience_id, sort_key, participant_id`;

/** Groups of neighbouring rows of one person. */
async function* byPerson(rows) {
  let group = [];
  for await (const row of rows) {
    if (group.length > 0 && group[0].participant_id !== row.participant_id) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}

/** A request is judged as of when it came, for so long. */
const REQUEST_AGE_MAX_MS = 30_000;

/**
 * Time at work: from the start to the hand-in or the end, without the pauses that began meanwhile. Who was let in at the very
 * moment in which a pause began has the rest of it as well; who asked during one and was let in after it has not. Nor has who
 * asked before a pause and was let in when it was over: its attempt did not stand still, and nothing was given back.
 */
function workedMs({ started, submitted, deadline, elapsed_ms: stored }, pauses) {
  const end = Math.min(submitted, deadline);
  const lasted = ({ from, to }) => Math.min(end, to) - Math.max(started, from);
  const sum = (some) => some.reduce((total, pause) => total + lasted(pause), 0);
  const meanwhile = pauses.filter(({ from, to }) => to > started && from < end);
  const whole = meanwhile.filter(({ from }) => from >= started).sort((one, other) => one.to - other.to);
  const worked = Math.max(0, end - started) - sum(whole);
  const rest = sum(meanwhile.filter(({ from }) => from < started));
  const missed = whole.filter(({ to }) => to - started <= REQUEST_AGE_MAX_MS);
  const others = [worked - rest, ...missed.map((_, i) => worked + sum(missed.slice(0, i + 1)))];
  return others.includes(stored) ? stored : worked;
}

function checkAttempt(row, basis) {
  compare(row.grades, row.state === 'graded' ? 1 : 0, 'attempt', row.id, 'effective grades');
  compare(row.contributes, row.state === 'graded', 'attempt', row.id, 'contributes');
  if (row.state !== 'graded' || row.grades === 0) return null;
  const { marks, score, max, full } = gradeOf(row, basis);
  compare(row.marks.join(' '), marks.join(' '), 'attempt', row.id, 'marks');
  compare(row.score, score, 'attempt', row.id, 'score');
  compare(row.max_score, max, 'attempt', row.id, 'maximum');
  compare(row.full_marks, full, 'attempt', row.id, 'full marks');
  const duration = workedMs(row, basis.pauses);
  compare(row.elapsed_ms, duration, 'attempt', row.id, 'duration');
  compare(row.c_score, score, 'contribution', row.id, 'score');
  compare(row.c_full, full, 'contribution', row.id, 'full marks');
  compare(row.c_valid, row.valid, 'contribution', row.id, 'valid');
  compare(row.c_duration, duration, 'contribution', row.id, 'duration');
  compare(row.c_unit, row.contest_unit_id, 'contribution', row.id, 'unit');
  compare(row.c_revision, row.revision, 'contribution', row.id, 'grade');
  return { ...row, score, full, max, duration };
}

/** Counts one person: contributions, standings, and what the person adds to units, scores and buckets. */
function countPerson(person, attempts, stored, rules, sums) {
  const valid = attempts.filter((attempt) => attempt.valid);
  const inRound = [...groupsOf(valid, (one) => `${one.round_id} ${one.audience_id}`).values()];
  const counted = new Set(inRound.map((rivals) => countedOf(rivals, rules.counting).id));
  for (const { id, c_counted: stands } of attempts) compare(stands, counted.has(id), 'contribution', id, 'counted');

  const standings = new Map(stored.map((row) => [`${row.scope} ${row.audience_id}`, row]));
  const scoped = valid.flatMap((one) => scopesOf(one).map((scope) => ({ ...one, scope })));
  for (const [board, rivals] of groupsOf(scoped, (one) => `${one.scope} ${one.audience_id}`)) {
    const best = countedOf(rivals, rules.counting);
    const { score, duration, started, submitted } = best;
    const key = sortKey(
      rankValues({ score, duration, started, submitted, count: rivals.length }, rules, best.born),
      rules,
    );
    const row = standings.get(board) ?? {};
    standings.delete(board);
    compare(row.attempt_id, best.id, 'standing', board, person, 'attempt');
    compare(row.score, score, 'standing', board, person, 'score');
    compare(row.full_marks, best.full, 'standing', board, person, 'full marks');
    compare(row.contest_unit_id, best.contest_unit_id, 'standing', board, person, 'unit');
    compare(row.duration_ms, duration, 'standing', board, person, 'duration');
    compare(row.attempt_count, rivals.length, 'standing', board, person, 'attempts');
    compare(row.sort_key, key, 'standing', board, person, 'sort key');
    add(sums.buckets, `${board} ${key.slice(0, BUCKET_BYTES * 2)}`, { standings: 1 });
    for (const one of rivals) add(sums.scores, `${board} ${one.score}`, { attempts: 1 });
  }
  for (const board of standings.keys()) compare('there', 'none', 'standing', board, person);
  for (const [unit, own] of groupsOf(scoped, (one) => `${one.scope} ${one.contest_unit_id}`)) {
    const standing = own.filter(({ id }) => counted.has(id));
    const full = own.filter((one) => one.full).length;
    add(sums.units, unit, {
      persons: 1,
      attempts: own.length,
      counted_attempts: standing.length,
      counted_score: standing.reduce((total, { score }) => total + score, 0),
      full_marks_attempts: full,
      full_marks_persons: full > 0 ? 1 : 0,
    });
  }
}

/** Neighbours on a board must be in the order of the ranking chain, whatever their keys are. */
async function checkBoards(db, contest, rules) {
  let last = { board: '', values: [] };
  for await (const row of rowsOf(db, 'board', BOARD, [contest])) {
    const values = rankValues(row, rules, row.born);
    const at = row.board === last.board ? values.findIndex((value, i) => value !== last.values[i]) : -1;
    if (at >= 0 && values[at] < last.values[at])
      compare(values[at], last.values[at], 'board', row.board, row.participant_id, 'stands too low');
    last = { board: row.board, values };
  }
}

async function checkSums(db, contest, sums) {
  const read = async (columns, key, table) => {
    const { rows } = await db.query(
      `SELECT scope_kind || ' ' || scope_id || ' ' || ${key} AS key, ${columns} FROM ${table} WHERE contest_id = $1`,
      [contest],
    );
    return new Map(
      rows.map(({ key: name, ...row }) => [
        name,
        Object.fromEntries(Object.entries(row).map(([k, v]) => [k, Number(v)])),
      ]),
    );
  };
  const unitColumns = 'persons, attempts, counted_attempts, counted_score, full_marks_attempts, full_marks_persons';
  compareSums('unit_counter', await read(unitColumns, 'contest_unit_id', 'unit_counter'), sums.units);
  compareSums('score_counter', await read('attempts', `audience_id || ' ' || score`, 'score_counter'), sums.scores);
  const bucket = `audience_id || ' ' || encode(bucket, 'hex')`;
  compareSums('standing_bucket', await read('standings', bucket, 'standing_bucket'), sums.buckets);
}

/** Invited units and those with enough counted attempts, their children's included where the rules say so. */
async function countUnits(db, contest, rules, units) {
  const { rows } = await db.query('SELECT id, parent_id, invited FROM contest_unit WHERE contest_id = $1', [contest]);
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]));
  const counted = new Map();
  for (const { id } of rows) {
    const own = units.get(`contest 0 ${id}`)?.counted_attempts ?? 0;
    const above = rules.participation.childrenCountForParent;
    for (let unit = id; unit !== null && unit !== undefined; unit = above ? parents.get(unit) : null)
      counted.set(unit, (counted.get(unit) ?? 0) + own);
  }
  const invited = rows.filter((row) => row.invited);
  const tookPart = invited.filter(({ id }) => (counted.get(id) ?? 0) >= rules.participation.minAttempts);
  return { invited: invited.length, tookPart: tookPart.length };
}

async function main([url, wanted]) {
  if (!url) throw new Error('node test/recount.mjs DATABASE_URL [contest slug or number]');
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    // Everything is read to its end and in order of an index: never a plan that is quick for the first rows alone.
    await db.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL cursor_tuple_fraction = 1;
      SET LOCAL enable_material = off; SET LOCAL enable_hashjoin = off; SET LOCAL jit = off`);
    const { rows } = await db.query(
      `SELECT id, slug FROM contest WHERE ($1::text IS NULL AND status <> 'draft') OR slug = $1 OR id::text = $1 ORDER BY id`,
      [wanted ?? null],
    );
    if (rows.length !== 1)
      throw new Error(`name one contest: ${rows.map(({ slug }) => slug).join(', ') || 'none found'}`);
    const [{ id: contest, slug }] = rows;
    const basis = await readBasis(db, contest);
    const sums = { units: new Map(), scores: new Map(), buckets: new Map() };
    const standings = byPerson(rowsOf(db, 'standings', STANDINGS, [contest]));
    let stored = (await standings.next()).value;
    let [attempts, graded, perfect] = [0, 0, 0];
    for await (const rowsOfOne of byPerson(rowsOf(db, 'attempts', ATTEMPTS, [contest]))) {
      const person = rowsOfOne[0].participant_id;
      for (; stored && stored[0].participant_id < person; stored = (await standings.next()).value)
        compare(stored.length, 0, 'standings of', stored[0].participant_id, 'who has no attempt');
      const isTheirs = stored?.[0].participant_id === person;
      const own = rowsOfOne.map((row) => checkAttempt(row, basis)).filter((row) => row !== null);
      attempts += rowsOfOne.length;
      graded += own.length;
      perfect += own.filter((row) => row.valid && row.full).length;
      countPerson(person, own, isTheirs ? stored : [], basis.rules, sums);
      if (isTheirs) stored = (await standings.next()).value;
    }
    for (; stored; stored = (await standings.next()).value)
      compare(stored.length, 0, 'standings of', stored[0].participant_id, 'who has no attempt');
    await checkBoards(db, contest, basis.rules);
    await checkSums(db, contest, sums);
    const units = await countUnits(db, contest, basis.rules, sums.units);
    process.stdout.write(
      `${JSON.stringify({ contest: slug, ...units, attempts, graded, perfect, differences, kinds, examples })}\n`,
    );
    return differences > 0 ? 1 : 0;
  } finally {
    await db.end();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
  process.exitCode = 2;
}
