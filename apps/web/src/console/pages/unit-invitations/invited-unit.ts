import type { Answer } from '../../../shared/api/client.js';

/** A unit with the letters that it has. */
export type InvitedUnit = Answer<'/api/contests/{slug}/unit-invitations', 'get'>['units'][number];
