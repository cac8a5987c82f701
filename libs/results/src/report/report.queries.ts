import { statement } from '#database';
import type { ContestPage, Tally } from '#domain';

/** Valid attempts of a scope: $1 contest, $2 scope kind, $3 scope id. */
const IN_SCOPE = `c.contest_id = $1 AND c.valid
      AND ($2::text = 'contest' OR ($2 = 'round' AND c.round_id = $3::int) OR ($2 = 'phase' AND c.phase_id = $3::int))`;

// On a replica the instant up to which it knows everything, as epoch ms; null on the server that is written to.
export const replayedUpTo = statement<{ at: number | null }>(
  'report-replayed-up-to',
  `SELECT CASE WHEN pg_is_in_recovery() THEN extract(epoch FROM pg_last_xact_replay_timestamp())::float8 * 1000 END AS at`,
);

type TallyRow = { [Key in keyof Tally]: number };

const TALLY = `count(*)::int AS persons, sum(attempts)::int AS attempts, sum(full_marks)::int AS "fullMarksAttempts",
          count(*) FILTER (WHERE full_marks > 0)::int AS "fullMarksPersons"`;

// What the people of a scope did, all together (audience null) and by audience. $1 contest, $2 scope kind, $3 scope id. Reads
// every contribution of the contest once (some 100,000); contribution has no index by round, and a report needs nearly all.
export const tallyByAudience = statement<TallyRow & { audience: number | null }>(
  'report-tally-by-audience',
  `WITH person AS (
     SELECT c.participant_id, c.audience_id, count(*) AS attempts, count(*) FILTER (WHERE c.full_marks) AS full_marks
       FROM contribution c WHERE ${IN_SCOPE} GROUP BY c.participant_id, c.audience_id
   ), whole AS (
     SELECT sum(attempts) AS attempts, sum(full_marks) AS full_marks FROM person GROUP BY participant_id
   )
   SELECT NULL::int AS audience, ${TALLY} FROM whole
   UNION ALL
   SELECT audience_id AS audience, ${TALLY} FROM person GROUP BY audience_id`,
);

// The same round by round, also of rounds outside the scope: a round is compared with that before it. $1 contest. Reads every
// contribution once.
export const tallyByRound = statement<TallyRow & { round: number }>(
  'report-tally-by-round',
  `SELECT round_id AS round, ${TALLY}
     FROM (SELECT c.round_id, count(*) AS attempts, count(*) FILTER (WHERE c.full_marks) AS full_marks
             FROM contribution c WHERE c.contest_id = $1 AND c.valid GROUP BY c.round_id, c.participant_id) person
    GROUP BY round_id`,
);

// What people of units outside the list did. $1 contest, $2 scope kind, $3 scope id, $4 int[] those units. Reads every
// contribution once.
export const tallyOfUnits = statement<TallyRow>(
  'report-tally-of-units',
  `SELECT ${TALLY}
     FROM (SELECT count(*) AS attempts, count(*) FILTER (WHERE c.full_marks) AS full_marks
             FROM contribution c WHERE ${IN_SCOPE} AND c.contest_unit_id = ANY ($4::int[]) GROUP BY c.participant_id) person`,
);

// Day by day, by the local day of handing in; persons are those whose first attempt of the scope it was. $1 contest, $2 scope
// kind, $3 scope id. Reads every contribution once; as many rows as days.
export const scopeDays = statement<{ day: string; attempts: number; persons: number }>(
  'report-days',
  `WITH done AS (
     SELECT c.participant_id, (c.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, count(*) AS attempts
       FROM contribution c WHERE ${IN_SCOPE} GROUP BY 1, 2
   ), first AS (
     SELECT day, count(*)::int AS persons FROM (SELECT min(day) AS day FROM done GROUP BY participant_id) f GROUP BY day
   )
   SELECT a.day::text, a.attempts, coalesce(f.persons, 0) AS persons
     FROM (SELECT day, sum(attempts)::int AS attempts FROM done GROUP BY day) a LEFT JOIN first f USING (day)
    ORDER BY a.day`,
);

// How often each mark was given for each item, in the first valid attempt of each person in each round. $1 contest, $2 int[]
// rounds. Reads the attempts and grades of the rounds once and takes their papers apart (15 places each); some thousand rows.
// Taken apart in the list of columns, which streams: as a function in FROM each paper would be written down first.
export const itemMarks = statement<{ round: number; item: number; mark: number; attempts: number }>(
  'report-item-marks',
  `SELECT round, item, mark, count(*)::int AS attempts
     FROM (SELECT f.round_id AS round, unnest(f.paper_items) AS item, unnest(f.marks) AS mark
             FROM (SELECT DISTINCT ON (t.round_id, t.participant_id) t.round_id, t.paper_items, g.marks
                     FROM attempt t JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id AND g.effective
                    WHERE t.contest_id = $1 AND t.round_id = ANY ($2::int[]) AND t.state = 'graded'
                      AND t.voided_at IS NULL AND NOT t.abandoned
                    ORDER BY t.round_id, t.participant_id, t.attempt_no) f) placed
    GROUP BY round, item, mark`,
);

// What a page of the contest says of who organizes it. $1 contest; contest_pkey.
export const contestPage = statement<{ page: Partial<ContestPage> | null }>(
  'report-contest-page',
  `SELECT page FROM contest WHERE id = $1`,
);
