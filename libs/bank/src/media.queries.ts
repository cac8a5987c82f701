import { statement } from '#database';
import type { MediaType } from './media-type.js';

// A file. $1 hash; media_pkey, one row of up to the largest file.
export const readMedia = statement<{ mime: MediaType; bytes: Buffer }>(
  'bank.read-media',
  `SELECT mime, bytes FROM media WHERE sha256 = $1`,
);

// Keeps a file once and answers its hash. $1 bytes, $2 mime; media_pkey, one row.
export const keepMedia = statement<{ sha256: string }>(
  'bank.keep-media',
  `WITH kept AS (
     INSERT INTO media (sha256, mime, bytes, size) VALUES (encode(sha256($1::bytea), 'hex'), $2, $1, octet_length($1))
     ON CONFLICT (sha256) DO NOTHING
   )
   SELECT encode(sha256($1::bytea), 'hex') AS sha256`,
);

// The newest version of an item, and whether a published round draws from it. $1 bank code, $2 item code; bank_code_key,
// item_code_key, item_version_key; round revisions are looked through, a few per contest.
export const newestVersion = statement<{ id: number; option_count: number; published: boolean }>(
  'bank.newest-version',
  `SELECT v.id, cardinality(v.options) AS option_count,
          EXISTS (SELECT FROM round_revision r JOIN contest c ON c.id = r.contest_id
                   WHERE c.status <> 'draft' AND v.id = ANY (r.pool)) AS published
     FROM bank b JOIN item i ON i.bank_id = b.id JOIN item_version v ON v.item_id = i.id
    WHERE b.code = $1 AND i.code = $2 ORDER BY v.version DESC LIMIT 1`,
);

// Adds the first wording of a language; none comes back where it has one. $1 version, $2 language, $3 stem, $4 options,
// $5 hash or null; item_wording_pkey.
export const insertWording = statement<{ item_version_id: number }>(
  'bank.insert-wording',
  `INSERT INTO item_wording (item_version_id, language, stem, options, audio) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (item_version_id, language, revision) DO NOTHING RETURNING item_version_id`,
);

// Puts a picture, or the version read aloud, after what is there; none comes back where it has the sound, the picture or as
// many pictures as it may have already. $1 version, $2 kind, $3 hash, $4 alt, $5 pictures at most; item_media_pkey.
export const insertItemMedia = statement<{ place: number }>(
  'bank.insert-item-media',
  `INSERT INTO item_media (item_version_id, place, kind, sha256, alt)
   SELECT $1, coalesce(max(place), 0) + 1, $2, $3, $4 FROM item_media WHERE item_version_id = $1
   HAVING count(*) FILTER (WHERE sha256 = $3 OR kind = $2 AND kind = 'audio') = 0
      AND count(*) FILTER (WHERE kind = $2) < $5
   RETURNING place`,
);
