import { statement } from '#database';

/** Why somebody may not take part: what they are in the contest; a relative is one of any of the others. */
export const EXCLUSION_REASONS = ['organizer', 'jury', 'technician', 'relative'] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

/**
 * Is this account on the list of a contest, and whom would it ask? $1 contest, $2 account. Index: account_pkey,
 * exclusion_phone_key, exclusion_account_key. Rows: one or none, two when a phone came later.
 */
export const exclusionOfAccount = statement<{ reason: ExclusionReason; hotline: string | null }>(
  'exclusion-of-account',
  `SELECT x.reason, c.hotline
     FROM account a JOIN exclusion x ON x.contest_id = $1 AND (x.phone = a.phone OR x.account_id = a.id) JOIN contest c ON c.id = $1
    WHERE a.id = $2`,
);

/** The number of a contest. $1 slug. Index: contest_slug_key. Rows: one or none. */
export const contestOfSlug = statement<{ id: number; status: 'draft' | 'published' | 'closed' }>(
  'contest-of-slug',
  `SELECT id, status FROM contest WHERE slug = $1`,
);

/**
 * Puts phones on the list; who is on it stays as they are. $1 contest, $2 text[] phones, $3 text[] reasons, $4 who.
 * Index: exclusion_phone_key. Rows: the new ones, at most 500.
 */
export const insertExclusions = statement<{ id: number; reason: ExclusionReason }>(
  'insert-exclusions',
  `INSERT INTO exclusion (contest_id, phone, reason, declared_by)
   SELECT $1, phone, reason, $4 FROM unnest($2::text[], $3::text[]) AS u (phone, reason)
   ON CONFLICT ON CONSTRAINT exclusion_phone_key DO NOTHING RETURNING id, reason`,
);

/**
 * Puts people of the contest on the list, by their phones, or by their accounts where they have none.
 * $1 contest, $2 uuid[] participants, $3 text[] reasons, $4 who. Index: participant_pkey, account_pkey, exclusion_phone_key,
 * exclusion_account_key. Rows: the new ones, at most 500.
 */
export const insertExcludedPeople = statement<{ id: number; reason: ExclusionReason }>(
  'insert-excluded-people',
  `INSERT INTO exclusion (contest_id, phone, account_id, reason, declared_by)
   SELECT $1, a.phone, CASE WHEN a.phone IS NULL THEN a.id END, u.reason, $4
     FROM unnest($2::uuid[], $3::text[]) AS u (participant_id, reason)
     JOIN participant p ON p.contest_id = $1 AND p.id = u.participant_id AND p.anonymised_at IS NULL
     JOIN account a ON a.id = p.account_id
   ON CONFLICT DO NOTHING RETURNING id, reason`,
);

/** Which of these take part and have not left? $1 contest, $2 uuid[] participants. Index: participant_pkey. Rows: those. */
export const peopleOf = statement<{ id: string }>(
  'people-to-exclude',
  `SELECT id FROM participant WHERE contest_id = $1 AND id = ANY($2::uuid[]) AND anonymised_at IS NULL`,
);

/** Takes one line from the list. $1 contest, $2 line. Index: exclusion_pkey. Rows: one or none. */
export const deleteExclusion = statement<{ id: number; reason: ExclusionReason }>(
  'delete-exclusion',
  `DELETE FROM exclusion WHERE contest_id = $1 AND id = $2 RETURNING id, reason`,
);

export interface ExclusionRow {
  id: number;
  phone: string | null;
  reason: ExclusionReason;
  declared_at: Date;
  full_name: string | null;
  unit_name: string | null;
  attempts: { id: string; roundTitle: string; startedMs: number; state: string; voided: boolean }[];
}

/**
 * A page of the list in its own order, with what each person did in this contest before: nothing of people who did not
 * join it. $1 contest, $2 after this line, $3 how many. Index: exclusion_pkey, account_phone_key, account_pkey,
 * participant_account_key, attempt_no_key. Rows: at most $3.
 */
export const exclusionsOf = statement<ExclusionRow>(
  'exclusions-of',
  `SELECT x.id, x.phone, x.reason, x.declared_at, p.full_name, u.name AS unit_name,
          coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'roundTitle', r.title, 'state', t.state,
                             'startedMs', extract(epoch FROM t.started_at) * 1000, 'voided', t.voided_at IS NOT NULL)
                             ORDER BY t.attempt_no)
                      FROM attempt t JOIN round r ON r.contest_id = $1 AND r.id = t.round_id
                     WHERE t.contest_id = $1 AND t.participant_id = p.id), '[]') AS attempts
     FROM exclusion x
     LEFT JOIN account a ON a.id = coalesce(x.account_id, (SELECT k.id FROM account k WHERE k.phone = x.phone))
     LEFT JOIN participant p ON p.account_id = a.id AND p.contest_id = $1
     LEFT JOIN contest_unit u ON u.id = p.contest_unit_id
    WHERE x.contest_id = $1 AND x.id > $2
    ORDER BY x.id LIMIT $3`,
);
