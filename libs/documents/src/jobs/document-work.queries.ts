import { statement } from '#database';
import type { DocumentKind } from './document-kinds.js';

// Whoever works on a job names its try: one that was given up for dead and is not writes nothing more.

// Takes the oldest job that waits, or whose worker was not heard of for $1 seconds; after $2 tries it has failed, and is kept
// for $3 days. document_job_open_idx, one row; those that another worker is just taking are left to it.
export const takeJob = statement<{ id: string; tries: number; state: 'running' | 'failed' }>(
  'documents.take',
  `UPDATE document_job j
      SET state = CASE WHEN j.tries < $2::int THEN 'running' ELSE 'failed' END,
          failure = CASE WHEN j.tries < $2::int THEN NULL ELSE 'INTERNAL' END,
          ended_at = CASE WHEN j.tries < $2::int THEN NULL ELSE contest_clock() END,
          expires_at = CASE WHEN j.tries < $2::int THEN NULL ELSE contest_clock() + make_interval(days => $3) END,
          tries = least(j.tries + 1, $2::int), started_at = contest_clock(), beat_at = contest_clock(), done = 0, total = 0
    WHERE j.id = (SELECT o.id FROM document_job o
                   WHERE o.state = 'asked'
                      OR o.state = 'running' AND o.beat_at < contest_clock() - make_interval(secs => $1)
                   ORDER BY o.asked_at LIMIT 1 FOR UPDATE SKIP LOCKED)
   RETURNING j.id, j.tries, j.state`,
);

export interface TakenJobRow {
  contest_id: number;
  slug: string;
  kind: DocumentKind;
  params: Record<string, unknown>;
  asked_by: string;
}

// What is to be made. $1 job, $2 try; document_job_pkey.
export const readTaken = statement<TakenJobRow>(
  'documents.read-taken',
  `SELECT j.contest_id, c.slug, j.kind, j.params, j.asked_by FROM document_job j JOIN contest c ON c.id = j.contest_id
    WHERE j.id = $1 AND j.tries = $2 AND j.state = 'running'`,
);

// What an earlier try has left. $1 job, $2 try; document_part_pkey.
export const dropParts = statement<never>(
  'documents.drop-parts',
  `DELETE FROM document_part WHERE job_id = $1
      AND EXISTS (SELECT FROM document_job WHERE id = $1 AND ($2::int IS NULL OR tries = $2::int))`,
);

// Still at it, and how far; nothing comes back when it was cancelled or given to another. $1 job, $2 try, $3 done, $4 total.
export const beatJob = statement<{ id: string }>(
  'documents.beat',
  `UPDATE document_job SET beat_at = contest_clock(), done = $3, total = $4
    WHERE id = $1 AND tries = $2 AND state = 'running' RETURNING id`,
);

// The next part, unless the job is not the writer's any more. $1 job, $2 try, $3 number, $4 bytes.
export const writePart = statement<{ number: number }>(
  'documents.write-part',
  `INSERT INTO document_part (job_id, number, bytes)
   SELECT j.id, $3, $4 FROM document_job j WHERE j.id = $1 AND j.tries = $2 AND j.state = 'running' FOR SHARE
   RETURNING number`,
);

// The file is whole. $1 job, $2 try, $3 name, $4 mime, $5 bytes, $6 days that it is kept.
export const finishJob = statement<{ id: string }>(
  'documents.finish',
  `UPDATE document_job SET state = 'done', file_name = $3, mime = $4, size = $5, done = total, ended_at = contest_clock(),
          expires_at = contest_clock() + make_interval(days => $6)
    WHERE id = $1 AND tries = $2 AND state = 'running' RETURNING id`,
);

// It cannot be made. $1 job, $2 try, $3 code, $4 days that the row is kept.
export const failJob = statement<{ id: string }>(
  'documents.fail',
  `UPDATE document_job SET state = 'failed', failure = $3, ended_at = contest_clock(),
          expires_at = contest_clock() + make_interval(days => $4)
    WHERE id = $1 AND tries = $2 AND state = 'running' RETURNING id`,
);

// Its process ends before it is made: anybody may begin again, and this was no try. $1 job, $2 try.
export const giveBackJob = statement<{ id: string }>(
  'documents.give-back',
  `UPDATE document_job SET state = 'asked', tries = tries - 1 WHERE id = $1 AND tries = $2 AND state = 'running' RETURNING id`,
);
