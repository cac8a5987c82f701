import type { Answer } from '../../../shared/api/client.js';

export type Correction = Answer<'/api/contests/{slug}/key-corrections', 'get'>['corrections'][number];
export type AskedItem = Answer<'/api/contests/{slug}/items', 'get'>['items'][number];

/** Something is still being worked out or done. */
export const isUnderWay = ({ state }: Correction): boolean =>
  state === 'asked' || state === 'approved' || state === 'applying';

/** Options are told by letters, as drafters of questions do: [1, 3] is 'A, C'. */
export const lettersOf = (options: readonly number[]): string =>
  options.map((option) => String.fromCharCode(64 + option)).join(', ');
