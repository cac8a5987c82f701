import type { Words } from '../words.js';

export const screen: Words['screen'] = {
  title: 'screen',
};
