import type { Words } from '../words.js';

export const attempt: Words['attempt'] = {
  title: 'attempt',
};
