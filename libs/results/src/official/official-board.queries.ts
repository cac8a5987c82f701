import { statement } from '#database';
import type { Decided, Scope } from '#domain';

export interface OwedBoard {
  contest_id: number;
  scope_kind: Scope['kind'];
  scope_id: number;
  number: number;
  settlement_id: string;
  version: number;
  /** The settlement whose order the board shows already; null for a board that is not there. */
  made_of: string | null;
}

// Publications that hold and that no board shows yet. publication and official_board by their primary keys; publications are
// some dozens in each contest.
export const owedBoards = statement<OwedBoard>(
  'official-boards-owed',
  `SELECT p.contest_id, p.scope_kind, p.scope_id, p.number, p.settlement_id, p.version, b.settlement_id AS made_of
     FROM publication p
     LEFT JOIN official_board b
       ON b.contest_id = p.contest_id AND b.scope_kind = p.scope_kind AND b.scope_id = p.scope_id
    WHERE b.publication IS DISTINCT FROM p.number
      AND NOT EXISTS (SELECT FROM publication q
                       WHERE q.contest_id = p.contest_id AND q.scope_kind = p.scope_kind AND q.scope_id = p.scope_id
                         AND q.number > p.number)
    ORDER BY p.contest_id, p.scope_kind, p.scope_id`,
);

// Lets one at a time make official boards of a contest. $1 contest.
export const tryMake = statement<{ mine: boolean }>(
  'official-boards-turn',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('official', $1::int)) AS mine`,
);

// What was published: the frozen input, gzip. $1 contest, $2 settlement, $3 version; winner_file_pkey, some megabytes.
export const readFrozenInput = statement<{ input: Buffer }>(
  'official-boards-input',
  `SELECT input FROM winner_file WHERE contest_id = $1 AND settlement_id = $2 AND version = $3`,
);

// The order is there already: only the number of the publication is another one. $1 contest, $2 scope kind, $3 scope id,
// $4 publication; official_board_pkey.
export const renumberBoard = statement<object>(
  'official-boards-renumber',
  `UPDATE official_board SET publication = $4, made_at = contest_clock()
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3`,
);

// Takes a board away, with its lines. $1 contest, $2 scope kind, $3 scope id; official_board_pkey and its lines.
export const dropBoard = statement<object>(
  'official-boards-drop',
  'DELETE FROM official_board WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3',
);

// Says which publication a board shows. $1 contest, $2 scope kind, $3 scope id, $4 publication, $5 settlement.
export const addBoard = statement<object>(
  'official-boards-add',
  `INSERT INTO official_board (contest_id, scope_kind, scope_id, publication, settlement_id) VALUES ($1, $2, $3, $4, $5)`,
);

// Lines of a board, by the numbers that people have in what was published. $1 contest, $2 scope kind, $3 scope id, $4 audience,
// $5 the place before the first, then arrays: $6 ranks, $7 numbers, $8 units (null: the one that the person stands for),
// $9 scores, $10 full marks, $11 durations, $12 attempts, $13 what decided. person_number_pkey and participant_pkey, a few thousand.
export const addPlaces = statement<object>(
  'official-boards-add-places',
  `INSERT INTO official_place (contest_id, scope_kind, scope_id, audience_id, place, rank, participant_id, contest_unit_id,
          score, full_marks, duration_ms, attempt_count, decided)
   SELECT $1, $2, $3, $4, $5::int + u.at, u.rank, n.participant_id, coalesce(u.unit, p.contest_unit_id), u.score, u.full_marks,
          u.duration_ms, u.attempts, u.decided
     FROM unnest($6::int[], $7::int[], $8::int[], $9::int[], $10::boolean[], $11::bigint[], $12::int[], $13::jsonb[])
          WITH ORDINALITY AS u (rank, number, unit, score, full_marks, duration_ms, attempts, decided, at)
     JOIN person_number n ON n.contest_id = $1 AND n.number = u.number
     JOIN participant p ON p.contest_id = $1 AND p.id = n.participant_id`,
);

/** Which publication a board shows, since when it holds, and when the board was made (epoch ms). */
export interface OfficialBoard {
  publication: number;
  published_ms: number;
  made_ms: number;
}

// The board of a scope as it was published, if it was. $1 contest, $2 scope kind, $3 scope id; primary keys, one row or none.
export const officialBoard = statement<OfficialBoard>(
  'official-board',
  `SELECT b.publication, (extract(epoch FROM p.published_at) * 1000)::float8 AS published_ms,
          (extract(epoch FROM b.made_at) * 1000)::float8 AS made_ms
     FROM official_board b
     JOIN publication p ON p.contest_id = b.contest_id AND p.scope_kind = b.scope_kind AND p.scope_id = b.scope_id
                       AND p.number = b.publication
    WHERE b.contest_id = $1 AND b.scope_kind = $2 AND b.scope_id = $3`,
);

export interface PlaceRow {
  place: number;
  rank: number;
  participant_id: string;
  full_name: string;
  is_anonymous: boolean;
  is_child: boolean;
  publish_name: boolean | null;
  unit_name: string;
  score: number;
  full_marks: boolean;
  duration_ms: number;
  attempt_count: number;
  decided: Decided | null;
}

const PLACES = `
   SELECT o.place, o.rank, o.participant_id, p.full_name, p.anonymised_at IS NOT NULL AS is_anonymous,
          is_child(p.birth_date, p.created_at) AS is_child, p.publish_name, u.name AS unit_name, o.score, o.full_marks,
          o.duration_ms::float8 AS duration_ms, o.attempt_count, o.decided
     FROM official_place o
     JOIN participant p ON p.contest_id = $1 AND p.id = o.participant_id
     JOIN contest_unit u ON u.id = o.contest_unit_id
    WHERE o.contest_id = $1 AND o.scope_kind = $2 AND o.scope_id = $3 AND o.audience_id = $4`;

// The next page of an official board. $1 contest, $2 scope kind, $3 scope id, $4 audience, $5 after this place, $6 rows.
// official_place_pkey; a page of rows, each with two look-ups by key.
export const officialPage = statement<PlaceRow>(
  'official-board-page',
  `${PLACES} AND o.place > $5 ORDER BY o.place LIMIT $6`,
);

// Where the account stands on an official board, if it does. $1 contest, $2 scope kind, $3 scope id, $4 audience, $5 account.
// participant_account_key, then official_place_person_key; one row.
export const ownPlace = statement<PlaceRow>(
  'official-board-own',
  `${PLACES} AND o.participant_id = (SELECT id FROM participant WHERE account_id = $5 AND contest_id = $1)`,
);

// How many stand on an official board: the last place. $1 contest, $2 scope kind, $3 scope id, $4 audience; official_place_pkey,
// one row from its end.
export const placeCount = statement<{ standings: number }>(
  'official-board-count',
  `SELECT coalesce(max(place), 0) AS standings FROM official_place
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4`,
);
