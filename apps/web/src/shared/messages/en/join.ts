import type { Words } from '../words.js';

export const join: Words['join'] = {
  title: 'join',
};
