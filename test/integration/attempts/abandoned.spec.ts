import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  AttemptTokens,
  GradingService,
  parseAttemptAddress,
  PlaceService,
  ResultService,
  StartService,
  SweepService,
  WriteService,
  type AttemptView,
} from '#attempts';
import { Clock } from '#platform';
import { ReconcileService, TallyService } from '#results';
import { insertContest, insertPeople, type ContestFixture, type PersonFixture } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.close());

const LIMITS = { perDay: null, perWeek: null, perRound: 2, perPhase: null, perContest: 2, minGapMs: null };

async function arrange(forgivesAbandoned: boolean): Promise<[ContestFixture, PersonFixture]> {
  const contest = await insertContest(engine.owner, { round: { limits: LIMITS, forgivesAbandoned } });
  const [person] = await insertPeople(engine.owner, contest, 1);
  return [contest, person!];
}

const start = (contest: ContestFixture, person: PersonFixture) =>
  engine.get(StartService).start({
    ...{ contestId: contest.contestId, roundId: 1, accountId: person.accountId, sessionId: person.sessionId },
    ...{ startKey: randomUUID(), receivedAt: engine.get(Clock).now() },
  });
const answer = (view: AttemptView, options: number[]) =>
  engine.get(WriteService).save(engine.get(AttemptTokens).read(view.token!), {
    ...{ writer: view.writer!, seq: view.seq + 1 + options.length },
    ...{ changes: [{ position: 1, options }], receivedAt: engine.get(Clock).now() },
  });
const idOf = (view: AttemptView) => parseAttemptAddress(view.attemptId).attemptId;
/** Makes an attempt as old as one whose time is over. */
const expire = (contest: ContestFixture, view: AttemptView) =>
  engine.owner.query(
    `UPDATE attempt SET started_at = started_at - interval '1 h', deadline_at = deadline_at - interval '1 h'
      WHERE contest_id = $1 AND id = $2`,
    [contest.contestId, idOf(view)],
  );
const sweep = () => engine.owner.transaction((manager) => engine.get(SweepService).sweep(manager, 0));
const grade = (contest: ContestFixture, ids: string[]) =>
  engine.owner.transaction(async (manager) => {
    const { attemptIds } = await engine.get(GradingService).grade(manager, contest.contestId, ids);
    await engine.get(TallyService).apply(manager, contest.contestId, attemptIds);
  });
const place = async (contest: ContestFixture, person: PersonFixture) => {
  const { rounds } = await engine.get(PlaceService).read(contest.slug, person.accountId);
  return [rounds[0]!.used, rounds[0]!.left];
};

describe('an attempt that was left', () => {
  it('uses no limit up where the rules forgive it, whoever closes it, and counts nowhere', async () => {
    const [contest, person] = await arrange(true);
    const left: string[] = [];
    // Closed by the sweeper, then by the next start itself: more of them than there are attempts.
    for (const isSwept of [true, false, true, false]) {
      const view = await start(contest, person);
      left.push(idOf(view));
      await expire(contest, view);
      if (isSwept) await sweep();
    }
    const real = await start(contest, person);
    expect(await place(contest, person)).toEqual([1, 1]);
    await answer(real, [1]);
    await expire(contest, real);
    await sweep();
    await grade(contest, [...left, idOf(real)]);

    const [figures] = await engine.owner.query(
      `SELECT persons, attempts FROM unit_counter WHERE contest_id = $1 AND scope_kind = 'contest'`,
      [contest.contestId],
    );
    expect(figures).toEqual({ persons: 1, attempts: 1 });
    expect(await engine.get(ReconcileService).check(contest.contestId)).toMatchObject({ total: 0 });
    const told = (id: string) =>
      engine.get(ResultService).read(contest.contestId, id, { accountId: person.accountId }, 0);
    expect(await told(left[0]!)).toMatchObject({ abandoned: true, state: 'graded', closedBy: 'deadline' });
    expect(await told(idOf(real))).toMatchObject({ abandoned: false });

    const second = await start(contest, person);
    expect(second.attemptNo).toBe(6);
    await answer(second, [2]);
    await expire(contest, second);
    await expect(start(contest, person)).rejects.toMatchObject({
      code: 'ATTEMPT_LIMIT_REACHED',
      details: { per: 'contest', max: 2 },
    });
  });

  it('uses one up where something was answered, or handed in empty', async () => {
    const [contest, person] = await arrange(true);
    const answered = await start(contest, person);
    await answer(answered, [1]);
    await expire(contest, answered);
    const empty = await start(contest, person);
    const claims = engine.get(AttemptTokens).read(empty.token!);
    const receivedAt = engine.get(Clock).now();
    await engine.get(WriteService).submit(claims, { writer: empty.writer!, seq: 1, changes: [], receivedAt });
    expect(await place(contest, person)).toEqual([2, 0]);
  });

  it('uses one up where the rules do not forgive it', async () => {
    const [contest, person] = await arrange(false);
    await expire(contest, await start(contest, person));
    await sweep();
    expect(await place(contest, person)).toEqual([1, 1]);
  });
});
