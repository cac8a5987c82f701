import { statement } from '#database';

// The person of a contest with this phone. $1 contest slug, $2 phone (E.164). contest_slug_key, account_phone_key,
// participant_account_key; one row, none when nobody with it takes part.
export const participantOfPhone = statement<{ contest_id: number; participant_id: string }>(
  'participant-of-phone',
  `SELECT p.contest_id, p.id AS participant_id
     FROM contest c JOIN account a ON a.phone = $2 JOIN participant p ON p.account_id = a.id AND p.contest_id = c.id
    WHERE c.slug = $1 AND p.anonymised_at IS NULL`,
);

// A person of a contest, held, with the extra time so far. $1 contest, $2 participant; participant_pkey, one row or none.
export const lockParticipant = statement<{ percent: number }>(
  'lock-participant',
  `SELECT extra_time_percent AS percent FROM participant
    WHERE contest_id = $1 AND id = $2 AND anonymised_at IS NULL FOR UPDATE`,
);

// A unit of a contest, held, with the extra time so far. $1 contest, $2 unit; contest_unit_pkey, one row or none.
export const lockUnit = statement<{ percent: number }>(
  'lock-unit-for-extra-time',
  `SELECT coalesce((SELECT percent FROM extra_time_grant WHERE contest_id = $1 AND contest_unit_id = $2 AND withdrawn_at IS NULL),
                   0)::int AS percent
     FROM contest_unit WHERE contest_id = $1 AND id = $2 FOR UPDATE`,
);

// What starts ask for a person. $1 contest, $2 participant, $3 percent; participant_pkey.
export const setExtraTime = statement<never>(
  'set-extra-time',
  `UPDATE participant SET extra_time_percent = $3 WHERE contest_id = $1 AND id = $2`,
);

// Takes back what a person or unit has. $1 contest, $2 participant or null, $3 unit or null, $4 who. The two partial keys;
// one row or none.
export const withdrawFrom = statement<{ id: number }>(
  'withdraw-extra-time-from',
  `UPDATE extra_time_grant SET withdrawn_at = contest_clock(), withdrawn_by = $4
    WHERE contest_id = $1 AND withdrawn_at IS NULL
      AND (participant_id = $2::uuid OR contest_unit_id = $3::int) RETURNING id`,
);

// $1 contest, $2 participant or null, $3 unit or null, $4 percent, $5 reason, $6 who.
export const insertGrant = statement<{ id: number }>(
  'insert-extra-time',
  `INSERT INTO extra_time_grant (contest_id, participant_id, contest_unit_id, percent, reason, granted_by)
   VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
);

// Whose extra time this is, while it holds. $1 contest, $2 id; extra_time_grant_pkey, one row or none.
export const findGrant = statement<{ participant_id: string | null; contest_unit_id: number | null; percent: number }>(
  'find-extra-time',
  `SELECT participant_id, contest_unit_id, percent FROM extra_time_grant
    WHERE contest_id = $1 AND id = $2 AND withdrawn_at IS NULL`,
);

export interface GrantRow {
  id: number;
  participant_id: string | null;
  full_name: string | null;
  unit_name: string;
  is_unit: boolean;
  percent: number;
  reason: string;
  granted_at: Date;
  withdrawn_at: Date | null;
}

// Extra time in a contest, what holds first, newest first. $1 contest; extra_time_grant_contest_idx, at most 200 rows.
export const readGrants = statement<GrantRow>(
  'read-extra-time',
  `SELECT g.id, g.participant_id, p.full_name, u.name AS unit_name, g.contest_unit_id IS NOT NULL AS is_unit, g.percent, g.reason,
          g.granted_at, g.withdrawn_at
     FROM extra_time_grant g
     LEFT JOIN participant p ON p.contest_id = $1 AND p.id = g.participant_id
     JOIN contest_unit u ON u.id = coalesce(g.contest_unit_id, p.contest_unit_id)
    WHERE g.contest_id = $1
    ORDER BY g.withdrawn_at IS NOT NULL, g.id DESC LIMIT 200`,
);
