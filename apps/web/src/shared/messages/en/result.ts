import type { Words } from '../words.js';

export const result: Words['result'] = {
  title: 'result',
};
