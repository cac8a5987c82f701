// The contest of 2019 as it stands when it is over, written straight into the tables by their owner: everybody of the plan with
// an account, every attempt handed in and graded, boards and counters as the product's own recount makes them. Minutes less
// than playing it (replay.mjs), for what is measured afterwards.

import { readFileSync } from 'node:fs';
import { checkRegulations } from '#domain';
import { enrolPeople, insertContest, roundRules, sampleNames } from './fixture.mjs';
import { planContest, randomOf, ROUNDS } from './replay-plan.mjs';

const CHUNK = 20_000;
/** Papers in use; attempts take them in turn. */
const PAPERS = 500;
const DAY_SECONDS = 86_400;
/**
 * The regulations of that contest, with units ranked by their people, of whom two attempts each count and those of units below
 * too: the dearest rule for who counts.
 */
function regulations() {
  const text = readFileSync(new URL('../fixtures/contest.nghe-an-2019.json', import.meta.url), 'utf8');
  const { regulations: checked, faults } = checkRegulations(JSON.parse(text));
  if (checked === null) throw new Error(JSON.stringify(faults));
  const ranking = {
    metrics: [{ metric: 'persons', weight: 100 }],
    minimumHeadcount: null,
    attemptsPerPersonMax: 2,
    tie: [],
  };
  const participation = { minAttempts: 1, childrenCountForParent: true };
  return { ...checked, units: { participation, blocks: [], ranking } };
}

/**
 * @param {import('pg').Client} db
 * @param {{ slug: string, attempts: number, repair: (contestId: number) => Promise<unknown>,
 *   log: import('../../scripts/say.mjs').Speaker }} wish repair: makes boards and counters from what was graded
 * @returns {Promise<{ contestId: number, people: number, perfect: number }>}
 */
export async function insertPlayed(db, { slug, attempts, repair, log }) {
  const rounds = ROUNDS.map(({ opensAt, closesAt }) => ({ opensAt, closesAt, rules: roundRules() }));
  const { contestId, unitIds } = await insertContest(db, { slug, title: 'Kiểm soát thủ tục hành chính 2019', rounds });
  await db.query(`UPDATE contest_revision SET regulations = $2 WHERE contest_id = $1`, [
    contestId,
    JSON.stringify(regulations()),
  ]);
  const plan = planContest({ attempts, codes: await codesOf(db, contestId), seed: 2019 });
  await log.step('Người thi', () =>
    enrolPeople(db, {
      ...{ contestId, first: 0, secret: `played-${process.pid}`, names: sampleNames() },
      unitIds: Array.from(plan.units, (unit) => unitIds[unit]),
      sessionEnds: '2019-07-01T00:00:00+07:00',
    }),
  );
  await log.step('Lượt thi đã chấm', () => insertGraded(db, contestId, plan));
  await log.step('Bảng xếp hạng và số đếm', () => repair(contestId));
  await db.query('ANALYZE attempt, grade, contribution, standing, unit_counter');
  return { contestId, people: plan.people, perfect: plan.perfect };
}

/** Of the invited units, as in their list. */
async function codesOf(db, contestId) {
  const { rows } = await db.query('SELECT code FROM contest_unit WHERE contest_id = $1 AND invited ORDER BY id', [
    contestId,
  ]);
  return rows.map(({ code }) => code);
}

/** Fifteen of the bank's questions each, all right or some wrong, at some time of the session's day. */
async function insertGraded(db, contestId, { sessions }) {
  const random = randomOf(2020);
  /** @type {[person: number, round: number, seconds: number, perfect: boolean][]} */
  const all = sessions.flatMap(({ round, startsAt, visits }) => {
    const day = (Date.parse(startsAt ?? round.closesAt) - Date.parse(round.opensAt)) / 1000;
    const from = startsAt === null ? day - DAY_SECONDS / 2 : day;
    return visits.flatMap(({ person, perfect }) =>
      perfect.map((one) => [person, round.id, from + random.below(DAY_SECONDS / 2 - 1800), one]),
    );
  });
  await db.query(
    `CREATE TEMP TABLE person AS SELECT id, contest_unit_id, audience_id, row_number() OVER (ORDER BY id) - 1 AS n
       FROM participant WHERE contest_id = ${Number(contestId)}`,
  );
  await db.query('ALTER TABLE person ADD PRIMARY KEY (n)');
  for (let at = 0; at < all.length; at += CHUNK) {
    const some = all.slice(at, at + CHUNK);
    await db.query(
      `WITH pool AS (
         SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS items
           FROM unnest((SELECT pool FROM round_revision WHERE contest_id = $1 AND round_id = 1)::int[]) AS id
       ), paper AS (
         SELECT paper, array_agg(pool.id ORDER BY position) AS items
           FROM generate_series(0, $7::int - 1) AS paper CROSS JOIN generate_series(1, 15) AS position
           JOIN pool ON pool.n = (paper + position * 25) % pool.items GROUP BY paper
       ), made AS MATERIALIZED (
         SELECT uuidv7() AS id, $2::int + u.n AS no, u.round, u.perfect, p.id AS participant_id, p.contest_unit_id, p.audience_id,
                r.opens_at + make_interval(secs => u.seconds) AS started_at, paper.items,
                (SELECT array_agg(CASE WHEN u.perfect OR (i <> 1 + u.n % 15 AND (u.n * 7919 + i * 104729) % 11 > 2) THEN 1000 ELSE 0 END ORDER BY i)
                   FROM generate_series(1, 15) AS i) AS marks
           FROM unnest($3::int[], $4::int[], $5::int[], $6::boolean[]) WITH ORDINALITY AS u(person, round, seconds, perfect, n)
           JOIN pg_temp.person p ON p.n = u.person JOIN paper ON paper.paper = u.n % $7::int
           JOIN round_revision r ON r.contest_id = $1 AND r.round_id = u.round
       ), t AS (
         INSERT INTO attempt (contest_id, id, participant_id, attempt_no, start_key, round_id, round_revision, audience_id,
                contest_unit_id, state, seed, paper_items, paper_orders, paper_shape, started_at, deadline_at, grace_ms,
                submitted_at, closed_by, late_ms, elapsed_ms, prediction)
         SELECT $1, id, participant_id, no, 'played-' || no, round, 1, audience_id, contest_unit_id, 'graded', 'played', items,
                array_fill(0::smallint, ARRAY[15]), repeat('4', 15), started_at, started_at + interval '30 min', 60000,
                started_at + make_interval(secs => 120 + no % 900), 'participant', 0, (120 + no % 900) * 1000, no FROM made
       )
       INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
       SELECT $1, id, 1, true, marks, array_fill(1::smallint, ARRAY[15]), (SELECT sum(m) FROM unnest(marks) AS m), 15000, perfect FROM made`,
      [contestId, at, ...[0, 1, 2, 3].map((column) => some.map((row) => row[column])), PAPERS],
    );
  }
  await db.query('DROP TABLE pg_temp.person');
  await db.query('ANALYZE attempt, grade');
}
