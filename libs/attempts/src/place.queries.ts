import { statement } from '#database';
import type { AttemptLimits } from '#domain';
import { ABANDONED, type QuotaRow } from './quota-row.js';
import { IS_OUTSIDE } from './start.queries.js';
import { STANDS_AT } from './write.queries.js';

export interface PlaceRow extends QuotaRow {
  published: boolean;
  has_left: boolean;
  /** What everybody is told of the pause that is open; null while none is. */
  pause_note: string | null;
  /** What everybody is told since the province stopped the contest; null while it did not. */
  stop_note: string | null;
  /** Why the person may not take part; null for everybody else. */
  excluded: string | null;
  /** Of a unit that is not invited, where only those are. */
  outside: boolean;
  hotline: string | null;
  open_id: string | null;
  open_round_id: number;
  open_started_ms: number;
  open_deadline_ms: number;
  open_grace_ms: number;
  rounds: {
    id: number;
    phaseId: number | null;
    title: string;
    opensAt: number;
    closesAt: number;
    limits: AttemptLimits;
  }[];
}

// Where does this person stand in this contest: what is used of the limits, the attempt that a start would give back, and
// the rounds as they are now? It locks nothing. $1 contest, $2 account, $3 now in epoch ms. participant_account_key and
// primary keys; one row, none for who has not joined.
export const readPlace = statement<PlaceRow>(
  'read-place',
  `SELECT c.status = 'published' AS published, c.hotline, p.anonymised_at IS NOT NULL AS has_left,
          (SELECT note FROM pause WHERE contest_id = $1 AND ended_at IS NULL) AS pause_note,
          (SELECT note FROM contest_stop WHERE contest_id = $1 AND lifted_at IS NULL) AS stop_note,
          (SELECT coalesce((SELECT x.reason FROM exclusion x WHERE x.contest_id = $1 AND x.phone = k.phone),
                           (SELECT x.reason FROM exclusion x WHERE x.contest_id = $1 AND x.account_id = k.id))
             FROM account k WHERE k.id = $2) AS excluded,
          ${IS_OUTSIDE} AS outside,
          q.attempt_count, (extract(epoch FROM q.last_started_at) * 1000)::float8 AS last_started_ms,
          q.day, q.day_count, q.week, q.week_count, q.round_counts, q.phase_counts,
          ${ABANDONED} AS abandoned,
          open.id AS open_id, open.round_id AS open_round_id, open.grace_ms AS open_grace_ms,
          (extract(epoch FROM open.started_at) * 1000)::float8 AS open_started_ms,
          (extract(epoch FROM open.deadline_at) * 1000)::float8 AS open_deadline_ms,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'phaseId', r.phase_id, 'title', r.title,
                    'opensAt', extract(epoch FROM v.opens_at) * 1000, 'closesAt', extract(epoch FROM v.closes_at) * 1000,
                    'limits', v.rules -> 'limits') ORDER BY v.opens_at, r.id), '[]')
             FROM round r
             JOIN round_revision v ON v.contest_id = $1 AND v.round_id = r.id AND v.revision = r.current_revision
            WHERE r.contest_id = $1) AS rounds
     FROM participant p
     JOIN contest c ON c.id = $1
     JOIN attempt_quota q ON q.contest_id = $1 AND q.participant_id = p.id
     LEFT JOIN attempt open ON open.contest_id = $1 AND open.id = q.open_attempt_id
                           AND open.submitted_at IS NULL AND open.voided_at IS NULL
                           AND least(to_timestamp($3::float8 / 1000), ${STANDS_AT.replace('t.deadline_at', 'open.deadline_at')})
                               <= open.deadline_at + open.grace_ms * interval '1 ms' + interval '30 s' * contest_clock_scale()
    WHERE p.account_id = $2 AND p.contest_id = $1`,
);
