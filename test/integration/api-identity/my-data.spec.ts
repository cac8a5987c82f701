import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS, NAMES_OF_NOBODY } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from './citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
beforeAll(async () => {
  citizens = await Citizens.open();
  contest = await insertContest(citizens.owner, {
    round: { prediction: { subject: 'attempts', min: 0, max: 9_999, whichCounts: 'first' } },
  });
});
afterAll(() => citizens.close());

const amend = (token: string, body: unknown) => citizens.call('PATCH', '/me', { token, body });
const accountIdOf = async (token: string): Promise<string> =>
  (await citizens.call('GET', '/me', { token })).body.account.accountId;
const namesOf = (accountId: string) =>
  citizens.owner.query(
    `SELECT full_name, birth_date::text FROM account WHERE id = $1
     UNION ALL SELECT full_name, birth_date::text FROM participant WHERE account_id = $1`,
    [accountId],
  );
const trailOf = (accountId: string) =>
  citizens.owner.query(
    `SELECT action, before, after FROM audit WHERE subject = 'account/' || $1::text AND action <> 'account.created'`,
    [accountId],
  );

describe('PATCH /api/me', () => {
  it('corrects name and birth date, in contests joined too, and notes which in the trail', async () => {
    const token = await citizens.signUp();
    const accountId = await accountIdOf(token);
    await citizens.join(contest, token);
    const reply = await amend(token, { fullName: ' Nguyễn  Thị Ngọc Ánh '.normalize('NFD') });
    expect(reply.status).toBe(200);
    expect(reply.body.account).toMatchObject({
      fullName: 'Nguyễn Thị Ngọc Ánh'.normalize('NFC'),
      birthDate: '1992-05-08',
    });
    expect(reply.body.participations).toHaveLength(1);
    const now = { full_name: 'Nguyễn Thị Ngọc Ánh'.normalize('NFC'), birth_date: '1992-05-08' };
    expect(await namesOf(accountId)).toEqual([now, now]);

    expect((await amend(token, { birthDate: '1992-08-05' })).body.account.birthDate).toBe('1992-08-05');
    const later = { ...now, birth_date: '1992-08-05' };
    expect(await namesOf(accountId)).toEqual([later, later]);
    // The same once more changes nothing and says nothing.
    expect((await amend(token, { birthDate: '1992-08-05' })).status).toBe(200);
    expect(await trailOf(accountId)).toEqual([
      { action: 'account.amended', before: null, after: { changed: ['fullName'] } },
      { action: 'account.amended', before: null, after: { changed: ['birthDate'] } },
    ]);
  });

  it('leaves other people alone', async () => {
    const [token, other] = [await citizens.signUp(), await citizens.signUp()];
    for (const each of [token, other]) await citizens.join(contest, each);
    await amend(token, { fullName: 'Vàng A Sử' });
    const whole = { full_name: 'H’Hen Niê', birth_date: '1992-05-08' };
    expect(await namesOf(await accountIdOf(other))).toEqual([whole, whole]);
  });

  it('is refused once an attempt was started, in any contest', async () => {
    const token = await citizens.signUp();
    const second = await insertContest(citizens.owner);
    await citizens.join(contest, token);
    await citizens.join(second, token);
    await citizens.start(second, token);
    const reply = await amend(token, { fullName: 'Vàng A Sử' });
    expect(reply).toMatchObject({ status: 409, body: { code: 'PERSON_FIXED' } });
    expect((await citizens.call('GET', '/me', { token })).body.account.fullName).toBe('H’Hen Niê');
  });

  it('waits for a start that is under way, and is then refused', async () => {
    const token = await citizens.signUp();
    await citizens.join(contest, token);
    const accountId = await accountIdOf(token);
    const quota = `contest_id = ${contest.contestId} AND participant_id = (SELECT id FROM participant WHERE account_id = '${accountId}')`;
    const start = citizens.owner.createQueryRunner();
    await start.startTransaction();
    await start.query(`SELECT FROM attempt_quota WHERE ${quota} FOR UPDATE`);
    const amending = amend(token, { fullName: 'Vàng A Sử' });
    await somebodyWaits();
    await start.query(`UPDATE attempt_quota SET attempt_count = 1 WHERE ${quota}`);
    await start.commitTransaction();
    await start.release();
    expect((await amending).body.code).toBe('PERSON_FIXED');
  });

  it('lets nobody join with a name that is being corrected', async () => {
    const token = await citizens.signUp();
    const accountId = await accountIdOf(token);
    const amending = citizens.owner.createQueryRunner();
    await amending.startTransaction();
    await amending.query(`UPDATE account SET full_name = 'Vàng A Sử' WHERE id = $1`, [accountId]);
    const joining = citizens.join(contest, token);
    await somebodyWaits();
    await amending.commitTransaction();
    await amending.release();
    expect(await joining).toMatchObject({ status: 201, body: { fullName: 'Vàng A Sử' } });
  });

  it('gives no name back to a contest that the person has left, and its rules hold no more', async () => {
    const left = await insertContest(citizens.owner, { contest: { minimumAge: { years: 16, on: '2019-05-06' } } });
    const token = await citizens.signUp({ birthDate: '2003-05-06' });
    const accountId = await accountIdOf(token);
    await citizens.join(left, token);
    const body = { contestSlug: left.slug, purpose: 'contest' };
    expect((await citizens.call('POST', '/me/consents/withdrawals', { token, body })).status).toBe(204);
    expect((await amend(token, { fullName: 'Vàng A Sử', birthDate: '2003-05-07' })).status).toBe(200);
    expect(await namesOf(accountId)).toEqual([
      { full_name: 'Vàng A Sử', birth_date: '2003-05-07' },
      { full_name: NAMES_OF_NOBODY.left, birth_date: null },
    ]);
  });

  it('lets nobody become too young for a contest that was joined', async () => {
    const aged = await insertContest(citizens.owner, { contest: { minimumAge: { years: 16, on: '2019-05-06' } } });
    const token = await citizens.signUp({ birthDate: '2003-05-06' });
    expect((await citizens.join(aged, token)).status).toBe(201);
    const reply = await amend(token, { birthDate: '2003-05-07' });
    expect(reply).toMatchObject({ status: 403, body: { code: 'TOO_YOUNG', details: { years: 16 } } });
    expect((await amend(token, { birthDate: '2003-05-05' })).status).toBe(200);
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['no name', { fullName: '  ' }],
    ['markup for a name', { fullName: '<b>An</b>' }],
    ['a zero-width space', { fullName: 'Nguyễn\u200bAn' }],
    ['a day that does not exist', { birthDate: '2001-02-29' }],
    ['a birthday to come', { birthDate: '2990-01-01' }],
    ['no birth date', { birthDate: null }],
    ['another phone', { fullName: 'Vàng A Sử', phone: '0912345678' }],
    ['a sample flag', { sample: true }],
  ])('refuses %s', async (_what, body) => {
    const token = await citizens.signUp();
    expect(await amend(token, body)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    expect((await citizens.call('GET', '/me', { token })).body.account.fullName).toBe('H’Hen Niê');
  });
});

describe('GET /api/me/data', () => {
  it('tells the unit of an office that is held for one', async () => {
    const token = await citizens.signUpAs({ role: 'unit_organizer', unitCode: 'NA-S77' });
    const { body } = await citizens.call('GET', '/me/data', { token });
    expect(body.account.roles).toEqual([
      { role: 'unit_organizer', contestId: null, contestUnitId: null, unitCode: 'NA-S77' },
    ]);
  });

  it('gives a person everything that is kept, as a file, and notes it in the trail', async () => {
    const token = await citizens.signUp({ phone: '0937 123 456' });
    const accountId = await accountIdOf(token);
    await citizens.join(contest, token);
    const { body: attempt } = await citizens.start(contest, token);
    const { body: receipt } = await citizens.submit(attempt, 789);
    const told = { topic: 'dat-dai', text: 'Giấy hẹn chưa ghi ngày trả.', satisfaction: 4 };
    for (const named of [true, false])
      await citizens.call('POST', `/attempts/${attempt.attemptId}/feedback`, {
        token,
        body: { ...told, id: randomUUID(), named },
      });
    const reply = await citizens.call('GET', '/me/data', { token });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="Du lieu cua toi\.json"/);
    expect(reply.headers.get('content-type')).toContain('application/json');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(reply.body).toEqual({
      takenAt: instant,
      account: {
        accountId,
        phone: '+84937123456',
        fullName: 'H’Hen Niê',
        birthDate: '1992-05-08',
        sample: false,
        roles: [],
        createdAt: instant,
      },
      participations: [
        {
          contestSlug: contest.slug,
          contestTitle: 'Cuộc thi thử',
          unitName: 'Sở Nội vụ',
          audienceTitle: 'Chung',
          fullName: 'H’Hen Niê',
          birthDate: '1992-05-08',
          guardianName: null,
          joinedAt: instant,
        },
      ],
      attempts: [
        expect.objectContaining({
          attemptId: attempt.attemptId,
          receiptNumber: receipt.number,
          prediction: 789,
          state: 'submitted',
          score: null,
          answers: [1, 2, 3, 4, 5].map((position) => ({
            position,
            stem: expect.stringMatching(/^Câu hỏi \d$/),
            chosen: [],
          })),
        }),
      ],
      consents: [
        {
          contestSlug: contest.slug,
          purpose: 'contest',
          version: 2,
          text: expect.stringContaining('Quyền của tôi'),
          givenAt: instant,
          withdrawnAt: null,
        },
      ],
      unitCorrections: [],
      identityRequests: [],
      sessions: [{ startedAt: instant, expiresAt: instant, endedAt: null, device: null }],
      // What was told without a name leads to nobody.
      feedback: [{ ...told, contestSlug: contest.slug, unitName: null, givenAt: instant }],
      deskNotes: [],
      incidents: [],
    });
    expect(await trailOf(accountId)).toEqual([{ action: 'account.copied', before: null, after: null }]);
  });

  it('tells what was chosen, in words, once the rules release it and the attempt is closed', async () => {
    const kept = await insertContest(citizens.owner, {
      round: { release: { score: 'round_end', ownAnswers: 'round_end', key: 'round_end' } },
    });
    const token = await citizens.signUp();
    for (const joined of [contest, kept]) await citizens.join(joined, token);
    const answersIn = async ({ slug }: ContestFixture) => {
      const { body } = await citizens.call('GET', '/me/data', { token });
      return body.attempts.find((one: { contestSlug: string }) => one.contestSlug === slug).answers;
    };
    for (const [joined, prediction] of [
      [contest, 7],
      [kept, undefined],
    ] as const) {
      const { body: attempt } = await citizens.start(joined, token);
      expect(await answersIn(joined)).toBeNull();
      const [question] = attempt.questions;
      await citizens.submit(attempt, prediction, [{ position: 1, options: [2] }]);
      if (joined === kept) expect(await answersIn(joined)).toBeNull();
      else {
        const [first, ...others] = await answersIn(joined);
        expect(first).toEqual({ position: 1, stem: question.stem, chosen: [question.options[1]] });
        expect(others.map(({ chosen }: { chosen: string[] }) => chosen)).toEqual([[], [], [], []]);
      }
    }
  });

  it('holds nothing of anybody else, and no hash', async () => {
    const [token, other] = [await citizens.signUp(), await citizens.signUp({ fullName: 'Vàng A Sử' })];
    for (const each of [token, other]) {
      await citizens.join(contest, each);
      await citizens.start(contest, each);
    }
    const { body } = await citizens.call('GET', '/me/data', { token });
    expect(JSON.stringify(body)).not.toMatch(/Vàng A Sử|argon2|hash/i);
    expect([body.participations, body.attempts, body.consents, body.sessions].map(({ length }) => length)).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it('ends for the day before the trail grows without end, and so do changes, apart', async () => {
    const [token, other] = [await citizens.signUp(), await citizens.signUp()];
    const accountId = await accountIdOf(token);
    const times = <Result>(act: (i: number) => Promise<{ status: Result }>) =>
      Promise.all(Array.from({ length: LIMITS.ownDataPerDayMax + 1 }, async (_, i) => (await act(i)).status));
    const isBounded = [...Array<number>(LIMITS.ownDataPerDayMax).fill(200), 429];
    expect((await times(() => citizens.call('GET', '/me/data', { token }))).sort()).toEqual(isBounded);
    expect((await times((i) => amend(token, { birthDate: `1990-01-${10 + (i % 9)}` }))).sort()).toEqual(isBounded);
    await citizens.join(contest, token);
    const unit = { token, body: { contestUnitId: contest.units[1] } };
    expect((await citizens.call('PATCH', `/contests/${contest.slug}/participants/me`, unit)).status).toBe(429);
    expect((await trailOf(accountId)).length).toBeLessThanOrEqual(2 * LIMITS.ownDataPerDayMax);
    expect((await citizens.call('GET', '/me/data', { token: other })).status).toBe(200);
  });

  it('is for who is signed in', async () => {
    expect(await citizens.call('GET', '/me/data')).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
  });
});

/** Until a statement stands before a lock: what is tried next is tried while it waits. */
async function somebodyWaits(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const waiting: unknown[] = await citizens.owner.query(
      `SELECT FROM pg_stat_activity a WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nobody waited');
}
