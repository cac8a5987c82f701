import { statement } from '#database';
import type { ItemKind } from '#domain';
import type { ItemStatus } from '../item-draft.js';

/** How far the newest version has come; null: it came with an errand and is what the item's status says. */
export type ReviewState = 'draft' | 'sent' | 'returned' | 'approved';

export interface Bank {
  id: number;
  code: string;
  title: string;
  /** The contests that draw from it. One that a unit runs is none of them: the unit draws from a bank that was lent to it. */
  contestIds: number[];
}

const CONTESTS = `ARRAY(SELECT c.id FROM contest c WHERE c.bank_id = b.id AND c.run_by_unit_code IS NULL)`;

// A bank with the contests that use it. $1 code; bank_code_key, contests are few. One row or none.
export const findBank = statement<Bank>(
  'bank.find-bank',
  `SELECT b.id, b.code, b.title, ${CONTESTS} AS "contestIds"
     FROM bank b WHERE b.code = $1`,
);

export interface BankSummary extends Bank {
  topics: { code: string; title: string }[];
  subBanks: string[];
  /** Public, to practise with: no round may draw from it. */
  practice: boolean;
  counts: Record<ItemStatus, number>;
  /** Newest versions that wait for a second person. */
  waiting: number;
}

// Every bank in reach with its topics, parts and counts. $1 contests, null: all. A handful of banks; the items of each are
// counted by item_code_key, some hundreds.
export const listBanks = statement<BankSummary>(
  'bank.list-banks',
  `SELECT b.id, b.code, b.title, ${CONTESTS} AS "contestIds",
          coalesce((SELECT jsonb_agg(jsonb_build_object('code', t.code, 'title', t.title) ORDER BY t.title)
                      FROM topic t WHERE t.bank_id = b.id), '[]') AS topics,
          ARRAY(SELECT DISTINCT i.sub_bank FROM item i WHERE i.bank_id = b.id AND i.sub_bank IS NOT NULL ORDER BY 1) AS "subBanks",
          b.practice, n.counts, n.waiting
     FROM bank b
     CROSS JOIN LATERAL (
       SELECT jsonb_build_object('draft', count(*) FILTER (WHERE i.status = 'draft'),
                'review', count(*) FILTER (WHERE i.status = 'review'),
                'published', count(*) FILTER (WHERE i.status = 'published'),
                'retired', count(*) FILTER (WHERE i.status = 'retired')) AS counts,
              count(*) FILTER (WHERE r.state = 'sent')::int AS waiting
         FROM item i
         JOIN LATERAL (SELECT id FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v ON true
         LEFT JOIN item_review r ON r.item_version_id = v.id
        WHERE i.bank_id = b.id) n
    WHERE $1::int[] IS NULL OR EXISTS (
            SELECT FROM contest c WHERE c.bank_id = b.id AND c.id = ANY ($1) AND c.run_by_unit_code IS NULL)
    ORDER BY b.title, b.code`,
);

export interface ItemRow {
  code: string;
  topic: string;
  topicTitle: string;
  subBank: string | null;
  status: ItemStatus;
  version: number;
  review: ReviewState | null;
  kind: ItemKind;
  level: 1 | 2 | 3;
  stem: string;
  document: string | null;
  article: string | null;
  validTo: string | null;
  mark: string | null;
  changedAt: Date;
  writtenBy: string | null;
  writtenByName: string | null;
  total: number;
}

/** Keys by which a list of items is put into order. */
export const ITEM_ORDERS = ['code', 'topic', 'level', 'validTo', 'changedAt', 'asked'] as const;
export type ItemOrder = (typeof ITEM_ORDERS)[number];

// A page of a bank, each item by its newest version. $1 bank, $2 letters in search_key form ('' = all), $3 topic, $4 level,
// $5 status, $6 document, $7 'over' or 'soon' (within 60 days), $8 review states, $9 order, $10 from the end, $11 how many to
// leave out, $12 how many, $13 codes with $14 in how many papers and $15 in which share of a round's they stood, $16 only the
// 'unused' or those with $17 or more; null = whichever. item_code_key, item_version_key; a bank has hundreds of items.
export const listItems = statement<ItemRow>(
  'bank.list-items',
  `WITH found AS (
     SELECT i.code, t.code AS topic, t.title AS "topicTitle", i.sub_bank AS "subBank", i.status, v.version, r.state AS review,
            v.kind, v.level, v.stem, v.source_document AS document, v.source_article AS article, v.valid_to::text AS "validTo",
            v.editor_mark AS mark, v.created_at AS "changedAt", r.written_by AS "writtenBy", a.full_name AS "writtenByName",
            count(*) OVER ()::int AS total,
            CASE $9::text WHEN 'topic' THEN search_key(t.title) WHEN 'level' THEN v.level::text
              WHEN 'validTo' THEN coalesce(v.valid_to::text, '9999') WHEN 'changedAt' THEN to_char(v.created_at, 'YYYYMMDDHH24MISSMS')
              WHEN 'asked' THEN to_char(coalesce(e.asked, 0), 'FM0000000000') ELSE i.code END AS place
       FROM item i
       JOIN topic t ON t.id = i.topic_id
       JOIN LATERAL (SELECT * FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v ON true
       LEFT JOIN item_review r ON r.item_version_id = v.id
       LEFT JOIN account a ON a.id = r.written_by
       LEFT JOIN unnest($13::text[], $14::int[], $15::float8[]) AS e (code, asked, share) ON e.code = i.code
      WHERE i.bank_id = $1
        AND ($16::text IS NULL OR $16 = 'unused' AND e.code IS NULL OR $16 = 'overused' AND e.share >= $17::float8)
        AND ($2::text = '' OR strpos(search_key(concat_ws(' ', i.code, v.stem, array_to_string(v.options, ' '), v.source_document)), $2) > 0)
        AND ($3::text IS NULL OR t.code = $3)
        AND ($4::int IS NULL OR v.level = $4)
        AND ($5::text IS NULL OR i.status = $5)
        AND ($6::text IS NULL OR v.source_document = $6)
        AND ($7::text IS NULL OR v.valid_to < (contest_clock() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + CASE $7 WHEN 'soon' THEN 60 ELSE 0 END
             AND ($7 = 'over' OR v.valid_to >= (contest_clock() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))
        AND ($8::text[] IS NULL OR r.state = ANY ($8))
   )
   SELECT * FROM found
    ORDER BY CASE WHEN NOT $10::boolean THEN place END, CASE WHEN $10 THEN place END DESC, code
    OFFSET $11 LIMIT $12`,
);

export interface CitedDocument {
  document: string;
  /** The days on which it was issued, as the items say it: more than one is a mistake of one of them. */
  dates: string[];
  items: number;
  published: number;
  /** The first day on which one of its items ends, null when none does. */
  firstEnd: string | null;
  over: number;
}

// The documents that a bank cites, with how many items rest on each. $1 bank; item_code_key, item_version_key; some dozens.
export const listDocuments = statement<CitedDocument>(
  'bank.list-documents',
  `SELECT v.source_document AS document,
          ARRAY(SELECT DISTINCT day FROM unnest(array_agg(v.source_date::text)) AS day WHERE day IS NOT NULL ORDER BY 1) AS dates,
          count(*)::int AS items, count(*) FILTER (WHERE i.status = 'published')::int AS published,
          min(v.valid_to)::text AS "firstEnd",
          count(*) FILTER (WHERE v.valid_to < (contest_clock() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)::int AS over
     FROM item i
     JOIN LATERAL (SELECT * FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v ON true
    WHERE i.bank_id = $1 AND i.status <> 'retired' AND v.source_document IS NOT NULL
    GROUP BY v.source_document ORDER BY v.source_document`,
);

export interface ItemHead {
  id: number;
  code: string;
  topic: string;
  topicTitle: string;
  subBank: string | null;
  status: ItemStatus;
}

// One item of a bank. $1 bank, $2 code; item_code_key. One row or none.
export const findItem = statement<ItemHead>(
  'bank.find-item',
  `SELECT i.id, i.code, t.code AS topic, t.title AS "topicTitle", i.sub_bank AS "subBank", i.status
     FROM item i JOIN topic t ON t.id = i.topic_id WHERE i.bank_id = $1 AND i.code = $2`,
);

export interface VersionRow {
  id: number;
  version: number;
  kind: ItemKind;
  level: 1 | 2 | 3;
  stem: string;
  options: string[];
  fixedOptionOrder: boolean;
  document: string | null;
  date: string | null;
  article: string | null;
  validFrom: string | null;
  validTo: string | null;
  mark: string | null;
  createdAt: Date;
  review: ReviewState | null;
  writtenBy: string | null;
  writtenByName: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  keyMask: number;
  keyRule: string;
  keyReason: string | null;
  explanation: string | null;
  pictures: { sha256: string; alt: string }[];
  audio: string | null;
}

// All versions of an item, newest first, each with its newest key, its pictures and who wrote it. $1 item; item_version_key,
// key_revision_pkey, item_media_pkey; a few rows.
export const versionsOf = statement<VersionRow>(
  'bank.versions-of',
  `SELECT v.id, v.version, v.kind, v.level, v.stem, v.options, v.fixed_option_order AS "fixedOptionOrder",
          v.source_document AS document, v.source_date::text AS date, v.source_article AS article,
          v.valid_from::text AS "validFrom", v.valid_to::text AS "validTo", v.editor_mark AS mark, v.created_at AS "createdAt",
          r.state AS review, r.written_by AS "writtenBy", a.full_name AS "writtenByName", d.full_name AS "decidedByName",
          r.decided_at AS "decidedAt", k.key_mask AS "keyMask", k.rule AS "keyRule", k.reason AS "keyReason", k.explanation,
          coalesce((SELECT jsonb_agg(jsonb_build_object('sha256', m.sha256, 'alt', m.alt) ORDER BY m.place)
                      FROM item_media m WHERE m.item_version_id = v.id AND m.kind = 'picture'), '[]') AS pictures,
          (SELECT m.sha256 FROM item_media m WHERE m.item_version_id = v.id AND m.kind = 'audio') AS audio
     FROM item_version v
     JOIN LATERAL (SELECT * FROM key_revision WHERE item_version_id = v.id ORDER BY revision DESC LIMIT 1) k ON true
     LEFT JOIN item_review r ON r.item_version_id = v.id
     LEFT JOIN account a ON a.id = r.written_by
     LEFT JOIN account d ON d.id = r.decided_by
    WHERE v.item_id = $1 ORDER BY v.version DESC`,
);

export interface NoteRow {
  version: number;
  act: 'comment' | 'sent' | 'returned' | 'approved' | 'retired' | 'restored' | 'imported';
  words: string | null;
  byName: string | null;
  at: Date;
}

// What was said of an item, oldest first. $1 item; item_note_item_idx; some dozens of rows.
export const notesOf = statement<NoteRow>(
  'bank.notes-of',
  `SELECT n.version, n.act, n.words, a.full_name AS "byName", n.written_at AS at
     FROM item_note n LEFT JOIN account a ON a.id = n.written_by WHERE n.item_id = $1 ORDER BY n.id`,
);

export interface RoundUse {
  code: string;
  contestSlug: string;
  contestTitle: string;
  round: number;
  roundTitle: string;
  version: number;
  opensAt: Date;
  closesAt: Date;
}

// Which rounds of published contests draw from items, by the version that each has frozen. $1 items; round revisions are
// looked through, a few per contest, item_version_key.
export const usesOf = statement<RoundUse>(
  'bank.uses-of',
  `SELECT i.code, c.slug AS "contestSlug", c.title AS "contestTitle", o.id AS round, o.title AS "roundTitle", v.version,
          r.opens_at AS "opensAt", r.closes_at AS "closesAt"
     FROM item i
     JOIN item_version v ON v.item_id = i.id
     JOIN round_revision r ON v.id = ANY (r.pool)
     JOIN round o ON o.contest_id = r.contest_id AND o.id = r.round_id AND r.revision IN (o.current_revision, o.next_revision)
     JOIN contest c ON c.id = r.contest_id
    WHERE i.id = ANY ($1) AND c.status <> 'draft'
    ORDER BY r.opens_at DESC, i.code`,
);
