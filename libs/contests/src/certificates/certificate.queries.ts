import { statement } from '#database';
import type { CertificateDesign } from '#domain';
import type { CertifiedContestRow, DesignRow } from './certificate-design.queries.js';

// Takes the place in which numbers are given: one at a time in a contest. $1 contest; certificate_design_pkey.
export const lockDesign = statement<DesignRow>(
  'contests.lock-certificate-design',
  `SELECT version, content, last_number, updated_at, NULL AS updated_by_name
     FROM certificate_design WHERE contest_id = $1 FOR UPDATE`,
);

// Says which number was given last, under the lock. $1 contest, $2 number.
export const noteLastNumber = statement(
  'contests.note-last-certificate',
  `UPDATE certificate_design SET last_number = $2 WHERE contest_id = $1`,
);

export interface BestRow {
  participant_id: string;
  unit_name: string;
  score: number;
  max_score: number;
  full_marks: boolean;
}

/** The best counted attempt of each person, by its share of what could be earned; `own` narrows it to some people. */
const best = (own: string) => `
  SELECT DISTINCT ON (c.participant_id) c.participant_id, c.score, g.max_score, c.full_marks
    FROM contribution c
    JOIN grade g ON g.contest_id = c.contest_id AND g.attempt_id = c.attempt_id AND g.revision = c.grade_revision
   WHERE c.contest_id = $1 AND c.valid AND c.counted ${own}
   ORDER BY c.participant_id, c.score::float8 / nullif(g.max_score, 0) DESC NULLS LAST, c.score DESC`;

// What a person did at best in counted attempts. $1 contest, $2 participant; contribution_participant_idx of the
// partition, a few rows.
export const readOwnBest = statement<BestRow>(
  'contests.read-own-best-result',
  `SELECT b.*, u.name AS unit_name
     FROM (${best(`AND c.participant_id = $2`)}) b
     JOIN participant p ON p.contest_id = $1 AND p.id = b.participant_id
     JOIN contest_unit u ON u.id = p.contest_unit_id`,
);

// The next people with a counted attempt and no certificate of it that holds, by unit and name; who has left is nobody's.
// $1 contest, $2 unit or null, $3 least score, $4 full marks alone, $5 rows. The contributions of the contest are looked through.
export const readUncertified = statement<BestRow>(
  'contests.read-uncertified',
  `SELECT b.*, u.name AS unit_name
     FROM (${best('')}) b
     JOIN participant p ON p.contest_id = $1 AND p.id = b.participant_id
     JOIN contest_unit u ON u.id = p.contest_unit_id
    WHERE p.anonymised_at IS NULL AND ($2::int IS NULL OR u.id = $2) AND b.score >= $3 AND (b.full_marks OR NOT $4)
      AND NOT EXISTS (SELECT FROM certificate k WHERE k.contest_id = $1 AND k.participant_id = p.id AND k.prize = ''
                         AND k.revoked_at IS NULL)
    ORDER BY u.name COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", p.id
    LIMIT $5`,
);

// Gives certificates. $1 contest, $2 int[] numbers, $3 text[] codes, $4 uuid[] participants, $5 text[] prizes, $6 text[] words,
// $7 text[] units, $8 title, $9 int[] scores, $10 int[] maxima, $11 symbol, $12 text[] decisions.
export const insertCertificates = statement(
  'contests.insert-certificates',
  `INSERT INTO certificate (contest_id, number, code, participant_id, prize, words, unit_name, contest_title, score, max_score,
                            symbol, decision)
   SELECT $1, n.number, n.code, n.participant_id, n.prize, n.words, n.unit_name, $8, n.score, n.max_score, $11, n.decision
     FROM unnest($2::int[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $9::int[], $10::int[], $12::text[])
       AS n (number, code, participant_id, prize, words, unit_name, score, max_score, decision)`,
);

export interface CertificateRow {
  number: number;
  code: string;
  symbol: string;
  participant_id: string;
  full_name: string;
  is_anonymous: boolean;
  unit_name: string;
  contest_title: string;
  contest_slug: string;
  words: string;
  prize: string;
  decision: string | null;
  issued_at: Date;
  revoked_at: Date | null;
  revoke_reason: string | null;
  replaced_by: number | null;
  sample: boolean;
}

const CERTIFICATE = `
  SELECT k.number, k.code, k.symbol, k.participant_id, p.full_name, p.anonymised_at IS NOT NULL AS is_anonymous, k.unit_name,
         k.contest_title, c.slug AS contest_slug, k.words, k.prize, k.decision, k.issued_at, k.revoked_at, k.revoke_reason,
         k.replaced_by, c.sample
    FROM certificate k
    JOIN participant p ON p.contest_id = k.contest_id AND p.id = k.participant_id
    JOIN contest c ON c.id = k.contest_id`;

// A certificate by the code on it. $1 code; certificate_code_key, one row.
export const findCertificate = statement<CertificateRow>(
  'contests.find-certificate',
  `${CERTIFICATE} WHERE k.code = $1`,
);

// A certificate of an account by its code. $1 code, $2 account; certificate_code_key, one row.
export const findOwnCertificate = statement<CertificateRow>(
  'contests.find-own-certificate',
  `${CERTIFICATE} WHERE k.code = $1 AND p.account_id = $2`,
);

// The certificates of an account in a contest, newest first. $1 contest, $2 account; participant_account_key,
// certificate_participant_idx.
export const readOwnCertificates = statement<CertificateRow>(
  'contests.read-own-certificates',
  `${CERTIFICATE} WHERE k.contest_id = $1 AND p.contest_id = $1 AND p.account_id = $2 ORDER BY k.number DESC`,
);

// Certificates of a contest as files are made of them and lists show them, by number. $1 contest, $2 after this number,
// $3 rows, $4 unit name or null, $5 'result', 'prize' or null, $6 only those that hold, $7 words to find or ''.
// certificate_pkey; with words the contest's are looked through.
export const readCertificates = statement<CertificateRow>(
  'contests.read-certificates',
  `${CERTIFICATE}
    WHERE k.contest_id = $1 AND k.number > $2 AND ($4::text IS NULL OR k.unit_name = $4)
      AND ($5::text IS NULL OR ($5 = 'prize') = (k.prize <> '')) AND (k.revoked_at IS NULL OR NOT $6)
      AND NOT EXISTS (SELECT FROM regexp_split_to_table(search_key($7), ' +') AS word
                       WHERE strpos(search_key(p.full_name || ' ' || k.unit_name || ' ' || k.number), word) = 0)
    ORDER BY k.number LIMIT $3`,
);

// What was given. $1 contest; certificate_pkey, the contest's certificates are counted.
export const countCertificates = statement<{ valid: number; revoked: number }>(
  'contests.count-certificates',
  `SELECT (count(*) FILTER (WHERE revoked_at IS NULL))::int AS valid, (count(*) FILTER (WHERE revoked_at IS NOT NULL))::int AS revoked
     FROM certificate WHERE contest_id = $1`,
);

// The units of which people have certificates that hold, with how many. $1 contest; certificate_pkey.
export const countByUnit = statement<{ unit_name: string; certificates: number }>(
  'contests.count-certificates-by-unit',
  `SELECT unit_name, count(*)::int AS certificates FROM certificate
    WHERE contest_id = $1 AND revoked_at IS NULL GROUP BY unit_name ORDER BY unit_name COLLATE "vi-x-icu"`,
);

// Takes certificates back that hold. $1 contest, $2 int[] numbers, $3 reason, $4 int[] the numbers that hold instead (null = none).
export const revokeCertificates = statement<{ number: number }>(
  'contests.revoke-certificates',
  `UPDATE certificate k SET revoked_at = contest_clock(), revoke_reason = $3, replaced_by = n.instead
     FROM unnest($2::int[], $4::int[]) AS n (number, instead)
    WHERE k.contest_id = $1 AND k.number = n.number AND k.revoked_at IS NULL RETURNING k.number`,
);

// Contests whose figures have changed since their certificates were looked through. A few hundred designs are looked through.
export const findUnseen = statement<{ contest_id: number; version: string; title: string }>(
  'contests.find-unseen-certificates',
  `SELECT d.contest_id, t.version, c.title
     FROM certificate_design d
     JOIN tally_mark t ON t.contest_id = d.contest_id
     JOIN contest c ON c.id = d.contest_id
    WHERE d.last_number > 0 AND t.version > d.seen_version
    ORDER BY d.contest_id FOR UPDATE OF d SKIP LOCKED`,
);

export const noteSeen = statement(
  'contests.note-seen-certificates',
  `UPDATE certificate_design SET seen_version = $2 WHERE contest_id = $1`,
);

export interface OutdatedRow extends Omit<BestRow, 'score' | 'max_score' | 'full_marks'> {
  number: number;
  words: string;
  score: number | null;
  max_score: number | null;
  full_marks: boolean | null;
}

// Certificates of results that hold on paper, with what the person did at best now: null where no counted attempt is left.
// Only those for which that is something else. $1 contest; the contest's certificates and contributions are looked through.
export const readOutdated = statement<OutdatedRow>(
  'contests.read-outdated-certificates',
  `SELECT k.number, k.participant_id, k.words, k.unit_name, b.score, b.max_score, b.full_marks
     FROM certificate k LEFT JOIN (${best('')}) b ON b.participant_id = k.participant_id
    WHERE k.contest_id = $1 AND k.prize = '' AND k.revoked_at IS NULL
      AND (b.participant_id IS NULL OR b.score IS DISTINCT FROM k.score OR b.max_score IS DISTINCT FROM k.max_score)
    ORDER BY k.number`,
);

export interface JoinedRow extends CertifiedContestRow {
  participant_id: string;
  is_anonymous: boolean;
  design: CertificateDesign | null;
}

// The contests that an account takes part in and has an attempt of, newest first, without rehearsals. $1 account;
// participant_account_key, a few rows.
export const readJoined = statement<JoinedRow>(
  'contests.read-joined-for-certificates',
  `SELECT c.id, c.slug, c.title, c.status, c.sample, c.page, p.id AS participant_id, p.anonymised_at IS NOT NULL AS is_anonymous,
          d.content AS design,
          (SELECT (extract(epoch FROM max(v.closes_at)) * 1000)::float8
             FROM round r
             JOIN round_revision v ON v.contest_id = r.contest_id AND v.round_id = r.id AND v.revision = r.current_revision
            WHERE r.contest_id = c.id) AS "closesMs"
     FROM participant p
     JOIN contest c ON c.id = p.contest_id
     LEFT JOIN certificate_design d ON d.contest_id = c.id
    WHERE p.account_id = $1 AND c.status IN ('published', 'closed')
    ORDER BY c.id DESC`,
);
