import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GradingModule, GradingService, parseAttemptAddress } from '#attempts';
import { tidyDoor } from '#identity';
import { ResultsModule, TallyService } from '#results';
import { DataSource } from 'typeorm';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens, type Reply } from './citizens.js';

// The personal number of winners: asked for by the organizer, given by the person, looked at with a reason.

const NUMBER = '040192001234';
const REASON = 'Trao giải Nhì tuần 1';

let citizens: Citizens;
let worker: Rooms;
let contest: ContestFixture;
let other: ContestFixture;
let organizer: string;

beforeAll(async () => {
  citizens = await Citizens.open();
  worker = await startRooms(citizens.database, [GradingModule, ResultsModule]);
});
afterAll(async () => {
  await worker.close();
  await citizens.close();
});
beforeEach(async () => {
  [contest, other] = [await insertContest(citizens.owner), await insertContest(citizens.owner)];
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
});

interface Person {
  token: string;
  participantId: string;
}

async function join(changes: object = {}, to = contest): Promise<Person> {
  const token = await citizens.signUp(changes);
  const { body } = await citizens.join(to, token);
  return { token, participantId: body.participantId };
}

/** Joined, with an attempt handed in and graded. */
async function win(changes: object = {}, to = contest): Promise<Person> {
  const person = await join(changes, to);
  const { body: attempt } = await citizens.start(to, person.token);
  await citizens.submit(attempt);
  await worker.get(DataSource).transaction(async (manager) => {
    const { attemptId } = parseAttemptAddress(attempt.attemptId);
    const group = await worker.get(GradingService).grade(manager, to.contestId, [attemptId]);
    await worker.get(TallyService).apply(manager, to.contestId, group.attemptIds);
  });
  return person;
}

const path = (what: string, of = contest) => `/contests/${of.slug}/${what}`;
const ask = (people: readonly string[], changes: object = {}, token = organizer, of = contest): Promise<Reply> =>
  citizens.call('POST', path('identity-requests', of), {
    token,
    body: { participantIds: people, reason: REASON, ...changes },
  });
const requestsOf = async ({ token }: Person) => (await citizens.call('GET', '/me/identity-requests', { token })).body;
const give = ({ token }: Person, number = NUMBER, of = contest): Promise<Reply> =>
  citizens.call('PUT', path('participants/me/identity-paper', of), { token, body: { number } });
const list = (query = '', token = organizer): Promise<Reply> =>
  citizens.call('GET', path('identity-papers') + query, { token });
const look = ({ participantId }: Person, query = '?reason=payment', token = organizer): Promise<Reply> =>
  citizens.call('GET', `${path('identity-papers')}/${participantId}${query}`, { token });

const destroy = ({ participantId }: Person, token = organizer): Promise<Reply> =>
  citizens.call('DELETE', `${path('identity-papers')}/${participantId}`, { token });

async function trail(): Promise<{ action: string; subject: string; after: unknown }[]> {
  return citizens.owner.query(
    `SELECT action, subject, after FROM audit
      WHERE action LIKE 'identity_paper%' AND (subject = $1 OR subject LIKE $2) ORDER BY id`,
    [`contest/${contest.contestId}`, `participant/${contest.contestId}-%`],
  );
}
const kept = (): Promise<Record<string, unknown>[]> =>
  citizens.owner.query(
    `SELECT participant_id, number_sealed, number_last4, delete_after, delete_after - asked_at AS stays
       FROM identity_paper WHERE contest_id = $1`,
    [contest.contestId],
  );

describe('the personal number of a winner', () => {
  it('is asked for, given on the own page, seen by its last digits, and whole with a reason and a line each time', async () => {
    const person = await win();
    expect(await requestsOf(person)).toEqual({ requests: [] });
    expect(await ask([person.participantId])).toMatchObject({ status: 201, body: { asked: 1, known: 0 } });
    expect(await ask([person.participantId, person.participantId.toUpperCase()])).toMatchObject({
      status: 201,
      body: { asked: 0, known: 1 },
    });
    const asked = {
      contestSlug: contest.slug,
      contestTitle: 'Cuộc thi thử',
      reason: REASON,
      askedAt: expect.any(String),
      givenAt: null,
      last4: null,
      deleteAfter: expect.any(String),
    };
    expect(await requestsOf(person)).toEqual({ requests: [asked] });
    expect(await look(person)).toMatchObject({ status: 404, body: { code: 'IDENTITY_NOT_GIVEN' } });

    expect(await give(person, '040 192 001 234')).toMatchObject({ status: 200, body: { isProvinceKnown: true } });
    const given = { ...asked, givenAt: expect.any(String), last4: '1234' };
    expect(await requestsOf(person)).toEqual({ requests: [given] });
    const listed = await list();
    expect(listed.body).toMatchObject({
      papers: [{ participantId: person.participantId, fullName: 'H’Hen Niê', unitName: 'Sở Nội vụ', last4: '1234' }],
      next: null,
    });
    expect(JSON.stringify(listed.body)).not.toContain(NUMBER);

    const seen = await look(person);
    expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(seen.body).toMatchObject({ fullName: 'H’Hen Niê', number: NUMBER, isProvinceKnown: true });
    await look(person, '?reason=tax');
    const subject = `participant/${contest.contestId}-${person.participantId}`;
    expect(await trail()).toEqual([
      {
        action: 'identity_paper.asked',
        subject: `contest/${contest.contestId}`,
        after: { participantIds: [person.participantId] },
      },
      { action: 'identity_paper.given', subject, after: null },
      { action: 'identity_paper.looked_at', subject, after: { reason: 'payment' } },
      { action: 'identity_paper.looked_at', subject, after: { reason: 'tax' } },
    ]);
  });

  it('lies in the table encrypted, and opens in no other row', async () => {
    const [one, two] = [await win(), await win({ birthDate: '1990-01-01' })];
    await ask([one.participantId, two.participantId]);
    await give(one);
    await give(two, '040090005678');
    const rows = await kept();
    expect(rows).toHaveLength(2);
    for (const { number_sealed: sealed } of rows) {
      expect((sealed as Buffer).toString('latin1')).not.toMatch(/\d{12}/);
    }
    await citizens.owner.query(
      `UPDATE identity_paper SET number_sealed = (SELECT number_sealed FROM identity_paper WHERE participant_id = $1)
        WHERE participant_id = $2`,
      [one.participantId, two.participantId],
    );
    expect((await look(two)).status).toBe(500);
    expect((await look(one)).body.number).toBe(NUMBER);
  });

  it('may be given anew, and is in one’s copy of the data by its last digits', async () => {
    const person = await win();
    await ask([person.participantId]);
    await give(person);
    expect((await give(person, '003192005678')).body).toEqual({ isProvinceKnown: false });
    expect((await look(person)).body).toMatchObject({ number: '003192005678', isProvinceKnown: false });
    const { body } = await citizens.call('GET', '/me/data', { token: person.token });
    expect(body.identityRequests).toMatchObject([{ contestSlug: contest.slug, last4: '5678' }]);
    expect(JSON.stringify(body)).not.toContain('003192005678');
  });

  it.each([
    ['too few digits', '04019200123', 'digits', 'đúng 12 chữ số'],
    ['another century', '040892001234', 'century', 'Chữ số thứ tư'],
    ['another year', '040191001234', 'birth_year', 'không khớp năm sinh'],
  ])('is refused with %s, in words, and nothing is kept', async (_what, number, fault, words) => {
    const person = await win();
    await ask([person.participantId]);
    expect(await give(person, number)).toMatchObject({
      status: 400,
      body: { code: 'IDENTITY_NUMBER_WRONG', title: expect.stringContaining(words), details: { fault } },
    });
    expect(await kept()).toMatchObject([{ number_sealed: null, number_last4: null }]);
  });
});

describe('nobody else', () => {
  it('is asked: no result, another contest, gone, unknown; and then none of the list is', async () => {
    const winner = await win();
    const gone = await win();
    const body = { contestSlug: contest.slug, purpose: 'contest' };
    await citizens.call('POST', '/me/consents/withdrawals', { token: gone.token, body });
    const people = [await join(), await win({}, other), gone, { participantId: randomUUID() }];
    for (const { participantId } of people) {
      expect(await ask([winner.participantId, participantId])).toMatchObject({
        status: 409,
        body: { code: 'NOT_A_WINNER', details: { participantId } },
      });
    }
    expect(await requestsOf(winner)).toEqual({ requests: [] });
  });

  it('gives a number unasked', async () => {
    const person = await win();
    expect(await give(person)).toMatchObject({ status: 404, body: { code: 'IDENTITY_NOT_ASKED' } });
    await ask([person.participantId]);
    expect(await give(person, NUMBER, other)).toMatchObject({ status: 404, body: { code: 'IDENTITY_NOT_ASKED' } });
    expect(await give(await win())).toMatchObject({ status: 404, body: { code: 'IDENTITY_NOT_ASKED' } });
  });

  it('asks, lists or looks: not the organizer of another contest, nor other staff, nor without a reason', async () => {
    const person = await win();
    await ask([person.participantId]);
    await give(person);
    const before = await trail();
    const foreign = await citizens.signUpAs({ role: 'organizer', contestId: other.contestId });
    const [unit] = contest.units;
    const others = [
      foreign,
      await citizens.signUpAs({ role: 'unit_manager', contestId: contest.contestId, contestUnitId: unit! }),
      await citizens.signUpAs({ role: 'support', contestId: contest.contestId }),
      await citizens.signUpAs({ role: 'auditor' }),
      person.token,
    ];
    for (const token of others) {
      const replies = [
        await ask([person.participantId], {}, token),
        await list('', token),
        await look(person, '?reason=payment', token),
      ];
      expect(replies.map(({ status }) => status)).toEqual([403, 403, 403]);
    }
    // Who runs another contest does not reach the person through that contest either.
    const through = `${path('identity-papers', other)}/${person.participantId}?reason=payment`;
    expect((await citizens.call('GET', through, { token: foreign })).body.code).toBe('IDENTITY_NOT_GIVEN');
    for (const query of ['', '?reason=', '?reason=curious']) expect((await look(person, query)).status).toBe(400);
    expect(await trail()).toEqual(before);
  });

  it.each([
    ['nobody', { participantIds: [] }],
    ['too many', { participantIds: Array.from({ length: 101 }, () => randomUUID()) }],
    ['no reason', { reason: '  ' }],
    ['a reason without end', { reason: 'a'.repeat(301) }],
    ['an id that is none', { participantIds: ['1'] }],
  ])('is asked by a wrong call: %s', async (_what, changes) => {
    const reply = await ask([randomUUID()], changes);
    expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });
});

describe('the list', () => {
  it('is read page by page', async () => {
    const people = [await win(), await win(), await win()];
    await ask(people.map(({ participantId }) => participantId));
    const first = (await list('?limit=2')).body;
    const rest = (await list(`?limit=2&after=${first.next}`)).body;
    expect([...first.papers, ...rest.papers].map(({ participantId }) => participantId)).toEqual(
      people.map(({ participantId }) => participantId).sort(),
    );
    expect(rest.next).toBeNull();
  });

  it('has those who have given the number, or those who have not', async () => {
    const [given, waiting] = [await win(), await win()];
    await ask([given.participantId, waiting.participantId]);
    await give(given);
    const shown = async (state: string) =>
      (await list(`?state=${state}`)).body.papers.map(({ participantId }: Person) => participantId);
    expect(await shown('given')).toEqual([given.participantId]);
    expect(await shown('waiting')).toEqual([waiting.participantId]);
    expect((await list('?state=else')).status).toBe(400);
  });
});

describe('the number goes', () => {
  it('at once when the organizer destroys it, with the request, and leaves one line in the trail', async () => {
    const [given, waiting] = [await win(), await win()];
    await ask([given.participantId, waiting.participantId]);
    await give(given);
    expect((await destroy(given)).status).toBe(204);
    expect(await kept()).toMatchObject([{ participant_id: waiting.participantId }]);
    expect(await requestsOf(given)).toEqual({ requests: [] });
    expect((await look(given)).body.code).toBe('IDENTITY_NOT_GIVEN');
    expect((await trail()).at(-1)).toEqual({
      action: 'identity_paper.destroyed',
      subject: `participant/${contest.contestId}-${given.participantId}`,
      after: null,
    });
    const lines = (await trail()).length;
    expect((await destroy(given)).body.code).toBe('IDENTITY_NOT_ASKED');
    const foreign = await citizens.signUpAs({ role: 'organizer', contestId: other.contestId });
    for (const token of [foreign, waiting.token]) expect((await destroy(waiting, token)).status).toBe(403);
    expect(await trail()).toHaveLength(lines);
    expect(await ask([given.participantId])).toMatchObject({ body: { asked: 1, known: 0 } });
    expect((await look(given)).body.code).toBe('IDENTITY_NOT_GIVEN');
  });

  it('after 90 days, and is not shown any more from that moment', async () => {
    const [old, young] = [await win(), await win()];
    await ask([old.participantId, young.participantId]);
    await give(old);
    await give(young);
    expect(await kept()).toMatchObject([{ stays: { days: 90 } }, { stays: { days: 90 } }]);
    await citizens.owner.query(
      `UPDATE identity_paper SET delete_after = contest_clock() - interval '1 second' WHERE participant_id = $1`,
      [old.participantId],
    );
    expect((await look(old)).status).toBe(404);
    expect(await requestsOf(old)).toEqual({ requests: [] });
    expect((await give(old)).body.code).toBe('IDENTITY_NOT_ASKED');
    expect((await list()).body.papers).toHaveLength(1);
    expect(await tidyDoor(citizens.owner)).toMatchObject({ papers: 1 });
    expect((await kept()).map((row) => row['participant_id'])).toEqual([young.participantId]);
  });

  it('with the time for which the contest keeps names, if that ends before, and is not asked for after it', async () => {
    const person = await win();
    const end = (days: number) =>
      citizens.owner.query(
        `WITH months AS (UPDATE contest SET retention_months = 1 WHERE id = $1)
         UPDATE round_revision SET opens_at = contest_clock() - interval '2 years',
                closes_at = contest_clock() + $2 * interval '1 day' - interval '1 month' WHERE contest_id = $1`,
        [contest.contestId, days],
      );
    await end(-1);
    expect((await ask([person.participantId])).body.code).toBe('NOT_A_WINNER');
    await end(10);
    expect((await ask([person.participantId])).status).toBe(201);
    const [row] = await citizens.owner.query(
      `SELECT round(extract(epoch FROM delete_after - contest_clock()) / 86400)::int AS days
         FROM identity_paper WHERE contest_id = $1`,
      [contest.contestId],
    );
    // Months are of different lengths.
    expect(row.days).toBeGreaterThanOrEqual(7);
    expect(row.days).toBeLessThanOrEqual(13);
  });

  it('with who leaves the contest, and with the account', async () => {
    const [left, deleted] = [await win(), await win()];
    await ask([left.participantId, deleted.participantId]);
    await give(left);
    await give(deleted);
    const body = { contestSlug: contest.slug, purpose: 'contest' };
    expect((await citizens.call('POST', '/me/consents/withdrawals', { token: left.token, body })).status).toBe(204);
    expect(await kept()).toHaveLength(1);
    const password = { password: 'con trâu đi trước' };
    expect((await citizens.call('DELETE', '/me', { token: deleted.token, body: password })).status).toBe(204);
    expect(await kept()).toHaveLength(0);
  });
});
