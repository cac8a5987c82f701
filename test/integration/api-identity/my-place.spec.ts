import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttemptLimits } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from './citizens.js';

const NO_LIMITS: AttemptLimits = {
  perDay: null,
  perWeek: null,
  perRound: null,
  perPhase: null,
  perContest: null,
  minGapMs: null,
};

let citizens: Citizens;
beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());

const contestWith = (limits: Partial<AttemptLimits>, window: { opensInMs?: number; closesInMs?: number } = {}) =>
  insertContest(citizens.owner, { round: { limits: { ...NO_LIMITS, ...limits } }, ...window });

const placeIn = (contest: ContestFixture, token?: string, headers: Record<string, string> = {}) =>
  citizens.call('GET', `/contests/${contest.slug}/participants/me`, { token, headers });

describe('GET /api/sessions/current', () => {
  it('answers nobody without refusing, also for a token that is unknown', async () => {
    for (const token of [undefined, 'x'.repeat(43)]) {
      const reply = await citizens.call('GET', '/sessions/current', { token });
      expect(reply).toMatchObject({ status: 200, body: { account: null, expiresAt: null } });
      expect(reply.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('tells who is signed in until the session ends', async () => {
    const token = await citizens.signUp();
    const reply = await citizens.call('GET', '/sessions/current', { token });
    expect(reply.body).toEqual({
      account: { fullName: 'H’Hen Niê', sample: false, roles: [], secondFactor: 'not_needed' },
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect((await citizens.call('DELETE', '/sessions/current', { token })).status).toBe(204);
    const after = await citizens.call('GET', '/sessions/current', { token });
    expect(after).toMatchObject({ status: 200, body: { account: null } });
  });
});

describe('GET /api/contests/:slug/participants/me', () => {
  it('answers who is not signed in, or has not joined, without refusing', async () => {
    const contest = await contestWith({});
    for (const token of [undefined, await citizens.signUp()]) {
      const reply = await placeIn(contest, token);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('cache-control')).toBe('no-store');
      const nowhere = { now: expect.any(String), participation: null, openAttempt: null, rounds: [] };
      expect(reply.body).toEqual(nowhere);
    }
  });

  it('finds no contest that is unknown, misnamed or a draft', async () => {
    const draft = await contestWith({});
    await citizens.owner.query(`UPDATE contest SET status = 'draft' WHERE id = $1`, [draft.contestId]);
    for (const slug of ['khong-co', '%00', draft.slug]) {
      const reply = await citizens.call('GET', `/contests/${slug}/participants/me`);
      expect(reply).toMatchObject({ status: 404, body: { code: 'CONTEST_NOT_FOUND' } });
    }
  });

  it('shows the unit, the attempt in hand and what is left, as the start then judges it', async () => {
    const contest = await contestWith({ perWeek: 2, perContest: 7 });
    const token = await citizens.signUp();
    await citizens.join(contest, token, 1);
    const roundId = `${contest.contestId}-1`;
    const before = await placeIn(contest, token);
    expect(before.body).toEqual({
      now: expect.any(String),
      participation: {
        participantId: expect.any(String),
        contestUnitId: contest.units[1],
        unitCode: expect.stringMatching(/-1$/),
        unitName: 'Phường Vinh Phú',
        parentName: null,
        audience: 'chung',
        audienceTitle: 'Chung',
        isUnitFixed: false,
      },
      openAttempt: null,
      rounds: [{ roundId, used: 0, left: 2, per: 'week', canStart: true, refusal: null }],
    });

    const { body: attempt } = await citizens.start(contest, token);
    const during = await placeIn(contest, token);
    expect(during.body).toMatchObject({
      participation: { isUnitFixed: true },
      openAttempt: {
        attemptId: attempt.attemptId,
        roundId,
        roundTitle: 'Tuần 1',
        startedAt: attempt.startedAt,
        deadlineAt: attempt.deadlineAt,
        graceMs: attempt.graceMs,
      },
      rounds: [{ used: 1, left: 1, per: 'week', canStart: false, refusal: null }],
    });

    expect((await citizens.submit(attempt)).status).toBe(200);
    const { body: second } = await citizens.start(contest, token);
    expect((await citizens.submit(second)).status).toBe(200);
    const after = await placeIn(contest, token);
    const refused = await citizens.start(contest, token);
    expect(refused).toMatchObject({ status: 409, body: { code: 'ATTEMPT_LIMIT_REACHED' } });
    const { code, title, details } = refused.body;
    expect(after.body).toMatchObject({
      openAttempt: null,
      rounds: [{ used: 2, left: 0, per: 'week', canStart: false, refusal: { code, title, details } }],
    });
  });

  it('says why no start is taken: too early, too late, too soon, or the whole contest is closed', async () => {
    const token = await citizens.signUp();
    const refusalIn = async (contest: ContestFixture) => {
      const { body } = await placeIn(contest, token);
      expect(body.rounds[0].canStart).toBe(false);
      return body.rounds[0].refusal;
    };
    const coming = await contestWith({}, { opensInMs: 3_600_000 });
    await citizens.join(coming, token);
    expect(await refusalIn(coming)).toMatchObject({
      code: 'ROUND_NOT_OPEN',
      title: expect.stringMatching(/^Đợt thi chưa mở\. Đợt thi mở lúc \d\d:\d\d \p{L}+ \p{L}+, \d\d?\/\d\d?\.$/u),
      details: { opensAt: expect.any(String) },
    });
    const paused = await contestWith({ minGapMs: 3_600_000 });
    await citizens.join(paused, token);
    await citizens.submit((await citizens.start(paused, token)).body);
    expect(await refusalIn(paused)).toMatchObject({ code: 'ATTEMPT_TOO_SOON' });

    const closed = await contestWith({});
    await citizens.join(closed, token);
    await citizens.owner.query(
      `UPDATE round_revision SET closes_at = contest_clock() - interval '1 s' WHERE contest_id = $1`,
      [closed.contestId],
    );
    expect(await refusalIn(closed)).toMatchObject({ code: 'ROUND_CLOSED' });
    await citizens.owner.query(`UPDATE contest SET status = 'closed' WHERE id = $1`, [closed.contestId]);
    expect(await refusalIn(closed)).toMatchObject({ code: 'CONTEST_NOT_OPEN' });
  });

  it('has no attempt in hand that is over or not recognised', async () => {
    const contest = await contestWith({});
    const token = await citizens.signUp();
    await citizens.join(contest, token);
    const { body: attempt } = await citizens.start(contest, token);
    const held = async () => (await placeIn(contest, token)).body.openAttempt?.attemptId;
    const set = (what: string) =>
      citizens.owner.query(`UPDATE attempt SET ${what} WHERE contest_id = ${contest.contestId}`);
    await set(`deadline_at = contest_clock() - grace_ms * interval '1 ms' - interval '5 s', started_at = '2026-01-01'`);
    expect(await held()).toBe(attempt.attemptId);
    await set(`deadline_at = deadline_at - interval '30 s'`);
    expect(await held()).toBeUndefined();
    expect((await placeIn(contest, token)).body.rounds[0].canStart).toBe(true);
    await set(`deadline_at = contest_clock() + interval '1 h', voided_at = contest_clock()`);
    expect(await held()).toBeUndefined();
  });

  it('judges and shows each person alone', async () => {
    const contest = await contestWith({ perRound: 1 });
    const [one, other] = [await citizens.signUp(), await citizens.signUp({ fullName: 'Vàng A Sử' })];
    for (const token of [one, other]) await citizens.join(contest, token);
    await citizens.start(contest, one);
    expect((await placeIn(contest, other)).body).toMatchObject({
      openAttempt: null,
      rounds: [{ used: 0, left: 1, canStart: true }],
    });
  });

  it('says refusals in English to who asks for it', async () => {
    const contest = await contestWith({}, { opensInMs: 3_600_000 });
    const token = await citizens.signUp();
    await citizens.join(contest, token);
    const { body } = await placeIn(contest, token, { 'accept-language': 'en-US,en;q=0.9' });
    expect(body.rounds[0].refusal.title).toMatch(/^The round has not opened yet\. It opens on /);
    const problem = await citizens.call('GET', '/me', { headers: { 'accept-language': 'en' } });
    expect(problem).toMatchObject({ status: 401, body: { title: 'Please sign in to continue.' } });
  });
});
