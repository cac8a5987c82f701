import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { codeOf } from '../../support/staff.js';
import { admit } from '../api-doors/visitors.js';
import { Citizens, type Reply } from './citizens.js';

// What two people, or one person twice, do in the same moment: one of them is first, and nothing is done twice or by half.

const PASSWORD = 'con trâu đi trước';
const NEW_PASSWORD = 'cái cày theo sau';

let citizens: Citizens;
let contest: ContestFixture;
/** Of somebody who runs the contest. */
let organizer: string;
let administrator: string;

beforeAll(async () => {
  citizens = await Citizens.open();
  contest = await insertContest(citizens.owner);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
  administrator = await citizens.signUpAs({ role: 'administrator' });
});
afterAll(() => citizens.close());

interface Person {
  phone: string;
  token: string;
  accountId: string;
}

async function signUp(): Promise<Person> {
  const phone = citizens.nextPhone();
  const token = await citizens.signUp({ phone });
  const { body } = await citizens.call('GET', '/me', { token });
  return { phone, token, accountId: body.account.accountId };
}

const statuses = (replies: Reply[]): number[] => replies.map(({ status }) => status).sort((a, b) => a - b);
const remove = ({ token }: Person): Promise<Reply> =>
  citizens.call('DELETE', '/me', { token, body: { password: PASSWORD } });
const linesOf = async (action: string, subject: string): Promise<number> => {
  const [row] = await citizens.owner.query(
    `SELECT count(*)::integer AS n FROM audit WHERE action = $1 AND subject = $2`,
    [action, subject],
  );
  return row.n;
};

/** Resolves when some session of this database waits for a lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await citizens.owner.query(
      `SELECT count(*)::integer AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (row.n > 0) return;
  }
}

/**
 * Calls while a change of the account is under way in another transaction, which is committed once the call waits for it
 * or has been answered.
 */
async function during(accountId: string, change: string, call: () => Promise<Reply>): Promise<Reply> {
  const other = citizens.owner.createQueryRunner();
  await other.startTransaction();
  await other.query(`UPDATE account SET ${change} WHERE id = $1`, [accountId]);
  const calling = call();
  await Promise.race([calling, somebodyWaits()]);
  await other.commitTransaction();
  await other.release();
  return calling;
}

/** The token of a letter to a deputy of an invited unit; those before make room, for a unit has only some. */
async function letterToUnit(): Promise<string> {
  await citizens.owner.query(`UPDATE unit_invitation SET state = 'replaced' WHERE contest_id = $1`, [
    contest.contestId,
  ]);
  const [unit] = await citizens.owner.query(
    `SELECT code FROM contest_unit WHERE contest_id = $1 AND invited ORDER BY id LIMIT 1`,
    [contest.contestId],
  );
  const row = { unitCode: unit.code, fullName: 'Y Bhiŏ Mlô', phone: citizens.nextPhone(), isDeputy: true };
  const reply = await fetch(`${citizens.api.url}/api/contests/${contest.slug}/unit-invitations?format=txt`, {
    method: 'POST',
    headers: { authorization: `Bearer ${organizer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ rows: [row] }),
  });
  const text = await reply.text();
  const [, token] = /dau-moi#([\w-]{43})/.exec(text) ?? [];
  if (token === undefined) throw new Error(text);
  return token;
}

const redeemLetter = (token: string, { phone }: { phone: string }): Promise<Reply> =>
  citizens.call('POST', '/unit-invitations/redeem', {
    body: { token, phone, password: PASSWORD, fullName: 'Y Bhiŏ Mlô' },
  });

async function staffInvitation(phone: string): Promise<string> {
  const body = { role: 'author', fullName: 'Lò Thị Mai', phone, contestSlug: contest.slug, contestUnitId: null };
  const reply = await citizens.call('POST', '/staff/invitations', {
    token: administrator,
    body: { ...body, expiresAt: null },
  });
  return String(reply.body.link).split('#')[1]!;
}

const redeemStaff = (token: string): Promise<Reply> =>
  citizens.call('POST', '/staff-invitations/redeem', { body: { token, password: PASSWORD } });

describe('the same thing twice', () => {
  it('signs one of three up with a phone', async () => {
    const body = { phone: citizens.nextPhone(), password: PASSWORD, fullName: 'Vàng A Sử', birthDate: null };
    const replies = await Promise.all([1, 2, 3].map(() => citizens.call('POST', '/accounts', { body })));
    expect(statuses(replies)).toEqual([201, 409, 409]);
  });

  it('sets one password by a one-time code', async () => {
    const { phone, token } = await signUp();
    const participantId = (await citizens.join(contest, token)).body.participantId as string;
    const [manager] = await admit(citizens.owner, [
      { role: 'unit_manager', contestId: contest.contestId, contestUnitId: contest.units[0]! },
    ]);
    const issue = () =>
      citizens.call('POST', `/contests/${contest.slug}/reset-codes`, { token: manager!, body: { participantId } });
    const issued = await Promise.all([issue(), issue()]);
    expect(statuses(issued)).toEqual([201, 429]);
    const { code } = issued.find(({ status }) => status === 201)!.body;
    const replies = await Promise.all(
      ['mặt trời mọc', 'mặt trăng lặn', NEW_PASSWORD].map((password) =>
        citizens.call('POST', '/password-resets', { body: { phone, code, password } }),
      ),
    );
    expect(statuses(replies)).toEqual([201, 401, 401]);
  });

  it('makes one manager of a letter', async () => {
    const letter = await letterToUnit();
    const people = [citizens.nextPhone(), citizens.nextPhone(), citizens.nextPhone()];
    const replies = await Promise.all(people.map((phone) => redeemLetter(letter, { phone })));
    expect(statuses(replies)).toEqual([201, 401, 401]);
    const accounts = await citizens.owner.query(`SELECT FROM account WHERE phone = ANY($1)`, [
      people.map((phone) => `+84${phone.slice(1)}`),
    ]);
    expect(accounts).toHaveLength(1);
  });

  it('decides a request once, whoever says what', async () => {
    const { token } = await signUp();
    const { participantId } = (await citizens.join(contest, token)).body;
    await citizens.submit((await citizens.start(contest, token)).body);
    const base = `/contests/${contest.slug}`;
    const asked = { contestUnitId: contest.units[1], reason: null };
    await citizens.call('POST', `${base}/participants/me/unit-correction`, { token, body: asked });
    const { body } = await citizens.call('GET', `${base}/unit-corrections`, { token: organizer });
    const ids = [body.corrections[0].id];
    const decide = (approve: boolean) =>
      citizens.call('POST', `${base}/unit-corrections/decisions`, { token: organizer, body: { ids, approve } });
    const replies = await Promise.all([true, true, false].map(decide));
    const sum = (name: string) => replies.reduce((all, reply) => all + reply.body[name], 0);
    expect([sum('approved') + sum('refused'), replies.flatMap((reply) => reply.body.skipped).length]).toEqual([1, 2]);
    const subject = `participant/${contest.contestId}-${participantId}`;
    const lines = await Promise.all(
      ['participant.unit_corrected', 'participant.unit_correction_refused'].map((action) => linesOf(action, subject)),
    );
    expect(lines.sort()).toEqual([0, 1]);
  });
});

describe('a second factor', () => {
  const signIn = async (phone: string): Promise<string> =>
    (await citizens.call('POST', '/sessions', { body: { phone, password: PASSWORD } })).body.token;
  const show = (token: string, code: string) =>
    citizens.call('POST', '/sessions/current/second-factor', { token, body: { code } });
  const offer = async (token: string): Promise<string> =>
    (await citizens.call('POST', '/me/second-factor', { token, body: { password: PASSWORD } })).body.secret;
  const confirm = (token: string, code: string) => citizens.call('PUT', '/me/second-factor', { token, body: { code } });

  async function organizerWithout(): Promise<Person> {
    const person = await signUp();
    await citizens.owner.query(`INSERT INTO staff_role (account_id, role, contest_id) VALUES ($1, 'organizer', $2)`, [
      person.accountId,
      contest.contestId,
    ]);
    return { ...person, token: await signIn(person.phone) };
  }

  it('is shown by one of several sessions with the same code, of the app or on paper', async () => {
    const { phone, token, accountId } = await organizerWithout();
    const secret = await offer(token);
    const codes = (await confirm(token, codeOf(secret))).body.recoveryCodes as string[];
    await citizens.owner.query(`UPDATE second_factor SET last_step = 0 WHERE account_id = $1`, [accountId]);
    for (const code of [codeOf(secret), codes[0]!]) {
      const sessions = [await signIn(phone), await signIn(phone), await signIn(phone)];
      const replies = await Promise.all(sessions.map((session) => show(session, code)));
      expect(statuses(replies)).toEqual([204, 403, 403]);
    }
  });

  it('is set up by whoever is first; one offered to a password alone meanwhile replaces it no more', async () => {
    const { phone, token, accountId } = await organizerWithout();
    const thief = await signIn(phone);
    await confirm(token, codeOf(await offer(token)));
    // What the thief was offered reached the table a moment after the owner had confirmed.
    await citizens.owner.query(`UPDATE second_factor SET confirmed_at = NULL, secret = NULL WHERE account_id = $1`, [
      accountId,
    ]);
    const offered = await offer(thief);
    await citizens.owner.query(
      `UPDATE second_factor SET confirmed_at = contest_clock(), secret = pending_secret WHERE account_id = $1`,
      [accountId],
    );
    expect((await confirm(thief, codeOf(offered))).body.code).toBe('SECOND_FACTOR_NEEDED');
    expect((await citizens.call('GET', '/staff', { token: thief })).status).toBe(403);
  });
});

describe('taking an invitation up with a password', () => {
  it('opens nothing when the password is changed, or the account shut or deleted, in the same moment', async () => {
    for (const change of [
      `password_hash = 'changed'`,
      `disabled_at = contest_clock()`,
      `password_hash = NULL, phone = NULL, anonymised_at = contest_clock()`,
    ]) {
      const [reader, invited] = [await signUp(), await signUp()];
      const [letter, invitation] = [await letterToUnit(), await staffInvitation(invited.phone)];
      const replies = [
        await during(reader.accountId, change, () => redeemLetter(letter, reader)),
        await during(invited.accountId, change, () => redeemStaff(invitation)),
      ];
      expect([change, ...replies.map(({ body }) => body.code)]).toEqual([
        change,
        'WRONG_CREDENTIALS',
        'WRONG_CREDENTIALS',
      ]);
      const roles = await citizens.owner.query(`SELECT FROM staff_role WHERE account_id = ANY($1)`, [
        [reader.accountId, invited.accountId],
      ]);
      expect(roles).toEqual([]);
    }
  });

  it('and deleting the account never wait for each other in a ring', async () => {
    for (let n = 0; n < 6; n++) {
      const [reader, invited] = [await signUp(), await signUp()];
      const [letter, invitation] = [await letterToUnit(), await staffInvitation(invited.phone)];
      const replies = await Promise.all([
        redeemLetter(letter, reader),
        remove(reader),
        redeemStaff(invitation),
        remove(invited),
      ]);
      expect(replies.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      const left = await citizens.owner.query(
        `SELECT FROM staff_role r JOIN account a ON a.id = r.account_id WHERE a.anonymised_at IS NOT NULL`,
      );
      expect(left).toEqual([]);
    }
  });
});

describe('deleting the account', () => {
  it('and starting an attempt: one of them is done, and nobody without a name has an attempt in hand', async () => {
    for (let n = 0; n < 8; n++) {
      const person = await signUp();
      await citizens.join(contest, person.token);
      const [started, removed] = await Promise.all([citizens.start(contest, person.token), remove(person)]);
      expect([
        [201, 409],
        [401, 204],
        [403, 204],
      ]).toContainEqual([started.status, removed.status]);
    }
    const [row] = await citizens.owner.query(
      `SELECT count(*)::integer AS n FROM attempt t JOIN participant p ON p.contest_id = t.contest_id AND p.id = t.participant_id
        WHERE t.contest_id = $1 AND t.submitted_at IS NULL AND p.anonymised_at IS NOT NULL`,
      [contest.contestId],
    );
    expect(row.n).toBe(0);
  });

  it('twice is done once', async () => {
    const person = await signUp();
    const replies = await Promise.all([remove(person), remove(person)]);
    expect(statuses(replies)).toEqual([204, 401]);
    expect(await linesOf('account.deleted', `account/${person.accountId}`)).toBe(1);
  });
});
