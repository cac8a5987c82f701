import { statement } from '#database';

// Enters a decision. $1 bank, $2 number, $3 day, $4 names, $5 who; one row.
export const insertBatch = statement<{ id: number }>(
  'bank.insert-item-batch',
  `INSERT INTO item_batch (bank_id, decision_number, decided_on, names, made_by) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
);

// Says which versions a decision approves. $1 batch, $2 bank, $3 codes, $4 versions; item_code_key, item_version_key.
export const insertBatchItems = statement<{ code: string }>(
  'bank.insert-item-batch-items',
  `WITH found AS (
     SELECT v.id, u.code FROM unnest($3::text[], $4::smallint[]) AS u (code, version)
       JOIN item i ON i.bank_id = $2 AND i.code = u.code
       JOIN item_version v ON v.item_id = i.id AND v.version = u.version
   ), put AS (
     INSERT INTO item_batch_item (batch_id, item_version_id) SELECT DISTINCT $1::int, id FROM found
   )
   SELECT code FROM found`,
);

export interface BatchRow {
  id: number;
  decisionNumber: string;
  decidedOn: string;
  names: string;
  scanMime: string | null;
  madeBy: string;
  madeByName: string | null;
  madeAt: Date;
  confirmedByName: string | null;
  confirmedAt: Date | null;
  items: { code: string; version: number }[];
}

// The decisions of a bank, the newest first, with what they approve. $1 bank, $2 one of them or null for all;
// item_batch_bank_idx, item_batch_item_pkey; some dozens.
export const listBatches = statement<BatchRow>(
  'bank.list-item-batches',
  `SELECT b.id, b.decision_number AS "decisionNumber", b.decided_on::text AS "decidedOn", b.names, b.scan_mime AS "scanMime",
          b.made_by AS "madeBy", m.full_name AS "madeByName", b.made_at AS "madeAt", c.full_name AS "confirmedByName",
          b.confirmed_at AS "confirmedAt",
          coalesce((SELECT jsonb_agg(jsonb_build_object('code', i.code, 'version', v.version) ORDER BY i.code)
                      FROM item_batch_item x JOIN item_version v ON v.id = x.item_version_id JOIN item i ON i.id = v.item_id
                     WHERE x.batch_id = b.id), '[]') AS items
     FROM item_batch b
     LEFT JOIN account m ON m.id = b.made_by
     LEFT JOIN account c ON c.id = b.confirmed_by
    WHERE b.bank_id = $1 AND ($2::int IS NULL OR b.id = $2)
    ORDER BY b.id DESC`,
);

// Locks a decision. $1 bank, $2 batch; item_batch_pkey.
export const lockBatch = statement<{ id: number }>(
  'bank.lock-item-batch',
  `SELECT id FROM item_batch WHERE bank_id = $1 AND id = $2 FOR UPDATE`,
);

// Puts the scan to a decision that is not confirmed. $1 batch, $2 bytes, $3 type; item_batch_pkey, one row or none.
export const putScan = statement<{ id: number }>(
  'bank.put-batch-scan',
  `UPDATE item_batch SET scan = $2, scan_mime = $3 WHERE id = $1 AND confirmed_at IS NULL RETURNING id`,
);

// The scan of a decision. $1 bank, $2 batch; item_batch_pkey, one row of up to 5 MiB.
export const readScan = statement<{ scan: Buffer; mime: string }>(
  'bank.read-batch-scan',
  `SELECT scan, scan_mime AS mime FROM item_batch WHERE bank_id = $1 AND id = $2 AND scan IS NOT NULL`,
);

// Confirms a decision; the table refuses whoever entered it. $1 batch, $2 who; item_batch_pkey.
export const confirmBatch = statement<{ id: number }>(
  'bank.confirm-item-batch',
  `UPDATE item_batch SET confirmed_by = $2, confirmed_at = contest_clock() WHERE id = $1 RETURNING id`,
);
