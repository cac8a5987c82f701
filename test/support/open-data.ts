import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { insertContest, type ContestFixture } from './contest.js';

const DAY = 86_400_000;

/** A contest whose only round is over since two days. */
export const overContest = (owner: DataSource): Promise<ContestFixture> =>
  insertContest(owner, { opensInMs: -9 * DAY, closesInMs: -2 * DAY });

/** Graded attempts in the middle of it, one of each of so many people of a unit, all alike. */
export const insertAlike = (
  owner: DataSource,
  contest: ContestFixture,
  { unit = 0, people, score = 5000 }: { unit?: number; people: number; score?: number },
): Promise<unknown> =>
  owner.query(
    `WITH t AS (
       SELECT gen_random_uuid() AS id, gen_random_uuid() AS person FROM generate_series(1, $3::int)
     ), g AS (
       INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
       SELECT $1, id, 1, true, '{}', '{}', $4, 5000, $4 = 5000 FROM t
     )
     INSERT INTO contribution (contest_id, attempt_id, round_id, audience_id, participant_id, contest_unit_id, valid, counted,
                               score, full_marks, duration_ms, started_at, submitted_at, grade_revision)
     SELECT $1, id, 1, 1, person, $2, true, true, $4, $4 = 5000, 200000, now() - interval '3 days', now() - interval '3 days', 1
       FROM t`,
    [contest.contestId, contest.units[unit], people, score],
  );

/** A small file that is public. */
export const insertPublicOpenData = (
  owner: DataSource,
  contestId: number,
  id: string = randomUUID(),
): Promise<unknown> =>
  owner.query(
    `INSERT INTO open_data (contest_id, id, columns, terms, data, data_hash, dictionary, dictionary_hash, summary, figures_version,
                            made_at, published_at, published_by, without_settlement)
     VALUES ($1, $2, '{round,unit,scoreBand}', 'nd_194_2025', $3, repeat('1a', 32), $3, repeat('2b', 32), $4, 0, now(), now(), $2, true)`,
    [
      ...[contestId, id, gzipSync('dot_thi')],
      JSON.stringify({
        ...{ attempts: 1_240, rows: 1_229, generalised: 310, suppressed: 11, classes: 40, smallest: 10, sample: [] },
        ...{ told: { round: 1_229, unit: 919, scoreBand: 1_229 }, dataBytes: 61_440, dictionaryBytes: 2_048 },
      }),
    ],
  );
