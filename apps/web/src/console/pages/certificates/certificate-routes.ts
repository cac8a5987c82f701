import type { Answer } from '../../../shared/api/client.js';

export const DESIGN = '/api/contests/{slug}/certificates/design';
export const LIST = '/api/contests/{slug}/certificates';
export const UNITS = '/api/contests/{slug}/certificates/units';

/** The design of a contest's certificates, and how many were given. */
export type DesignState = Answer<typeof DESIGN, 'get'>;
