import { statement } from '#database';
import type { Scope } from '#domain';

export type AppealState = 'open' | 'accepted' | 'rejected';

export interface AppealRow {
  id: string;
  scope_kind: Scope['kind'];
  scope_id: number;
  publication: number;
  participant_id: string;
  number: number | null;
  full_name: string;
  unit_name: string;
  text: string | null;
  made_at: Date;
  state: AppealState;
  answer: string | null;
  decided_at: Date | null;
  decided_by_name: string | null;
}

const ROW = `SELECT l.id, l.scope_kind, l.scope_id, l.publication, l.participant_id, n.number, p.full_name,
          u.name AS unit_name, l.text, l.made_at, l.state, l.answer, l.decided_at, a.full_name AS decided_by_name
     FROM appeal l
     JOIN participant p ON p.contest_id = l.contest_id AND p.id = l.participant_id
     JOIN contest_unit u ON u.id = p.contest_unit_id
     LEFT JOIN person_number n ON n.contest_id = l.contest_id AND n.participant_id = l.participant_id
     LEFT JOIN account a ON a.id = l.decided_by
    WHERE l.contest_id = $1`;

// The appeals of a contest, those to be decided first. $1 contest, $2 state or null, $3 rows; appeal_state_idx.
export const readAppeals = statement<AppealRow>(
  'awards-appeals',
  `${ROW} AND ($2::text IS NULL OR l.state = $2) ORDER BY l.state <> 'open', l.made_at, l.id LIMIT $3`,
);

// One person's own. $1 contest, $2 participant; appeal_once_key by its contest, a few.
export const ownAppeals = statement<AppealRow>(
  'awards-own-appeals',
  `${ROW} AND l.participant_id = $2 ORDER BY l.made_at`,
);

// Writes an appeal, one of each person about a publication; again changes nothing. $1 contest, $2 id, $3 scope kind, $4 scope
// id, $5 publication, $6 participant, $7 text; appeal_pkey, appeal_once_key.
export const insertAppeal = statement<{ id: string }>(
  'awards-insert-appeal',
  `INSERT INTO appeal (contest_id, id, scope_kind, scope_id, publication, participant_id, text)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
);

// Decides an appeal once. $1 contest, $2 id, $3 state, $4 answer, $5 who; appeal_pkey.
export const decideAppeal = statement<{ id: string }>(
  'awards-decide-appeal',
  `UPDATE appeal SET state = $3, answer = $4, decided_by = $5, decided_at = contest_clock()
    WHERE contest_id = $1 AND id = $2 AND state = 'open' RETURNING id`,
);

// Whether there is such an appeal. $1 contest, $2 id; appeal_pkey.
export const knowsAppeal = statement<{ id: string }>(
  'awards-knows-appeal',
  `SELECT id FROM appeal WHERE contest_id = $1 AND id = $2`,
);

// How many wait. $1 contest; appeal_state_idx.
export const countOpenAppeals = statement<{ appeals: number }>(
  'awards-open-appeals',
  `SELECT count(*)::int AS appeals FROM appeal WHERE contest_id = $1 AND state = 'open'`,
);

// Takes the words out of the appeals of people who are nobody any more. $1 accounts, $2 contest or null for all;
// participant_account_key, appeal_once_key.
export const forgetAppellants = statement<never>(
  'awards-forget-appellants',
  `UPDATE appeal l SET text = NULL FROM participant p
    WHERE p.account_id = ANY($1::uuid[]) AND ($2::int IS NULL OR p.contest_id = $2)
      AND l.contest_id = p.contest_id AND l.participant_id = p.id`,
);
