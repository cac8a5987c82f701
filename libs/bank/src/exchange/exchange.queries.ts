import { statement } from '#database';

// The topics of a bank. $1 bank; topic_code_key, a dozen rows.
export const topicsOf = statement<{ code: string; title: string }>(
  'bank.topics-of',
  `SELECT code, title FROM topic WHERE bank_id = $1 ORDER BY code`,
);

// Says from which file versions came. $1 bank, by row $2 code and $3 version, $4 name of the file, $5 who; item_code_key.
export const noteImports = statement<{ id: number }>(
  'bank.note-imports',
  `INSERT INTO item_note (item_id, version, act, words, written_by)
   SELECT i.id, u.version, 'imported', $4, $5
     FROM unnest($2::text[], $3::smallint[]) AS u (code, version)
     JOIN item i ON i.bank_id = $1 AND i.code = u.code
   RETURNING id`,
);

// Pairs of items of which a person has said that they ask different things. $1 bank; different_items_bank_idx, a few dozen.
export const differentPairs = statement<{ first: string; second: string }>(
  'bank.different-pairs',
  `SELECT a.code AS first, b.code AS second
     FROM different_items d JOIN item a ON a.id = d.first_id JOIN item b ON b.id = d.second_id
    WHERE d.bank_id = $1`,
);

// Says that two items ask different things; saying it again changes nothing. $1 bank, $2 and $3 codes, $4 who;
// item_code_key. One row, none when one of the two is not there.
export const sayDifferent = statement<{ first_id: number }>(
  'bank.say-different',
  `INSERT INTO different_items (bank_id, first_id, second_id, decided_by)
   SELECT $1, least(a.id, b.id), greatest(a.id, b.id), $4
     FROM item a JOIN item b ON b.bank_id = a.bank_id
    WHERE a.bank_id = $1 AND a.code = $2 AND b.code = $3 AND a.id <> b.id
   ON CONFLICT (first_id, second_id) DO UPDATE SET decided_by = different_items.decided_by
   RETURNING first_id`,
);
