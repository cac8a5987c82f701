import { statement } from '#database';
import type { TableQueueRow } from '#platform';
import type { DocumentKind } from './document-kinds.js';

export interface DocumentJobRow {
  id: string;
  contest_id: number;
  kind: DocumentKind;
  params: Record<string, unknown>;
  state: 'asked' | 'running' | 'done' | 'failed' | 'cancelled';
  asked_by: string;
  asked_by_name: string | null;
  asked_at: Date;
  done: number;
  total: number;
  ended_at: Date | null;
  expires_at: Date | null;
  file_name: string | null;
  mime: string | null;
  size: number | null;
  failure: string | null;
}

const COLUMNS = `j.id, j.contest_id, j.kind, j.params, j.state, j.asked_by, a.full_name AS asked_by_name, j.asked_at, j.done,
       j.total, j.ended_at, j.expires_at, j.file_name, j.mime, j.size, j.failure`;

// Asks for a file; none comes back where this id was asked before. $1 id, $2 contest, $3 kind, $4 params, $5 account;
// document_job_pkey.
export const insertJob = statement<{ id: string }>(
  'documents.ask',
  `INSERT INTO document_job (id, contest_id, kind, params, asked_by) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (id) DO NOTHING RETURNING id`,
);

// How many files of a contest are being waited for. $1 contest; document_job_open_idx, some dozens.
export const countOpen = statement<{ open: number }>(
  'documents.count-open',
  `SELECT count(*)::int AS open FROM document_job WHERE contest_id = $1 AND state IN ('asked', 'running')`,
);

// One job. $1 id; document_job_pkey.
export const readJob = statement<DocumentJobRow>(
  'documents.read',
  `SELECT ${COLUMNS} FROM document_job j LEFT JOIN account a ON a.id = j.asked_by WHERE j.id = $1`,
);

// The newest jobs of some kinds of a contest. $1 contest, $2 text[] kinds, $3 rows; document_job_contest_idx.
export const listJobs = statement<DocumentJobRow>(
  'documents.list',
  `SELECT ${COLUMNS} FROM document_job j LEFT JOIN account a ON a.id = j.asked_by
    WHERE j.contest_id = $1 AND j.kind = ANY ($2) ORDER BY j.asked_at DESC, j.id LIMIT $3`,
);

// Nobody wants it any more. $1 id, $2 days that the row is kept; document_job_pkey.
export const cancelJob = statement<{ id: string }>(
  'documents.cancel',
  `UPDATE document_job SET state = 'cancelled', ended_at = contest_clock(),
          expires_at = contest_clock() + make_interval(days => $2)
    WHERE id = $1 AND state IN ('asked', 'running') RETURNING id`,
);

// All that is not done or was given up, of all contests. $1 seconds without a beat after which a worker is thought dead.
// document_job_open_idx, and the failed ones of some days.
export const openJobs = statement<TableQueueRow<DocumentKind>>(
  'documents.open',
  `SELECT j.id, j.contest_id, c.title AS contest, j.kind, j.tries, j.failure AS reason,
          CASE WHEN j.state = 'failed' THEN 'failed' WHEN j.state = 'asked' THEN 'waiting'
               WHEN j.beat_at < contest_clock() - make_interval(secs => $1) THEN 'delayed' ELSE 'active' END AS state,
          floor(extract(epoch FROM j.asked_at) * 1000)::float8 AS asked_ms
     FROM document_job j JOIN contest c ON c.id = j.contest_id
    WHERE j.state IN ('asked', 'running', 'failed')`,
);

// Has a file made that could not be, with all tries before it. $1 id, $2 contest; document_job_pkey.
export const retryJob = statement<{ id: string }>(
  'documents.retry',
  `UPDATE document_job SET state = 'asked', tries = 0, done = 0, total = 0, failure = NULL, ended_at = NULL, expires_at = NULL
    WHERE id = $1 AND contest_id = $2 AND state = 'failed' RETURNING id`,
);

// A part of a file. $1 job, $2 number; document_part_pkey, one row of at most 1 MB.
export const readPart = statement<{ bytes: Buffer }>(
  'documents.read-part',
  `SELECT bytes FROM document_part WHERE job_id = $1 AND number = $2`,
);

// Files whose days are over, with their parts. document_job is small: some thousand rows are looked through once a day.
export const deleteExpired = statement<{ id: string }>(
  'documents.delete-expired',
  `DELETE FROM document_job WHERE expires_at < contest_clock() RETURNING id`,
);
