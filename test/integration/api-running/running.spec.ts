import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataSource } from '#database';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let organizer: string;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  contest = await insertContest(citizens.owner);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
});

const look = () => citizens.call('GET', `/contests/${contest.slug}/running`, { token: organizer });
const person = async () => {
  const token = await citizens.signUp();
  await citizens.join(contest, token);
  return token;
};
/** What one check says. */
const check = (body: { checks: { code: string }[] }, code: string) => body.checks.find((one) => one.code === code);
const sum = (minutes: { starts: number; submits: number }[], what: 'starts' | 'submits') =>
  minutes.reduce((all, minute) => all + minute[what], 0);

describe('a running contest', () => {
  it('tells attempts under way, those waiting for a grade, and the curve of the last hour', async () => {
    for (let i = 0; i < 3; i++) {
      const attempt = (await citizens.start(contest, await person())).body;
      if (i === 0) await citizens.submit(attempt);
    }
    const { status, body } = await look();
    expect(status).toBe(200);
    expect(body.attempts).toMatchObject({ underWay: 2, ungraded: 1, graded: 0, failures: 0 });
    expect(body.attempts.gradingLagMs).toEqual(expect.any(Number));
    expect(body.rounds).toMatchObject([{ number: 1, state: 'running', underWay: 2 }]);
    expect(body.next).toEqual({ what: 'closes', round: 'Tuần 1', at: body.rounds[0].closesAt });
    expect(body.minutes).toHaveLength(60);
    expect([sum(body.minutes, 'starts'), sum(body.minutes, 'submits')]).toEqual([3, 1]);
    expect(body.units).toEqual({ invited: 2, silent: 2 });
  });

  it('leaves out of the curve what is more than an hour old', async () => {
    const attempt = (await citizens.start(contest, await person())).body;
    await citizens.submit(attempt);
    await citizens.owner.query(
      `UPDATE attempt SET started_at = started_at - interval '3 h', deadline_at = deadline_at - interval '3 h',
              submitted_at = submitted_at - interval '2 h' WHERE contest_id = $1`,
      [contest.contestId],
    );
    const { body } = await look();
    expect(sum(body.minutes, 'submits')).toBe(0);
    expect(check(body, 'grading')).toMatchObject({ state: 'stop', count: expect.any(Number) });
  });

  it('says what is missing before people find out', async () => {
    const { body } = await look();
    expect(body.checks.map(({ code }: { code: string }) => code)).toEqual([
      ...['contest', 'clock', 'database', 'disk', 'queue', 'worker', 'grading', 'pools', 'hotline', 'consents'],
    ]);
    expect(check(body, 'worker')).toMatchObject({ state: 'stop' });
    expect(check(body, 'hotline')).toMatchObject({ state: 'warn' });
    expect(check(body, 'pools')).toMatchObject({ state: 'good' });

    await citizens.owner.query(`UPDATE contest SET hotline = '0238 111 222' WHERE id = $1`, [contest.contestId]);
    await citizens.owner.query(`UPDATE round_revision SET pool = pool[1:3] WHERE contest_id = $1 AND round_id = $2`, [
      contest.contestId,
      contest.roundId,
    ]);
    const worker = createDataSource({ url: citizens.database.appUrl, poolMax: 1, applicationName: 'cchc-worker' });
    await worker.initialize();
    const after = (await look()).body;
    await worker.destroy();
    expect(check(after, 'worker')).toMatchObject({ state: 'good' });
    expect(check(after, 'hotline')).toMatchObject({ state: 'good', detail: '0238 111 222' });
    expect(check(after, 'pools')).toMatchObject({ state: 'stop', count: 1, detail: expect.stringContaining('Tuần 1') });
  });

  it('warns of questions that were retired while a round draws from them, and of a contest that is closed', async () => {
    await citizens.owner.query(
      `UPDATE item SET status = 'retired' WHERE id = (
         SELECT v.item_id FROM round_revision r JOIN item_version v ON v.id = r.pool[1] WHERE r.contest_id = $1)`,
      [contest.contestId],
    );
    expect(check((await look()).body, 'pools')).toMatchObject({ state: 'warn', detail: 'Tuần 1' });
    await citizens.owner.query(`UPDATE contest SET status = 'closed' WHERE id = $1`, [contest.contestId]);
    const { body } = await look();
    expect(check(body, 'contest')).toMatchObject({ state: 'stop' });
    expect(body.next).toBeNull();
  });

  it('is seen by those who run it alone', async () => {
    const other = await insertContest(citizens.owner);
    const stranger = await citizens.signUpAs({ role: 'organizer', contestId: other.contestId });
    const reply = await citizens.call('GET', `/contests/${contest.slug}/running`, { token: stranger });
    expect(reply).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
  });
});
