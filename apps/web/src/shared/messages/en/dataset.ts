import type { dataset as words } from '../vi/dataset.js';

export const dataset: typeof words = {
  title: 'Open data',
  loading: 'Loading open data…',
  none: 'This contest has not published open data.',
  withdrawn: (at) => `The open data were withdrawn at ${at}.`,
  reason: (reason) => `Reason: ${reason}`,
  lead: (rows, persons) =>
    `${rows} attempts, one row each, without name, number, time or order. Each combination of values is of at least ${persons} people.`,
  suppressed: (count) => `${count} attempts are not in the file, for they are of too few people.`,
  generalised: (count) => `${count} rows were made coarser: an empty cell is one that is not told.`,
  madeAt: (at) => `Figures read at ${at}.`,
  files: 'Files',
  data: (size) => `Download the data (CSV, ${size})`,
  dictionary: (size) => `Download the dictionary (CSV, ${size})`,
  kilobytes: (count) => `${count} KB`,
  megabytes: (count) => `${count} MB`,
  hash: 'SHA-256',
  copyHash: 'Copy the hash',
  hashText: 'Compute the hash of the file you downloaded: if it is the same, the file is as it was published.',
  terms: 'Terms of use',
  columns: 'Columns',
};
