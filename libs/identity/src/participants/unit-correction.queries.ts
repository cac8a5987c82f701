import { statement } from '#database';

/** Takes back what a person has asked and nobody has decided. $1 contest, $2 participant. Index: unit_correction_open_key. Rows: one or none. */
export const deleteOpenCorrection = statement<{ id: number }>(
  'delete-open-correction',
  `DELETE FROM unit_correction WHERE contest_id = $1 AND participant_id = $2 AND state = 'open' RETURNING id`,
);

/** $1 contest, $2 participant, $3 unit until now, $4 unit claimed, $5 reason. Rows: one. */
export const insertCorrection = statement<{ id: number }>(
  'insert-correction',
  `INSERT INTO unit_correction (contest_id, participant_id, from_unit_id, to_unit_id, reason)
   VALUES ($1, $2, $3, $4, $5) RETURNING id`,
);

export interface OwnCorrectionRow {
  state: 'open' | 'approved' | 'refused';
  reason: string | null;
  asked_at: Date;
  decided_at: Date | null;
  note: string | null;
  unit_id: number;
  unit_code: string;
  unit_name: string;
  parent_name: string | null;
}

/** What a person asked last. $1 slug, $2 account. Index: contest_slug_key, participant_account_key, unit_correction_person_idx. Rows: one or none. */
export const lastCorrection = statement<OwnCorrectionRow>(
  'last-correction',
  `SELECT k.state, k.reason, k.asked_at, k.decided_at, k.note, u.id AS unit_id, u.code AS unit_code, u.name AS unit_name,
          u.parent_name
     FROM contest c
     JOIN participant p ON p.account_id = $2 AND p.contest_id = c.id
     JOIN unit_correction k ON k.contest_id = c.id AND k.participant_id = p.id
     JOIN contest_unit u ON u.id = k.to_unit_id
    WHERE c.slug = $1 ORDER BY k.id DESC LIMIT 1`,
);

/** Units that a manager stands for ($2; null: every unit), each with all units below it. contest_unit_parent_idx. */
const REACH = `RECURSIVE reach AS (
     SELECT unnest($2::int[]) AS id
     UNION
     SELECT u.id FROM contest_unit u JOIN reach r ON u.parent_id = r.id
   )`;
const IN_REACH = `k.contest_id = $1 AND ($2::int[] IS NULL OR k.to_unit_id IN (SELECT id FROM reach))`;
/** Asked again for a unit that has said no. */
const DISPUTED = `k.state = 'open' AND EXISTS (
            SELECT FROM unit_correction e
             WHERE e.contest_id = $1 AND e.participant_id = k.participant_id AND e.state = 'refused'
               AND e.to_unit_id = k.to_unit_id)`;

export interface CorrectionRow {
  id: number;
  participant_id: string;
  full_name: string;
  attempts: number;
  state: 'open' | 'approved' | 'refused';
  disputed: boolean;
  reason: string | null;
  note: string | null;
  asked_at: Date;
  decided_at: Date | null;
  from_unit: CorrectionUnit;
  to_unit: CorrectionUnit;
}

export interface CorrectionUnit {
  contestUnitId: number;
  code: string;
  name: string;
  parentName: string | null;
}

const unitOf = (alias: string) =>
  `jsonb_build_object('contestUnitId', ${alias}.id, 'code', ${alias}.code, 'name', ${alias}.name, 'parentName', ${alias}.parent_name)`;

/**
 * A page of requests of one state, oldest first. $1 contest, $2 managed units or null, $3 state, or 'disputed' for
 * the disputed ones of the open, $4 after this one, $5 how many. Index: unit_correction_pkey or unit_correction_unit_idx, and
 * primary keys. Rows: at most $5.
 */
export const corrections = statement<CorrectionRow>(
  'corrections',
  `WITH ${REACH}
   SELECT k.id, k.participant_id, p.full_name, q.attempt_count AS attempts, k.state, ${DISPUTED} AS disputed, k.reason, k.note,
          k.asked_at, k.decided_at, ${unitOf('f')} AS from_unit, ${unitOf('t')} AS to_unit
     FROM unit_correction k
     JOIN participant p ON p.contest_id = $1 AND p.id = k.participant_id
     JOIN attempt_quota q ON q.contest_id = $1 AND q.participant_id = k.participant_id
     JOIN contest_unit f ON f.id = k.from_unit_id
     JOIN contest_unit t ON t.id = k.to_unit_id
    WHERE ${IN_REACH} AND k.state = CASE $3::text WHEN 'disputed' THEN 'open' ELSE $3 END
      AND ($3 <> 'disputed' OR ${DISPUTED}) AND k.id > $4
    ORDER BY k.id LIMIT $5`,
);

/** How many requests of each state. $1 contest, $2 managed units or null. Index: unit_correction_unit_idx. Rows: one. */
export const correctionCounts = statement<{ open: number; approved: number; refused: number; disputed: number }>(
  'correction-counts',
  `WITH ${REACH}
   SELECT count(*) FILTER (WHERE k.state = 'open')::int AS open, count(*) FILTER (WHERE k.state = 'approved')::int AS approved,
          count(*) FILTER (WHERE k.state = 'refused')::int AS refused, count(*) FILTER (WHERE ${DISPUTED})::int AS disputed
     FROM unit_correction k WHERE ${IN_REACH}`,
);

/** Who asked these. $1 contest, $2 requests. Index: unit_correction_pkey. Rows: at most one for each. */
export const askersOf = statement<{ participant_id: string }>(
  'askers-of',
  `SELECT DISTINCT participant_id FROM unit_correction WHERE contest_id = $1 AND id = ANY($2::int[])`,
);

/**
 * Locks the rows that every start of these people locks, in key order as the starts do: nothing begins for the old unit
 * meanwhile, and no request changes. $1 contest, $2 participants. Index: attempt_quota_pkey. Rows: one for each.
 */
export const lockQuotasOfPeople = statement<{ participant_id: string }>(
  'lock-quotas-of-people',
  `SELECT participant_id FROM attempt_quota WHERE contest_id = $1 AND participant_id = ANY($2::uuid[])
    ORDER BY participant_id FOR UPDATE`,
);

/**
 * Decides what is still open, in reach and not the decider's own. $1 contest, $2 managed units or null, $3 requests,
 * $4 state, $5 who, $6 note. Index: unit_correction_pkey, participant_pkey. Rows: those decided.
 */
export const decideCorrections = statement<{
  id: number;
  participant_id: string;
  from_unit_id: number;
  to_unit_id: number;
}>(
  'decide-corrections',
  `WITH ${REACH}
   UPDATE unit_correction k SET state = $4, decided_by = $5, decided_at = contest_clock(), note = $6
     FROM participant p
    WHERE ${IN_REACH} AND k.id = ANY($3::int[]) AND k.state = 'open'
      AND p.contest_id = $1 AND p.id = k.participant_id AND p.account_id <> $5
   RETURNING k.id, k.participant_id, p.contest_unit_id AS from_unit_id, k.to_unit_id`,
);

/** Gives people to other units. $1 contest, $2 participants, $3 units. Index: participant_pkey. Rows: none. */
export const moveParticipants = statement<never>(
  'move-participants',
  `UPDATE participant p SET contest_unit_id = moved.unit_id
     FROM unnest($2::uuid[], $3::int[]) AS moved (participant_id, unit_id)
    WHERE p.contest_id = $1 AND p.id = moved.participant_id`,
);
