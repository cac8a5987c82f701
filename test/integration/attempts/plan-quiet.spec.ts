import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createDataSource, type Statement } from '#database';
import * as grading from '../../../libs/attempts/src/grading.queries.js';
import * as results from '../../../libs/attempts/src/result.queries.js';
import * as reviews from '../../../libs/attempts/src/review.queries.js';
import * as starts from '../../../libs/attempts/src/start.queries.js';
import * as writes from '../../../libs/attempts/src/write.queries.js';
import { readGiver } from '../../../libs/feedback/src/feedback.queries.js';
import { insertContest, insertPeople, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/**
 * The night between two rounds: thousands of attempts, none of them open or waiting for its grade, and the statistics say
 * so. Plans made now are still in use when the next round opens and thousands are open at once.
 */
let database: TestDatabase;
let client: Client;
let contest: ContestFixture;

beforeAll(async () => {
  database = await createTestDatabase();
  const owner = createDataSource({ url: database.ownerUrl, poolMax: 1, applicationName: 'quiet' });
  await owner.initialize();
  contest = await insertContest(owner);
  const people = await insertPeople(owner, contest, 500);
  await owner.query(
    `WITH made AS (
       INSERT INTO attempt (contest_id, id, participant_id, attempt_no, start_key, round_id, round_revision, audience_id,
              contest_unit_id, state, seed, paper_items, paper_orders, paper_shape, started_at, deadline_at, grace_ms,
              submitted_at, closed_by, late_ms, elapsed_ms, receipt_number)
       SELECT $1, gen_random_uuid(), ($2::uuid[])[1 + n % 500], 1 + n / 500, 'key-' || n, 1, 1, 1, $3, 'graded', 's',
              '{1,2,3,4,5}', '{0,0,0,0,0}', '44444', now() - interval '9 h', now() - interval '8 h', 0,
              now() - interval '8 h', 'participant', 0, 600000, 'R' || n
         FROM generate_series(0, 9999) n RETURNING contest_id, id
     ), answered AS (
       INSERT INTO answers (contest_id, attempt_id, writer, choices, sealed)
       SELECT contest_id, id, gen_random_uuid(), '{1,1,1,1,1}', true FROM made
     )
     INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
     SELECT contest_id, id, 1, true, '{0,0,0,0,0}', '{1,1,1,1,1}', 0, 5000, false FROM made`,
    [contest.contestId, people.map((person) => person.participantId), contest.units[0]],
  );
  await owner.query('ANALYZE');
  await owner.destroy();
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Cond'?: string;
  Plans?: PlanNode[];
}

const HOT = /^(attempt|answers|grade)_c\d+$/;

/** Scans of hot tables that are led to their rows by no more than the contest. */
function wholeContest(node: PlanNode): string[] {
  const relation = node['Relation Name'] ?? '';
  const condition = node['Index Cond'];
  const isLed = condition === undefined ? !node['Node Type'].includes('Scan') : condition !== '(contest_id = $1)';
  const own = HOT.test(relation) && !isLed ? [`${node['Node Type']} of ${relation}`] : [];
  return [...own, ...(node.Plans ?? []).flatMap(wholeContest)];
}

const hot = Object.entries({ ...starts, ...writes, ...results, ...reviews, ...grading, readGiver }).filter(
  (entry): entry is [string, Statement<unknown>] => typeof entry[1] === 'object',
);

describe('a plan made in a quiet hour', () => {
  it('is made for every hot statement', () => {
    expect(hot.length).toBeGreaterThan(12);
  });

  it.each(hot)('of %s goes to its attempts by their ids', async (_name, { text }) => {
    const { rows } = await client.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`);
    expect(wholeContest((rows[0]['QUERY PLAN'] as { Plan: PlanNode }[])[0]!.Plan)).toEqual([]);
  });
});
