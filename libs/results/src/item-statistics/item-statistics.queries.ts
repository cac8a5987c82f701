import { statement } from '#database';
import type { ItemKind } from '#domain';

/** The first attempt of each person in a round that is recognised and graded, with its grade. */
const FIRST = `WITH first AS MATERIALIZED (
     SELECT DISTINCT ON (t.participant_id) t.id, t.paper_items, t.paper_orders, g.marks, g.score
       FROM attempt t JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id AND g.effective
      WHERE t.contest_id = $1 AND t.round_id = $2 AND t.state = 'graded' AND t.voided_at IS NULL AND NOT t.abandoned
      ORDER BY t.participant_id, t.attempt_no
   )`;

export interface SumsRow {
  /** Null in the rows of the places of a paper. */
  item: number | null;
  /** From 1; null in the rows of items. */
  position: number | null;
  attempts: number;
  score: number;
  score_squared: number;
  total: number;
  total_squared: number;
  score_times_total: number;
}

// The sums that item statistics are made of, by item and by place of the paper: the database adds up, and as many rows come
// as there are items. Whole numbers far below 2^53. $1 contest, $2 round. Reads the attempts of a round once.
export const itemSums = statement<SumsRow>(
  'item-sums',
  `${FIRST}
   SELECT u.item, u.position::int, count(*)::int AS attempts, sum(u.mark)::float8 AS score,
          sum(u.mark::bigint * u.mark)::float8 AS score_squared, sum(f.score)::float8 AS total,
          sum(f.score::bigint * f.score)::float8 AS total_squared, sum(u.mark::bigint * f.score)::float8 AS score_times_total
     FROM first f CROSS JOIN LATERAL unnest(f.paper_items, f.marks) WITH ORDINALITY AS u(item, mark, position)
    GROUP BY GROUPING SETS ((u.item), (u.position))`,
);

// What was chosen, by item, order of its options and options as displayed; 0 is no answer. $1 contest, $2 round. Some hundred
// items, each with its orders: thousands of rows, however many attempts.
export const itemChoices = statement<{ item: number; option_order: number; shown: number; attempts: number }>(
  'item-choices',
  `${FIRST}
   SELECT u.item, u.option_order, u.shown, count(*)::int AS attempts
     FROM first f JOIN answers a ON a.contest_id = $1 AND a.attempt_id = f.id
    CROSS JOIN LATERAL unnest(f.paper_items, f.paper_orders, a.choices) AS u(item, option_order, shown)
    GROUP BY u.item, u.option_order, u.shown`,
);

// What the items are. $1 item versions; item_version_pkey.
export const readStatisticItems = statement<{
  id: number;
  code: string;
  topic: string;
  topic_title: string;
  kind: ItemKind;
  stem: string;
  options: string[];
}>(
  'read-statistic-items',
  `SELECT v.id, i.code, t.code AS topic, t.title AS topic_title, v.kind, v.stem, v.options
     FROM item_version v JOIN item i ON i.id = v.item_id JOIN topic t ON t.id = i.topic_id WHERE v.id = ANY($1::int[])`,
);
