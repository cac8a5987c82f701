import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAttemptAddress } from '#attempts';
import type { ReleaseMoment } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens, type Reply } from './citizens.js';

let citizens: Citizens;
beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());

const contestReleasing = (score: ReleaseMoment) =>
  insertContest(citizens.owner, { round: { release: { score, ownAnswers: 'never', key: 'never' } } });

/** What the worker leaves behind: a mark of 3 of 5 points. */
async function grade(contest: ContestFixture, address: string): Promise<void> {
  const { attemptId } = parseAttemptAddress(address);
  await citizens.owner.query(
    `INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
     VALUES ($1, $2, 1, true, '{1000,1000,1000,0,0}', '{1,1,1,1,1}', 3000, 5000, false)`,
    [contest.contestId, attemptId],
  );
  await citizens.owner.query(`UPDATE attempt SET state = 'graded' WHERE contest_id = $1 AND id = $2`, [
    contest.contestId,
    attemptId,
  ]);
}

/** Joins where the person has not, takes the round and is graded. @returns the address of the attempt */
async function takeRound(contest: ContestFixture, token: string): Promise<string> {
  await citizens.join(contest, token);
  const { body } = await citizens.start(contest, token);
  expect((await citizens.submit(body)).status).toBe(200);
  await grade(contest, body.attemptId);
  return String(body.attemptId);
}

const list = (token: string, query = ''): Promise<Reply> => citizens.call('GET', `/me/attempts${query}`, { token });

describe('GET /api/me/attempts', () => {
  it('is for who is signed in, and empty before the first attempt', async () => {
    expect(await citizens.call('GET', '/me/attempts')).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
    const reply = await list(await citizens.signUp());
    expect(reply).toMatchObject({ status: 200, body: { attempts: [], next: null } });
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('tells of each attempt what its result tells, with the names of contest and round', async () => {
    const contest = await contestReleasing('at_submit');
    const token = await citizens.signUp();
    const attemptId = await takeRound(contest, token);
    const { body: result } = await citizens.call('GET', `/attempts/${attemptId}/result`, { token });
    expect(result.score).toBe(3000);
    const { body } = await list(token);
    expect(body).toEqual({
      attempts: [
        {
          attemptId,
          contestSlug: contest.slug,
          contestTitle: 'Cuộc thi thử',
          roundId: `${contest.contestId}-1`,
          roundTitle: 'Tuần 1',
          attemptNo: 1,
          state: 'graded',
          closedBy: 'participant',
          startedAt: expect.any(String),
          deadlineAt: expect.any(String),
          submittedAt: result.submittedAt,
          elapsedMs: result.elapsedMs,
          receiptNumber: result.receiptNumber,
          prediction: null,
          predictionsBefore: [],
          predictionChange: null,
          voided: false,
          abandoned: false,
          score: 3000,
          maxScore: 5000,
          scoreReleasedAt: null,
        },
      ],
      next: null,
    });
  });

  it.each<ReleaseMoment>(['round_end', 'contest_end'])(
    'keeps a score back until %s, also when the round is prolonged',
    async (moment) => {
      const contest = await contestReleasing(moment);
      const token = await citizens.signUp();
      const attemptId = await takeRound(contest, token);
      const [round]: { closes_at: Date }[] = await citizens.owner.query(
        'SELECT closes_at FROM round_revision WHERE contest_id = $1',
        [contest.contestId],
      );
      const first = (await list(token)).body.attempts[0];
      expect(first).toMatchObject({ score: null, maxScore: null, scoreReleasedAt: round!.closes_at.toISOString() });
      const { body: result } = await citizens.call('GET', `/attempts/${attemptId}/result`, { token });
      expect(first).toMatchObject({ score: result.score, scoreReleasedAt: result.scoreReleasedAt });

      // The rules are written anew, with a later close and then one that is past; the attempt keeps its own revision.
      const revise = (revision: number, closes: string) =>
        citizens.owner.query(
          `WITH made AS (INSERT INTO round_revision (contest_id, round_id, revision, opens_at, closes_at, rules, pool)
           SELECT contest_id, round_id, $2::int, opens_at, contest_clock() + $3::interval, rules, pool
             FROM round_revision WHERE contest_id = $1 AND revision = 1)
         UPDATE round SET settled_revision = $2::int WHERE contest_id = $1`,
          [contest.contestId, revision, closes],
        );
      await revise(2, '30 days');
      const later = (await list(token)).body.attempts[0];
      expect(Date.parse(later.scoreReleasedAt)).toBeGreaterThan(round!.closes_at.getTime());
      await revise(3, '-1 s');
      expect((await list(token)).body.attempts[0]).toMatchObject({
        score: 3000,
        maxScore: 5000,
        scoreReleasedAt: null,
      });
    },
  );

  it('never tells a score that is never released', async () => {
    const contest = await contestReleasing('never');
    const token = await citizens.signUp();
    await takeRound(contest, token);
    await citizens.owner.query(
      `UPDATE round_revision SET closes_at = contest_clock() - interval '1 s' WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect((await list(token)).body.attempts[0]).toMatchObject({ score: null, maxScore: null, scoreReleasedAt: null });
  });

  it('has attempts in progress and those not recognised among the others', async () => {
    const contest = await contestReleasing('at_submit');
    const token = await citizens.signUp();
    const voided = await takeRound(contest, token);
    await citizens.owner.query(`UPDATE attempt SET voided_at = contest_clock() WHERE contest_id = $1`, [
      contest.contestId,
    ]);
    const { body: open } = await citizens.start(contest, token);
    expect((await list(token)).body.attempts).toMatchObject([
      { attemptId: open.attemptId, attemptNo: 2, state: 'in_progress', closedBy: null, submittedAt: null, score: null },
      { attemptId: voided, attemptNo: 1, voided: true },
    ]);
  });

  it('goes through all contests from the newest attempt to the oldest, page by page, and shows nobody else', async () => {
    const contests = [await contestReleasing('at_submit'), await contestReleasing('never')];
    const [token, other] = [await citizens.signUp(), await citizens.signUp()];
    const taken: string[] = [];
    for (let i = 0; i < 5; i++) {
      taken.unshift(await takeRound(contests[i % 2]!, token));
      await takeRound(contests[i % 2]!, other);
    }
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await list(token, `?limit=2${after === '' ? '' : `&after=${after}`}`);
      expect(body.attempts.length).toBeLessThanOrEqual(2);
      seen.push(...body.attempts.map(({ attemptId }: { attemptId: string }) => attemptId));
      after = body.next ?? '';
    } while (after !== '');
    expect(seen).toEqual(taken);
    expect((await list(token, '?limit=5')).body.next).toBeNull();
  });

  it.each([
    ['?limit=0', 400],
    ['?limit=51', 400],
    ['?limit=2;drop', 400],
    ['?page=2', 400],
    ['?after=x', 404],
  ])('refuses %s', async (query, status) => {
    expect((await list(await citizens.signUp(), query)).status).toBe(status);
  });
});
