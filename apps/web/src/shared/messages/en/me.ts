import type { Words } from '../words.js';

export const me: Words['me'] = {
  title: 'me',
};
