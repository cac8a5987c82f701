import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { AuditNotes } from '#database';
import { sha256 } from '#platform';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { connect } from '../../support/insert.js';
import { Citizens } from '../api-identity/citizens.js';
import { admit } from './visitors.js';

let house: Citizens;
let app: DataSource;
let contest: ContestFixture;

beforeAll(async () => {
  house = await Citizens.open();
  app = await connect(house.database.appUrl);
  contest = await insertContest(house.owner);
});
afterAll(async () => {
  await app?.destroy();
  await house?.close();
});

interface Line {
  actor_id: string | null;
  action: string;
  subject: string;
  after: unknown;
}

const linesOf = (requestId: string): Promise<Line[]> =>
  house.owner.query(`SELECT actor_id, action, subject, after FROM audit WHERE request_id = $1`, [requestId]);

/** Lines about refusals are written within a second or so; the test's own limit ends a wait for one that never comes. */
async function lineOf(requestId: string): Promise<Line> {
  for (;;) {
    const [line] = await linesOf(requestId);
    if (line) return line;
    await pause(50);
  }
}

const accountOf = async (token: string): Promise<string> =>
  (await house.call('GET', '/me', { token })).body.account.accountId;

describe('what is refused', () => {
  it('leaves a line: who, which route, which object, which refusal', async () => {
    const token = await house.signUp();
    const reply = await house.call('GET', `/contests/${contest.slug}/unit-table.xlsx`, { token });
    expect(await lineOf(reply.body.requestId)).toEqual({
      actor_id: await accountOf(token),
      action: 'access.denied',
      subject: 'GET /api/contests/:slug/unit-table.xlsx',
      after: { code: 'NOT_ALLOWED', params: { slug: contest.slug } },
    });
  });

  it('leaves a line for the attempt of another person', async () => {
    const [own, other] = [await house.signUp(), await house.signUp()];
    for (const token of [own, other]) await house.join(contest, token);
    const [mine, theirs] = [(await house.start(contest, own)).body, (await house.start(contest, other)).body];
    const reply = await house.call('GET', `/attempts/${theirs.attemptId}/result`, {
      headers: { 'x-attempt-token': mine.token },
    });
    expect(await lineOf(reply.body.requestId)).toMatchObject({
      action: 'access.denied',
      subject: 'GET /api/attempts/:attemptId/result',
      after: { code: 'NOT_YOUR_ATTEMPT', params: { attemptId: theirs.attemptId } },
    });
  });

  it('leaves a line for a role that has yet to show its second factor', async () => {
    const [token] = await admit(house.owner, [{ role: 'organizer' }]);
    await house.owner.query(`UPDATE session SET second_factor_at = NULL WHERE token_hash = $1`, [sha256(token!)]);
    const reply = await house.call('GET', `/contests/${contest.slug}/unit-table.xlsx`, { token: token! });
    expect(reply.body.code).toBe('SECOND_FACTOR_NEEDED');
    expect(await lineOf(reply.body.requestId)).toMatchObject({
      action: 'access.denied',
      after: { code: 'SECOND_FACTOR_NEEDED', params: { slug: contest.slug } },
    });
  });

  it('leaves no words of the caller in the trail', async () => {
    const token = await house.signUp();
    for (const words of ['%00', '%0d%0aforged', 'a%20b', '%F0%9F%98%80']) {
      const reply = await house.call('GET', `/contests/${words}/unit-table.xlsx`, { token });
      expect(reply.status).toBe(403);
    }
    const last = await house.call('GET', `/contests/${contest.slug}/silent-units`, { token });
    await lineOf(last.body.requestId);
    const lines: Line[] = await house.owner.query(
      `SELECT after FROM audit WHERE actor_id = $1 AND subject LIKE '%xlsx'`,
      [await accountOf(token)],
    );
    // One line, or two where the minute ended between.
    expect(lines.length).toBeGreaterThan(0);
    for (const { after } of lines) expect(after).toMatchObject({ code: 'NOT_ALLOWED', params: { slug: '?' } });
  });

  it('leaves no line when a rule of the contest refused it to everybody', async () => {
    const token = await house.signUp();
    const lawful = await house.start(contest, token);
    expect([lawful.status, lawful.body.code]).toEqual([403, 'NOT_A_PARTICIPANT']);
    const denied = await house.call('GET', `/contests/${contest.slug}/silent-units`, { token });
    await lineOf(denied.body.requestId);
    expect(await linesOf(lawful.body.requestId)).toEqual([]);
  });
});

describe('a sign-in that failed', () => {
  it('leaves a line that names the account, and neither the phone nor the password', async () => {
    const [phone, password] = ['0935111222', 'con trâu đi trước'];
    const accountId = await accountOf(await house.signUp({ phone, password }));
    const signIn = (body: object) => house.call('POST', '/sessions', { body });
    const wrong = await signIn({ phone, password: 'cái cày theo sau' });
    expect(wrong.status).toBe(401);
    expect(await lineOf(wrong.body.requestId)).toEqual({
      ...{ actor_id: null, action: 'session.denied', subject: `sign-in/${accountId}`, after: null },
    });
    const unknown = await signIn({ phone: '0935111223', password });
    expect(unknown.body.code).toBe(wrong.body.code);
    expect(await lineOf(unknown.body.requestId)).toMatchObject({ subject: 'sign-in/unknown' });
    await house.owner.query('UPDATE account SET disabled_at = contest_clock() WHERE id = $1', [accountId]);
    expect((await signIn({ phone, password })).status).toBe(401);
    const [trail] = await house.owner.query(`SELECT string_agg(audit::text, ' ') AS text FROM audit`);
    expect(trail.text).not.toMatch(/935111222|935111223|con trâu|cái cày/);
  });
});

describe('a guess at another secret', () => {
  const PASSWORD = 'con trâu đi trước';
  const WRONG = 'cái cày theo sau';

  it.each<[string, number, (person: { token: string; phone: string }) => [string, string, object], string]>([
    [
      'a code for a new password',
      401,
      ({ phone }) => ['POST', '/password-resets', { phone, code: '7777-7777-7777', password: WRONG }],
      'password-reset.denied',
    ],
    [
      'the own password, to change it',
      401,
      () => ['PUT', '/me/password', { password: WRONG, newPassword: 'mặt trời mọc' }],
      'password.denied',
    ],
    ['the own password, to delete all', 401, () => ['DELETE', '/me', { password: WRONG }], 'password.denied'],
  ])('leaves a line that names the account: %s', async (_what, status, callOf, action) => {
    const phone = house.nextPhone();
    const token = await house.signUp({ phone, password: PASSWORD });
    const [method, path, body] = callOf({ token, phone });
    const reply = await house.call(method, path, { token, body });
    expect(reply.status).toBe(status);
    const line = await lineOf(reply.body.requestId);
    expect([line.action, line.subject]).toEqual([action, `account/${await accountOf(token)}`]);
  });

  it('leaves a line: a code of the second factor', async () => {
    const token = await house.signUpAs({ role: 'auditor' });
    const accountId = await accountOf(token);
    const body = { password: PASSWORD };
    expect((await house.call('POST', '/me/second-factor', { token, body })).status).toBe(201);
    const reply = await house.call('PUT', '/me/second-factor', { token, body: { code: '000000' } });
    expect(reply.body.code).toBe('SECOND_FACTOR_WRONG');
    expect(await lineOf(reply.body.requestId)).toMatchObject({
      ...{ actor_id: accountId, action: 'second_factor.denied', subject: `account/${accountId}` },
    });
  });

  it('leaves a line: the password of somebody who was invited', async () => {
    const phone = house.nextPhone();
    const accountId = await accountOf(await house.signUp({ phone }));
    const [administrator] = await admit(house.owner, [{ role: 'administrator' }]);
    const wish = { role: 'author', fullName: 'Lò Thị Mai', phone, contestSlug: contest.slug };
    const invited = await house.call('POST', '/staff/invitations', {
      token: administrator!,
      body: { ...wish, contestUnitId: null, expiresAt: null },
    });
    const invitation = String(invited.body.link).split('#')[1]!;
    const body = { token: invitation, password: WRONG };
    const reply = await house.call('POST', '/staff-invitations/redeem', { body });
    expect(reply.body.code).toBe('WRONG_CREDENTIALS');
    expect(await lineOf(reply.body.requestId)).toMatchObject({
      ...{ action: 'session.denied', subject: `sign-in/${accountId}` },
    });
  });
});

describe('an export', () => {
  it('leaves a line before the file leaves, without what was asked beside; a refused one none', async () => {
    const [token] = await admit(house.owner, [{ role: 'organizer' }]);
    const path = `/api/contests/${contest.slug}/unit-table.xlsx`;
    const get = (address: string) => fetch(house.api.url + address, { headers: { authorization: `Bearer ${token}` } });
    expect((await get('/api/contests/khong-co/unit-table.xlsx')).status).toBe(404);
    expect((await get(`${path}?scope=round&round=1`)).status).toBe(200);
    const lines: Line[] = await house.owner.query(`SELECT subject FROM audit WHERE action = 'unit_table.exported'`);
    expect(lines).toEqual([{ subject: path }]);
  });

  it('does not leave when its line cannot be written', async () => {
    const [token] = await admit(house.owner, [{ role: 'organizer' }]);
    await house.owner.query('REVOKE INSERT ON audit FROM cchc_app');
    const reply = await house.call('GET', `/contests/${contest.slug}/unit-table.xlsx`, { token });
    await house.owner.query('GRANT INSERT ON audit TO cchc_app');
    expect(reply.status).toBe(500);
  });
});

describe('a flood of refusals', () => {
  const denied = (actorId: string | null, subject = 'GET /api/things') => ({ actorId, action: 'flood', subject });
  const told = (): Promise<Line[]> =>
    house.owner.query(`SELECT actor_id, subject, after FROM audit WHERE action = 'flood' ORDER BY id`);

  it('by one person is one line, and one with the number when the minute is over', async () => {
    const notes = new AuditNotes(app);
    const actor = randomUUID();
    for (let n = 0; n < 5_000; n++) notes.note(denied(actor));
    await notes.endWindow();
    expect(await told()).toEqual([
      { actor_id: actor, subject: 'GET /api/things', after: null },
      { actor_id: actor, subject: 'GET /api/things', after: { again: 4_999 } },
    ]);
    // A new minute tells it anew.
    notes.note(denied(actor));
    await notes.endWindow();
    expect(await told()).toHaveLength(3);
  });

  it('by thousands is sixty lines and the number of the others, and hides no other action', async () => {
    await house.owner.query(`TRUNCATE audit CASCADE`);
    const notes = new AuditNotes(app);
    for (let n = 0; n < 5_000; n++) notes.note(denied(randomUUID()));
    notes.note({ actorId: null, action: 'other', subject: 'x' });
    await notes.endWindow();
    const lines = await told();
    expect(lines).toHaveLength(61);
    expect(lines.at(-1)).toEqual({ actor_id: null, subject: 'omitted', after: { lines: 4_940 } });
    expect(await house.owner.query(`SELECT subject FROM audit WHERE action = 'other'`)).toEqual([{ subject: 'x' }]);
  });

  it('waits for the database, and is told before the process goes', async () => {
    await house.owner.query(`TRUNCATE audit CASCADE`);
    const notes = new AuditNotes(app);
    notes.note(denied(null));
    await house.owner.query('REVOKE INSERT ON audit FROM cchc_app');
    await notes.endWindow();
    expect(await told()).toEqual([]);
    await house.owner.query('GRANT INSERT ON audit TO cchc_app');
    notes.note(denied(null, 'GET /api/other'));
    await notes.beforeApplicationShutdown();
    expect((await told()).map(({ subject }) => subject)).toEqual(['GET /api/things', 'GET /api/other']);
  });
});
