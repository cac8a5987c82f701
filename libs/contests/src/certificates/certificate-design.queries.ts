import { statement } from '#database';
import type { CertificateDesign, ContestPage } from '#domain';

export interface CertifiedContestRow {
  id: number;
  slug: string;
  title: string;
  status: 'published' | 'closed';
  sample: boolean;
  page: ContestPage | null;
  closesMs: number;
}

// A published contest as its certificates need it. $1 slug; contest_slug_key and its rounds, one row.
export const findCertified = statement<CertifiedContestRow>(
  'contests.find-certified',
  `SELECT c.id, c.slug, c.title, c.status, c.sample, c.page,
          (SELECT (extract(epoch FROM max(v.closes_at)) * 1000)::float8
             FROM round r
             JOIN round_revision v ON v.contest_id = r.contest_id AND v.round_id = r.id AND v.revision = r.current_revision
            WHERE r.contest_id = c.id) AS "closesMs"
     FROM contest c WHERE c.slug = $1 AND c.status IN ('published', 'closed')`,
);

export interface DesignRow {
  version: number;
  content: CertificateDesign;
  last_number: number;
  updated_at: Date;
  updated_by_name: string | null;
}

// How the certificates of a contest look. $1 contest; certificate_design_pkey, one row or none.
export const readDesign = statement<DesignRow>(
  'contests.read-certificate-design',
  `SELECT d.version, d.content, d.last_number, d.updated_at, a.full_name AS updated_by_name
     FROM certificate_design d LEFT JOIN account a ON a.id = d.updated_by
    WHERE d.contest_id = $1`,
);

// Writes a design over the version that its editor began from; none comes back where it is another one by now. $1 contest,
// $2 version that was read (0 = none yet), $3 content, $4 background or null, $5 account. Prizes are compared with it anew.
export const writeDesign = statement<{ version: number }>(
  'contests.write-certificate-design',
  `WITH changed AS (
     UPDATE certificate_design SET version = version + 1, content = $3, background = $4, updated_by = $5,
            updated_at = contest_clock(), seen_publications = 0
      WHERE contest_id = $1 AND version = $2 RETURNING version
   ), begun AS (
     INSERT INTO certificate_design (contest_id, version, content, background, updated_by)
     SELECT $1, 1, $3, $4, $5 WHERE $2 = 0 ON CONFLICT DO NOTHING RETURNING version
   )
   SELECT version FROM changed UNION ALL SELECT version FROM begun`,
);

// The background of a contest's certificates. $1 its hash; branding_file_pkey, one row of up to the largest picture.
export const readBackground = statement<{ bytes: Buffer; mime: string; width: number | null; height: number | null }>(
  'contests.read-certificate-background',
  `SELECT bytes, mime, width, height FROM branding_file WHERE sha256 = $1`,
);

// How many people a rule would give a certificate. $1 contest. The contributions of the contest are looked through.
export const countCertifiable = statement<{ persons: number; full_marks: number }>(
  'contests.count-certifiable',
  `SELECT count(DISTINCT c.participant_id)::int AS persons,
          (count(DISTINCT c.participant_id) FILTER (WHERE c.full_marks))::int AS full_marks
     FROM contribution c JOIN participant p ON p.contest_id = c.contest_id AND p.id = c.participant_id
    WHERE c.contest_id = $1 AND c.valid AND c.counted AND p.anonymised_at IS NULL`,
);

export interface LongestRow {
  full_name: string | null;
  unit_name: string | null;
}

// The longest name of a person and of a unit in a contest, to look at a design with. $1 contest; the contest's people and units
// are looked through.
export const readLongest = statement<LongestRow>(
  'contests.read-longest-names',
  `SELECT (SELECT full_name FROM participant WHERE contest_id = $1 AND anonymised_at IS NULL ORDER BY length(full_name) DESC, id LIMIT 1)
            AS full_name,
          (SELECT name FROM contest_unit WHERE contest_id = $1 AND kind <> 'virtual' ORDER BY length(name) DESC, id LIMIT 1) AS unit_name`,
);
