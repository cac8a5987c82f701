import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  AttemptTokens,
  OwnAttemptsService,
  parseAttemptAddress,
  PredictionService,
  ResultService,
  StartService,
  WriteService,
  type AttemptView,
} from '#attempts';
import { LIMITS, type PredictionRule } from '#domain';
import { Clock } from '#platform';
import { insertContest, insertPeople, type ContestFixture, type PersonFixture } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.close());

const RULE: PredictionRule = {
  subject: 'attempts',
  min: 0,
  max: 1000,
  changeUntil: 'round_end',
  whichCounts: 'counted_attempt',
};

/** An attempt of a round with such a rule, handed in with the number 10. */
async function handedIn(prediction: PredictionRule | null = RULE) {
  const contest = await insertContest(engine.owner, { round: { prediction }, closesInMs: 3_600_000 });
  const [person, other] = await insertPeople(engine.owner, contest, 2);
  const view = await start(contest, person!);
  await submit(view, prediction && 10);
  return { contest, person: person!, other: other!, view };
}

const start = (contest: ContestFixture, person: PersonFixture) =>
  engine.get(StartService).start({
    ...{ contestId: contest.contestId, roundId: 1, accountId: person.accountId, sessionId: person.sessionId },
    ...{ startKey: randomUUID(), receivedAt: engine.get(Clock).now() },
  });
const submit = (view: AttemptView, prediction: number | null) =>
  engine.get(WriteService).submit(engine.get(AttemptTokens).read(view.token!), {
    ...{ writer: view.writer!, seq: 1, changes: [], prediction, receivedAt: engine.get(Clock).now() },
  });
const idOf = (view: AttemptView) => parseAttemptAddress(view.attemptId).attemptId;
const change = (contest: ContestFixture, view: AttemptView, person: PersonFixture, prediction: number) =>
  engine.get(PredictionService).change(contest.contestId, idOf(view), person.accountId, prediction);
const kept = async (contest: ContestFixture, view: AttemptView) => {
  const [row]: { prediction: string; predictions_before: { prediction: number; until: string }[] }[] =
    await engine.owner.query('SELECT prediction, predictions_before FROM attempt WHERE contest_id = $1 AND id = $2', [
      contest.contestId,
      idOf(view),
    ]);
  return [Number(row!.prediction), ...row!.predictions_before.map(({ prediction }) => prediction)];
};
/** The newest attempt in the list of a person. */
const told = async (person: PersonFixture) =>
  (await engine.get(OwnAttemptsService).page(person.accountId, null, 1)).attempts[0];
/** Until when the page of the result says that the number can be changed. */
const saidUntil = async (contest: ContestFixture, view: AttemptView, { accountId }: PersonFixture) =>
  (await engine.get(ResultService).read(contest.contestId, idOf(view), { accountId }, 0)).predictionUntil;
const closeRound = ({ contestId }: ContestFixture) =>
  engine.owner.query(`UPDATE round_revision SET closes_at = contest_clock() - interval '1 s' WHERE contest_id = $1`, [
    contestId,
  ]);

describe('a prediction that may be changed until the round ends', () => {
  it('is changed by its owner, and what it was is kept', async () => {
    const { contest, person, view } = await handedIn();
    expect(await told(person)).toMatchObject({
      prediction: 10,
      predictionChange: { until: expect.any(String), min: 0, max: 1000 },
    });
    expect(await saidUntil(contest, view, person)).toBe((await told(person))!.predictionChange!.until);
    await change(contest, view, person, 20);
    await change(contest, view, person, 20);
    await change(contest, view, person, 10);
    expect(await kept(contest, view)).toEqual([10, 10, 20]);
    expect(await told(person)).toMatchObject({
      prediction: 10,
      predictionsBefore: [10, 20].map((prediction) => ({ prediction, until: expect.any(String) })),
    });
  });

  it("is nobody else's to change, and stays within its range", async () => {
    const { contest, person, other, view } = await handedIn();
    await expect(change(contest, view, other, 20)).rejects.toMatchObject({ code: 'NOT_YOUR_ATTEMPT' });
    await expect(change(contest, view, person, 1001)).rejects.toMatchObject({ code: 'PREDICTION_OUT_OF_RANGE' });
    expect(await kept(contest, view)).toEqual([10]);
  });

  it('stays as it is from the close of the round on, and while the attempt is not handed in', async () => {
    const { contest, person, other, view } = await handedIn();
    const open = await start(contest, other);
    await expect(change(contest, open, other, 5)).rejects.toMatchObject({ code: 'PREDICTION_FIXED' });
    expect(await saidUntil(contest, open, other)).toBeNull();
    await closeRound(contest);
    expect(await saidUntil(contest, view, person)).toBeNull();
    await expect(change(contest, view, person, 20)).rejects.toMatchObject({ code: 'PREDICTION_FIXED' });
    expect(await kept(contest, view)).toEqual([10]);
    expect(await told(person)).toMatchObject({ predictionChange: null });
    expect(await told(other)).toMatchObject({ predictionChange: null });
  });

  it('takes no end of changes, also at once', async () => {
    const { contest, person, view } = await handedIn();
    const tries = Array.from({ length: LIMITS.predictionChangesMax + 10 }, (_, i) =>
      change(contest, view, person, 100 + i),
    );
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10);
    expect(await kept(contest, view)).toHaveLength(1 + LIMITS.predictionChangesMax);
    expect(await told(person)).toMatchObject({ predictionChange: null });
    expect(await saidUntil(contest, view, person)).toBeNull();
  });

  it('is fixed with the submit where the rules say nothing else, and is not there where none is asked', async () => {
    const { changeUntil: _, ...plain } = RULE;
    const fixed = await handedIn(plain);
    const asked = change(fixed.contest, fixed.view, fixed.person, 20);
    await expect(asked).rejects.toMatchObject({ code: 'PREDICTION_FIXED' });
    expect(await told(fixed.person)).toMatchObject({ predictionChange: null });
    expect(await saidUntil(fixed.contest, fixed.view, fixed.person)).toBeNull();
    const none = await handedIn(null);
    const unasked = change(none.contest, none.view, none.person, 20);
    await expect(unasked).rejects.toMatchObject({ code: 'PREDICTION_FIXED' });
  });
});
