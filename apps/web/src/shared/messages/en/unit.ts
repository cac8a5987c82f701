import type { Words } from '../words.js';

export const unit: Words['unit'] = {
  title: 'unit',
};
