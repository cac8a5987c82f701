import { statement } from '#database';

// The first of a board, by id and key. $1 contest, $2 scope kind, $3 scope id, $4 audience, $5 rows; standing_order_idx.
export const boardTop = statement<{ participant_id: string; sort_key: Buffer }>(
  'foresight-board-top',
  `SELECT participant_id, sort_key FROM standing
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4
    ORDER BY sort_key, participant_id LIMIT $5`,
);

// What an organizer decided, for the prizes that are given by rank. $1 contest; primary keys, one row.
export const readRegulations = statement<{ prizes: import('#domain').PrizeLine[] | null }>(
  'foresight-regulations',
  `SELECT v.regulations #> '{prizes,list}' AS prizes
     FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision
    WHERE c.id = $1`,
);
