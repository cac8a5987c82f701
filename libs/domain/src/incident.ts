/** What may be wrong for somebody who takes part, in the order of the list on the screen. */
export const INCIDENT_KINDS = [
  'cannot_sign_in',
  'cannot_open',
  'not_saved',
  'time',
  'question',
  'result',
  'other',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** What it turned out to be, once it is settled. */
export const INCIDENT_CAUSES = ['guidance', 'account', 'network', 'device', 'question', 'system', 'no_fault'] as const;
export type IncidentCause = (typeof INCIDENT_CAUSES)[number];
