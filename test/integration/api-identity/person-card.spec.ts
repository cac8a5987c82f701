import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens, type Reply } from './citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let other: ContestFixture;
let support: string;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  [contest, other] = [await insertContest(citizens.owner), await insertContest(citizens.owner)];
  support = await citizens.signUpAs({ role: 'support', contestId: contest.contestId });
});

async function person(of = contest) {
  const phone = citizens.nextPhone();
  const token = await citizens.signUp({ phone, fullName: 'Nguyễn Văn An' });
  const { body } = await citizens.join(of, token);
  return { phone, token, participantId: String(body.participantId) };
}

const at = (participantId: string, path = '', of = contest): string =>
  `/contests/${of.slug}/desk/people/${participantId}${path}`;
const look = (participantId: string, token = support, of = contest): Promise<Reply> =>
  citizens.call('GET', at(participantId, '', of), { token });

interface Attempt {
  attemptId: string;
  writer: string;
  token: string;
}
const save = (attempt: Attempt, seq: number, more: object = {}, writer = attempt.writer): Promise<Reply> =>
  citizens.call('PUT', `/attempts/${attempt.attemptId}/answers`, {
    headers: { 'x-attempt-token': attempt.token },
    body: { writer, seq, changes: [{ position: seq, options: [1] }], ...more },
  });

describe('one person at the desk', () => {
  it('shows account, unit and how each attempt went, and nothing whole', async () => {
    const { phone, token, participantId } = await person();
    const attempt = (await citizens.start(contest, token)).body;
    await save(attempt, 1);
    const { body: open } = await look(participantId);
    expect(open.person).toEqual({
      participantId,
      fullNameMasked: 'Nguyễn V. A.',
      phoneMasked: `09xx xxx ${phone.slice(-3)}`,
      unit: { contestUnitId: contest.units[0], code: expect.any(String), name: expect.any(String), parentName: null },
      joinedAt: expect.any(String),
      attempts: 1,
      noCode: null,
      accountSince: expect.any(String),
      sessions: 1,
      lastSignedInAt: expect.any(String),
      extraTimePercent: 0,
      isExcluded: false,
      correction: null,
      notes: [],
    });
    expect(open.attempts).toMatchObject([
      { attemptId: attempt.attemptId, attemptNo: 1, state: 'in_progress', answered: 1, submittedAt: null, score: null },
    ]);
    const { body: receipt } = await citizens.call('POST', `/attempts/${attempt.attemptId}/submit`, {
      headers: { 'x-attempt-token': attempt.token },
      body: { writer: attempt.writer, seq: 2, changes: [] },
    });
    const { body: closed } = await look(participantId);
    expect(closed.attempts).toMatchObject([
      { state: 'submitted', closedBy: 'participant', receiptNumber: receipt.number, submittedAt: receipt.receivedAt },
    ]);
    const told = JSON.stringify(closed);
    for (const hidden of [phone.slice(1), 'choices', 'options', 'stem', 'birthDate'])
      expect(told).not.toContain(hidden);
  });

  it('tells when the device had no connection, and when the attempt was opened anew', async () => {
    const { token, participantId } = await person();
    const attempt = (await citizens.start(contest, token)).body;
    await citizens.owner.query(
      `UPDATE attempt SET started_at = started_at - interval '5 min' WHERE contest_id = $1 AND participant_id = $2`,
      [contest.contestId, participantId],
    );
    const { body: late } = await save(attempt, 1, { waitedMs: 90_000 });
    await save(attempt, 2);
    const resumed = (await citizens.call('POST', `/attempts/${attempt.attemptId}/resume`, { token })).body;
    const [told] = (await look(participantId)).body.attempts;
    const from = new Date(Date.parse(late.receivedAt) - 90_000).toISOString();
    expect(told.outages).toEqual([{ from, to: late.receivedAt }]);
    expect(told.resumedAt).toHaveLength(1);
    // Longer than the attempt lasts: it cannot have been away before it began.
    await save(resumed, 1, { waitedMs: 3_600_000 });
    const [again] = (await look(participantId)).body.attempts;
    expect(again.outages[1].from).toBe(again.startedAt);
    expect((await save(resumed, 2, { waitedMs: 0 })).status).toBe(400);
  });

  it('remembers the last few losses, however many there are, and a repeated save once', async () => {
    const { token, participantId } = await person();
    const attempt = (await citizens.start(contest, token)).body;
    const many = LIMITS.outagesKept + 2;
    for (let seq = 1; seq <= many; seq++) {
      const body = { waitedMs: seq, changes: [] };
      await save(attempt, seq, body);
      await save(attempt, seq, { ...body, waitedMs: seq + 5 });
    }
    const [{ outages }] = (await look(participantId)).body.attempts;
    const lengths = outages.map(({ from, to }: Record<string, string>) => Date.parse(to!) - Date.parse(from!));
    expect(lengths).toEqual(Array.from({ length: LIMITS.outagesKept }, (_, i) => i + 3));
  });

  it('keeps notes of calls, which the person finds in the own data, and which go with the name', async () => {
    const { token, participantId } = await person();
    const note = (text: unknown, by = support) =>
      citizens.call('POST', at(participantId, '/notes'), { token: by, body: { text } });
    expect((await note('Mất điện lúc 9 giờ,\nđã chỉ cách làm tiếp.')).status).toBe(201);
    expect((await note('  ')).status).toBe(400);
    expect((await note('a'.repeat(LIMITS.deskNoteLengthMax + 1))).status).toBe(400);
    const { notes } = (await look(participantId)).body.person;
    expect(notes).toMatchObject([{ text: 'Mất điện lúc 9 giờ,\nđã chỉ cách làm tiếp.', notedByName: 'H’Hen Niê' }]);
    const copy = await citizens.call('GET', '/me/data', { token });
    expect(copy.body.deskNotes).toEqual([
      { contestSlug: contest.slug, text: notes[0].text, notedAt: notes[0].notedAt },
    ]);
    await citizens.call('DELETE', '/me', { token, body: { password: 'con trâu đi trước' } });
    expect(await citizens.owner.query(`SELECT FROM desk_note WHERE contest_id = $1`, [contest.contestId])).toEqual([]);
    const lines = await citizens.owner.query(
      `SELECT after FROM audit WHERE action = 'participant.call_noted' AND subject = $1`,
      [`participant/${contest.contestId}-${participantId}`],
    );
    expect(lines).toEqual([{ after: { note: notes[0].id } }]);
  });

  it('asks for another unit in the name of who is calling', async () => {
    const { token, participantId } = await person();
    const ask = (unit: number) =>
      citizens.call('POST', at(participantId, '/unit-correction'), {
        token: support,
        body: { contestUnitId: contest.units[unit], reason: 'Gọi điện' },
      });
    expect((await ask(1)).body).toEqual({ moved: true });
    await citizens.submit((await citizens.start(contest, token)).body);
    expect((await ask(0)).body).toEqual({ moved: false });
    expect((await look(participantId)).body.person).toMatchObject({
      unit: { contestUnitId: contest.units[1] },
      correction: { state: 'open', unit: { contestUnitId: contest.units[0] } },
    });
    const [{ lines }] = await citizens.owner.query(
      `SELECT count(*)::int AS lines FROM audit WHERE action = 'participant.unit_asked_by_desk' AND subject LIKE '%' || $1`,
      [participantId],
    );
    expect(lines).toBe(2);
  });

  it('opens a shut account again, for administrators alone, and the trail says who did', async () => {
    const { phone, participantId } = await person();
    const [{ account_id: accountId }] = await citizens.owner.query(
      `SELECT account_id FROM participant WHERE contest_id = $1 AND id = $2`,
      [contest.contestId, participantId],
    );
    await citizens.owner.query(`UPDATE account SET disabled_at = contest_clock() WHERE id = $1`, [accountId]);
    const administrator = await citizens.signUpAs({ role: 'administrator' });
    const enable = (token: string, of = contest) => citizens.call('POST', at(participantId, '/enable', of), { token });
    const signIn = () => citizens.call('POST', '/sessions', { body: { phone, password: 'con trâu đi trước' } });
    expect((await look(participantId)).body.person.noCode).toBe('disabled');
    expect((await signIn()).status).toBe(401);
    expect((await enable(support)).status).toBe(403);
    expect((await enable(administrator, other)).body.code).toBe('PERSON_NOT_MATCHED');
    for (let twice = 0; twice < 2; twice++) expect((await enable(administrator)).status).toBe(204);
    expect((await look(participantId)).body.person.noCode).toBeNull();
    expect((await signIn()).status).toBe(201);
    const lines = await citizens.owner.query(
      `SELECT count(*)::int AS lines FROM audit WHERE action = 'account.enabled' AND subject = $1`,
      [`account/${accountId}`],
    );
    expect(lines).toEqual([{ lines: 1 }]);
  });

  it('reaches people of the own contest alone; each look is noted', async () => {
    const [here, elsewhere] = [await person(), await person(other)];
    expect((await look(elsewhere.participantId)).body.code).toBe('PERSON_NOT_MATCHED');
    expect((await look(elsewhere.participantId, support, other)).status).toBe(403);
    expect((await look('nobody')).body.code).toBe('PERSON_NOT_MATCHED');
    const manager = { role: 'unit_manager', contestId: contest.contestId, contestUnitId: contest.units[0]! };
    expect((await look(here.participantId, await citizens.signUpAs(manager))).status).toBe(403);
    await look(here.participantId);
    const lines = await citizens.owner.query(
      `SELECT after FROM audit WHERE action = 'person.looked_at' AND subject LIKE '%' || $1`,
      [here.participantId],
    );
    expect(lines).toEqual([{ after: null }]);
  });
});
