import type { Words } from '../words.js';

export const help: Words['help'] = {
  title: 'help',
};
