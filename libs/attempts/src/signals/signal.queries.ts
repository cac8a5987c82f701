import { statement } from '#database';

export const SIGNAL_KINDS = ['same_person', 'fast', 'sequence', 'many_attempts'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];
export const DECISIONS = ['nothing', 'ask', 'void'] as const;
export type SignalDecision = (typeof DECISIONS)[number];

// One finder at a time for a contest, until the end of the transaction, and when that is (epoch ms). $1 contest.
export const trySignalLock = statement<{ mine: boolean; now_ms: number }>(
  'try-signal-lock',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('signal', $1::int)) AS mine,
          (extract(epoch FROM contest_clock()) * 1000)::float8 AS now_ms`,
);

export const contestsToWatch = statement<{ id: number }>(
  'signal-contests',
  `SELECT id FROM contest WHERE status = 'published' ORDER BY id`,
);

const INSERT = `INSERT INTO signal (contest_id, kind, subject, participant_ids, attempt_ids, contest_unit_id, figures)`;
const ONCE = `ON CONFLICT ON CONSTRAINT signal_subject_key DO NOTHING`;

// Who may be one person. Of one unit: the same name, accents and capitals apart, and the same birth date. Of several units
// that is mere chance too often; it counts when one of the accounts came by a phone number that two people claimed. A group
// within another one is left to the larger. $1 contest. Reads the people of the contest, who are at most some hundred
// thousand, once in a while; a name is made comparable only where the birth date is that of another one, for that costs ten
// times as much as reading it. phone_claim_state_idx, participant_account_key.
const SAME_PERSON = `
   born AS MATERIALIZED (
     SELECT p.id, p.account_id, p.contest_unit_id, p.birth_date, p.full_name
       FROM participant p WHERE p.contest_id = $1 AND p.anonymised_at IS NULL AND p.birth_date IS NOT NULL
   ), alike AS MATERIALIZED (
     SELECT id, account_id, contest_unit_id, birth_date, search_key(full_name) AS name
       FROM born
      WHERE (contest_unit_id, birth_date) IN (SELECT contest_unit_id, birth_date FROM born GROUP BY 1, 2 HAVING count(*) > 1)
         OR birth_date IN (SELECT n.birth_date FROM born n
                            WHERE n.account_id IN (SELECT c.account_id FROM phone_claim c WHERE c.contest_id = $1))
   ), found AS MATERIALIZED (
     SELECT array_agg(id ORDER BY id) AS ids, contest_unit_id AS unit, 0 AS claims
       FROM alike GROUP BY contest_unit_id, name, birth_date HAVING count(*) > 1
      UNION ALL
     SELECT array_agg(o.id ORDER BY o.id), NULL, 1
       FROM alike n JOIN alike o ON o.name = n.name AND o.birth_date = n.birth_date
      WHERE n.account_id IN (SELECT c.account_id FROM phone_claim c WHERE c.contest_id = $1)
      GROUP BY n.id HAVING count(DISTINCT o.contest_unit_id) > 1
   ), person AS MATERIALIZED (
     SELECT ids, md5(array_to_string(ids, ',')) AS subject, min(unit) AS unit,
            jsonb_build_object('accounts', cardinality(ids), 'claims', max(claims)) AS figures
       FROM found f WHERE NOT EXISTS (SELECT FROM found l WHERE l.ids @> f.ids AND l.ids <> f.ids)
      GROUP BY ids
   )`;

// A signal that nobody has decided yet follows its people: another account of the same person joins it. $1 contest;
// signal_state_idx.
export const growSamePerson = statement<never>(
  'grow-same-person',
  `WITH ${SAME_PERSON}
   UPDATE signal s SET participant_ids = p.ids, subject = p.subject, contest_unit_id = p.unit, figures = p.figures
     FROM person p
    WHERE s.contest_id = $1 AND s.kind = 'same_person' AND s.state = 'open' AND p.ids <> s.participant_ids
      AND s.id = (SELECT min(o.id) FROM signal o WHERE o.contest_id = $1 AND o.kind = 'same_person' AND o.state = 'open'
                     AND p.ids @> o.participant_ids)
      AND NOT EXISTS (SELECT FROM signal k WHERE k.contest_id = $1 AND k.kind = 'same_person' AND k.subject = p.subject)`,
);

// Notices them, unless they were judged together before, be it with others who have left since. $1 contest, $2 rows.
export const findSamePerson = statement<never>(
  'find-same-person',
  `WITH ${SAME_PERSON}
   ${INSERT}
   SELECT $1, 'same_person', p.subject, p.ids, '{}', p.unit, p.figures
     FROM person p
    WHERE NOT EXISTS (SELECT FROM signal k WHERE k.contest_id = $1 AND k.kind = 'same_person' AND k.participant_ids @> p.ids)
    ORDER BY p.ids LIMIT $2
   ${ONCE}`,
);

// Attempts handed in since an instant, sooner than their questions can be read, with most of them right: who only guesses is as
// fast, and has nothing of it. $1 contest, $2 milliseconds a letter, $3 milliseconds a question at least, $4 rows, $5 since
// when. attempt_submitted_idx, the texts of some hundred items; the letters of a paper are added up only of attempts that took
// less than its longest questions could take, for that costs more than all else.
export const findFast = statement<never>(
  'find-fast-attempts',
  `WITH text AS MATERIALIZED (
     SELECT v.id, length(v.stem) + (SELECT sum(length(o)) FROM unnest(v.options) AS o) AS letters
       FROM item_version v
      WHERE v.id IN (SELECT DISTINCT unnest(w.pool) FROM round_revision w WHERE w.contest_id = $1)
   )
   ${INSERT}
   SELECT $1, 'fast', t.id::text, ARRAY[t.participant_id], ARRAY[t.id], t.contest_unit_id,
          jsonb_build_object('elapsedMs', t.elapsed_ms, 'questions', cardinality(t.paper_items), 'letters', r.letters,
                             'score', g.score, 'maxScore', g.max_score)
     FROM attempt t
     JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id AND g.effective
    CROSS JOIN LATERAL (SELECT coalesce(sum(x.letters), 0)::int AS letters
                          FROM unnest(t.paper_items) AS p(item) JOIN text x ON x.id = p.item) r
    WHERE t.contest_id = $1 AND t.submitted_at > $5::timestamptz AND t.state = 'graded'
      AND t.closed_by = 'participant' AND t.voided_at IS NULL AND g.score * 10 >= g.max_score * 8
      AND t.elapsed_ms < cardinality(t.paper_items) * greatest($2 * (SELECT max(letters) FROM text), $3)
      AND t.elapsed_ms < greatest($2 * r.letters, $3 * cardinality(t.paper_items))
    LIMIT $4
   ${ONCE}`,
);

// People of one unit who took part one after the other, each beginning within a minute of the one before handing in, and never
// two at once: as one machine is passed on, or one person answers for many. $1 contest, $2 people at least, $3 rows, $4 since
// when they handed in. attempt_submitted_idx.
export const findSequences = statement<never>(
  'find-sequences',
  `${INSERT}
   SELECT $1, 'sequence', min(id::text), array_agg(DISTINCT participant_id), array_agg(id ORDER BY started_at), contest_unit_id,
          jsonb_build_object('people', count(DISTINCT participant_id), 'attempts', count(*),
                             'minutes', ceil(extract(epoch FROM max(submitted_at) - min(started_at)) / 60),
                             'meanMs', avg(elapsed_ms)::int)
     FROM (SELECT *, sum(breaks) OVER (PARTITION BY contest_unit_id ORDER BY started_at, id) AS chain
             FROM (SELECT t.*, CASE WHEN t.started_at BETWEEN lag(t.submitted_at) OVER own
                                                      AND lag(t.submitted_at) OVER own + interval '1 minute'
                                    THEN 0 ELSE 1 END AS breaks
                     FROM attempt t
                    WHERE t.contest_id = $1 AND t.submitted_at > $4::timestamptz AND t.voided_at IS NULL
                   WINDOW own AS (PARTITION BY t.contest_unit_id ORDER BY t.started_at, t.id)) b) c
    GROUP BY contest_unit_id, chain HAVING count(DISTINCT participant_id) >= $2
    LIMIT $3
   ${ONCE}`,
);

// Units whose people made several times as many attempts each as those of the contest do. $1 contest, $2 how many times,
// $3 attempts a person at least, $4 rows. unit_counter_pkey: a row a unit.
export const findManyAttempts = statement<never>(
  'find-many-attempts',
  `WITH all_units AS (
     SELECT sum(attempts)::numeric / nullif(sum(persons), 0) AS mean FROM unit_counter
      WHERE contest_id = $1 AND scope_kind = 'contest' AND scope_id = 0
   )
   ${INSERT}
   SELECT $1, 'many_attempts', u.contest_unit_id::text, '{}', '{}', u.contest_unit_id,
          jsonb_build_object('persons', u.persons, 'attempts', u.attempts, 'mean', round(a.mean, 2))
     FROM unit_counter u CROSS JOIN all_units a
    WHERE u.contest_id = $1 AND u.scope_kind = 'contest' AND u.scope_id = 0 AND u.persons > 0
      AND u.attempts >= $2 * a.mean * u.persons AND u.attempts >= $3 * u.persons
    LIMIT $4
   ${ONCE}`,
);

export interface SignalRow {
  id: number;
  kind: SignalKind;
  state: 'open' | 'decided';
  found_at: Date;
  unit_name: string | null;
  figures: Record<string, number>;
  attempt_ids: string[];
  people: { id: string; name: string; attempts: number; voided: number }[];
  decision: SignalDecision | null;
  reason: string | null;
  decided_at: Date | null;
  decided_by_name: string | null;
}

const PEOPLE_SHOWN = 50;

// A page of what was noticed, newest first, with the people by name. $1 contest, $2 state, $3 kind or null, $4 before this one
// or null, $5 rows. signal_state_idx, participant_pkey, attempt_no_key.
export const readSignals = statement<SignalRow>(
  'read-signals',
  `SELECT s.id, s.kind, s.state, s.found_at, u.name AS unit_name, s.figures, s.attempt_ids, s.decision, s.reason, s.decided_at,
          d.full_name AS decided_by_name,
          coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.full_name, 'attempts', n.attempts, 'voided', n.voided)
                             ORDER BY p.full_name, p.id)
                      FROM (SELECT unnest(s.participant_ids) AS id LIMIT ${PEOPLE_SHOWN}) who
                      JOIN participant p ON p.contest_id = $1 AND p.id = who.id
                     CROSS JOIN LATERAL (SELECT count(*)::int AS attempts, count(t.voided_at)::int AS voided FROM attempt t
                                          WHERE t.contest_id = $1 AND t.participant_id = p.id) n), '[]') AS people
     FROM signal s
     LEFT JOIN contest_unit u ON u.id = s.contest_unit_id
     LEFT JOIN account d ON d.id = s.decided_by
    WHERE s.contest_id = $1 AND s.state = $2 AND ($3::text IS NULL OR s.kind = $3) AND ($4::int IS NULL OR s.id < $4)
    ORDER BY s.id DESC LIMIT $5`,
);

// How many wait, by kind. $1 contest; signal_state_idx.
export const countOpenSignals = statement<{ kind: SignalKind; signals: number }>(
  'count-open-signals',
  `SELECT kind, count(*)::int AS signals FROM signal WHERE contest_id = $1 AND state = 'open' GROUP BY kind`,
);

// What somebody decided. $1 contest, $2 id, $3 decision, $4 reason, $5 who; signal_pkey. No row when it was decided before.
export const decideSignal = statement<{
  id: number;
  kind: SignalKind;
  attempt_ids: string[];
  participant_ids: string[];
}>(
  'decide-signal',
  `UPDATE signal SET state = 'decided', decision = $3, reason = $4, decided_by = $5, decided_at = contest_clock()
    WHERE contest_id = $1 AND id = $2 AND state = 'open' RETURNING id, kind, attempt_ids, participant_ids`,
);

// Whether there is such a signal. $1 contest, $2 id; signal_pkey.
export const knowsSignal = statement<{ id: number }>(
  'knows-signal',
  `SELECT id FROM signal WHERE contest_id = $1 AND id = $2`,
);
