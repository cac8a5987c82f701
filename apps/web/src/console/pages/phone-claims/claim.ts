import type { Answer } from '../../../shared/api/client.js';

/** A number that somebody says is theirs, as the desk sees it. */
export type Claim = Answer<'/api/contests/{slug}/phone-claims', 'get'>['claims'][number];

/** A Vietnamese number as people read it out. @example nationalPhone('+84912345678') // '0912 345 678' */
export const nationalPhone = (e164: string): string =>
  e164.replace(/^\+84/, '0').replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3');
