import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AttemptTokens, GradingService, parseAttemptAddress, StartService, WriteService } from '#attempts';
import { Clock, ENV, LOGGER, Metrics, REDIS, REDIS_SUBSCRIBER, type RedisClient } from '#platform';
import { TallyService } from '#results';
import { GradingProcessor } from '../../../apps/worker/src/grading.processor.js';
import { insertContest, insertPeople, type ContestFixture, type PersonFixture } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

let engine: Engine;
let grader: GradingProcessor;

beforeAll(async () => {
  engine = await startEngine();
  grader = new GradingProcessor(
    engine.get(DataSource),
    engine.get(GradingService),
    engine.get(TallyService),
    engine.get<RedisClient>(REDIS),
    engine.get<RedisClient>(REDIS_SUBSCRIBER),
    engine.get(ENV),
    engine.get(LOGGER),
    new Metrics(),
  );
});
afterAll(() => engine.close());

async function handIn({ contestId }: ContestFixture, { accountId, sessionId }: PersonFixture): Promise<string> {
  const clock = engine.get(Clock);
  const who = { contestId, roundId: 1, accountId, sessionId };
  const view = await engine.get(StartService).start({ ...who, startKey: randomUUID(), receivedAt: clock.now() });
  await engine.get(WriteService).submit(engine.get(AttemptTokens).read(view.token!), {
    writer: view.writer!,
    seq: 1,
    changes: view.paper.questions().map(({ position }) => ({ position, options: [1] })),
    receivedAt: clock.now(),
  });
  return parseAttemptAddress(view.attemptId).attemptId;
}

it('grades everybody of a job but the attempts that cannot be, and forgets that one of them could not before', async () => {
  const contest = await insertContest(engine.owner);
  const people = await insertPeople(engine.owner, contest, 11);
  const ids: string[] = [];
  for (const person of people) ids.push(await handIn(contest, person));
  const { contestId } = contest;
  const [healed, bad, worse] = [ids[2]!, ids[0]!, ids[7]!];
  // An order of options that does not exist.
  await engine.owner.query(`UPDATE attempt SET paper_orders[1] = 9999 WHERE contest_id = $1 AND id = ANY($2::uuid[])`, [
    contestId,
    [bad, worse],
  ]);
  await engine.owner.query(`INSERT INTO grading_failure (contest_id, attempt_id, reason) VALUES ($1, $2, 'cũ')`, [
    contestId,
    healed,
  ]);

  // Twice at once, as a queue may bring it, and beside a job of nothing but one of them.
  await Promise.all([ids, ids, [bad]].map((attemptIds) => grader.process({ contestId, attemptIds })));

  const graded: { attempt_id: string }[] = await engine.owner.query(
    'SELECT attempt_id FROM grade WHERE contest_id = $1 ORDER BY attempt_id',
    [contestId],
  );
  expect(graded.map((row) => row.attempt_id)).toEqual(ids.filter((id) => id !== bad && id !== worse).sort());
  const failures: { attempt_id: string }[] = await engine.owner.query(
    'SELECT attempt_id FROM grading_failure WHERE contest_id = $1 ORDER BY attempt_id',
    [contestId],
  );
  expect(failures.map((row) => row.attempt_id)).toEqual([bad, worse].sort());
  const [sum]: { attempts: string }[] = await engine.owner.query(
    `SELECT sum(attempts) AS attempts FROM unit_counter WHERE contest_id = $1 AND scope_kind = 'contest'`,
    [contestId],
  );
  expect(Number(sum!.attempts)).toBe(9);
});
