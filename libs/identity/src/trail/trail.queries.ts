import { statement } from '#database';

/**
 * Who did what, the newest first? $1 bigint the line before which the page begins, null from the newest on; $2 what the
 * lines are about ('contest' of 'contest.paused') or null; $3 letters of the doer's name, without accents too, or null;
 * $4 uuid doer or null; $5 subject or null; $6 from and $7 until, timestamptz or null; $8 rows. Index: audit_pkey
 * backwards, or audit_family_idx, audit_actor_idx, audit_subject_idx; letters of a name read the accounts once. Rows: at
 * most $8.
 */
export const trailLines = statement<{
  id: string;
  at: Date;
  actor_id: string | null;
  actor_name: string | null;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
  request_id: string | null;
  seal: string | null;
}>(
  'trail-lines',
  `SELECT l.id, l.at, l.actor_id, a.full_name AS actor_name, l.action, l.subject, l.before, l.after, l.request_id,
          s.seq AS seal
     FROM audit l
     LEFT JOIN account a ON a.id = l.actor_id
     LEFT JOIN audit_seal s ON s.audit_id = l.id
    WHERE ($1::bigint IS NULL OR l.id < $1) AND ($2::text IS NULL OR split_part(l.action, '.', 1) = $2)
      AND ($3::text IS NULL
           OR l.actor_id IN (SELECT n.id FROM account n WHERE strpos(search_key(n.full_name), search_key($3)) > 0))
      AND ($4::uuid IS NULL OR l.actor_id = $4) AND ($5::text IS NULL OR l.subject = $5)
      AND ($6::timestamptz IS NULL OR l.at >= $6) AND ($7::timestamptz IS NULL OR l.at < $7)
    ORDER BY l.id DESC LIMIT $8`,
);
