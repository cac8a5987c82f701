import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  AttemptTokens,
  GradingService,
  moveAttemptsOf,
  parseAttemptAddress,
  restoreAttemptsOf,
  StartService,
  voidAttemptsOf,
  WriteService,
} from '#attempts';
import { Clock } from '#platform';
import { ReconcileService, TallyService } from '#results';
import { insertContest, insertPeople, type ContestFixture, type PersonFixture } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

/** Starts an attempt, answers `options` everywhere, submits. @returns its id. */
async function take(contest: ContestFixture, person: PersonFixture, option: number): Promise<string> {
  const clock = engine.get(Clock);
  const view = await engine.get(StartService).start({
    contestId: contest.contestId,
    roundId: 1,
    accountId: person.accountId,
    sessionId: person.sessionId,
    startKey: randomUUID(),
    receivedAt: clock.now(),
  });
  const changes = view.paper.questions().map(({ position }) => ({ position, options: [option] }));
  await engine.get(WriteService).submit(engine.get(AttemptTokens).read(view.token!), {
    writer: view.writer!,
    seq: 1,
    changes,
    receivedAt: clock.now(),
  });
  return parseAttemptAddress(view.attemptId).attemptId;
}

type Act = (contest: ContestFixture, ids: string[]) => Promise<void>;

/** Each act with the tally in one transaction, as the product does it. */
const inTransaction =
  (
    work: (contest: ContestFixture, ids: string[], manager: Parameters<TallyService['apply']>[0]) => Promise<string[]>,
  ): Act =>
  async (contest, ids) => {
    await engine.owner.transaction(async (manager) => {
      const touched = await work(contest, ids, manager);
      await engine.get(TallyService).apply(manager, contest.contestId, touched);
    });
  };

const acts: Record<string, Act> = {
  grade: inTransaction(
    async (contest, ids, manager) =>
      (await engine.get(GradingService).grade(manager, contest.contestId, ids)).attemptIds,
  ),
  redeliver: inTransaction((_contest, ids) => Promise.resolve(ids)),
  void: inTransaction((contest, ids, manager) =>
    voidAttemptsOf(manager, contest.contestId, ids, { by: null, reason: 'thử' }),
  ),
  restore: inTransaction((contest, ids, manager) => restoreAttemptsOf(manager, contest.contestId, ids)),
  /** The people of these attempts stand for another unit from now on, each for one of the three. */
  move: inTransaction(async (contest, ids, manager) => {
    const people: { participantId: string; unit: number }[] = await manager.query(
      `SELECT DISTINCT participant_id AS "participantId", contest_unit_id AS unit FROM attempt
        WHERE contest_id = $1 AND id = ANY($2::uuid[]) ORDER BY 1`,
      [contest.contestId, ids],
    );
    const next = (unit: number) => contest.units[(contest.units.indexOf(unit) + 1) % 3]!;
    const moves = people.map(({ participantId, unit }) => ({ participantId, contestUnitId: next(unit) }));
    return (await moveAttemptsOf(manager, contest.contestId, moves)).attemptIds;
  }),
  regrade: async (contest, ids) => {
    const [version] = [...contest.keys.keys()];
    await engine.owner.query(
      `INSERT INTO key_revision (item_version_id, revision, key_mask)
       SELECT $1, max(revision) + 1, 1 << (max(revision) % 4) FROM key_revision WHERE item_version_id = $1 ON CONFLICT DO NOTHING`,
      [version],
    );
    await inTransaction(async (c, all, manager) =>
      (await engine.get(GradingService).regrade(manager, c.contestId, all, 'đổi đáp án')).map(
        ({ attemptId }) => attemptId,
      ),
    )(contest, ids);
  },
};

describe('the tally', () => {
  it('equals a recomputation after any interleaving of grade, regrade, void, restore, change of unit and redelivery', async () => {
    const step = fc.record({
      act: fc.constantFrom(...Object.keys(acts)),
      who: fc.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const contest = await insertContest(engine.owner, { items: 6 });
        const people = await insertPeople(engine.owner, contest, 3);
        const ids: string[] = [];
        for (let i = 0; i < 9; i++) ids.push(await take(contest, people[i % 3]!, (i % 4) + 1));
        // Half of the steps run beside the next one, as two workers and an organizer would.
        let beside: Promise<void> = Promise.resolve();
        for (const [i, { act, who }] of steps.entries()) {
          const done = acts[act]!(contest, [...new Set(who.map((n) => ids[n]!))]);
          if (i % 2 === 0) beside = done;
          else await Promise.all([beside, done]);
        }
        await beside;
        await acts['grade']!(contest, ids);
        const differences = await engine.get(ReconcileService).check(contest.contestId);
        expect(differences).toMatchObject({ total: 0 });
      }),
      { numRuns: 12 },
    );
  });

  it('follows a person to another unit with all attempts, those too that are graded later', async () => {
    const contest = await insertContest(engine.owner, { items: 6 });
    const [person] = await insertPeople(engine.owner, contest, 1);
    const ids = [await take(contest, person!, 1), await take(contest, person!, 2), await take(contest, person!, 3)];
    await acts['grade']!(contest, ids.slice(0, 2));
    const figures = () =>
      engine.owner.query(
        `SELECT contest_unit_id AS unit, persons, attempts, counted_attempts AS counted FROM unit_counter
          WHERE contest_id = $1 AND scope_kind = 'contest' AND attempts > 0`,
        [contest.contestId],
      );
    expect(await figures()).toEqual([{ unit: contest.units[0], persons: 1, attempts: 2, counted: 1 }]);
    await acts['move']!(contest, ids.slice(0, 1));
    expect(await figures()).toEqual([{ unit: contest.units[1], persons: 1, attempts: 2, counted: 1 }]);
    await acts['grade']!(contest, ids);
    expect(await figures()).toEqual([{ unit: contest.units[1], persons: 1, attempts: 3, counted: 1 }]);
    const standings = await engine.owner.query(
      `SELECT DISTINCT contest_unit_id AS unit FROM standing WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect(standings).toEqual([{ unit: contest.units[1] }]);
    expect(await engine.get(ReconcileService).check(contest.contestId)).toMatchObject({ total: 0 });
  });

  it('counts a person once in the unit and every valid attempt in the attempts', async () => {
    const contest = await insertContest(engine.owner, { items: 6 });
    const [person] = await insertPeople(engine.owner, contest, 1);
    const ids = [await take(contest, person!, 1), await take(contest, person!, 2), await take(contest, person!, 3)];
    await acts['grade']!(contest, ids);
    const counters = async () => {
      const rows: unknown[] = await engine.owner.query(
        `SELECT persons, attempts, counted_attempts FROM unit_counter WHERE contest_id = $1 AND scope_kind = 'contest'`,
        [contest.contestId],
      );
      return rows;
    };
    expect(await counters()).toEqual([{ persons: 1, attempts: 3, counted_attempts: 1 }]);
    await acts['void']!(contest, ids.slice(0, 2));
    expect(await counters()).toEqual([{ persons: 1, attempts: 1, counted_attempts: 1 }]);
    await acts['void']!(contest, ids);
    expect(await counters()).toEqual([{ persons: 0, attempts: 0, counted_attempts: 0 }]);
    await acts['restore']!(contest, ids);
    expect(await counters()).toEqual([{ persons: 1, attempts: 3, counted_attempts: 1 }]);
  });
});
