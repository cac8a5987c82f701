import type { Answer } from '../../../shared/api/client.js';

export const DESK = '/api/contests/{slug}/open-data/desk';
export type Desk = Answer<typeof DESK, 'get'>;
export type OpenFile = Desk['files'][number];

/** What may be chosen; the round is always there, and the highest score comes with the score. */
export const CHOICES = [
  'unit',
  'block',
  'audience',
  'day',
  'week',
  'score',
  'scoreBand',
  'fullMarks',
  'duration',
] as const;
export const TERMS = ['cc_by_4', 'nd_194_2025', 'own'] as const;
