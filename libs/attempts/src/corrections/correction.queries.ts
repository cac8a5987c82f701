import { statement } from '#database';
import type { TableQueueRow } from '#platform';
import type { ItemKind } from '#domain';

export type CorrectionRule = 'regrade' | 'annul' | 'give_all';
export type CorrectionState = 'asked' | 'previewed' | 'approved' | 'applying' | 'applied' | 'failed';

export interface AskedItemRow {
  id: number;
  code: string;
  kind: ItemKind;
  topic: string;
  stem: string;
  options: string[];
  rounds: number[];
}

// The item versions that papers of a contest are drawn from, by code, without a key. $1 contest, $2 letters or null, $3 after
// this version or 0, $4 rows, $5 this version alone or null. round_revision_pkey and item_version_pkey: some hundreds of items.
export const askedItems = statement<AskedItemRow>(
  'correction-asked-items',
  `SELECT v.id, i.code, v.kind, t.title AS topic, v.stem, v.options, p.rounds
     FROM (SELECT u.item, array_agg(DISTINCT w.round_id ORDER BY w.round_id) AS rounds
             FROM round_revision w CROSS JOIN LATERAL unnest(w.pool) AS u(item)
            WHERE w.contest_id = $1 GROUP BY u.item) p
     JOIN item_version v ON v.id = p.item
     JOIN item i ON i.id = v.item_id
     JOIN topic t ON t.id = i.topic_id
    WHERE v.id > $3 AND ($5::int IS NULL OR v.id = $5)
      AND ($2::text IS NULL OR search_key(i.code || ' ' || v.stem) LIKE '%' || search_key($2) || '%')
    ORDER BY v.id LIMIT $4`,
);

export interface CorrectionRow {
  id: string;
  item_version_id: number;
  code: string;
  stem: string;
  options: string[];
  rule: CorrectionRule;
  right_mask: number | null;
  reason: string;
  public_note: string;
  state: CorrectionState;
  asked_at: Date;
  asked_by_name: string | null;
  approved_at: Date | null;
  approved_by_name: string | null;
  applied_at: Date | null;
  preview: CorrectionPreview | null;
  attempts: number;
  raised: number;
  lowered: number;
  failure: string | null;
}

/** What a correction would change, as it was when it was asked. People by their ids. */
export interface CorrectionPreview {
  at: string;
  /** The key as it was: options by number from 1, as written. */
  before: { options: number[]; rule: 'normal' | 'annulled' | 'all_credit' };
  /** Graded attempts with the item; attempts still open or ungraded will be graded by the new key anyway. */
  attempts: number;
  ungraded: number;
  persons: number;
  raised: number;
  lowered: number;
  /** Other contests whose papers are drawn from this item. */
  otherContests: number;
  boards: {
    scope: { kind: 'round' | 'phase' | 'contest'; id: number };
    audienceId: number;
    /** How many prizes are given by rank. */
    places: number;
    changed: number;
    moved: number;
    out: { participantId: string; from: number; to: number | null }[];
    outCount: number;
    inCount: number;
    isRough: boolean;
  }[];
}

const COLUMNS = `k.id, k.item_version_id, i.code, v.stem, v.options, k.rule, k.right_mask, k.reason, k.public_note, k.state,
          k.asked_at, asker.full_name AS asked_by_name, k.approved_at, approver.full_name AS approved_by_name, k.applied_at,
          k.preview, k.attempts, k.raised, k.lowered, k.failure`;
const JOINS = `
     JOIN item_version v ON v.id = k.item_version_id
     JOIN item i ON i.id = v.item_id
     LEFT JOIN account asker ON asker.id = k.asked_by
     LEFT JOIN account approver ON approver.id = k.approved_by`;

// The corrections of a contest, newest first. $1 contest, $2 rows; key_correction_pkey, a contest has a handful.
export const readCorrections = statement<CorrectionRow>(
  'read-key-corrections',
  `SELECT ${COLUMNS} FROM key_correction k${JOINS} WHERE k.contest_id = $1 ORDER BY k.asked_at DESC, k.id LIMIT $2`,
);

// One of them. $1 contest, $2 id; key_correction_pkey, one row.
export const readCorrection = statement<CorrectionRow>(
  'read-key-correction',
  `SELECT ${COLUMNS} FROM key_correction k${JOINS} WHERE k.contest_id = $1 AND k.id = $2`,
);

// Asks for a correction; who asks again changes nothing. $1 contest, $2 id, $3 version, $4 rule, $5 mask, $6 reason, $7 note,
// $8 who; key_correction_pkey.
export const insertCorrection = statement<{ id: string }>(
  'insert-key-correction',
  `INSERT INTO key_correction (contest_id, id, item_version_id, rule, right_mask, reason, public_note, asked_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT ON CONSTRAINT key_correction_pkey DO NOTHING RETURNING id`,
);

// Has it done. $1 contest, $2 id, $3 who; key_correction_pkey. No row when that was decided before.
export const approveCorrection = statement<{ id: string }>(
  'approve-key-correction',
  `UPDATE key_correction SET state = 'approved', approved_by = $3, approved_at = contest_clock()
    WHERE contest_id = $1 AND id = $2 AND state IN ('asked', 'previewed') RETURNING id`,
);

// Who the people of a preview are, as boards name them. $1 contest, $2 ids; participant_pkey.
export const readForeseen = statement<{
  id: string;
  full_name: string;
  is_anonymous: boolean;
  unit_name: string;
}>(
  'read-foreseen-people',
  `SELECT p.id, p.full_name, p.anonymised_at IS NOT NULL AS is_anonymous, u.name AS unit_name
     FROM participant p JOIN contest_unit u ON u.id = p.contest_unit_id
    WHERE p.contest_id = $1 AND p.id = ANY($2::uuid[])`,
);

export interface RegradeRow {
  position: number;
  rule: CorrectionRule;
  public_note: string;
  score_before: number;
  score_after: number;
}

// Which items of an attempt were graded again by a correction, and what that did. $1 contest, $2 attempt; asked only when its
// grade is not the first. key_correction_pkey, attempt_pkey, grade_pkey: a row or two.
export const readRegrades = statement<RegradeRow>(
  'read-regrades',
  `SELECT at.position, k.rule, k.public_note, before.score AS score_before, after.score AS score_after
     FROM key_correction k
     JOIN attempt t ON t.contest_id = $1 AND t.id = $2
    CROSS JOIN LATERAL (SELECT array_position(t.paper_items, k.item_version_id) AS position) at
    CROSS JOIN LATERAL (
      SELECT revision, score FROM grade
       WHERE contest_id = $1 AND attempt_id = $2 AND revision > 1 AND key_revisions[at.position] >= k.since_revision
       ORDER BY revision LIMIT 1) after
     JOIN grade before ON before.contest_id = $1 AND before.attempt_id = $2 AND before.revision = after.revision - 1
      AND before.key_revisions[at.position] < k.since_revision
    WHERE k.contest_id = $1 AND k.since_revision IS NOT NULL AND at.position IS NOT NULL
    ORDER BY k.approved_at`,
);

// Corrections that were decided and are not carried out. $1 contest; key_correction_pkey, a contest has a handful.
export const countUnapplied = statement<{ corrections: number }>(
  'count-unapplied-key-corrections',
  `SELECT count(*)::int AS corrections FROM key_correction WHERE contest_id = $1 AND state IN ('approved', 'applying')`,
);

// All that is owed and what could not be done, of all contests; not what was asked for anew since. key_correction has a few
// rows a contest.
export const openCorrections = statement<TableQueueRow<CorrectionRule>>(
  'open-key-corrections',
  `SELECT k.id, k.contest_id, c.title AS contest, k.rule AS kind, 1 AS tries, k.failure AS reason,
          CASE k.state WHEN 'failed' THEN 'failed' WHEN 'applying' THEN 'active' ELSE 'waiting' END AS state,
          floor(extract(epoch FROM k.asked_at) * 1000)::float8 AS asked_ms
     FROM key_correction k JOIN contest c ON c.id = k.contest_id
    WHERE k.state IN ('asked', 'approved', 'applying')
       OR k.state = 'failed' AND NOT EXISTS
          (SELECT FROM key_correction o WHERE o.contest_id = k.contest_id AND o.item_version_id = k.item_version_id
              AND o.asked_at > k.asked_at)`,
);
