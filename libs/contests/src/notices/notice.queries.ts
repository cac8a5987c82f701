import { statement } from '#database';

export interface NoticesRow {
  contest_id: number;
  pause_since_ms: number | null;
  pause_note: string | null;
  stop_since_ms: number | null;
  stop_note: string | null;
  announcements: { id: number; text: string; fromMs: number; untilMs: number }[];
}

// What everybody is to be told now: the stop and pause that hold, and announcements that are not over. $1 slug; contest_slug_key,
// pause_open_key, contest_stop_open_key, announcement_contest_idx; one row, none for a draft.
export const readNotices = statement<NoticesRow>(
  'contests.read-notices',
  `SELECT c.id AS contest_id, (extract(epoch FROM p.started_at) * 1000)::float8 AS pause_since_ms, p.note AS pause_note,
          (extract(epoch FROM s.stopped_at) * 1000)::float8 AS stop_since_ms, s.note AS stop_note,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'text', a.text,
                    'fromMs', extract(epoch FROM a.from_at) * 1000, 'untilMs', extract(epoch FROM a.until_at) * 1000)
                    ORDER BY a.from_at DESC, a.id DESC), '[]')
             FROM announcement a
            WHERE a.contest_id = c.id AND a.withdrawn_at IS NULL AND a.until_at > contest_clock()) AS announcements
     FROM contest c LEFT JOIN pause p ON p.contest_id = c.id AND p.ended_at IS NULL
     LEFT JOIN contest_stop s ON s.contest_id = c.id AND s.lifted_at IS NULL
    WHERE c.slug = $1 AND c.status IN ('published', 'closed')`,
);

// $1 contest, $2 text, $3 from, $4 until (epoch ms), $5 who.
export const insertAnnouncement = statement<{ id: number }>(
  'contests.insert-announcement',
  `INSERT INTO announcement (contest_id, text, from_at, until_at, announced_by)
   VALUES ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000), $5) RETURNING id`,
);

// Takes one from the pages. $1 contest, $2 id, $3 who; announcement_pkey, one row or none.
export const withdrawAnnouncement = statement<{ id: number }>(
  'contests.withdraw-announcement',
  `UPDATE announcement SET withdrawn_at = contest_clock(), withdrawn_by = $3
    WHERE contest_id = $1 AND id = $2 AND withdrawn_at IS NULL AND until_at > contest_clock() RETURNING id`,
);

// The number of announcements that are not over. $1 contest; announcement_contest_idx.
export const countAnnouncements = statement<{ n: number }>(
  'contests.count-announcements',
  `SELECT count(*)::int AS n FROM announcement
    WHERE contest_id = $1 AND withdrawn_at IS NULL AND until_at > contest_clock()`,
);
