import { statement } from '#database';
import type { OfficialPlace, Scope } from '#domain';
import type { TableQueueRow } from '#platform';
import type { FileSummary } from './summary.js';

export type SettlementState = 'asked' | 'computed' | 'published' | 'superseded' | 'withdrawn' | 'failed';

export interface SettlementRow {
  id: string;
  scope_kind: Scope['kind'];
  scope_id: number;
  state: SettlementState;
  version: number;
  wanted: number;
  done: number;
  total: number | null;
  asked_at: Date;
  asked_by_name: string | null;
  signals: number;
  reason: string | null;
  failure: string | null;
  closed_at: Date | null;
  close_reason: string | null;
  hash: string | null;
  input_hash: string | null;
  made_at: Date | null;
  summary: FileSummary | null;
  publication: number | null;
}

const ROW = `SELECT s.id, s.scope_kind, s.scope_id, s.state, s.version, s.wanted, s.done, s.total, s.asked_at,
          a.full_name AS asked_by_name, s.signals, s.reason, s.failure, s.closed_at, s.close_reason,
          f.hash, f.input_hash, f.made_at, f.summary,
          (SELECT max(p.number) FROM publication p
            WHERE p.contest_id = s.contest_id AND p.settlement_id = s.id)::int AS publication
     FROM settlement s
     LEFT JOIN account a ON a.id = s.asked_by
     LEFT JOIN winner_file f ON f.contest_id = s.contest_id AND f.settlement_id = s.id AND f.version = s.version
    WHERE s.contest_id = $1`;

// The settlements of a contest, newest first. $1 contest, $2 rows; settlement_pkey, a few dozen.
export const readSettlements = statement<SettlementRow>(
  'awards-settlements',
  `${ROW} ORDER BY s.asked_at DESC, s.id LIMIT $2`,
);

// One of them. $1 contest, $2 id; settlement_pkey.
export const readSettlement = statement<SettlementRow>('awards-settlement', `${ROW} AND s.id = $2`);

// All that is owed and what could not be made, of all contests; not what was asked for anew since. One that was begun and broke
// off is tried again. settlement has a few hundred rows over years.
export const openSettlements = statement<TableQueueRow<Scope['kind']>>(
  'awards-open-settlements',
  `SELECT s.id, s.contest_id, c.title AS contest, s.scope_kind AS kind, s.tries, s.failure AS reason,
          CASE WHEN s.state = 'failed' THEN 'failed' WHEN s.tries = 0 THEN 'waiting'
               WHEN s.tries = 1 THEN 'active' ELSE 'delayed' END AS state,
          floor(extract(epoch FROM s.asked_at) * 1000)::float8 AS asked_ms
     FROM settlement s JOIN contest c ON c.id = s.contest_id
    WHERE s.state = 'asked'
       OR s.state = 'failed' AND NOT EXISTS
          (SELECT FROM settlement o WHERE o.contest_id = s.contest_id AND o.scope_kind = s.scope_kind
              AND o.scope_id = s.scope_id AND o.asked_at > s.asked_at)`,
);

// Asks for a settlement; who asks again changes nothing, nor does who asks for a second one of a field. $1 contest, $2 id,
// $3 scope kind, $4 scope id, $5 who, $6 signals, $7 reason; settlement_pkey and settlement_open_key.
export const insertSettlement = statement<{ id: string }>(
  'awards-insert-settlement',
  `INSERT INTO settlement (contest_id, id, scope_kind, scope_id, asked_by, signals, reason)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
);

export interface LockedSettlement {
  id: string;
  scope_kind: Scope['kind'];
  scope_id: number;
  state: SettlementState;
  version: number;
  hash: string | null;
  input_hash: string | null;
  summary: FileSummary | null;
}

// A settlement held until the end of the transaction, with its newest file. $1 contest, $2 id; settlement_pkey.
export const lockSettlement = statement<LockedSettlement>(
  'awards-lock-settlement',
  `SELECT s.id, s.scope_kind, s.scope_id, s.state, s.version, f.hash, f.input_hash, f.summary
     FROM settlement s
     LEFT JOIN winner_file f ON f.contest_id = s.contest_id AND f.settlement_id = s.id AND f.version = s.version
    WHERE s.contest_id = $1 AND s.id = $2 FOR UPDATE OF s`,
);

// Whether a field has a settlement that people or the worker are at. $1 contest, $2 scope kind, $3 scope id, $4 but this one;
// settlement_open_key.
export const openOfField = statement<{ id: string }>(
  'awards-open-of-field',
  `SELECT id FROM settlement
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND state IN ('asked', 'computed') AND id <> $4`,
);

// The worker owes the next version. $1 contest, $2 id; settlement_pkey.
export const askAgain = statement<never>(
  'awards-ask-again',
  `UPDATE settlement SET state = 'asked', wanted = version + 1, done = 0, total = NULL WHERE contest_id = $1 AND id = $2`,
);

// The worker owes once more what it could not make. $1 contest, $2 id; settlement_pkey.
export const retrySettlement = statement<never>(
  'awards-retry-settlement',
  `UPDATE settlement SET state = 'asked', tries = 0, done = 0, total = NULL, failure = NULL, closed_at = NULL
    WHERE contest_id = $1 AND id = $2`,
);

// Gives a settlement up. $1 contest, $2 id, $3 who, $4 why; settlement_pkey.
export const withdrawSettlement = statement<never>(
  'awards-withdraw-settlement',
  `UPDATE settlement SET state = 'withdrawn', closed_by = $3, closed_at = contest_clock(), close_reason = $4
    WHERE contest_id = $1 AND id = $2`,
);

// Its newest version is the published one, and no longer that of another settlement of the field. $1 contest, $2 id, $3 scope
// kind, $4 scope id; settlement_pkey.
export const markPublished = statement<never>(
  'awards-mark-published',
  `UPDATE settlement SET state = CASE WHEN id = $2 THEN 'published' ELSE 'superseded' END
    WHERE contest_id = $1 AND scope_kind = $3 AND scope_id = $4 AND (id = $2 OR state = 'published')`,
);

// Writes a decision once. $1 contest, $2 settlement, $3 id, $4 kind, $5 numbers, $6 units, $7 line, $8 reason by its name, $9 in
// words, $10 who; award_decision_pkey.
export const insertDecision = statement<{ id: string }>(
  'awards-insert-decision',
  `INSERT INTO award_decision (contest_id, settlement_id, id, kind, numbers, contest_unit_ids, line, out_reason, reason, decided_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT ON CONSTRAINT award_decision_pkey DO NOTHING RETURNING id`,
);

// Takes a decision back. $1 contest, $2 settlement, $3 id, $4 who; award_decision_pkey.
export const takeBackDecision = statement<{ kind: string }>(
  'awards-take-back-decision',
  `UPDATE award_decision SET taken_back_by = $4, taken_back_at = contest_clock()
    WHERE contest_id = $1 AND settlement_id = $2 AND id = $3 AND taken_back_at IS NULL RETURNING kind`,
);

export interface DecisionRow {
  id: string;
  kind: 'confirmed' | 'out' | 'given' | 'order';
  numbers: number[];
  contest_unit_ids: number[];
  line: number | null;
  out_reason: string | null;
  reason: string;
  decided_at: Date;
  decided_by_name: string | null;
  taken_back_at: Date | null;
  taken_back_by_name: string | null;
}

// All that was decided of a settlement, oldest first. $1 contest, $2 settlement; award_decision_pkey.
export const readDecisions = statement<DecisionRow>(
  'awards-decisions',
  `SELECT d.id, d.kind, d.numbers, d.contest_unit_ids, d.line, d.out_reason, d.reason, d.decided_at,
          a.full_name AS decided_by_name, d.taken_back_at, b.full_name AS taken_back_by_name
     FROM award_decision d
     LEFT JOIN account a ON a.id = d.decided_by
     LEFT JOIN account b ON b.id = d.taken_back_by
    WHERE d.contest_id = $1 AND d.settlement_id = $2 ORDER BY d.decided_at, d.id`,
);

// Which of these stand in the standings of a settlement. $1 contest, $2 settlement, $3 numbers; settlement_line_number_idx.
export const numbersThere = statement<{ number: number }>(
  'awards-numbers-there',
  `SELECT DISTINCT number FROM settlement_line WHERE contest_id = $1 AND settlement_id = $2 AND number = ANY($3::int[])`,
);

// Which of these are units of a contest. $1 contest, $2 units; contest_unit_pkey.
export const unitsThere = statement<{ id: number; name: string }>(
  'awards-units-there',
  `SELECT id, name FROM contest_unit WHERE contest_id = $1 AND id = ANY($2::int[])`,
);

// One person's yes to a version. $1 contest, $2 settlement, $3 version, $4 account, $5 hash; settlement_approval_pkey.
export const insertApproval = statement<{ version: number }>(
  'awards-insert-approval',
  `INSERT INTO settlement_approval (contest_id, settlement_id, version, account_id, hash) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT ON CONSTRAINT settlement_approval_pkey DO NOTHING RETURNING version`,
);

export interface ApprovalRow {
  account_id: string;
  full_name: string | null;
  hash: string;
  approved_at: Date;
}

// Who said yes to a version. $1 contest, $2 settlement, $3 version; settlement_approval_pkey.
export const readApprovals = statement<ApprovalRow>(
  'awards-approvals',
  `SELECT v.account_id, a.full_name, v.hash, v.approved_at
     FROM settlement_approval v LEFT JOIN account a ON a.id = v.account_id
    WHERE v.contest_id = $1 AND v.settlement_id = $2 AND v.version = $3 ORDER BY v.approved_at`,
);

// Publishes a version as the next of its field. $1 contest, $2 scope kind, $3 scope id, $4 settlement, $5 version, $6 hash,
// $7 hash of the input, $8 reason or null, $9 who, $10 days for appeals or null; publication_pkey.
export const insertPublication = statement<{ number: number }>(
  'awards-insert-publication',
  `INSERT INTO publication (contest_id, scope_kind, scope_id, number, settlement_id, version, hash, input_hash, reason,
                            published_by, appeals_until)
   SELECT $1, $2, $3, 1 + coalesce(max(number), 0), $4, $5, $6, $7, $8, $9,
          contest_clock() + $10::int * interval '1 day'
     FROM publication WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3
   RETURNING number`,
);

// The newest publication of a field. $1 contest, $2 scope kind, $3 scope id; publication_pkey.
export const lastPublication = statement<{ number: number; settlement_id: string; version: number }>(
  'awards-last-publication',
  `SELECT number, settlement_id, version FROM publication WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 ORDER BY number DESC LIMIT 1`,
);

// What the document office gave the decision on paper. $1 contest, $2 settlement, $3 number, $4 day, $5 signer;
// publication_pkey by its contest.
export const putPaper = statement<{ number: number }>(
  'awards-put-decision-paper',
  `UPDATE publication SET decision_number = $3, decision_date = $4, decision_signer = $5
    WHERE contest_id = $1 AND settlement_id = $2
      AND number = (SELECT max(number) FROM publication WHERE contest_id = $1 AND settlement_id = $2) RETURNING number`,
);

export interface AwardRow {
  line: number;
  place: number;
  number: number | null;
  contest_unit_id: number;
  unit_name: string;
  rank: number | null;
  moved_up: number;
}

// The prizes of a version. $1 contest, $2 settlement, $3 version; award_pkey.
export const readAwards = statement<AwardRow>(
  'awards-awards',
  `SELECT a.line, a.place, a.number, a.contest_unit_id, u.name AS unit_name, a.rank, a.moved_up
     FROM award a JOIN contest_unit u ON u.id = a.contest_unit_id
    WHERE a.contest_id = $1 AND a.settlement_id = $2 AND a.version = $3 ORDER BY a.line, a.place`,
);

export interface PersonRow {
  number: number;
  participant_id: string;
  full_name: string;
  is_anonymous: boolean;
  is_child: boolean;
  publish_name: boolean | null;
  unit_name: string;
}

// Who these numbers are. $1 contest, $2 numbers; person_number_pkey, participant_pkey.
export const readPeople = statement<PersonRow>(
  'awards-people',
  `SELECT n.number, p.id AS participant_id, p.full_name, p.anonymised_at IS NOT NULL AS is_anonymous,
          is_child(p.birth_date, p.created_at) AS is_child, p.publish_name, u.name AS unit_name
     FROM person_number n
     JOIN participant p ON p.contest_id = n.contest_id AND p.id = n.participant_id
     JOIN contest_unit u ON u.id = p.contest_unit_id
    WHERE n.contest_id = $1 AND n.number = ANY($2::int[])`,
);

// What is known of their papers, and who has lost an attempt since the freeze. $1 contest, $2 numbers, $3 rounds, $4 epoch ms;
// person_number_pkey, identity_paper_pkey, attempt_no_key.
export const readChecks = statement<{ number: number; is_asked: boolean; is_given: boolean; voided: number }>(
  'awards-checks',
  `SELECT n.number, i.asked_at IS NOT NULL AS is_asked, i.given_at IS NOT NULL AS is_given,
          (SELECT count(*)::int FROM attempt t
            WHERE t.contest_id = $1 AND t.participant_id = n.participant_id AND t.round_id = ANY($3::smallint[])
              AND t.voided_at > to_timestamp($4::float8 / 1000)) AS voided
     FROM person_number n
     LEFT JOIN identity_paper i ON i.contest_id = n.contest_id AND i.participant_id = n.participant_id
                               AND i.delete_after > contest_clock()
    WHERE n.contest_id = $1 AND n.number = ANY($2::int[])`,
);

/** What a freeze would find in its rounds. */
export interface FreezeCounts {
  /** Recognised, and of how many people. */
  attempts: number;
  persons: number;
  /** Graded, and left out. */
  unrecognised: number;
}

// What a freeze would take of these rounds. $1 contest, $2 rounds; one partition is counted.
export const countToFreeze = statement<FreezeCounts>(
  'awards-count-to-freeze',
  `SELECT (count(*) FILTER (WHERE valid))::int AS attempts,
          (count(DISTINCT participant_id) FILTER (WHERE valid))::int AS persons,
          (count(*) FILTER (WHERE NOT valid))::int AS unrecognised
     FROM contribution WHERE contest_id = $1 AND round_id = ANY($2::smallint[])`,
);

// Prizes of units by settlements that are computed and not published, in the order of the rules. $1 contest;
// settlement_open_key, award_pkey; a few dozen.
export const foreseenUnitPrizes = statement<{
  scope_kind: Scope['kind'];
  scope_id: number;
  contest_unit_id: number;
  title: string;
}>(
  'awards-foreseen-unit-prizes',
  `SELECT s.scope_kind, s.scope_id, a.contest_unit_id, a.title
     FROM settlement s
     JOIN award a ON a.contest_id = s.contest_id AND a.settlement_id = s.id AND a.version = s.version
    WHERE s.contest_id = $1 AND s.state = 'computed' AND a.number IS NULL
    ORDER BY s.scope_kind, s.scope_id, a.line, a.place`,
);

// The ranks of some people. $1 contest, $2 settlement, $3 numbers; settlement_line_number_idx, one or two each.
export const ranksOf = statement<{ number: number; board: string; rank: number }>(
  'awards-ranks-of',
  `SELECT number, board, rank FROM settlement_line
    WHERE contest_id = $1 AND settlement_id = $2 AND number = ANY($3::int[]) ORDER BY board, place`,
);

// How many attempts were voided since a freeze. $1 contest, $2 rounds, $3 epoch ms; one partition is looked through.
export const countVoidedSince = statement<{ attempts: number }>(
  'awards-voided-since',
  `SELECT count(*)::int AS attempts FROM attempt
    WHERE contest_id = $1 AND round_id = ANY($2::smallint[]) AND voided_at > to_timestamp($3::float8 / 1000)`,
);

// What predictions would be measured against now: attempts, persons and persons with full marks of each round, phase or the
// contest, of each audience or all. $1 contest, $2 'round', 'phase' or 'contest', $3 whether by audience. One partition is
// read; a row for each such part, named by one of its rounds.
export const readTruths = statement<{
  round_id: number;
  audience_id: number | null;
  attempts: number;
  persons_taking_part: number;
  persons_all_correct: number;
}>(
  'awards-truths',
  `SELECT min(round_id)::int AS round_id, CASE WHEN $3::boolean THEN audience_id END AS audience_id,
          count(*)::int AS attempts, count(DISTINCT participant_id)::int AS persons_taking_part,
          (count(DISTINCT participant_id) FILTER (WHERE full_marks))::int AS persons_all_correct
     FROM contribution WHERE contest_id = $1 AND valid
    GROUP BY CASE $2::text WHEN 'round' THEN round_id WHEN 'phase' THEN phase_id END,
             CASE WHEN $3::boolean THEN audience_id END
    ORDER BY 1, 2`,
);

/** What stands in a line: figures of the counted attempt, and by what it is behind the one above and ahead of the next. */
export type Standing = Pick<OfficialPlace, 'score' | 'distance' | 'durationMs' | 'decided' | 'ahead'>;

export interface LineRow {
  place: number;
  rank: number;
  number: number;
  line: Standing;
}

// A page of a board. $1 contest, $2 settlement, $3 board, $4 after this place, $5 rows; settlement_line_pkey.
export const readLines = statement<LineRow>(
  'awards-lines',
  `SELECT place, rank, number, line FROM settlement_line
    WHERE contest_id = $1 AND settlement_id = $2 AND board = $3 AND place > $4 ORDER BY place LIMIT $5`,
);

// The same for whoever has these letters in the name, or this number. $6 letters, $7 number or null. The people of the contest
// are looked through.
export const searchLines = statement<LineRow>(
  'awards-search-lines',
  `SELECT l.place, l.rank, l.number, l.line
     FROM settlement_line l
     JOIN person_number n ON n.contest_id = l.contest_id AND n.number = l.number
     JOIN participant p ON p.contest_id = n.contest_id AND p.id = n.participant_id
    WHERE l.contest_id = $1 AND l.settlement_id = $2 AND l.board = $3 AND l.place > $4
      AND (l.number = $7::int OR search_key(p.full_name) LIKE '%' || search_key($6) || '%')
    ORDER BY l.place LIMIT $5`,
);
