import { statement } from '#database';
import type { ItemStatus } from '../item-draft.js';
import type { ReviewState } from './reading.queries.js';

export interface StandingItem {
  id: number;
  code: string;
  status: ItemStatus;
  versionId: number;
  version: number;
  review: ReviewState | null;
  writtenBy: string | null;
  /** A version that waits for nobody: what rounds may draw. */
  isApproved: boolean;
}

// Items as they stand. $1 bank, $2 codes; item_code_key,
// item_version_key; at most some hundreds.
export const itemsAsTheyStand = statement<StandingItem>(
  'bank.items-as-they-stand',
  `SELECT i.id, i.code, i.status, v.id AS "versionId", v.version, r.state AS review, r.written_by AS "writtenBy",
          EXISTS (SELECT FROM item_version w LEFT JOIN item_review q ON q.item_version_id = w.id
                   WHERE w.item_id = i.id AND coalesce(q.state, 'approved') = 'approved') AS "isApproved"
     FROM item i
     JOIN LATERAL (SELECT id, version FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v ON true
     LEFT JOIN item_review r ON r.item_version_id = v.id
    WHERE i.bank_id = $1 AND i.code = ANY ($2)
    ORDER BY i.id`,
);

// Hands versions on. One that came with an errand is answered for by whoever sends it. $1 versions, $2 who;
// item_review_pkey.
export const sendVersions = statement<{ id: number }>(
  'bank.send-versions',
  `INSERT INTO item_review (item_version_id, written_by, state, sent_at)
   SELECT id, $2, 'sent', contest_clock() FROM unnest($1::int[]) AS id
   ON CONFLICT (item_version_id) DO UPDATE
     SET state = 'sent', sent_at = excluded.sent_at, decided_by = NULL, decided_at = NULL
   RETURNING item_version_id AS id`,
);

// Says of versions that came with an errand and were never published that they wait for approval. $1 versions, $2 who
// answers for them; item_review_pkey.
export const holdBack = statement<{ id: number }>(
  'bank.hold-versions-back',
  `INSERT INTO item_review (item_version_id, written_by) SELECT id, $2 FROM unnest($1::int[]) AS id
   ON CONFLICT (item_version_id) DO NOTHING RETURNING item_version_id AS id`,
);

// Takes back what waits for a decision. $1 versions; item_review_pkey.
export const takeBack = statement<{ id: number }>(
  'bank.take-versions-back',
  `UPDATE item_review SET state = 'draft', sent_at = NULL
    WHERE item_version_id = ANY ($1) AND state = 'sent' RETURNING item_version_id AS id`,
);

// Writes down what a second person decided. $1 versions, $2 'approved' or 'returned', $3 who; item_review_pkey. The table
// refuses whoever wrote one of them.
export const decideVersions = statement<{ id: number }>(
  'bank.decide-versions',
  `UPDATE item_review SET state = $2, decided_by = $3, decided_at = contest_clock()
    WHERE item_version_id = ANY ($1) RETURNING item_version_id AS id`,
);

// Moves items. $1 items, $2 status; item_pkey.
export const setStatus = statement<{ id: number }>(
  'bank.set-item-status',
  `UPDATE item SET status = $2 WHERE id = ANY ($1) RETURNING id`,
);

// Notes what was said or done. $1 items, $2 versions, $3 act, $4 words, $5 who.
export const addNotes = statement<{ id: number }>(
  'bank.add-item-notes',
  `INSERT INTO item_note (item_id, version, act, words, written_by)
   SELECT item_id, version, $3, $4, $5 FROM unnest($1::int[], $2::smallint[]) AS u (item_id, version) RETURNING id`,
);

// Versions as the checks want them, with their keys. $1 versions; item_version_pkey, key_revision_pkey.
export const textsOf = statement<{
  code: string;
  kind: 'single' | 'multiple' | 'true_false';
  stem: string;
  options: string[];
  keyMask: number;
  explanation: string | null;
  document: string | null;
  validFrom: string | null;
  validTo: string | null;
}>(
  'bank.texts-to-check',
  `SELECT i.code, v.kind, v.stem, v.options, k.key_mask AS "keyMask", k.explanation, v.source_document AS document,
          v.valid_from::text AS "validFrom", v.valid_to::text AS "validTo"
     FROM item_version v JOIN item i ON i.id = v.item_id
     JOIN LATERAL (SELECT * FROM key_revision WHERE item_version_id = v.id ORDER BY revision DESC LIMIT 1) k ON true
    WHERE v.id = ANY ($1)`,
);

// Codes of the items that cite a document and are not retired. $1 bank, $2 document; item_code_key, item_version_key.
export const citing = statement<{ id: number; code: string; status: ItemStatus; stem: string }>(
  'bank.items-citing',
  `SELECT i.id, i.code, i.status, v.stem
     FROM item i
     JOIN LATERAL (SELECT * FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v ON true
    WHERE i.bank_id = $1 AND i.status <> 'retired' AND v.source_document = $2 ORDER BY i.code`,
);
