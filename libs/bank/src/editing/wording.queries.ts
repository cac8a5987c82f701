import { statement } from '#database';
import type { ItemKind } from '#domain';
import type { ItemStatus } from '../item-draft.js';

/**
 * How far an item has come in a language: nothing there; only an earlier version of the item has it; written and waiting for
 * a second person; returned; signed.
 */
export const WORDING_STATES = ['missing', 'stale', 'written', 'returned', 'signed'] as const;
export type WordingState = (typeof WORDING_STATES)[number];

/** The state of the wording `w` of the newest version `v` of item `i`, in the language `$2`. */
const STATE = `CASE WHEN w.returned_at IS NOT NULL THEN 'returned' WHEN w.signed_at IS NOT NULL THEN 'signed'
  WHEN w.revision IS NOT NULL THEN 'written'
  WHEN EXISTS (SELECT FROM item_wording x JOIN item_version y ON y.id = x.item_version_id
                WHERE y.item_id = i.id AND y.id <> v.id AND x.language = l.language) THEN 'stale'
  ELSE 'missing' END`;

const OF_LANGUAGES = `FROM item i
     CROSS JOIN unnest($2::text[]) AS l(language)
     JOIN LATERAL (SELECT * FROM item_version WHERE item_id = i.id ORDER BY version DESC LIMIT 1) v ON true
     LEFT JOIN LATERAL (SELECT * FROM item_wording
                         WHERE item_version_id = v.id AND language = l.language ORDER BY revision DESC LIMIT 1) w ON true`;

export interface LanguageCount {
  language: string;
  state: WordingState;
  items: number;
}

// How many items of a bank that are not retired stand where in each language. $1 bank, $2 languages; item_code_key,
// item_version_key, item_wording_pkey: hundreds of items, each looked up once a language.
export const countWordings = statement<LanguageCount>(
  'bank.count-wordings',
  `SELECT language, state, count(*)::int AS items
     FROM (SELECT l.language, ${STATE} AS state ${OF_LANGUAGES} WHERE i.bank_id = $1 AND i.status <> 'retired') s
    GROUP BY language, state`,
);

export interface WordingRow {
  code: string;
  status: ItemStatus;
  version: number;
  stem: string;
  state: WordingState;
  wordingStem: string | null;
  hasAudio: boolean;
  writtenBy: string | null;
  writtenByName: string | null;
  total: number;
}

// A page of the items of a bank that are not retired, each with where it stands in one language. $1 bank, $2 that language,
// $3 states or null for all, $4 letters in search_key form, $5 how many to leave out, $6 how many; as above.
export const listWordings = statement<WordingRow>(
  'bank.list-wordings',
  `SELECT *, count(*) OVER ()::int AS total
     FROM (SELECT i.code, i.status, v.version, v.stem, ${STATE} AS state, w.stem AS "wordingStem",
                  w.audio IS NOT NULL AS "hasAudio", w.written_by AS "writtenBy", a.full_name AS "writtenByName"
             ${OF_LANGUAGES}
             LEFT JOIN account a ON a.id = w.written_by
            WHERE i.bank_id = $1 AND i.status <> 'retired'
              AND ($4::text = '' OR strpos(search_key(concat_ws(' ', i.code, v.stem, w.stem)), $4) > 0)) s
    WHERE $3::text[] IS NULL OR state = ANY ($3)
    ORDER BY code OFFSET $5 LIMIT $6`,
);

export interface ItemToWord {
  versionId: number;
  version: number;
  kind: ItemKind;
  status: ItemStatus;
  stem: string;
  options: string[];
}

// The newest version of an item. $1 bank, $2 code; item_code_key, item_version_key, one row or none.
export const itemToWord = statement<ItemToWord>(
  'bank.item-to-word',
  `SELECT v.id AS "versionId", v.version, v.kind, i.status, v.stem, v.options
     FROM item i JOIN item_version v ON v.item_id = i.id
    WHERE i.bank_id = $1 AND i.code = $2 ORDER BY v.version DESC LIMIT 1`,
);

export interface StoredWording {
  versionId: number;
  /** Of the item. */
  version: number;
  revision: number;
  stem: string;
  options: string[];
  audio: string | null;
  /** What it was written from. */
  ofStem: string;
  ofOptions: string[];
  writtenBy: string | null;
  writtenByName: string | null;
  writtenAt: Date;
  signedByName: string | null;
  signedAt: Date | null;
  returnedByName: string | null;
  returnedAt: Date | null;
  returnWords: string | null;
}

// The newest wording of an item in a language, of whichever version. $1 bank, $2 code, $3 language; item_code_key,
// item_version_key, item_wording_pkey; one row or none.
export const newestWording = statement<StoredWording>(
  'bank.newest-wording',
  `SELECT v.id AS "versionId", v.version, w.revision, w.stem, w.options, w.audio, v.stem AS "ofStem", v.options AS "ofOptions",
          w.written_by AS "writtenBy", a.full_name AS "writtenByName", w.written_at AS "writtenAt",
          s.full_name AS "signedByName", w.signed_at AS "signedAt", r.full_name AS "returnedByName",
          w.returned_at AS "returnedAt", w.return_words AS "returnWords"
     FROM item i
     JOIN item_version v ON v.item_id = i.id
     JOIN item_wording w ON w.item_version_id = v.id AND w.language = $3
     LEFT JOIN account a ON a.id = w.written_by
     LEFT JOIN account s ON s.id = w.signed_by
     LEFT JOIN account r ON r.id = w.returned_by
    WHERE i.bank_id = $1 AND i.code = $2
    ORDER BY v.version DESC, w.revision DESC LIMIT 1`,
);

// Adds a revision of a wording; none comes back when its sound is not kept. $1 version, $2 language, $3 revision, $4 stem,
// $5 options, $6 hash of the sound or null, $7 author; media_pkey.
export const writeWording = statement<{ revision: number }>(
  'bank.write-wording',
  `INSERT INTO item_wording (item_version_id, language, revision, stem, options, audio, written_by)
   SELECT $1::int, $2::text, $3::smallint, $4::text, $5::text[], $6::text, $7::uuid
    WHERE $6::text IS NULL OR EXISTS (SELECT FROM media WHERE sha256 = $6 AND mime LIKE 'audio/%')
   RETURNING revision`,
);

// Signs a wording; the table refuses whoever wrote it. $1 version, $2 language, $3 revision, $4 who; item_wording_pkey.
export const signWording = statement<{ revision: number }>(
  'bank.sign-wording',
  `UPDATE item_wording SET signed_by = $4, signed_at = contest_clock()
    WHERE item_version_id = $1 AND language = $2 AND revision = $3 AND signed_at IS NULL AND returned_at IS NULL
   RETURNING revision`,
);

// Returns a wording, signed or not. $1 version, $2 language, $3 revision, $4 who, $5 why; item_wording_pkey.
export const returnWording = statement<{ revision: number }>(
  'bank.return-wording',
  `UPDATE item_wording SET returned_by = $4, returned_at = contest_clock(), return_words = $5
    WHERE item_version_id = $1 AND language = $2 AND revision = $3 AND returned_at IS NULL RETURNING revision`,
);
