import { statement } from '#database';
import type { ItemKind, KeyRule } from '#domain';

// What anybody may practise with: the one file of the front door beside the review of attempts that names keys. Every
// statement that tells something of a question demands a bank that is marked for practice.

/** What no round has yet to ask: the wording stands in no pool of a round that is not over. $1 bank. */
const NOT_ASKED_YET = `NOT EXISTS (
         SELECT FROM contest c
           JOIN round r ON r.contest_id = c.id
           JOIN round_revision now_is ON now_is.contest_id = c.id AND now_is.round_id = r.id AND now_is.revision IN (r.current_revision, r.next_revision)
           JOIN item_version asked ON asked.id = ANY (now_is.pool)
          WHERE c.status <> 'draft' AND now_is.closes_at > contest_clock() AND search_key(asked.stem) = search_key(v.stem))`;

// Every question that a practice bank offers today, by its number. $1 bank. item_code_key, item_version_key; the wordings of
// pools of rounds that are not over are read once, some hundreds. Asked once a minute and process.
export const readPracticeItems = statement<{ id: number; topic: string; topic_title: string }>(
  'practice.read-items',
  `SELECT v.id, t.code AS topic, t.title AS topic_title
     FROM bank b
     JOIN item i ON i.bank_id = b.id AND i.status = 'published'
     JOIN topic t ON t.id = i.topic_id
     JOIN LATERAL (SELECT id, stem, valid_from, valid_to FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v
       ON true
    WHERE b.id = $1 AND b.practice
      AND (v.valid_from IS NULL OR v.valid_from <= contest_clock()::date)
      AND (v.valid_to IS NULL OR v.valid_to >= contest_clock()::date)
      AND ${NOT_ASKED_YET}
    ORDER BY v.id`,
);

export interface PracticeQuestionRow {
  id: number;
  kind: ItemKind;
  stem: string;
  options: string[];
  fixed_option_order: boolean;
  editor_mark: string | null;
}

// Questions as they are read, without what is right. $1 versions; primary keys, some ten.
export const readPracticeQuestions = statement<PracticeQuestionRow>(
  'practice.read-questions',
  `SELECT v.id, v.kind, v.stem, v.options, v.fixed_option_order, v.editor_mark
     FROM item_version v JOIN item i ON i.id = v.item_id JOIN bank b ON b.id = i.bank_id
    WHERE v.id = ANY($1::int[]) AND b.practice`,
);

export interface PracticeKeyRow {
  right_mask: number;
  rule: KeyRule;
  explanation: string | null;
  source_document: string | null;
  source_article: string | null;
  source_date: string | null;
  options: number;
}

// What is right in one question of a practice bank, with its explanation and source. $1 version; primary keys, one row.
export const readPracticeKey = statement<PracticeKeyRow>(
  'practice.read-key',
  `SELECT k.key_mask AS right_mask, k.rule, k.explanation, v.source_document, v.source_article,
          v.source_date::text AS source_date, cardinality(v.options) AS options
     FROM item_version v
     JOIN item i ON i.id = v.item_id
     JOIN bank b ON b.id = i.bank_id
     JOIN LATERAL (SELECT * FROM key_revision WHERE item_version_id = v.id ORDER BY revision DESC LIMIT 1) k ON true
    WHERE v.id = $1 AND b.practice`,
);

// A bank by its code, locked while it is decided what it is for. $1 code; bank_code_key, one row or none.
export const lockBankForPractice = statement<{ id: number; practice: boolean }>(
  'practice.lock-bank',
  `SELECT id, practice FROM bank WHERE code = $1 FOR UPDATE`,
);

// How many questions of a bank a round that is not over asks, or a contest that is not published will draw from: by item and
// by wording. $1 bank; item_code_key, the pools of rounds that are not over.
export const countAwaitedItems = statement<{ items: number; draws: boolean }>(
  'practice.count-awaited',
  `SELECT (SELECT count(DISTINCT i.id)::int
             FROM item i JOIN LATERAL (SELECT stem FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v ON true
            WHERE i.bank_id = $1 AND NOT ${NOT_ASKED_YET}) AS items,
          EXISTS (SELECT FROM contest c
                   WHERE c.bank_id = $1
                     AND (c.status = 'draft' OR EXISTS (
                       SELECT FROM round r JOIN round_revision o ON o.contest_id = c.id AND o.round_id = r.id AND o.revision IN (r.current_revision, r.next_revision)
                        WHERE r.contest_id = c.id AND o.closes_at > contest_clock()))) AS draws`,
);

// Marks a bank: from now on its keys are for everybody. $1 bank.
export const markForPractice = statement<never>('practice.mark', `UPDATE bank SET practice = true WHERE id = $1`);
