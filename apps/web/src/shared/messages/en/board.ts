import type { Words } from '../words.js';

export const board: Words['board'] = {
  title: 'board',
};
