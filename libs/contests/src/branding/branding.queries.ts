import { statement } from '#database';
import type { Branding } from '#domain';
import type { PictureFile } from './picture-file.js';

/** What a contest is branded by: its plan where it has one, a rehearsal that of the plan it was made from, else itself. */
export interface BrandedRow {
  contest_id: number;
  plan_id: string | null;
}

// A published contest and the plan that it came from. $1 slug; contest_slug_key, contest_plan_contest_key, rehearsal_pkey, one row.
export const findBranded = statement<BrandedRow>(
  'contests.find-branded',
  `SELECT c.id AS contest_id, coalesce(p.id, h.plan_id) AS plan_id
     FROM contest c
     LEFT JOIN contest_plan p ON p.contest_id = c.id
     LEFT JOIN rehearsal h ON h.contest_id = c.id
    WHERE c.slug = $1 AND c.status IN ('published', 'closed')`,
);

export interface BrandingRow {
  version: number;
  content: Branding;
  updated_at: Date;
  updated_by_name: string | null;
}

// The branding of a plan, or of a contest without one. $1 plan or null, $2 contest or null; the two unique keys, one row or none.
export const readBranding = statement<BrandingRow>(
  'contests.read-branding',
  `SELECT b.version, b.content, b.updated_at, a.full_name AS updated_by_name
     FROM contest_branding b LEFT JOIN account a ON a.id = b.updated_by
    WHERE b.plan_id = $1 OR b.contest_id = $2`,
);

// Writes a branding over the version that its editor began from; none comes back where it is another one by now. $1 plan or
// null, $2 contest or null, $3 version that was read (0 = none yet), $4 content, $5 text[] its files, $6 account.
export const writeBranding = statement<{ version: number }>(
  'contests.write-branding',
  `WITH changed AS (
     UPDATE contest_branding SET version = version + 1, content = $4, files = $5, updated_by = $6, updated_at = contest_clock()
      WHERE (plan_id = $1 OR contest_id = $2) AND version = $3 RETURNING version
   ), begun AS (
     INSERT INTO contest_branding (plan_id, contest_id, version, content, files, updated_by)
     SELECT $1, $2, 1, $4, $5, $6 WHERE $3 = 0 ON CONFLICT DO NOTHING RETURNING version
   )
   SELECT version FROM changed UNION ALL SELECT version FROM begun`,
);

export interface FileRow {
  sha256: string;
  mime: PictureFile['mime'] | 'application/pdf';
  width: number | null;
  height: number | null;
  size: number;
}

// Keeps a file once and answers its hash. $1 bytes, $2 mime, $3 width, $4 height; branding_file_pkey.
export const keepFile = statement<{ sha256: string }>(
  'contests.keep-branding-file',
  `WITH kept AS (
     INSERT INTO branding_file (sha256, mime, bytes, size, width, height)
     VALUES (encode(sha256($1::bytea), 'hex'), $2, $1, octet_length($1), $3, $4) ON CONFLICT (sha256) DO NOTHING
   )
   SELECT encode(sha256($1::bytea), 'hex') AS sha256`,
);

// What some files are, without their bytes. $1 text[] hashes; branding_file_pkey, at most $1.
export const describeFiles = statement<FileRow>(
  'contests.describe-branding-files',
  `SELECT sha256, mime, width, height, size FROM branding_file WHERE sha256 = ANY ($1)`,
);

// Whether a contest or plan names a file, and what a paper is called there. $1 hash; a few hundred brandings are looked through.
export const findNamed = statement<{ title: string | null }>(
  'contests.find-named-branding-file',
  `SELECT (SELECT p ->> 'title' FROM jsonb_array_elements(b.content -> 'papers') AS p WHERE p ->> 'file' = $1::text LIMIT 1) AS title
     FROM contest_branding b WHERE $1::text = ANY (b.files) LIMIT 1`,
);

// A file with its bytes. $1 hash; branding_file_pkey, one row of up to the largest file.
export const readFile = statement<{ mime: FileRow['mime']; bytes: Buffer }>(
  'contests.read-branding-file',
  `SELECT mime, bytes FROM branding_file WHERE sha256 = $1`,
);

// Deletes files that nothing names any more, a day after they came: what is removed by mistake can be put back until then.
// All files are looked through, a few hundred.
export const deleteUnnamed = statement<{ sha256: string }>(
  'contests.delete-unnamed-branding-files',
  `DELETE FROM branding_file f
    WHERE f.kept_at < contest_clock() - interval '1 day'
      AND NOT EXISTS (SELECT FROM contest_branding b WHERE f.sha256 = ANY (b.files))
      AND NOT EXISTS (SELECT FROM certificate_design d WHERE d.background = f.sha256)
    RETURNING f.sha256`,
);
