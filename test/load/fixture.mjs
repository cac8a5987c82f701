// Contests for the load tools, written straight into the tables by their owner: rounds, units, and people with a session
// each. Set-based: a hundred thousand people take seconds.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { BLUEPRINT, insertBank } from './fixture-bank.mjs';

const seeds = fileURLToPath(new URL('../../apps/cli/src/seeds/', import.meta.url));

/** @param {object} overrides what differs from a plain round of fifteen questions and thirty minutes */
export const roundRules = (overrides = {}) => ({
  schema: 1,
  paper: {
    blueprint: BLUEPRINT.map(([topic, count]) => ({ topic, level: null, count })),
    subBank: null,
    shuffleItems: true,
    shuffleOptions: true,
    avoidSeenItems: true,
  },
  timing: { durationMs: 30 * 60_000, graceMs: 120_000, atRoundEnd: 'cut' },
  scoring: {
    pointsMilli: 1000,
    pointsMilliByTopic: {},
    multiple: 'all_or_nothing',
    wrongPenaltyMilli: 0,
    floorAtZero: true,
  },
  limits: { perDay: null, perWeek: null, perRound: null, perPhase: null, perContest: null, minGapMs: null },
  prediction: { subject: 'attempts', min: 0, max: 1_000_000, whichCounts: 'counted_attempt' },
  release: { score: 'at_submit', ownAnswers: 'round_end', key: 'round_end' },
  ...overrides,
});

const CONTEST_RULES = {
  schema: 1,
  counting: 'best',
  ranking: { criteria: ['score', 'prediction_distance', 'duration', 'lot'], durationPrecision: 's' },
  participation: { minAttempts: 1, childrenCountForParent: false },
  minimumAge: null,
  board: { maskNames: true },
};

/** Codes with what they are called. */
const AUDIENCES = new Map([
  ['can-bo', 'cán bộ, công chức, viên chức'],
  ['nguoi-dan', 'người dân'],
]);

/**
 * A published contest.
 * @param {import('pg').Client} db
 * @param {{ slug: string, title: string, rounds: { opensAt: string, closesAt: string, rules: object }[] }} contest
 * @returns {Promise<{ contestId: number, slug: string, unitIds: number[], audiences: string[] }>} unitIds: the invited
 *   units, as in their list; audiences: their codes
 */
export async function insertContest(db, { slug, title, rounds }) {
  const { bankId, pool } = await insertBank(db, slug);
  const made = await db.query(
    `INSERT INTO contest (bank_id, slug, title, status) VALUES ($1, $2, $3, 'published') RETURNING id`,
    [bankId, slug, title],
  );
  const contestId = made.rows[0].id;
  await db.query('INSERT INTO contest_revision (contest_id, revision, rules) VALUES ($1, 1, $2)', [
    contestId,
    JSON.stringify(CONTEST_RULES),
  ]);
  for (const [i, round] of rounds.entries()) {
    await db.query('INSERT INTO round (contest_id, id, title) VALUES ($1, $2, $3)', [
      contestId,
      i + 1,
      `Tuần ${i + 1}`,
    ]);
    await db.query(
      `INSERT INTO round_revision (contest_id, round_id, revision, opens_at, closes_at, rules, pool)
       VALUES ($1, $2, 1, $3, $4, $5, $6)`,
      [contestId, i + 1, round.opensAt, round.closesAt, JSON.stringify(round.rules), pool],
    );
  }
  await db.query(
    `INSERT INTO audience (contest_id, id, code, title) SELECT $1, n, code, title FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS a(code, title, n)`,
    [contestId, [...AUDIENCES.keys()], [...AUDIENCES.values()]],
  );
  const unitIds = await insertUnits(db, contestId);
  await db.query('SELECT create_contest_partitions($1)', [contestId]);
  await db.query('INSERT INTO tally_mark (contest_id, changed_at) VALUES ($1, contest_clock())', [contestId]);
  return { contestId, slug, unitIds, audiences: [...AUDIENCES.keys()] };
}

/** The list of 222 invited units, and the line for everybody else. */
async function insertUnits(db, contestId) {
  const text = readFileSync(join(seeds, 'units.nghe-an-2019-invited.csv'), 'utf8');
  /** @type {Record<string, string>[]} */
  const units = parse(text, { columns: true, bom: true, skip_empty_lines: true });
  const { rows } = await db.query(
    `INSERT INTO contest_unit (contest_id, code, name, level, kind, search_key, invited, headcount, headcount_note)
     SELECT $1, code, name, level, kind, search_key(name), invited, headcount, note
       FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::int[], $8::text[])
         AS u(code, name, level, kind, invited, headcount, note) RETURNING id, code, invited`,
    [
      contestId,
      [...units.map(({ code }) => code), 'NGOAI'],
      [...units.map(({ full_name: full, name }) => full || name), 'Ngoài danh sách mời'],
      [...units.map(({ level }) => level), 'virtual'],
      [...units.map(({ kind }) => kind), 'virtual'],
      [...units.map(() => true), false],
      [...units.map(({ headcount }) => Number(headcount) || null), null],
      [...units.map((unit) => unit.headcount_note ?? null), null],
    ],
  );
  const ids = new Map(rows.map(({ id, code }) => [code, id]));
  await db.query(
    `UPDATE contest_unit c SET parent_id = p.id, parent_name = p.name
       FROM unnest($2::text[], $3::text[]) AS u(code, parent), contest_unit p
      WHERE c.contest_id = $1 AND c.code = u.code AND p.contest_id = $1 AND p.code = u.parent`,
    [contestId, units.map(({ code }) => code), units.map((unit) => unit.parent_code ?? '')],
  );
  return units.map(({ code }) => /** @type {number} */ (ids.get(code)));
}

/** Communes and wards of the country since 1 July 2025 with the provinces over them. */
export const COUNTRY_UNITS = 3_355;

/** More invited units, so that a contest has as many as the country. @param {import('pg').Client} db */
export async function addCommunes(db, contestId, count) {
  await db.query(
    `INSERT INTO contest_unit (contest_id, code, name, parent_name, level, kind, search_key, invited)
     SELECT $1, 'x' || n, name, 'Tỉnh Đắk Lắk', 'commune', 'territorial', search_key(name), true
       FROM generate_series(1, $2::int) AS n
       CROSS JOIN LATERAL (SELECT 'Ủy ban nhân dân ' || CASE n % 5 WHEN 0 THEN 'phường' ELSE 'xã' END || ' Ea Súp ' || n AS name) AS u`,
    [contestId, count],
  );
}

/** The session token of person n, which only this run can know: made anew from its secret when it is needed. */
export const tokenOf = (/** @type {string} */ secret, /** @type {number} */ n) =>
  createHash('sha256').update(`${secret}-${n}`).digest('base64url');

const CHUNK = 20_000;

/**
 * Enrols people without password, with a session each, as the product's own bulk enrolment does; the database makes ids
 * and token hashes itself. Person n (from `first`) stands for unitIds[n - first].
 * @param {import('pg').Client} db
 * @param {{ contestId: number, first: number, unitIds: number[], secret: string, names: string[], sessionEnds: string }} people
 *   sessionEnds: instant in the contest's own time
 */
export async function enrolPeople(db, { contestId, first, unitIds, secret, names, sessionEnds }) {
  for (let from = 0; from < unitIds.length; from += CHUNK) {
    await db.query(
      `WITH u AS MATERIALIZED (
         SELECT unit_id, $2::int + (n - 1)::int AS no, uuidv7() AS account_id, uuidv7() AS participant_id,
                ($4::text[])[1 + ($2::int + n - 1) % cardinality($4::text[])] AS full_name
           FROM unnest($3::int[]) WITH ORDINALITY AS u(unit_id, n)
       ), a AS (
         INSERT INTO account (id, full_name) SELECT account_id, full_name FROM u
       ), s AS (
         INSERT INTO session (id, account_id, token_hash, expires_at)
         SELECT uuidv7(), account_id,
                sha256(convert_to(rtrim(translate(encode(sha256(convert_to($5 || '-' || no, 'UTF8')), 'base64'), '+/', '-_'), '='), 'UTF8')),
                $6::timestamptz FROM u
       ), p AS (
         INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name)
         SELECT $1, participant_id, account_id, unit_id, 1 + no % ${AUDIENCES.size}, full_name FROM u
       )
       INSERT INTO attempt_quota (contest_id, participant_id) SELECT $1, participant_id FROM u`,
      [contestId, first + from, unitIds.slice(from, from + CHUNK), names, secret, sessionEnds],
    );
  }
  await db.query('ANALYZE account, session, participant, attempt_quota');
}

/** Names of many forms, from the lists of the sample people. @returns {string[]} */
export function sampleNames() {
  const lists = JSON.parse(readFileSync(join(seeds, 'names.sample.json'), 'utf8'));
  const built = [lists.male, lists.female].flatMap(({ middle, given }) =>
    Array.from({ length: 1_000 }, (_, n) =>
      [lists.family[n % lists.family.length], middle[(n * 7) % middle.length], given[(n * 13) % given.length]].join(
        ' ',
      ),
    ),
  );
  return [...lists.whole, ...built];
}
