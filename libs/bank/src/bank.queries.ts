import { statement } from '#database';
import type { ItemKind } from '#domain';

/** What a candidate reads of an item, with its source: everything whose change makes a new version. Dates 'YYYY-MM-DD'. */
export interface VersionText {
  kind: ItemKind;
  level: number;
  stem: string;
  options: string[];
  fixedOptionOrder: boolean;
  document: string | null;
  date: string | null;
  article: string | null;
  validFrom: string | null;
  validTo: string | null;
  mark: string | null;
}

export interface StoredItem extends VersionText {
  id: number;
  code: string;
  topic: string;
  subBank: string | null;
  status: string;
  versionId: number;
  version: number;
  revision: number;
  keyMask: number;
  keyRule: string;
  explanation: string | null;
}

// Finds or makes a bank and locks its row: two imports into one bank wait for each other. $1 code, $2 title, $3 sample.
export const openBank = statement<{ id: number }>(
  'bank.open-bank',
  `INSERT INTO bank (code, title, sample) VALUES ($1, $2, $3)
   ON CONFLICT (code) DO UPDATE SET title = excluded.title RETURNING id`,
);

// Finds or makes topics. $1 bank, $2 codes, $3 titles; at most a few dozen rows by topic_code_key.
export const openTopics = statement<{ id: number; code: string }>(
  'bank.open-topics',
  `INSERT INTO topic (bank_id, code, title) SELECT $1, code, title FROM unnest($2::text[], $3::text[]) AS u(code, title)
   ON CONFLICT (bank_id, code) DO UPDATE SET title = excluded.title RETURNING id, code`,
);

// The items of a bank as they stand: newest version, newest key. $1 bank; item_code_key, a bank has hundreds of items.
export const readBank = statement<StoredItem>(
  'bank.read-bank',
  `SELECT i.id, i.code, t.code AS topic, i.sub_bank AS "subBank", i.status, v.id AS "versionId", v.version, v.kind, v.level,
          v.stem, v.options, v.fixed_option_order AS "fixedOptionOrder", v.source_document AS document,
          v.source_date::text AS date, v.source_article AS article, v.valid_from::text AS "validFrom",
          v.valid_to::text AS "validTo", v.editor_mark AS mark, k.revision, k.key_mask AS "keyMask", k.rule AS "keyRule",
          k.explanation
     FROM item i
     JOIN topic t ON t.id = i.topic_id
     JOIN LATERAL (SELECT * FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v ON true
     JOIN LATERAL (SELECT * FROM key_revision WHERE item_version_id = v.id ORDER BY revision DESC LIMIT 1) k ON true
    WHERE i.bank_id = $1`,
);

// Makes items, or moves them to another topic, part or status. $1 bank, then by row: $2 code, $3 topic, $4 part, $5 status.
export const writeItems = statement<{ id: number; code: string }>(
  'bank.write-items',
  `INSERT INTO item (bank_id, code, topic_id, sub_bank, status)
   SELECT $1, * FROM unnest($2::text[], $3::int[], $4::text[], $5::text[])
   ON CONFLICT (bank_id, code) DO UPDATE
     SET topic_id = excluded.topic_id, sub_bank = excluded.sub_bank, status = excluded.status
   RETURNING id, code`,
);

// Adds versions with their first key. $1 rows as JSON: itemId, version, the fields of VersionText, keyMask, keyRule,
// explanation. Writes one row of each table per row.
export const addVersions = statement<{ item_version_id: number }>(
  'bank.add-item-versions',
  `WITH u AS (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS u("itemId" int, version smallint, kind text, level smallint, stem text,
       options jsonb, "fixedOptionOrder" boolean, document text, date date, article text, "validFrom" date, "validTo" date,
       mark text, "keyMask" smallint, "keyRule" text, explanation text)
   ), made AS (
     INSERT INTO item_version (item_id, version, kind, level, stem, options, fixed_option_order, source_document,
       source_date, source_article, valid_from, valid_to, editor_mark)
     SELECT "itemId", version, kind, level, stem, ARRAY(SELECT jsonb_array_elements_text(options)), "fixedOptionOrder",
            document, date, article, "validFrom", "validTo", mark
       FROM u ORDER BY "itemId"
     RETURNING id, item_id
   )
   INSERT INTO key_revision (item_version_id, revision, key_mask, rule, explanation)
   SELECT made.id, 1, u."keyMask", u."keyRule", u.explanation FROM made JOIN u ON u."itemId" = made.item_id
   RETURNING item_version_id`,
);

// Adds key revisions to versions whose text stays. By row: $1 version, $2 revision, $3 mask, $4 rule, $5 explanation, $6 reason.
export const addKeys = statement<{ item_version_id: number }>(
  'bank.add-key-revisions',
  `INSERT INTO key_revision (item_version_id, revision, key_mask, rule, explanation, reason)
   SELECT * FROM unnest($1::int[], $2::smallint[], $3::smallint[], $4::text[], $5::text[], $6::text[])
   RETURNING item_version_id`,
);

// What a round may draw from: of every published item the newest version that waits for nobody's approval. $1 bank, $2 part of the bank or null for all,
// $3 and $4 first and last day on which its source has to be in force, or null; item_code_key, then item_version_key once
// per item.
export const readPublishedPool = statement<{ id: number }>(
  'bank.read-published-pool',
  `SELECT v.id
     FROM item i
     JOIN LATERAL (SELECT w.id, w.valid_from, w.valid_to
                     FROM item_version w LEFT JOIN item_review r ON r.item_version_id = w.id
                    WHERE w.item_id = i.id AND coalesce(r.state, 'approved') = 'approved'
                    ORDER BY w.version DESC LIMIT 1) v ON true
    WHERE i.bank_id = $1 AND i.status = 'published' AND ($2::text IS NULL OR i.sub_bank = $2)
      AND ($3::date IS NULL OR v.valid_from IS NULL OR v.valid_from <= $3)
      AND ($4::date IS NULL OR v.valid_to IS NULL OR v.valid_to >= $4)
    ORDER BY v.id`,
);
