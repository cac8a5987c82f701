import { statement } from '#database';
import type { StoredItem } from '../bank.queries.js';

// One writer of a bank at a time, imports included. $1 bank; bank_pkey, one row.
export const lockBank = statement<{ id: number }>('bank.lock-bank', `SELECT id FROM bank WHERE id = $1 FOR UPDATE`);

// The number after the highest of the codes that begin alike. $1 bank, $2 beginning with its hyphen; item_code_key, one row.
export const nextNumber = statement<{ number: number }>(
  'bank.next-item-number',
  `SELECT coalesce(max((regexp_match(code, '-(\\d{1,6})$'))[1]::int), 0) + 1 AS number
     FROM item WHERE bank_id = $1 AND starts_with(code, $2)`,
);

// Finds or makes topics; one that is there keeps its title. $1 bank, $2 codes, $3 titles; topic_code_key, some dozens.
export const keepTopics = statement<{ id: number; code: string }>(
  'bank.keep-topics',
  `INSERT INTO topic (bank_id, code, title) SELECT $1, code, title FROM unnest($2::text[], $3::text[]) AS u (code, title)
   ON CONFLICT (bank_id, code) DO UPDATE SET title = topic.title RETURNING id, code`,
);

export interface WrittenItem extends StoredItem {
  pictures: { sha256: string; alt: string }[];
  audio: string | null;
  changedByName: string | null;
  changedAt: Date;
  /** A published round draws from one of its versions. */
  isUsed: boolean;
}

// Items as they stand, each with its newest version and key, who wrote that, and whether rounds draw from it. $1 bank,
// $2 codes; item_code_key, item_version_key, key_revision_pkey; round revisions are looked through, a few per contest.
export const readItems = statement<WrittenItem>(
  'bank.read-items-to-write',
  `SELECT i.id, i.code, t.code AS topic, i.sub_bank AS "subBank", i.status, v.id AS "versionId", v.version, v.kind, v.level,
          v.stem, v.options, v.fixed_option_order AS "fixedOptionOrder", v.source_document AS document,
          v.source_date::text AS date, v.source_article AS article, v.valid_from::text AS "validFrom",
          v.valid_to::text AS "validTo", v.editor_mark AS mark, v.created_at AS "changedAt", k.revision, k.key_mask AS "keyMask",
          k.rule AS "keyRule", k.explanation, a.full_name AS "changedByName",
          coalesce((SELECT jsonb_agg(jsonb_build_object('sha256', m.sha256, 'alt', m.alt) ORDER BY m.place)
                      FROM item_media m WHERE m.item_version_id = v.id AND m.kind = 'picture'), '[]') AS pictures,
          (SELECT m.sha256 FROM item_media m WHERE m.item_version_id = v.id AND m.kind = 'audio') AS audio,
          EXISTS (SELECT FROM round_revision p JOIN contest c ON c.id = p.contest_id
                   WHERE c.status <> 'draft' AND p.pool && ARRAY(SELECT o.id FROM item_version o WHERE o.item_id = i.id)) AS "isUsed"
     FROM item i
     JOIN topic t ON t.id = i.topic_id
     JOIN LATERAL (SELECT * FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v ON true
     JOIN LATERAL (SELECT * FROM key_revision WHERE item_version_id = v.id ORDER BY revision DESC LIMIT 1) k ON true
     LEFT JOIN item_review r ON r.item_version_id = v.id
     LEFT JOIN account a ON a.id = r.written_by
    WHERE i.bank_id = $1 AND i.code = ANY ($2)`,
);

// Says of new versions who wrote them: drafts that wait to be sent. $1 items, $2 their versions, $3 author;
// item_version_key, one row each.
export const beginReviews = statement<{ item_version_id: number }>(
  'bank.begin-item-reviews',
  `INSERT INTO item_review (item_version_id, written_by)
   SELECT v.id, $3 FROM unnest($1::int[], $2::smallint[]) AS u (item_id, version)
     JOIN item_version v ON v.item_id = u.item_id AND v.version = u.version
   RETURNING item_version_id`,
);

// Puts pictures and sound to a version. By row: $1 item, $2 version, $3 place, $4 kind, $5 hash, $6 alt or null. Files that
// are not kept or of another kind are left out. item_version_key, media_pkey; one row each.
export const addItemMedia = statement<{ place: number }>(
  'bank.add-item-media',
  `INSERT INTO item_media (item_version_id, place, kind, sha256, alt)
   SELECT v.id, u.place, u.kind, m.sha256, u.alt
     FROM unnest($1::int[], $2::smallint[], $3::smallint[], $4::text[], $5::text[], $6::text[])
       AS u (item_id, version, place, kind, sha256, alt)
     JOIN item_version v ON v.item_id = u.item_id AND v.version = u.version
     JOIN media m ON m.sha256 = u.sha256 AND m.mime LIKE CASE u.kind WHEN 'picture' THEN 'image/%' ELSE 'audio/%' END
   RETURNING place`,
);
