import { statement } from '#database';
import type { CorrectionUnit } from '../participants/unit-correction.queries.js';
import { FOUND, type FoundRow } from './person-search.queries.js';

/** $1 contest, $2 participant. Index: participant_pkey. Rows: one or none. */
export const findByParticipant = statement<FoundRow>('find-by-participant', `${FOUND} AND p.id = $2`);

export interface PersonCardRow {
  account_id: string;
  account_since: Date;
  extra_time_percent: number;
  excluded: string | null;
  sessions: number;
  last_signed_in_at: Date | null;
  correction: { unit: CorrectionUnit; state: 'open' | 'approved' | 'refused'; askedAt: number } | null;
}

/**
 * What the desk is told of a person beside who it is: sign-ins that still hold, extra time, whether the person is excluded,
 * the last request for another unit. $1 contest, $2 participant. Index: participant_pkey, session_account_idx,
 * exclusion_phone_key, exclusion_account_key, unit_correction_person_idx. Rows: one or none.
 */
export const readPersonCard = statement<PersonCardRow>(
  'read-person-card',
  `SELECT p.account_id, a.created_at AS account_since, p.extra_time_percent, x.reason AS excluded,
          coalesce(s.sessions, 0) AS sessions, s.last_signed_in_at, k.correction
     FROM participant p
     JOIN account a ON a.id = p.account_id
     LEFT JOIN LATERAL (SELECT reason FROM exclusion e
                         WHERE e.contest_id = p.contest_id AND (e.phone = a.phone OR e.account_id = a.id) LIMIT 1) x ON true
     LEFT JOIN LATERAL (SELECT count(*)::int AS sessions, max(created_at) AS last_signed_in_at FROM session
                         WHERE account_id = a.id AND ended_at IS NULL AND expires_at > contest_clock()) s ON true
     LEFT JOIN LATERAL (
       SELECT jsonb_build_object(
                'state', c.state, 'askedAt', (extract(epoch FROM c.asked_at) * 1000)::float8,
                'unit', jsonb_build_object('contestUnitId', u.id, 'code', u.code, 'name', u.name, 'parentName', u.parent_name)
              ) AS correction
         FROM unit_correction c JOIN contest_unit u ON u.id = c.to_unit_id
        WHERE c.contest_id = p.contest_id AND c.participant_id = p.id ORDER BY c.id DESC LIMIT 1) k ON true
    WHERE p.contest_id = $1 AND p.id = $2`,
);

/** What was noted of calls by one person, newest first. $1 contest, $2 participant, $3 rows. Index: desk_note_person_idx. */
export const readDeskNotes = statement<{ id: number; text: string; noted_at: Date; noted_by_name: string | null }>(
  'read-desk-notes',
  `SELECT n.id, n.text, n.noted_at, a.full_name AS noted_by_name
     FROM desk_note n LEFT JOIN account a ON a.id = n.noted_by
    WHERE n.contest_id = $1 AND n.participant_id = $2 ORDER BY n.id DESC LIMIT $3`,
);

/** Keeps a note of a call. $1 contest, $2 participant, $3 text, $4 account. Rows: one. */
export const insertDeskNote = statement<{ id: number }>(
  'insert-desk-note',
  `INSERT INTO desk_note (contest_id, participant_id, text, noted_by) VALUES ($1, $2, $3, $4) RETURNING id`,
);

/** All that was noted of calls by one account. $1 account. Index: participant_account_key, desk_note_person_idx. */
export const wholeDeskNotes = statement<{ slug: string; text: string; noted_at: Date }>(
  'whole-desk-notes',
  `SELECT c.slug, n.text, n.noted_at
     FROM participant p
     JOIN desk_note n ON n.contest_id = p.contest_id AND n.participant_id = p.id
     JOIN contest c ON c.id = p.contest_id
    WHERE p.account_id = $1 ORDER BY n.id`,
);
