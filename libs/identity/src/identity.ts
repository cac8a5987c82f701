/** What a member of staff may be. A person without any role is a citizen who takes part. */
export const ROLES = ['unit_manager', 'author', 'reviewer', 'organizer', 'auditor', 'administrator'] as const;

export type Role = (typeof ROLES)[number];

/** Who is behind a living session. Holds nothing that a caller must not see of itself. */
export interface Identity {
  accountId: string;
  sessionId: string;
  fullName: string;
  /** contestId null: in every contest. contestUnitId: the one unit that a unit manager sees. */
  roles: { role: Role; contestId: number | null; contestUnitId: number | null }[];
}
