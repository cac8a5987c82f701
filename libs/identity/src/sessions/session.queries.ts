import { statement } from '#database';
import type { HeldRole } from '../identity.js';
import { LIVING_ROLES } from '../staff/living-roles.js';

/**
 * Who is behind these session tokens? The hot question of the house: asked for many hashes at once, before every request.
 * $1 bytea[]: SHA-256 of the tokens. Index: session_token_key, account_pkey, staff_role_account_idx,
 * contest_run_by_unit_idx. Rows: one for each living session of an account that is not disabled; `n` is the 1-based place of its hash in $1. A
 * session with an idle limit is to be touched when it was not seen for a minute.
 */
export const livingSessions = statement<{
  n: number;
  id: string;
  account_id: string;
  full_name: string;
  second_factor: boolean;
  to_touch: boolean;
  roles: HeldRole[];
}>(
  'living-sessions',
  `SELECT asked.n::integer AS n, s.id, s.account_id, a.full_name, s.second_factor_at IS NOT NULL AS second_factor,
          coalesce(s.last_seen_at < contest_clock() - interval '1 minute', false) AS to_touch,
          coalesce((SELECT jsonb_agg(jsonb_build_object(
                             'role', held.role, 'contestId', held.contest_id, 'contestUnitId', held.contest_unit_id)
                             || CASE WHEN held.unit_code IS NULL THEN '{}' ELSE jsonb_build_object('unitCode', held.unit_code) END
                             ORDER BY held.id, held.contest_id NULLS FIRST)
                      FROM (${LIVING_ROLES('a.id')}) AS held), '[]') AS roles
     FROM unnest($1::bytea[]) WITH ORDINALITY AS asked (token_hash, n)
     JOIN session s ON s.token_hash = asked.token_hash
     JOIN account a ON a.id = s.account_id
    WHERE s.ended_at IS NULL AND s.expires_at > contest_clock() AND a.disabled_at IS NULL
      AND a.anonymised_at IS NULL
      AND (s.idle_ms IS NULL OR s.last_seen_at > contest_clock() - s.idle_ms * interval '1 ms')`,
);

/**
 * Which of these sessions have lain unused too long? $1 uuid[] sessions. Index: session_pkey. Rows: those that have an idle
 * limit and are past it.
 */
export const unusedSessions = statement<{ id: string }>(
  'unused-sessions',
  `SELECT id FROM session
    WHERE id = ANY($1::uuid[]) AND last_seen_at <= contest_clock() - idle_ms * interval '1 ms'`,
);

/**
 * Notes that sessions with an idle limit are in use. $1 uuid[] sessions. Index: session_pkey. Rows: none; whoever else is
 * noting the same is not waited for.
 */
export const touchSessions = statement<never>(
  'touch-sessions',
  `UPDATE session SET last_seen_at = contest_clock()
    WHERE id IN (SELECT id FROM session WHERE id = ANY($1::uuid[]) AND idle_ms IS NOT NULL FOR UPDATE SKIP LOCKED)`,
);

/**
 * Opens sessions. $1 uuid[] ids, $2 uuid[] accounts, $3 bytea[] hashes of the tokens, $4 interval that they live at most,
 * $9 interval that they live after the last round that is going on or coming, or from now when none is; for accounts with
 * a role: $5 interval until they expire, $6 integer ms until they end unused; $7 boolean: the second factor counts as
 * shown; $8 device of all of them or null. Index: staff_role_account_idx; the few published rounds are read once for all.
 * Rows: id, start and end, one for each.
 */
export const insertSessions = statement<{ id: string; created_at: Date; expires_at: Date }>(
  'insert-sessions',
  `INSERT INTO session (id, account_id, token_hash, expires_at, idle_ms, last_seen_at, second_factor_at, device)
   SELECT opened.id, opened.account_id, opened.token_hash,
          CASE WHEN staff.is_one THEN contest_clock() + $5::interval
               ELSE least(contest_clock() + $4::interval, greatest(contest_clock(), contests.end_at) + $9::interval) END,
          CASE WHEN staff.is_one THEN $6::integer END, CASE WHEN staff.is_one THEN contest_clock() END,
          CASE WHEN $7::boolean THEN contest_clock() END, $8::text
     FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS opened (id, account_id, token_hash)
    CROSS JOIN LATERAL (SELECT EXISTS (
            SELECT FROM staff_role r
             WHERE r.account_id = opened.account_id AND (r.expires_at IS NULL OR r.expires_at > contest_clock()))) AS staff (is_one)
    CROSS JOIN (SELECT max(v.closes_at)
                  FROM contest c
                  JOIN round r ON r.contest_id = c.id
                  JOIN round_revision v ON v.contest_id = c.id AND v.round_id = r.id AND v.revision = r.current_revision
                 WHERE c.status = 'published') AS contests (end_at)
   RETURNING id, created_at, expires_at`,
);

/** Ends one session. $1 uuid session. Index: session_pkey. Rows: one, none when it had ended before. */
export const endSession = statement<{ id: string; account_id: string; expires_at: Date }>(
  'end-session',
  `UPDATE session SET ended_at = contest_clock() WHERE id = $1 AND ended_at IS NULL RETURNING id, account_id, expires_at`,
);

/**
 * Ends all sessions of an account, but for one. $1 uuid account, $2 uuid session or null. Index: session_account_idx.
 * Rows: those that lived until now.
 */
export const endSessionsOf = statement<{ id: string; expires_at: Date }>(
  'end-sessions-of',
  `UPDATE session SET ended_at = contest_clock()
    WHERE account_id = $1 AND id IS DISTINCT FROM $2 AND ended_at IS NULL AND expires_at > contest_clock()
   RETURNING id, expires_at`,
);

/**
 * Where is this person signed in? $1 uuid account, $2 rows at most. Index: session_account_idx.
 * Rows: living sessions, the newest first.
 */
export const ownSessions = statement<{ id: string; created_at: Date; expires_at: Date; device: string | null }>(
  'own-sessions',
  `SELECT id, created_at, expires_at, device FROM session
    WHERE account_id = $1 AND ended_at IS NULL AND expires_at > contest_clock()
      AND (idle_ms IS NULL OR last_seen_at > contest_clock() - idle_ms * interval '1 ms')
    ORDER BY created_at DESC, id DESC LIMIT $2`,
);

/** Ends one session of a person. $1 uuid session, $2 uuid account. Index: session_pkey. Rows: one, none if none lived. */
export const endOwnSession = statement<{ id: string; expires_at: Date }>(
  'end-own-session',
  `UPDATE session SET ended_at = contest_clock()
    WHERE id = $1 AND account_id = $2 AND ended_at IS NULL AND expires_at > contest_clock() RETURNING id, expires_at`,
);

/**
 * Which sessions have been ended since, or belong to an account disabled by whatever hand? $1 timestamptz.
 * Index: session_ended_idx; account_disabled_idx, then session_account_idx.
 * Rows: sessions that would otherwise live on; short, because disabling an account ends its sessions.
 */
export const endedSessionsSince = statement<{ id: string; expires_at: Date }>(
  'ended-sessions-since',
  `SELECT s.id, s.expires_at FROM session s WHERE s.ended_at > $1 AND s.expires_at > contest_clock()
   UNION ALL
   SELECT s.id, s.expires_at FROM account a JOIN session s ON s.account_id = a.id
    WHERE a.disabled_at IS NOT NULL AND s.ended_at IS NULL AND s.expires_at > contest_clock()`,
);
