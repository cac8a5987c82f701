import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import {
  AttemptTokens,
  CorrectionService,
  CorrectionWork,
  GradingService,
  parseAttemptAddress,
  ResultService,
  StartService,
  WriteService,
  type CorrectionWish,
} from '#attempts';
import { maskName } from '#domain';
import { Clock, ENV, LOGGER, REDIS } from '#platform';
import { ForesightService, ReconcileService, TallyService } from '#results';
import { KeyCorrections } from '../../../apps/worker/src/key-corrections.js';
import {
  buildRoundRules,
  insertContest,
  insertPeople,
  type ContestFixture,
  type PersonFixture,
} from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

let engine: Engine;
let worker: KeyCorrections;
const BY = randomUUID();

beforeAll(async () => {
  engine = await startEngine();
  worker = aWorker();
});
afterAll(() => engine.close());

function aWorker(): KeyCorrections {
  return new KeyCorrections(
    engine.get(DataSource),
    engine.get(CorrectionWork),
    engine.get(TallyService),
    engine.get(ForesightService),
    engine.get(Clock),
    engine.get(REDIS),
    engine.get(ENV),
    engine.get(LOGGER),
  );
}

/** Five questions that everybody gets, options as written. */
const contestOfFive = () =>
  insertContest(engine.owner, {
    items: 5,
    round: { paper: { ...buildRoundRules().paper, shuffleOptions: false, avoidSeenItems: false } },
  });

interface Sitting {
  id: string;
  person: PersonFixture;
  submit: () => Promise<void>;
}

/** An attempt that answers every item rightly by the keys of the fixture, but for what `but` says of an item. */
async function sit(contest: ContestFixture, person: PersonFixture, but: Record<number, number> = {}): Promise<Sitting> {
  const clock = engine.get(Clock);
  const view = await engine.get(StartService).start({
    contestId: contest.contestId,
    roundId: 1,
    accountId: person.accountId,
    sessionId: person.sessionId,
    startKey: randomUUID(),
    receivedAt: clock.now(),
  });
  const id = parseAttemptAddress(view.attemptId).attemptId;
  const [{ items }]: [{ items: number[] }] = await engine.owner.query(
    `SELECT paper_items AS items FROM attempt WHERE contest_id = $1 AND id = $2`,
    [contest.contestId, id],
  );
  const changes = items.map((item, i) => ({
    position: i + 1,
    options: [but[item] ?? Math.log2(contest.keys.get(item)!) + 1],
  }));
  const submit = async () => {
    const body = { writer: view.writer!, seq: 1, changes, receivedAt: clock.now() };
    await engine.get(WriteService).submit(engine.get(AttemptTokens).read(view.token!), body);
  };
  return { id, person, submit };
}

async function grade(contest: ContestFixture, ids: string[]): Promise<void> {
  await engine.owner.transaction(async (manager) => {
    const group = await engine.get(GradingService).grade(manager, contest.contestId, ids);
    await engine.get(TallyService).apply(manager, contest.contestId, group.attemptIds);
  });
}

async function take(contest: ContestFixture, person: PersonFixture, but: Record<number, number> = {}) {
  const sitting = await sit(contest, person, but);
  await sitting.submit();
  await grade(contest, [sitting.id]);
  return sitting;
}

const wishFor = (contest: ContestFixture, changes: Partial<CorrectionWish> = {}): CorrectionWish => ({
  contestId: contest.contestId,
  id: randomUUID(),
  itemVersionId: [...contest.keys.keys()][0]!,
  rule: 'regrade',
  rightMask: 0b0010,
  reason: 'Nghị định mới thay thế',
  publicNote: 'Đáp án có sai sót',
  isPreview: true,
  by: BY,
  requestId: null,
  ...changes,
});

const resultOf = (contest: ContestFixture, { id, person }: Sitting) =>
  engine.get(ResultService).read(contest.contestId, id, { accountId: person.accountId }, 0);

const gradesOf = (contest: ContestFixture): Promise<{ revision: number; n: number }[]> =>
  engine.owner.query(
    `SELECT revision, count(*)::int AS n FROM grade WHERE contest_id = $1 AND effective GROUP BY 1 ORDER BY 1`,
    [contest.contestId],
  );

describe('a wrong key', () => {
  it('is foreseen without a change, then regraded while attempts run, and everybody is told', async () => {
    const contest = await contestOfFive();
    const [item] = [...contest.keys.keys()];
    const people = await insertPeople(engine.owner, contest, 4);
    const right = await take(contest, people[0]!);
    const wrong = await take(contest, people[1]!, { [item!]: 2 });
    const open = await sit(contest, people[2]!, { [item!]: 2 });
    const waiting = await sit(contest, people[3]!, { [item!]: 2 });
    await waiting.submit();
    const service = engine.get(CorrectionService);
    const wish = wishFor(contest);

    expect(await service.ask(wish)).toMatchObject({ state: 'asked', preview: null });
    await worker.work();
    const seen = await service.read(contest.contestId, wish.id);
    expect(seen).toMatchObject({
      state: 'previewed',
      preview: {
        before: { options: [1], rule: 'normal' },
        ...{ attempts: 2, ungraded: 2, persons: 2, raised: 1, lowered: 1, otherContests: 0 },
      },
    });
    expect(await gradesOf(contest)).toEqual([{ revision: 1, n: 2 }]);

    await service.ask({ ...wish, isPreview: false });
    await worker.work();
    expect(await service.read(contest.contestId, wish.id)).toMatchObject({
      state: 'applied',
      done: { attempts: 2, raised: 1, lowered: 1 },
    });
    await open.submit();
    await grade(contest, [open.id, waiting.id]);
    const position = (await engine.owner.query(
      `SELECT array_position(paper_items, $3) AS at FROM attempt WHERE contest_id = $1 AND id = $2`,
      [contest.contestId, wrong.id, item],
    )) as [{ at: number }];
    expect(await resultOf(contest, wrong)).toMatchObject({
      score: 5000,
      regrades: [
        {
          position: position[0].at,
          rule: 'regrade',
          note: 'Đáp án có sai sót',
          scoreBefore: 4000,
          scoreAfter: 5000,
        },
      ],
    });
    expect((await resultOf(contest, right)).score).toBe(4000);
    // Graded by the new key from the beginning: nothing was graded again.
    expect(await resultOf(contest, open)).toMatchObject({ score: 5000, regrades: [] });
    expect(await resultOf(contest, waiting)).toMatchObject({ score: 5000, regrades: [] });
    expect(await engine.get(ReconcileService).check(contest.contestId)).toMatchObject({ total: 0 });
    const trail = await engine.owner.query(`SELECT action, actor_id FROM audit WHERE subject = $1 ORDER BY id`, [
      `contest/${contest.contestId}/key-correction/${wish.id}`,
    ]);
    expect(trail.map(({ action }: { action: string }) => action)).toEqual([
      'key_correction.asked',
      'key_correction.approved',
      'key_correction.applied',
    ]);
  });

  it.each([
    ['annul', 'annulled', [4000, 4000]],
    ['give_all', 'all_credit', [5000, 5000]],
  ] as const)('is settled by %s for those who were right and those who were wrong', async (rule, keyRule, scores) => {
    const contest = await contestOfFive();
    const [item] = [...contest.keys.keys()];
    const people = await insertPeople(engine.owner, contest, 2);
    const both = [await take(contest, people[0]!), await take(contest, people[1]!, { [item!]: 2 })];
    await engine.get(CorrectionService).ask(wishFor(contest, { rule, rightMask: null, isPreview: false }));
    await worker.work();
    const results = await Promise.all(both.map((sitting) => resultOf(contest, sitting)));
    expect(results.map(({ score }) => score)).toEqual(scores);
    expect(results.every(({ fullMarks }) => fullMarks)).toBe(true);
    const [key] = await engine.owner.query(
      `SELECT revision, rule, key_mask, created_by FROM key_revision WHERE item_version_id = $1 ORDER BY revision DESC`,
      [item],
    );
    expect(key).toEqual({ revision: 2, rule: keyRule, key_mask: 1, created_by: BY });
  });

  it('is corrected once however often the same wish arrives, and another wish under its id is refused', async () => {
    const contest = await contestOfFive();
    const [person] = await insertPeople(engine.owner, contest, 1);
    await take(contest, person!);
    const service = engine.get(CorrectionService);
    const wish = wishFor(contest, { isPreview: false });
    await Promise.all(Array.from({ length: 5 }, () => service.ask(wish)));
    await Promise.all([worker.work(), aWorker().work()]);
    await service.ask(wish);
    await worker.work();
    expect(await gradesOf(contest)).toEqual([{ revision: 2, n: 1 }]);
    const keys = await engine.owner.query(`SELECT revision FROM key_revision WHERE item_version_id = $1`, [
      wish.itemVersionId,
    ]);
    expect(keys).toHaveLength(2);
    await expect(service.ask({ ...wish, rightMask: 0b0100 })).rejects.toMatchObject({ code: 'CORRECTION_CONFLICT' });
    await expect(service.ask(wishFor(contest, { rightMask: 0b10000 }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(service.ask(wishFor(contest, { itemVersionId: 2_000_000_000 }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('leaves no attempt behind that was being graded by the old key at that moment', async () => {
    const contest = await contestOfFive();
    const [item] = [...contest.keys.keys()];
    const [person] = await insertPeople(engine.owner, contest, 1);
    const sitting = await sit(contest, person!, { [item!]: 2 });
    await sitting.submit();
    await engine.get(CorrectionService).ask(wishFor(contest, { isPreview: false }));
    let done: Promise<void> | undefined;
    await engine.owner.transaction(async (manager) => {
      const group = await engine.get(GradingService).grade(manager, contest.contestId, [sitting.id]);
      await engine.get(TallyService).apply(manager, contest.contestId, group.attemptIds);
      done = worker.work();
      // The correction must be seen waiting before the grade is committed.
      for (let waiting = 0; waiting === 0;) {
        [{ waiting }] = await engine.owner.query(
          `SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
        );
      }
    });
    await done;
    expect(await resultOf(contest, sitting)).toMatchObject({ score: 5000, regrades: [{ scoreBefore: 4000 }] });
  });

  it('is carried on where a worker died, every attempt once', async () => {
    const contest = await contestOfFive();
    const people = await insertPeople(engine.owner, contest, 130);
    const ids: string[] = [];
    for (const person of people) {
      const sitting = await sit(contest, person);
      await sitting.submit();
      ids.push(sitting.id);
    }
    await grade(contest, ids);
    await engine.owner.query(
      `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF NEW.attempts > 100 THEN RAISE 'killed' USING ERRCODE = '57P01'; END IF; RETURN NEW; END $$;
       CREATE TRIGGER die BEFORE UPDATE ON key_correction FOR EACH ROW EXECUTE FUNCTION die()`,
    );
    const service = engine.get(CorrectionService);
    const wish = wishFor(contest, { isPreview: false });
    await service.ask(wish);
    await expect(worker.work()).rejects.toThrow('killed');
    expect(await service.read(contest.contestId, wish.id)).toMatchObject({
      state: 'applying',
      done: { attempts: 100 },
    });
    await engine.owner.query(`DROP TRIGGER die ON key_correction`);
    await aWorker().work();
    expect(await service.read(contest.contestId, wish.id)).toMatchObject({
      state: 'applied',
      done: { attempts: 130, lowered: 130 },
    });
    expect(await gradesOf(contest)).toEqual([{ revision: 2, n: 130 }]);
    expect(await engine.get(ReconcileService).check(contest.contestId)).toMatchObject({ total: 0 });
  });

  it('is foreseen as the board then stands: who falls out of the places, named as on public pages', async () => {
    const contest = await contestOfFive();
    const [item] = [...contest.keys.keys()];
    const people = await insertPeople(engine.owner, contest, 16);
    // Eleven had it right by the old key, five by the new; each took a second longer than the one before.
    for (const [i, person] of people.entries()) {
      const sitting = await sit(contest, person, i < 11 ? {} : { [item!]: 2 });
      await sitting.submit();
      await engine.owner.query(`UPDATE attempt SET elapsed_ms = $3 WHERE contest_id = $1 AND id = $2`, [
        ...[contest.contestId, sitting.id, 60_000 + i * 1000],
      ]);
      await grade(contest, [sitting.id]);
    }
    const wish = wishFor(contest);
    const service = engine.get(CorrectionService);
    await service.ask(wish);
    await worker.work();
    const { preview } = await service.read(contest.contestId, wish.id);
    expect(preview!.boards.map(({ scope }) => scope.kind).sort()).toEqual(['contest', 'round']);
    for (const board of preview!.boards) {
      expect(board).toMatchObject({ places: 10, changed: 16, moved: 15, outCount: 5, inCount: 5, isRough: false });
      expect(board.out.map(({ from, to }) => [from, to])).toEqual([6, 7, 8, 9, 10].map((rank) => [rank, rank + 5]));
      expect(board.out[0]).toMatchObject({ name: maskName('Người thử 6'), unit: 'Sở Nội vụ' });
    }

    // And so it comes.
    await service.ask({ ...wish, isPreview: false });
    await worker.work();
    const places: { id: string }[] = await engine.owner.query(
      `SELECT participant_id AS id FROM standing WHERE contest_id = $1 AND scope_kind = 'round' ORDER BY sort_key LIMIT 10`,
      [contest.contestId],
    );
    expect(places.map(({ id }) => people.findIndex(({ participantId }) => participantId === id))).toEqual([
      11, 12, 13, 14, 15, 0, 1, 2, 3, 4,
    ]);
  });
});
