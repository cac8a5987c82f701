import { statement } from '#database';

// Attempts that cannot be graded and wait for somebody. grading_failure is nearly always empty; one row.
export const givenUp = statement<{ attempts: number }>(
  'figures-given-up',
  `SELECT count(*)::int AS attempts FROM grading_failure WHERE tries >= 5`,
);

// Papers asked for, by how far they are. Rows are deleted when they expire; a handful of rows.
export const documentJobs = statement<{ state: string; jobs: number }>(
  'figures-document-jobs',
  `SELECT state, count(*)::int AS jobs FROM document_job GROUP BY state`,
);

// Results by how far they are; a few hundred rows over years.
export const settlements = statement<{ state: string; fields: number }>(
  'figures-settlements',
  `SELECT state, count(*)::int AS fields FROM settlement GROUP BY state`,
);

// The contest whose turn it is to be recounted: the next after $1, or the first again. contest has a few rows; one row.
export const nextContest = statement<{ id: number }>(
  'figures-next-contest',
  `SELECT id FROM contest WHERE status <> 'draft' ORDER BY id <= $1, id LIMIT 1`,
);
