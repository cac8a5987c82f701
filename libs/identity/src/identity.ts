/** What a member of staff may be. A person without any role is a citizen who takes part. */
export const ROLES = [
  'unit_manager',
  'author',
  'reviewer',
  'judge',
  'host',
  'support',
  'organizer',
  'unit_organizer',
  'auditor',
  'administrator',
] as const;

export type Role = (typeof ROLES)[number];

/** Roles that see keys, or decide over results or people: a password alone, which can be guessed, does not open them. */
const NEED_SECOND_FACTOR: readonly Role[] = [
  'author',
  'reviewer',
  'judge',
  'organizer',
  'unit_organizer',
  'auditor',
  'administrator',
];

/** Does this role ask for a second factor beside the password? */
export const needsSecondFactor = (role: Role): boolean => NEED_SECOND_FACTOR.includes(role);

/** One role of somebody: where it holds. contestId null: in every contest. contestUnitId: the one unit of a unit manager. */
export interface HeldRole {
  role: Role;
  contestId: number | null;
  contestUnitId: number | null;
  /** The unit of a `unit_organizer`, by its code in the tree. It holds in no contest: those that the unit runs bring the role of organizer. */
  unitCode?: string;
}

/** Who is behind a living session. Holds nothing that a caller must not see of itself. */
export interface Identity {
  accountId: string;
  sessionId: string;
  fullName: string;
  /** The roles in effect: not expired and, where one is needed, with the second factor shown in this session. */
  roles: HeldRole[];
  /** The roles that come into effect once this session has shown the second factor. */
  waitingRoles: HeldRole[];
}
