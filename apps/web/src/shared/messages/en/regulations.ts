import type { Words } from '../words.js';

export const regulations: Words['regulations'] = {
  title: 'Rules of the contest',
  none: 'The full rules of this contest are not here yet. The main ones are on the page of the contest.',
  toContest: 'Back to the contest',
  article: (number, title) => `Điều ${number}. ${title}`,
  signed: 'Signed documents',
  number: (number) => `No. ${number}`,
  day: (day) => `of ${day}`,
  pdf: (megabytes) => `PDF, ${megabytes} MB`,
  print: 'Print the rules',
};
