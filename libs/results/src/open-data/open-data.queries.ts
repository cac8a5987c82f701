import { statement } from '#database';
import type { OpenTerms } from '#domain';
import type { OpenDataSummary } from './open-data.js';

export interface OpenAttemptRow {
  attempt_id: string;
  participant_id: string;
  round_id: number;
  audience_id: number;
  contest_unit_id: number;
  submitted_ms: number;
  score: number;
  max_score: number;
  full_marks: boolean;
  duration_ms: number;
}

// The next valid attempts of a contest, those of a person one after another. $1 contest, $2 person and $3 attempt after which,
// $4 rows. contribution_participant_idx from there on and grade_pkey for each; every contribution once over all pages.
export const nextOpenAttempts = statement<OpenAttemptRow>(
  'open-data-attempts',
  `SELECT c.attempt_id, c.participant_id, c.round_id, c.audience_id, c.contest_unit_id,
          (extract(epoch FROM c.submitted_at) * 1000)::float8 AS submitted_ms, c.score, g.max_score, c.full_marks, c.duration_ms
     FROM contribution c
     JOIN grade g ON g.contest_id = $1 AND g.attempt_id = c.attempt_id AND g.revision = c.grade_revision
    WHERE c.contest_id = $1 AND c.valid AND c.participant_id >= $2::uuid
      AND (c.participant_id, c.attempt_id) > ($2::uuid, $3::uuid)
    ORDER BY c.participant_id, c.attempt_id LIMIT $4`,
);

// How many there are, for the bar. $1 contest; reads every contribution once.
export const countOpenAttempts = statement<{ attempts: number }>(
  'open-data-count',
  `SELECT count(*)::int AS attempts FROM contribution WHERE contest_id = $1 AND valid`,
);

// The units of a contest as they are printed; of one name there may be several. $1 contest; contest_unit_code_key, some hundred.
export const openUnits = statement<{
  id: number;
  code: string;
  name: string;
  parent_name: string | null;
  level: string;
  block: string | null;
}>('open-data-units', `SELECT id, code, name, parent_name, level, block FROM contest_unit WHERE contest_id = $1`);

export interface OpenDataReadinessRow {
  is_over: boolean;
  attempts_owed: boolean;
  is_settled: boolean;
  settlement_open: boolean;
  figures_version: string;
}

// What stands in the way of open data: rounds that run, attempts without a grade, official results that are owed. Settled: the
// whole contest was published, or each of its rounds. $1 contest; primary keys and settlement_open_key; attempts are read
// until one without a grade is found, all of them where there is none.
export const readReadiness = statement<OpenDataReadinessRow>(
  'open-data-readiness',
  `SELECT c.status = 'closed' OR NOT EXISTS (
            SELECT FROM round r
              JOIN round_revision w ON w.contest_id = r.contest_id AND w.round_id = r.id AND w.revision = r.current_revision
             WHERE r.contest_id = c.id AND w.closes_at > contest_clock()) AS is_over,
          EXISTS (SELECT FROM attempt t WHERE t.contest_id = $1 AND t.state <> 'graded') AS attempts_owed,
          EXISTS (SELECT FROM publication p WHERE p.contest_id = c.id AND p.scope_kind = 'contest')
            OR (EXISTS (SELECT FROM publication p WHERE p.contest_id = c.id) AND NOT EXISTS (
                  SELECT FROM round r WHERE r.contest_id = c.id AND NOT EXISTS (
                    SELECT FROM publication p
                     WHERE p.contest_id = c.id AND p.scope_kind = 'round' AND p.scope_id = r.id))) AS is_settled,
          EXISTS (SELECT FROM settlement s WHERE s.contest_id = c.id AND s.state IN ('asked', 'computed')) AS settlement_open,
          coalesce((SELECT m.version FROM tally_mark m WHERE m.contest_id = c.id), 0)::text AS figures_version
     FROM contest c WHERE c.id = $1`,
);

export interface OpenDataRow {
  id: string;
  columns: string[];
  terms: OpenTerms;
  terms_text: string | null;
  data_hash: string;
  dictionary_hash: string;
  summary: OpenDataSummary;
  figures_version: string;
  made_at: Date;
  published_at: Date | null;
  without_settlement: boolean | null;
  withdrawn_at: Date | null;
  withdraw_reason: string | null;
}

// Files of a contest without their bytes, newest first. $1 contest; open_data_pkey, a handful.
export const listOpenData = statement<OpenDataRow>(
  'open-data-list',
  `SELECT id, columns, terms, terms_text, data_hash, dictionary_hash, summary, figures_version::text, made_at, published_at,
          without_settlement, withdrawn_at, withdraw_reason
     FROM open_data WHERE contest_id = $1 ORDER BY made_at DESC, id`,
);

// Keeps what was made. $1 contest, $2 id, $3 columns, $4 terms, $5 their words, $6 data,
// $7 hash, $8 dictionary, $9 hash, $10 summary, $11 version of the figures, $12 when.
export const keepOpenData = statement<never>(
  'open-data-keep',
  `INSERT INTO open_data (contest_id, id, columns, terms, terms_text, data, data_hash, dictionary, dictionary_hash, summary,
                          figures_version, made_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
);

// Makes a file public, once. $1 contest, $2 id, $3 account, $4 that there will be no official results; open_data_pkey.
export const publishOpenData = statement<{ id: string }>(
  'open-data-publish',
  `UPDATE open_data SET published_at = contest_clock(), published_by = $3, without_settlement = $4
    WHERE contest_id = $1 AND id = $2 AND published_at IS NULL RETURNING id`,
);

// Takes back what is public. $1 contest, $2 account, $3 why; open_data_public_key.
export const withdrawOpenData = statement<{ id: string; data_hash: string }>(
  'open-data-withdraw',
  `UPDATE open_data SET withdrawn_at = contest_clock(), withdrawn_by = $2, withdraw_reason = $3
    WHERE contest_id = $1 AND published_at IS NOT NULL AND withdrawn_at IS NULL RETURNING id, data_hash`,
);

// The bytes of a file. $1 contest, $2 id, $3 data or dictionary; open_data_pkey, some hundred kilobytes.
export const readOpenDataBytes = statement<{ bytes: Buffer; hash: string }>(
  'open-data-bytes',
  `SELECT CASE $3 WHEN 'data' THEN data ELSE dictionary END AS bytes,
          CASE $3 WHEN 'data' THEN data_hash ELSE dictionary_hash END AS hash
     FROM open_data WHERE contest_id = $1 AND id = $2`,
);

// Locks the files of a contest against being published side by side. $1 contest; contest_pkey.
export const lockOpenData = statement<never>(
  'open-data-lock',
  `SELECT pg_advisory_xact_lock(hashtextextended('open-data/' || $1::int, 0))`,
);

// Files that nobody published, $1 days after they were made. open_data is small.
export const deleteUnpublished = statement<{ id: string }>(
  'open-data-tidy',
  `DELETE FROM open_data WHERE published_at IS NULL AND made_at < contest_clock() - make_interval(days => $1) RETURNING id`,
);
