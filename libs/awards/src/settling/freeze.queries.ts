import { statement } from '#database';
import type { Scope } from '#domain';

/** A settlement that the worker owes a version of. */
export interface OwedSettlement {
  contest_id: number;
  id: string;
  scope_kind: Scope['kind'];
  scope_id: number;
  version: number;
  wanted: number;
  asked_by: string;
}

const OWED = 'contest_id, id, scope_kind, scope_id, version, wanted, asked_by';

// Settlements that a version is owed of, oldest first. settlement_owed_idx; hardly ever a row.
export const owedSettlements = statement<OwedSettlement>(
  'awards-owed-settlements',
  `SELECT ${OWED} FROM settlement WHERE state = 'asked' ORDER BY asked_at LIMIT 20`,
);

// One settlement of a contest at a time, until the end of the transaction: people are numbered one after the other.
// $1 contest.
export const trySettle = statement<{ mine: boolean }>(
  'awards-try-settle',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('settlement', $1::int)) AS mine`,
);

// How it stands, now that nobody else is at it. $1 contest, $2 id; settlement_pkey.
export const readOwed = statement<OwedSettlement>(
  'awards-read-owed-settlement',
  `SELECT ${OWED} FROM settlement WHERE contest_id = $1 AND id = $2 AND state = 'asked'`,
);

// Begins a try, whatever comes of it: one more, committed at once. $1 contest, $2 id; settlement_pkey.
export const beginTry = statement<{ tries: number }>(
  'awards-begin-try',
  `UPDATE settlement SET tries = tries + 1 WHERE contest_id = $1 AND id = $2 AND state = 'asked' RETURNING tries`,
);

// A try that was ended from outside was none. $1 contest, $2 id; settlement_pkey.
export const takeBackTry = statement<never>(
  'awards-take-back-try',
  `UPDATE settlement SET tries = tries - 1 WHERE contest_id = $1 AND id = $2 AND state = 'asked' AND tries > 0`,
);

// How many attempts are read for a field. $1 contest, $2 rounds; one partition is counted.
export const countValid = statement<{ attempts: number }>(
  'awards-count-attempts',
  `SELECT count(*)::int AS attempts FROM contribution
    WHERE contest_id = $1 AND valid AND round_id = ANY($2::smallint[])`,
);

export interface FrozenRow {
  participant_id: string;
  attempt_id: string;
  round_id: number;
  audience_id: number;
  contest_unit_id: number;
  score: number;
  full_marks: boolean;
  duration_ms: number;
  started_ms: number;
  submitted_ms: number;
  prediction: number | null;
  birth_date: string | null;
}

// The next recognised attempts, person by person. $1 contest, $2 rounds, $3/$4 the last person and attempt seen, $5 whether
// predictions are asked for, $6 whether birth dates are, $7 rows. contribution_participant_idx is walked from the last person;
// a prediction and a birth date are a look-up by key each.
export const nextFrozen = statement<FrozenRow>(
  'awards-next-attempts',
  `SELECT c.participant_id, c.attempt_id, c.round_id, c.audience_id, c.contest_unit_id, c.score, c.full_marks, c.duration_ms,
          (extract(epoch FROM c.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM c.submitted_at) * 1000)::float8 AS submitted_ms,
          CASE WHEN $5::boolean THEN
            (SELECT t.prediction FROM attempt t WHERE t.contest_id = $1 AND t.id = c.attempt_id)::float8 END AS prediction,
          CASE WHEN $6::boolean THEN
            (SELECT p.birth_date::text FROM participant p WHERE p.contest_id = $1 AND p.id = c.participant_id) END AS birth_date
     FROM contribution c
    WHERE c.contest_id = $1 AND c.valid AND c.round_id = ANY($2::smallint[])
      AND (c.participant_id, c.attempt_id) > ($3::uuid, $4::uuid)
    ORDER BY c.participant_id, c.attempt_id LIMIT $7`,
);

// The numbers that people of a contest have from earlier settlements. $1 contest; person_number_pkey, up to everybody.
export const readNumbers = statement<{ number: number; participant_id: string }>(
  'awards-person-numbers',
  `SELECT number, participant_id FROM person_number WHERE contest_id = $1`,
);

// Numbers for who is new. $1 contest, $2 numbers, $3 participants; person_number_pkey refuses a second one.
export const addNumbers = statement<never>(
  'awards-add-person-numbers',
  `INSERT INTO person_number (contest_id, number, participant_id) SELECT $1, u.n, u.p FROM unnest($2::int[], $3::uuid[]) AS u(n, p)`,
);

// The units of a contest as they stand in it. $1 contest; contest_unit_code_key, some thousand at most.
export const readUnits = statement<{
  id: number;
  name: string;
  block: string | null;
  headcount: number | null;
  parent_id: number | null;
  invited: boolean;
}>(
  'awards-units',
  `SELECT id, name, block, headcount, parent_id, invited FROM contest_unit WHERE contest_id = $1 ORDER BY id`,
);

// The prizes of people in what was published last of every other field, in the order of publication. $1 contest, $2 scope
// kind, $3 scope id; publication_pkey and award_pkey, some hundreds.
export const readEarlier = statement<{
  scope_kind: Scope['kind'];
  scope_id: number;
  hash: string;
  awards: { line: number; number: number; unit: number }[];
}>(
  'awards-earlier',
  `SELECT p.scope_kind, p.scope_id, p.hash, coalesce(jsonb_agg(jsonb_build_object('line', a.line, 'number', a.number,
            'unit', a.contest_unit_id) ORDER BY a.line, a.place) FILTER (WHERE a.number IS NOT NULL), '[]') AS awards
     FROM publication p
     LEFT JOIN award a ON a.contest_id = p.contest_id AND a.settlement_id = p.settlement_id AND a.version = p.version
    WHERE p.contest_id = $1 AND (p.scope_kind, p.scope_id) <> ($2::text, $3::smallint)
      AND p.number = (SELECT max(q.number) FROM publication q
                       WHERE q.contest_id = p.contest_id AND q.scope_kind = p.scope_kind AND q.scope_id = p.scope_id)
    GROUP BY p.scope_kind, p.scope_id, p.number, p.hash, p.published_at
    ORDER BY p.published_at, p.scope_kind, p.scope_id`,
);

export interface StandingDecisionRow {
  kind: 'out' | 'given' | 'order';
  numbers: number[];
  contest_unit_ids: number[];
  line: number | null;
  out_reason: string | null;
}

// What people decided of a settlement and did not take back, in the order decided. $1 contest, $2 settlement;
// award_decision_pkey, a few dozen.
export const readDeciding = statement<StandingDecisionRow>(
  'awards-deciding',
  `SELECT kind, numbers, contest_unit_ids, line, out_reason FROM award_decision
    WHERE contest_id = $1 AND settlement_id = $2 AND kind <> 'confirmed' AND taken_back_at IS NULL
    ORDER BY decided_at, id`,
);

// The input of a version, packed. $1 contest, $2 settlement, $3 version; winner_file_pkey.
export const readInput = statement<{ input: Buffer }>(
  'awards-read-input',
  `SELECT input FROM winner_file WHERE contest_id = $1 AND settlement_id = $2 AND version = $3`,
);

// How far it is. $1 contest, $2 id, $3 attempts read, $4 of how many; settlement_pkey.
export const keepProgress = statement<never>(
  'awards-keep-progress',
  `UPDATE settlement SET done = $3, total = $4 WHERE contest_id = $1 AND id = $2 AND state = 'asked'`,
);

// Keeps a version, once. $1 contest, $2 settlement, $3 version, $4 input packed, $5 its hash, $6 file packed, $7 its hash,
// $8 what pages show of it; winner_file_pkey.
export const addFile = statement<never>(
  'awards-add-winner-file',
  `INSERT INTO winner_file (contest_id, settlement_id, version, input, input_hash, content, hash, summary)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

// Lines of a board. $1 contest, $2 settlement, $3 board, $4 place of the first, $5 ranks, $6 numbers, $7 lines.
export const addLines = statement<never>(
  'awards-add-lines',
  `INSERT INTO settlement_line (contest_id, settlement_id, board, place, rank, number, line)
   SELECT $1, $2, $3, $4::int + u.i - 1, u.rank, u.number, u.line
     FROM unnest($5::int[], $6::int[], $7::jsonb[]) WITH ORDINALITY AS u(rank, number, line, i)`,
);

// The prizes of a version; the unit of a person is that of now where the file names none. $1 contest, $2 settlement,
// $3 version, $4 jsonb of them; participant_pkey.
export const addAwards = statement<never>(
  'awards-add-awards',
  `INSERT INTO award (contest_id, settlement_id, version, line, place, title, amount_vnd, number, participant_id,
                      contest_unit_id, rank, moved_up)
   SELECT $1, $2, $3, a.line, a.place, a.title, a.amount, a.number, n.participant_id,
          coalesce(a.unit, p.contest_unit_id), a.rank, a.moved_up
     FROM jsonb_to_recordset($4::jsonb) AS a(line smallint, place smallint, title text, amount bigint, number int, unit int,
                                             rank int, moved_up int)
     LEFT JOIN person_number n ON n.contest_id = $1 AND n.number = a.number
     LEFT JOIN participant p ON p.contest_id = $1 AND p.id = n.participant_id`,
);

// A version is there. $1 contest, $2 id, $3 version; settlement_pkey.
export const endComputing = statement<{ id: string }>(
  'awards-end-computing',
  `UPDATE settlement SET state = 'computed', version = $3, done = coalesce(total, done), tries = 0
    WHERE contest_id = $1 AND id = $2 AND state = 'asked' AND wanted = $3 RETURNING id`,
);

// It cannot be done. $1 contest, $2 id, $3 why; settlement_pkey.
export const failSettlement = statement<{ id: string }>(
  'awards-fail-settlement',
  `UPDATE settlement SET state = 'failed', failure = $3, closed_at = contest_clock()
    WHERE contest_id = $1 AND id = $2 AND state = 'asked' RETURNING id`,
);
