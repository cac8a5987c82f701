import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createDataSource, type Statement } from '#database';
import * as grading from '../../../libs/attempts/src/grading.queries.js';
import * as units from '../../../libs/attempts/src/attempt-units.js';
import * as own from '../../../libs/attempts/src/own-attempts.queries.js';
import * as places from '../../../libs/attempts/src/place.queries.js';
import * as results from '../../../libs/attempts/src/result.queries.js';
import * as starts from '../../../libs/attempts/src/start.queries.js';
import * as writes from '../../../libs/attempts/src/write.queries.js';
import * as tally from '../../../libs/results/src/tally.queries.js';
import { insertContest, insertPeople, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** A filled table, so that reading it whole would be a bad plan and the planner knows it. */
const ATTEMPTS = 20_000;
let database: TestDatabase;
let client: Client;
let contest: ContestFixture;
let attempt: string;
let person: { accountId: string; participantId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  const owner = createDataSource({ url: database.ownerUrl, poolMax: 2, applicationName: 'plan' });
  await owner.initialize();
  contest = await insertContest(owner);
  const other = await insertContest(owner);
  for (const { contestId, units } of [contest, other]) {
    const people = await insertPeople(owner, { ...contest, contestId, units }, 1_000);
    await owner.query(
      `INSERT INTO attempt (contest_id, id, participant_id, attempt_no, start_key, round_id, round_revision, audience_id,
              contest_unit_id, state, seed, paper_items, paper_orders, paper_shape, started_at, deadline_at, grace_ms,
              submitted_at, closed_by, late_ms, elapsed_ms, receipt_number)
       SELECT $1, gen_random_uuid(), ($2::uuid[])[1 + n % 1000], 1 + n / 1000, 'key-' || n, 1, 1, 1, $3, 'graded', 's',
              '{1,2,3,4,5}', '{0,0,0,0,0}', '44444', now() - interval '1 h', now() - interval '45 min', 0,
              now() - interval '50 min', 'participant', 0, 600000, 'R' || n
         FROM generate_series(0, $4 - 1) n`,
      [contestId, people.map((p) => p.participantId), units[0], ATTEMPTS],
    );
    await owner.query(
      `INSERT INTO answers (contest_id, attempt_id, writer, choices, sealed)
       SELECT contest_id, id, gen_random_uuid(), '{1,1,1,1,1}', true FROM attempt WHERE contest_id = $1`,
      [contestId],
    );
    await owner.query(
      `INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
       SELECT contest_id, id, 1, true, '{0,0,0,0,0}', '{1,1,1,1,1}', 0, 5000, false FROM attempt WHERE contest_id = $1`,
      [contestId],
    );
    await owner.query(
      `INSERT INTO contribution (contest_id, attempt_id, round_id, audience_id, participant_id, contest_unit_id, valid,
              counted, score, full_marks, duration_ms, started_at, submitted_at, grade_revision)
       SELECT contest_id, id, 1, 1, participant_id, contest_unit_id, true, false, 0, false, 1, started_at, submitted_at, 1
         FROM attempt WHERE contest_id = $1`,
      [contestId],
    );
    if (contestId === contest.contestId) person = people[0]!;
  }
  await owner.query('ANALYZE');
  const [row]: { id: string }[] = await owner.query('SELECT id FROM attempt WHERE contest_id = $1 LIMIT 1', [
    contest.contestId,
  ]);
  attempt = row!.id;
  await owner.destroy();
  client = new Client({ connectionString: database.appUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** Every relation the plan touches, with how. */
function touched(node: PlanNode): string[] {
  const own = node['Relation Name'] === undefined ? [] : [`${node['Node Type']} ${node['Relation Name']}`];
  return [...own, ...(node.Plans ?? []).flatMap(touched)];
}

async function planOf(statement: Statement<unknown>, values: unknown[]): Promise<string[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
    `EXPLAIN (FORMAT JSON) ${statement.text}`,
    values,
  );
  return touched(rows[0]!['QUERY PLAN'][0]!.Plan);
}

const now = 1_800_000_000_000;
const one = () => [contest.contestId, [attempt]];
const write = () => [
  contest.contestId,
  [attempt],
  [randomUUID()],
  [1],
  ['{1}'],
  ['{1}'],
  [Buffer.alloc(32)],
  [now],
  [null],
];

const HOT: [Statement<unknown>, () => unknown[]][] = [
  [starts.lockQuotas, () => [contest.contestId, [person.accountId]]],
  [starts.readStarts, () => [contest.contestId, [person.accountId], [1], ['key'], [now]]],
  [starts.readAttempts, one],
  [starts.replaceWriter, () => [contest.contestId, attempt, randomUUID()]],
  [writes.saveAnswers, write],
  [writes.submitAttempts, () => [...write(), [null], ['ABC']]],
  [writes.readWriteStates, one],
  [results.readResults, one],
  [places.readPlace, () => [contest.contestId, person.accountId, now]],
  [own.readOwnAttempts, () => [contest.contestId, person.participantId, attempt, 20]],
  [results.readReceipt, () => [contest.contestId, 'R17']],
  [units.lockAttemptsOf, () => [contest.contestId, [person.participantId]]],
  [units.moveAttempts, () => [contest.contestId, [person.participantId], [contest.units[1]]]],
  [grading.lockOwed, one],
  [grading.lockGraded, one],
  [grading.readGraded, one],
  [grading.retireGrades, one],
  [grading.insertGrades, () => [contest.contestId, [attempt], ['{0}'], ['{1}'], [0], [1], [false]]],
  [tally.readStored, () => [contest.contestId, [person.participantId]]],
  [tally.readCurrent, one],
  [tally.readSortKeys, () => [contest.contestId, ['round'], [1], [1], [person.participantId]]],
];

describe('the plan of each hot statement', () => {
  it.each(HOT.map(([statement, values]) => [statement.name, statement, values] as const))(
    '%s reads one partition and no table whole',
    async (_name, statement, values) => {
      const relations = await planOf(statement, values());
      expect(relations.length).toBeGreaterThan(0);
      const partitions = relations.filter((r) => /_c\d+$/.test(r));
      for (const partition of partitions) expect(partition).toMatch(new RegExp(`_c${contest.contestId}$`));
      // Small tables (round, contest) and empty ones may be read whole; what grows with the contest may not.
      const whole = relations.filter(
        (r) => r.startsWith('Seq Scan') && /(attempt|answers|grade|contribution)_c|participant|attempt_quota/.test(r),
      );
      expect(whole).toEqual([]);
    },
  );
});
