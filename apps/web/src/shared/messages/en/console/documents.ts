import type { documents as words } from '../../vi/console/documents.js';

export const documents: typeof words = {
  waiting: 'Waiting to be made',
  making: (percent) => `Being made: ${percent}%`,
  beginning: 'Being made…',
  cancel: 'Cancel',
  cancelled: 'Cancelled',
  again: 'Make again',
  download: (name, size) => `Download ${name} (${size})`,
  kilobytes: (count) => `${count} KB`,
  megabytes: (count) => `${count} MB`,
  expires: (at) => `Kept until ${at}.`,
  askedBy: (name, at) => `Asked for by ${name} at ${at}.`,
  somebody: 'somebody',
  earlier: 'Files made so far',
  none: 'No files yet.',
};
