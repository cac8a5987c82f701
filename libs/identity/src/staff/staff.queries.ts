import { inForce, unitNameOf, statement, TODAY } from '#database';
import type { Role } from '../identity.js';
import { LIVING_ROLES } from './living-roles.js';

export interface RoleRow {
  role: Role;
  contest_id: number | null;
  contest_unit_id: number | null;
  unit_code: string | null;
}

/**
 * Invites somebody to a role; an earlier invitation of the same person to the same role is worth nothing from then on, and
 * those that are too old are swept. $1 bytea hash of the token, $2 role, $3 contest or null, $4 contest unit or null,
 * $5 full name, $6 phone, $7 timestamptz end of the role or null, $8 uuid inviter or null, $9 interval until it is too old,
 * $10 code of a unit of the tree or null.
 * Index: staff_invitation_phone_idx; the sweep reads the table, which is short by it. Rows: one.
 */
export const insertInvitation = statement<{ expires_at: Date }>(
  'insert-staff-invitation',
  `WITH swept AS (
     DELETE FROM staff_invitation
      WHERE expires_at < contest_clock()
         OR phone = $6 AND role = $2 AND contest_id IS NOT DISTINCT FROM $3 AND contest_unit_id IS NOT DISTINCT FROM $4
            AND unit_code IS NOT DISTINCT FROM $10)
   INSERT INTO staff_invitation
     (id, token_hash, role, contest_id, contest_unit_id, full_name, phone, role_expires_at, invited_by, expires_at, unit_code)
   VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, contest_clock() + $9::interval, $10) RETURNING expires_at`,
);

/** A unit of the tree that stands today. $1 code; unit_code_key. Rows: one or none. */
export const standingUnit = statement<{ id: number }>(
  'staff-standing-unit',
  `SELECT u.id FROM unit u WHERE u.code = $1 AND u.kind <> 'virtual' AND ${inForce('u', TODAY)}`,
);

/** What an invitation offers. $1 bytea hash of the token. Index: staff_invitation_pkey. Rows: one, none when it opens nothing. */
export const invitationOf = statement<{
  role: Role;
  contest_id: number | null;
  contest_unit_id: number | null;
  unit_code: string | null;
  full_name: string;
  phone: string;
  role_expires_at: Date | null;
  invited_by: string | null;
  expires_at: Date;
  contest_title: string | null;
  unit_name: string | null;
}>(
  'staff-invitation-of',
  `SELECT i.role, i.contest_id, i.contest_unit_id, i.unit_code, i.full_name, i.phone, i.role_expires_at, i.invited_by,
          i.expires_at, c.title AS contest_title, coalesce(u.name, ${unitNameOf('i.unit_code')}) AS unit_name
     FROM staff_invitation i
     LEFT JOIN contest c ON c.id = i.contest_id LEFT JOIN contest_unit u ON u.id = i.contest_unit_id
     LEFT JOIN account inviter ON inviter.id = i.invited_by
    WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.expires_at > contest_clock() AND inviter.disabled_at IS NULL`,
);

/** What an account may do now. $1 uuid account. Index: staff_role_account_idx, contest_run_by_unit_idx. Rows: its roles that have not expired. */
export const livingRolesOf = statement<RoleRow>('living-staff-roles-of', LIVING_ROLES('$1'));

/** Uses an invitation up, once. $1 bytea hash of the token. Index: staff_invitation_pkey. Rows: one, none when it was used. */
export const takeInvitation = statement<{ phone: string }>(
  'take-staff-invitation',
  `UPDATE staff_invitation SET used_at = contest_clock()
    WHERE token_hash = $1 AND used_at IS NULL AND expires_at > contest_clock() RETURNING phone`,
);

/** Takes back what somebody has offered. $1 uuid account. The table is short. */
export const withdrawInvitations = statement<never>(
  'withdraw-staff-invitations',
  `DELETE FROM staff_invitation WHERE invited_by = $1 AND used_at IS NULL`,
);

/**
 * Gives a role; the same one of the same account is replaced. $1 uuid account, $2 role, $3 contest or null, $4 contest
 * unit or null, $5 uuid giver or null, $6 timestamptz end or null, $7 code of a unit of the tree or null. Index: staff_role_account_idx. Rows: one.
 */
export const insertRole = statement<{ id: number }>(
  'grant-staff-role',
  `WITH gone AS (
     DELETE FROM staff_role
      WHERE account_id = $1 AND role = $2 AND contest_id IS NOT DISTINCT FROM $3 AND contest_unit_id IS NOT DISTINCT FROM $4
            AND unit_code IS NOT DISTINCT FROM $7)
   INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id, granted_by, expires_at, unit_code)
   VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
);

/** One role. $1 id. Index: staff_role_pkey. Rows: one or none. */
export const roleOf = statement<RoleRow & { account_id: string; expires_at: Date | null }>(
  'staff-role-of',
  `SELECT account_id, role, contest_id, contest_unit_id, unit_code, expires_at FROM staff_role WHERE id = $1`,
);

/** Takes a role away. $1 id. Index: staff_role_pkey. Rows: one, none when it was gone. */
export const deleteRole = statement<{ id: number }>(
  'delete-staff-role',
  `DELETE FROM staff_role WHERE id = $1 RETURNING id`,
);

/** The roles of an account, also those that have expired. $1 uuid account. Index: staff_role_account_idx. Rows: a few. */
export const rolesOf = statement<RoleRow>(
  'staff-roles-of',
  `SELECT role, contest_id, contest_unit_id, unit_code FROM staff_role WHERE account_id = $1`,
);

/** Is there an administrator who can come in? The sample's does not count. Reads staff_role by its role, a short table. Rows: one or none. */
export const someAdministrator = statement<{ id: string }>(
  'some-administrator',
  `SELECT a.id FROM staff_role r JOIN account a ON a.id = r.account_id
    WHERE r.role = 'administrator' AND r.contest_id IS NULL AND NOT a.sample AND a.disabled_at IS NULL
      AND (r.expires_at IS NULL OR r.expires_at > contest_clock()) LIMIT 1`,
);

/**
 * Whose are the accounts of administrators that are let in and whose role has no end? They stay so until the caller's
 * transaction ends: whoever takes one away meanwhile waits, and then sees what is left. The sample's do not count. Reads
 * staff_role by its role, a short table. Rows: as many as administrators, by role.
 */
export const holdAdministrators = statement<{ account_id: string }>(
  'hold-administrators',
  `SELECT r.account_id FROM staff_role r JOIN account a ON a.id = r.account_id
    WHERE r.role = 'administrator' AND r.contest_id IS NULL AND r.expires_at IS NULL
      AND NOT a.sample AND a.disabled_at IS NULL AND a.anonymised_at IS NULL
    ORDER BY r.id FOR UPDATE OF r, a`,
);

/**
 * How many roles in a contest end within this time? $1 contest, $2 interval. Reads the table, which has a row for each
 * member of staff. Rows: one.
 */
export const rolesEnding = statement<{ roles: number }>(
  'staff-roles-ending',
  `SELECT count(*)::integer AS roles FROM staff_role r JOIN account a ON a.id = r.account_id
    WHERE (r.contest_id = $1 OR r.contest_id IS NULL) AND a.disabled_at IS NULL
      AND r.expires_at > contest_clock() AND r.expires_at <= contest_clock() + $2::interval`,
);

/**
 * What waits for a decision in a contest? $1 contest, $2 whether reports of no contest belong to it. Indexes:
 * incident_report_contest_idx, signal_state_idx, phone_claim_open_key. Rows: one.
 */
export const waitingForDesk = statement<{ incidents: number; signals: number; claims: number }>(
  'waiting-for-desk',
  `SELECT (SELECT count(*)::int FROM incident_report
            WHERE (contest_id = $1 OR $2 AND contest_id IS NULL) AND closed_at IS NULL) AS incidents,
          (SELECT count(*)::int FROM signal WHERE contest_id = $1 AND state = 'open') AS signals,
          (SELECT count(*)::int FROM phone_claim WHERE contest_id = $1 AND state = 'open') AS claims`,
);

/** Gives a role another end. $1 id, $2 timestamptz or null. Index: staff_role_pkey. Rows: one, none when it is gone. */
export const endRoleAt = statement<{ id: number }>(
  'end-staff-role-at',
  `UPDATE staff_role SET expires_at = $2 WHERE id = $1 RETURNING id`,
);

/**
 * Who holds which role? $1 integer[] contests, null for all and for what holds everywhere, $2 role or null, $3 slug or
 * null, $4 how many are left out, $5 rows, $6 order or null for that of giving, $7 letters of the name, without
 * accents too, or null, $8 phone or null, which finds beside the name. Reads the table, which has a row for each member
 * of staff. Rows: at most $5.
 */
export const staffRoles = statement<{
  id: number;
  role: Role;
  contest_id: number | null;
  contest_unit_id: number | null;
  unit_code: string | null;
  account_id: string;
  full_name: string;
  phone: string | null;
  contest_slug: string | null;
  unit_name: string | null;
  granted_at: Date;
  expires_at: Date | null;
  is_expired: boolean;
  is_disabled: boolean;
  has_second_factor: boolean;
}>(
  'staff-roles',
  `SELECT r.id, r.role, r.contest_id, r.contest_unit_id, r.unit_code, a.id AS account_id, a.full_name, a.phone,
          c.slug AS contest_slug, coalesce(u.name, ${unitNameOf('r.unit_code')}) AS unit_name,
          r.granted_at, r.expires_at, coalesce(r.expires_at <= contest_clock(), false) AS is_expired,
          a.disabled_at IS NOT NULL AS is_disabled, f.confirmed_at IS NOT NULL AS has_second_factor
     FROM staff_role r
     JOIN account a ON a.id = r.account_id
     LEFT JOIN contest c ON c.id = r.contest_id
     LEFT JOIN contest_unit u ON u.id = r.contest_unit_id
     LEFT JOIN second_factor f ON f.account_id = a.id
    WHERE ($1::integer[] IS NULL OR r.contest_id = ANY ($1)) AND ($2::text IS NULL OR r.role = $2)
      AND ($3::text IS NULL OR c.slug = $3)
      AND ($7::text IS NULL OR strpos(search_key(a.full_name), search_key($7)) > 0 OR a.phone = $8::text)
    ORDER BY CASE $6::text WHEN 'name' THEN a.full_name END, CASE $6::text WHEN '-name' THEN a.full_name END DESC,
             CASE $6::text WHEN 'granted' THEN r.granted_at WHEN 'expires' THEN r.expires_at END,
             CASE $6::text WHEN '-granted' THEN r.granted_at WHEN '-expires' THEN r.expires_at END DESC NULLS LAST,
             r.id
   OFFSET $4 LIMIT $5`,
);

/** An invitation that nobody has taken up. */
export interface PendingRow extends RoleRow {
  id: string;
  full_name: string;
  phone: string;
  role_expires_at: Date | null;
  expires_at: Date;
  is_old: boolean;
  inviter_name: string | null;
  contest_slug: string | null;
  unit_name: string | null;
}

const PENDING = `SELECT i.id, i.role, i.contest_id, i.contest_unit_id, i.unit_code, i.full_name, i.phone, i.role_expires_at, i.expires_at,
          i.expires_at <= contest_clock() AS is_old, a.full_name AS inviter_name, c.slug AS contest_slug,
          coalesce(u.name, ${unitNameOf('i.unit_code')}) AS unit_name
     FROM staff_invitation i
     LEFT JOIN account a ON a.id = i.invited_by
     LEFT JOIN contest c ON c.id = i.contest_id
     LEFT JOIN contest_unit u ON u.id = i.contest_unit_id
    WHERE i.used_at IS NULL`;

/**
 * Who was invited and has not come, also too late by now? $1 integer[] contests, null for all and for what holds
 * everywhere, $2 rows. Reads the table, which is swept with each invitation. Rows: at most $2.
 */
export const pendingInvitations = statement<PendingRow>(
  'pending-staff-invitations',
  `${PENDING} AND ($1::integer[] IS NULL OR i.contest_id = ANY ($1)) ORDER BY i.expires_at DESC, i.id LIMIT $2`,
);

/** One of them, held. $1 id. Index: staff_invitation_id_key. Rows: one, none when it was taken up or withdrawn. */
export const holdInvitation = statement<PendingRow>(
  'hold-staff-invitation',
  `${PENDING} AND i.id = $1 FOR UPDATE OF i`,
);

/** Gives one another link. $1 id, $2 bytea hash of its token, $3 uuid account, $4 interval until it is too old. Index: staff_invitation_id_key. */
export const renewInvitation = statement<{ expires_at: Date }>(
  'renew-staff-invitation',
  `UPDATE staff_invitation SET token_hash = $2, invited_by = $3, expires_at = contest_clock() + $4::interval
    WHERE id = $1 RETURNING expires_at`,
);

/** Takes one back. $1 id. Index: staff_invitation_id_key. */
export const deleteInvitation = statement<never>(
  'delete-staff-invitation',
  `DELETE FROM staff_invitation WHERE id = $1 AND used_at IS NULL`,
);
