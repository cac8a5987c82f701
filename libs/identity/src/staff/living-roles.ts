/**
 * What an account may do now: the roles given to it and not expired; and the organizer's in each contest that its unit
 * runs, so that whoever comes into that office has them, and whoever leaves it has not. A SELECT to stand in brackets.
 *
 * @param account an expression of its number
 */
export const LIVING_ROLES = (account: string): string => `
  SELECT r.id, role.role, role.contest_id, r.contest_unit_id, role.unit_code
    FROM staff_role r
   CROSS JOIN LATERAL (SELECT r.role, r.contest_id, r.unit_code
                       UNION ALL
                       SELECT 'organizer', c.id, NULL FROM contest c WHERE c.run_by_unit_code = r.unit_code) AS role
   WHERE r.account_id = ${account} AND (r.expires_at IS NULL OR r.expires_at > contest_clock())`;
