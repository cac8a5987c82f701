import type { Words } from '../words.js';

export const contest: Words['contest'] = {
  title: 'contest',
};
