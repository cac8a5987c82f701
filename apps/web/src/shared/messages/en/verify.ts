import type { Words } from '../words.js';

export const verify: Words['verify'] = {
  title: 'verify',
};
