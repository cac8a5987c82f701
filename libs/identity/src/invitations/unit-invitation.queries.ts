import { statement } from '#database';

export interface InvitingContest {
  id: number;
  slug: string;
  title: string;
  status: 'draft' | 'published' | 'closed';
  hotline: string | null;
  zalo: string | null;
  hours: string | null;
  agency: string | null;
  sample: boolean;
}

/** The contest that invites, with what its letters say of it. $1 slug. Index: contest_slug_key. Rows: one or none. */
export const contestThatInvites = statement<InvitingContest>(
  'contest-that-invites',
  `SELECT id, slug, title, status, hotline, page -> 'contact' ->> 'zalo' AS zalo, page -> 'contact' ->> 'hours' AS hours,
          page ->> 'agency' AS agency, sample
     FROM contest WHERE slug = $1`,
);

/**
 * The invited units of a contest with what lives of their invitations, by name. $1 contest. Index: contest_unit_code_key,
 * unit_invitation_unit_idx. Rows: all of them, at most some thousands.
 */
export const unitsToInvite = statement<{
  id: number;
  code: string;
  name: string;
  parentName: string | null;
  hasManager: boolean;
  deputies: string[];
}>(
  'units-to-invite',
  `SELECT cu.id, cu.code, cu.name, cu.parent_name AS "parentName", coalesce(bool_or(NOT i.is_deputy), false) AS "hasManager",
          coalesce(array_agg(coalesce(a.phone, i.phone)) FILTER (WHERE i.is_deputy), '{}') AS deputies
     FROM contest_unit cu
     LEFT JOIN unit_invitation i ON i.contest_unit_id = cu.id AND i.state <> 'replaced'
     LEFT JOIN account a ON a.id = i.account_id
    WHERE cu.contest_id = $1 AND cu.invited AND cu.kind <> 'virtual'
    GROUP BY cu.id ORDER BY cu.parent_name COLLATE "vi-x-icu" NULLS FIRST, cu.name COLLATE "vi-x-icu", cu.id`,
);

/**
 * Invitations, many at once. $1 contest, $2 integer[] units, $3 text[] names, $4 text[] phones, $5 boolean[] deputies,
 * $6 bytea[] hashes of the tokens, $7 text[] codes of authentication. Index: unit_invitation_manager_key.
 * Rows: those made; a unit that was given a manager's invitation a moment ago is missing.
 */
export const insertInvitations = statement<{ id: number }>(
  'insert-unit-invitations',
  `INSERT INTO unit_invitation (contest_id, contest_unit_id, full_name, phone, is_deputy, token_hash, code_hash)
   SELECT $1, * FROM unnest($2::integer[], $3::text[], $4::text[], $5::boolean[], $6::bytea[], $7::text[])
   ON CONFLICT (contest_unit_id) WHERE NOT is_deputy AND state <> 'replaced' DO NOTHING
   RETURNING id`,
);

/** One invitation with its unit. $1 contest, $2 id. Index: unit_invitation_pkey, contest_unit_pkey. Rows: one or none. */
export const invitationOf = statement<{
  id: number;
  state: 'sent' | 'opened' | 'active' | 'replaced';
  full_name: string | null;
  phone: string | null;
  is_deputy: boolean;
  unit_id: number;
  unit_code: string;
  unit_name: string;
  parent_name: string | null;
}>(
  'unit-invitation-of',
  `SELECT i.id, i.state, i.full_name, i.phone, i.is_deputy, cu.id AS unit_id, cu.code AS unit_code, cu.name AS unit_name,
          cu.parent_name
     FROM unit_invitation i JOIN contest_unit cu ON cu.id = i.contest_unit_id WHERE i.contest_id = $1 AND i.id = $2`,
);

/**
 * Gives an invitation new secrets; the old ones open nothing any more. $1 contest, $2 id, $3 hash of the token, $4 code of
 * authentication. Index: unit_invitation_pkey. Rows: one; none when it was redeemed or replaced meanwhile.
 */
export const reissueInvitation = statement<{ id: number }>(
  'reissue-unit-invitation',
  `UPDATE unit_invitation SET token_hash = $3, code_hash = $4, state = 'sent', sent_at = contest_clock(), opened_at = NULL
    WHERE contest_id = $1 AND id = $2 AND state IN ('sent', 'opened') RETURNING id`,
);

/** Puts an invitation out of force. $1 contest, $2 id. Index: unit_invitation_pkey. Rows: one; none when it was before. */
export const replaceInvitation = statement<{ account_id: string | null }>(
  'replace-unit-invitation',
  `UPDATE unit_invitation SET state = 'replaced' WHERE contest_id = $1 AND id = $2 AND state <> 'replaced' RETURNING account_id`,
);

/**
 * Takes the office for a unit from an account, unless another living invitation gives it. $1 account, $2 unit.
 * Index: staff_role_account_idx, unit_invitation_unit_idx. Rows: the offices taken.
 */
export const takeUnitRole = statement<{ id: number }>(
  'take-unit-role',
  `DELETE FROM staff_role r
    WHERE r.account_id = $1 AND r.role = 'unit_manager' AND r.contest_unit_id = $2
      AND NOT EXISTS (SELECT FROM unit_invitation i
                       WHERE i.contest_unit_id = $2 AND i.account_id = $1 AND i.state = 'active')
   RETURNING r.id`,
);

export interface OpenInvitation {
  id: number;
  contest_id: number;
  contest_slug: string;
  contest_title: string;
  contest_unit_id: number;
  unit_code: string;
  unit_name: string;
  full_name: string | null;
  is_deputy: boolean;
  code_hash: string;
}

const OPEN_INVITATION = `
  SELECT i.id, c.id AS contest_id, c.slug AS contest_slug, c.title AS contest_title, i.contest_unit_id,
         cu.code AS unit_code, cu.name AS unit_name, i.full_name, i.is_deputy, i.code_hash
    FROM contest c
    JOIN contest_unit cu ON cu.contest_id = c.id
    JOIN unit_invitation i ON i.contest_unit_id = cu.id
   WHERE c.status <> 'closed' AND i.state IN ('sent', 'opened') AND i.sent_at > contest_clock() - $2::interval`;

/** The invitation behind a link. $1 hash, $2 interval of validity. Index: unit_invitation_token_key. Rows: one or none. */
export const openInvitationOfToken = statement<OpenInvitation>(
  'open-unit-invitation-of-token',
  `${OPEN_INVITATION} AND i.token_hash = $1`,
);

/**
 * The invitations that a unit code may mean: one and the deputies', in each contest that is on. $1 code of the unit,
 * $2 interval of validity. Index: contest_unit_code_key for each contest, unit_invitation_unit_idx. Rows: a handful.
 */
export const openInvitationsOfUnit = statement<OpenInvitation>(
  'open-unit-invitations-of-unit',
  `${OPEN_INVITATION} AND cu.code = $1 ORDER BY i.id DESC LIMIT 100`,
);

/** Notes that an invitation was looked at. $1 id. Index: unit_invitation_pkey. Rows: one the first time. */
export const markOpened = statement<{ id: number }>(
  'mark-unit-invitation-opened',
  `UPDATE unit_invitation SET state = 'opened', opened_at = contest_clock() WHERE id = $1 AND state = 'sent' RETURNING id`,
);

/**
 * Uses an invitation up, once. $1 id, $2 account, $3 code of authentication as it was read: a new issue in between wins.
 * Name and phone of whom the organizer had in mind go: from here on the account says who it is, until it is deleted.
 * Index: unit_invitation_pkey. Rows: one or none.
 */
export const activateInvitation = statement<{ id: number }>(
  'activate-unit-invitation',
  `UPDATE unit_invitation
      SET state = 'active', account_id = $2, activated_at = contest_clock(), opened_at = coalesce(opened_at, contest_clock()),
          full_name = NULL, phone = NULL
    WHERE id = $1 AND state IN ('sent', 'opened') AND code_hash = $3 RETURNING id`,
);

export interface InvitationStateRow {
  id: number;
  code: string;
  name: string;
  parentName: string | null;
  state: 'never' | 'sent' | 'opened' | 'active';
  invitations: {
    id: number;
    state: 'sent' | 'opened' | 'active';
    isDeputy: boolean;
    fullName: string | null;
    phone: string | null;
    sentAt: string;
    openedAt: string | null;
    activatedAt: string | null;
  }[];
}

/**
 * Units with the state of their invitations, in the order of their ids. $1 contest, $2 words of the name or a code, in any
 * order and without accents, $3 state or null, $4 id after which, $5 rows. Index: contest_unit_code_key,
 * unit_invitation_unit_idx; the units of the contest, some thousands at most, are looked through. Rows: $5.
 */
export const invitationStates = statement<InvitationStateRow>(
  'unit-invitation-states',
  `SELECT cu.id, cu.code, cu.name, cu.parent_name AS "parentName", coalesce(m.state, 'never') AS state,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'state', i.state, 'isDeputy', i.is_deputy,
                             'fullName', coalesce(a.full_name, i.full_name), 'phone', coalesce(a.phone, i.phone),
                             'sentAt', i.sent_at, 'openedAt', i.opened_at, 'activatedAt', i.activated_at)
                             ORDER BY i.is_deputy, i.id), '[]')
             FROM unit_invitation i LEFT JOIN account a ON a.id = i.account_id
            WHERE i.contest_unit_id = cu.id AND i.state <> 'replaced') AS invitations
     FROM contest_unit cu
     LEFT JOIN unit_invitation m ON m.contest_unit_id = cu.id AND NOT m.is_deputy AND m.state <> 'replaced'
    WHERE cu.contest_id = $1 AND cu.invited AND cu.kind <> 'virtual' AND cu.id > $4
      AND ($3::text IS NULL OR coalesce(m.state, 'never') = $3)
      AND (cu.code = $2 OR NOT EXISTS (
            SELECT FROM regexp_split_to_table(search_key($2), ' +') AS word WHERE strpos(cu.search_key, word) = 0))
    ORDER BY cu.id LIMIT $5`,
);

/** How many units are in which state. $1 contest. Index: contest_unit_code_key, unit_invitation_manager_key. Rows: ≤ 4. */
export const invitationCounts = statement<{ state: 'never' | 'sent' | 'opened' | 'active'; units: number }>(
  'unit-invitation-counts',
  `SELECT coalesce(m.state, 'never') AS state, count(*)::integer AS units
     FROM contest_unit cu
     LEFT JOIN unit_invitation m ON m.contest_unit_id = cu.id AND NOT m.is_deputy AND m.state <> 'replaced'
    WHERE cu.contest_id = $1 AND cu.invited AND cu.kind <> 'virtual' GROUP BY 1`,
);
