import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GradingModule, GradingService, parseAttemptAddress } from '#attempts';
import { currentConsents } from '#identity';
import { ReconcileService, ResultsModule, TallyService } from '#results';
import { DataSource } from 'typeorm';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens, type Reply } from './citizens.js';

const PASSWORD = 'con trâu đi trước';
const BY_AGE = { criteria: ['score', 'youngest', 'submitted_at'] as never, durationPrecision: 'ms' as const };
const ALL = currentConsents().map(({ purpose, version }) => ({ purpose, version }));

let citizens: Citizens;
let worker: Rooms;
beforeAll(async () => {
  citizens = await Citizens.open();
  worker = await startRooms(citizens.database, [GradingModule, ResultsModule]);
});
afterAll(async () => {
  await worker.close();
  await citizens.close();
});

interface Person {
  token: string;
  accountId: string;
}

async function signUp(changes: object = {}): Promise<Person> {
  const token = await citizens.signUp(changes);
  const { body } = await citizens.call('GET', '/me', { token });
  return { token, accountId: body.account.accountId };
}

/** Joined, and with one attempt handed in and graded. */
async function takePart(contest: ContestFixture, { token }: Person, joining: object = {}): Promise<string> {
  const joined = await citizens.join(contest, token, 0, joining);
  if (joined.status !== 201) throw new Error(JSON.stringify(joined.body));
  const { body: attempt } = await citizens.start(contest, token);
  await citizens.submit(attempt);
  await worker.get(DataSource).transaction(async (manager) => {
    const { attemptId } = parseAttemptAddress(attempt.attemptId);
    const group = await worker.get(GradingService).grade(manager, contest.contestId, [attemptId]);
    await worker.get(TallyService).apply(manager, contest.contestId, group.attemptIds);
  });
  return attempt.attemptId;
}

const withdraw = (contest: ContestFixture, { token }: Person, purpose: string): Promise<Reply> =>
  citizens.call('POST', '/me/consents/withdrawals', { token, body: { contestSlug: contest.slug, purpose } });
const give = (contest: ContestFixture, { token }: Person, purpose: string, version = 1): Promise<Reply> =>
  citizens.call('POST', '/me/consents', { token, body: { contestSlug: contest.slug, purpose, version } });
const remove = ({ token }: Person, password = PASSWORD): Promise<Reply> =>
  citizens.call('DELETE', '/me', { token, body: { password } });

/** The names on the board of the whole contest, once what it keeps for a second is over. */
async function boardNames(contest: ContestFixture): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const { body } = await citizens.call('GET', `/contests/${contest.slug}/board?scope=contest`);
  return body.rows.map(({ name }: { name: string }) => name);
}

/** All figures of a contest, but for what a person is called. */
const sumsOf = (contest: ContestFixture): Promise<unknown> =>
  citizens.owner.query(
    `SELECT (SELECT jsonb_agg(u ORDER BY u) FROM unit_counter u WHERE contest_id = $1) AS units,
            (SELECT jsonb_agg(s ORDER BY s) FROM score_counter s WHERE contest_id = $1) AS scores,
            (SELECT jsonb_agg(c ORDER BY c) FROM contribution c WHERE contest_id = $1) AS contributions,
            (SELECT jsonb_agg(g ORDER BY g) FROM grade g WHERE contest_id = $1) AS grades,
            (SELECT jsonb_agg(a ORDER BY a) FROM answers a WHERE contest_id = $1) AS answers,
            (SELECT count(*)::int FROM standing WHERE contest_id = $1) AS standings`,
    [contest.contestId],
  );
const differences = async (contest: ContestFixture): Promise<number> =>
  (await worker.get(ReconcileService).check(contest.contestId)).total;
const trailOf = async ({ accountId }: Person): Promise<string[]> => {
  const rows: { action: string }[] = await citizens.owner.query(
    `SELECT action FROM audit WHERE actor_id = $1 AND action ~ '^(consent|account.deleted)' ORDER BY id`,
    [accountId],
  );
  return rows.map(({ action }) => action);
};

describe('consents', () => {
  it('are asked for purpose by purpose, one of them required', async () => {
    const { body } = await citizens.call('GET', '/consents/current');
    expect(body.texts.map(({ purpose, required }: Record<string, unknown>) => [purpose, required])).toEqual([
      ['contest', true],
      ['publish_name', false],
      ['contact_later', false],
    ]);
  });

  it('are kept as they were ticked when joining, with the words, and shown to their giver alone', async () => {
    const contest = await insertContest(citizens.owner);
    const [person, other] = [await signUp(), await signUp()];
    await citizens.join(contest, person.token, 0, { consents: [ALL[0], ALL[2]] });
    await citizens.join(contest, other.token);
    const { status, body, headers } = await citizens.call('GET', '/me/consents', { token: person.token });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const kept = {
      contestSlug: contest.slug,
      contestTitle: 'Cuộc thi thử',
      text: expect.stringContaining('tự nguyện'),
      givenAt: expect.any(String),
      withdrawnAt: null,
    };
    expect(body.consents).toHaveLength(2);
    expect(body.consents).toEqual(
      expect.arrayContaining([
        { ...kept, ...ALL[0] },
        { ...kept, ...ALL[2] },
      ]),
    );
    expect((await citizens.call('GET', '/me/consents')).body.code).toBe('NOT_SIGNED_IN');
  });

  it('to the full name show it on the board, until it is taken back', async () => {
    const contest = await insertContest(citizens.owner);
    const person = await signUp({ fullName: 'Nguyễn Văn An' });
    await takePart(contest, person, { consents: ALL });
    expect(await boardNames(contest)).toEqual(['Nguyễn Văn An']);
    expect((await withdraw(contest, person, 'publish_name')).status).toBe(204);
    expect(await boardNames(contest)).toEqual(['Nguyễn V. A.']);
    expect((await give(contest, person, 'publish_name')).status).toBe(201);
    expect(await boardNames(contest)).toEqual(['Nguyễn Văn An']);
    const { body } = await citizens.call('GET', '/me/consents', { token: person.token });
    const names = body.consents.filter(({ purpose }: { purpose: string }) => purpose === 'publish_name');
    expect(names.map(({ withdrawnAt }: { withdrawnAt: unknown }) => withdrawnAt === null)).toEqual([false, true]);
    expect(await trailOf(person)).toEqual(['consent.withdrawn', 'consent.given']);
  });

  it('may be objected to where the rules show full names', async () => {
    const contest = await insertContest(citizens.owner, { contest: { board: { maskNames: false } } });
    const person = await signUp({ fullName: 'Nguyễn Văn An' });
    await takePart(contest, person);
    expect(await boardNames(contest)).toEqual(['Nguyễn Văn An']);
    await withdraw(contest, person, 'publish_name');
    expect(await boardNames(contest)).toEqual(['Nguyễn V. A.']);
  });

  it('change nothing when given or taken back twice', async () => {
    const contest = await insertContest(citizens.owner);
    const person = await signUp();
    await citizens.join(contest, person.token);
    for (const status of [201, 201]) expect((await give(contest, person, 'contact_later')).status).toBe(status);
    for (const status of [204, 204]) expect((await withdraw(contest, person, 'contact_later')).status).toBe(status);
    expect(await trailOf(person)).toEqual(['consent.given', 'consent.withdrawn']);
    const { body } = await citizens.call('GET', '/me/consents', { token: person.token });
    expect(body.consents).toHaveLength(2);
  });

  it('are refused for another contest, an old text, a required purpose and one that nobody knows', async () => {
    const [contest, foreign] = [await insertContest(citizens.owner), await insertContest(citizens.owner)];
    const person = await signUp();
    await citizens.join(contest, person.token);
    expect((await give(foreign, person, 'contact_later')).body.code).toBe('NOT_A_PARTICIPANT');
    expect((await withdraw(foreign, person, 'contest')).body.code).toBe('NOT_A_PARTICIPANT');
    expect((await give(contest, person, 'contact_later', 2)).body.code).toBe('INVALID_INPUT');
    expect((await give(contest, person, 'contest')).body.code).toBe('INVALID_INPUT');
    expect((await withdraw(contest, person, 'advertising')).body.code).toBe('INVALID_INPUT');
  });
});

describe('leaving a contest', () => {
  it('starts nothing any more, takes the name away and leaves the sums', async () => {
    const contest = await insertContest(citizens.owner, { contest: { ranking: BY_AGE } });
    const elsewhere = await insertContest(citizens.owner);
    const [person, other] = [await signUp({ fullName: 'Nguyễn Văn An' }), await signUp({ birthDate: '1980-01-01' })];
    const attempt = await takePart(contest, person, { consents: ALL });
    await takePart(contest, other);
    await takePart(elsewhere, person);
    await tell(person, attempt);
    const before = await sumsOf(contest);

    for (const status of [204, 204]) expect((await withdraw(contest, person, 'contest')).status).toBe(status);
    expect(await citizens.start(contest, person.token)).toMatchObject({
      status: 403,
      body: { code: 'CONSENT_WITHDRAWN' },
    });
    const place = await citizens.call('GET', `/contests/${contest.slug}/participants/me`, { token: person.token });
    expect(place.body.rounds).toMatchObject([{ canStart: false, refusal: { code: 'CONSENT_WITHDRAWN' } }]);
    expect((await give(contest, person, 'publish_name')).body.code).toBe('CONSENT_WITHDRAWN');

    expect(await boardNames(contest)).toEqual(expect.arrayContaining(['Người đã rút khỏi cuộc thi', 'H’Hen N.']));
    expect(await sumsOf(contest)).toEqual(before);
    expect(await differences(contest)).toBe(0);
    expect(await giversOf(contest)).toEqual([null]);
    // Elsewhere the person is who they were.
    expect(await boardNames(elsewhere)).toEqual(['Nguyễn V. A.']);
    expect((await citizens.start(elsewhere, person.token)).status).toBe(201);
    expect(await trailOf(person)).toEqual(['consent.withdrawn']);
  });

  it('lets an attempt in hand be handed in', async () => {
    const contest = await insertContest(citizens.owner);
    const person = await signUp();
    await citizens.join(contest, person.token);
    const { body: attempt } = await citizens.start(contest, person.token);
    await withdraw(contest, person, 'contest');
    expect((await citizens.submit(attempt)).status).toBe(200);
  });
});

describe('DELETE /api/me', () => {
  it('leaves nothing that tells who it was, and every sum as it stood', async () => {
    const contest = await insertContest(citizens.owner, { contest: { ranking: BY_AGE, board: { maskNames: false } } });
    const person = await signUp({ fullName: 'Vi Thị Ngọc Sen', phone: '0938 777 001' });
    const other = await signUp({ birthDate: '1980-01-01' });
    const attempt = await takePart(contest, person, { consents: ALL });
    await takePart(contest, other);
    await tell(person, attempt);
    const before = await sumsOf(contest);

    const reply = await remove(person);
    expect(reply.status).toBe(204);
    expect(reply.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await sumsOf(contest)).toEqual(before);
    expect(await differences(contest)).toBe(0);
    expect((await boardNames(contest)).sort()).toEqual(['H’Hen Niê', 'Người đã xóa tài khoản']);

    const [kept]: { account: object; participant: object }[] = await citizens.owner.query(
      `SELECT jsonb_strip_nulls(to_jsonb(a)) AS account, jsonb_strip_nulls(to_jsonb(p)) AS participant
         FROM account a JOIN participant p ON p.account_id = a.id WHERE a.id = $1`,
      [person.accountId],
    );
    // Whoever adds a column has to say here whether it tells who somebody was.
    expect(kept!.account).toEqual({
      id: person.accountId,
      full_name: 'Người đã xóa tài khoản',
      sample: false,
      created_at: expect.any(String),
      anonymised_at: expect.any(String),
    });
    expect(Object.keys(kept!.participant).sort()).toEqual([
      ...['account_id', 'anonymised_at', 'audience_id', 'contest_id', 'contest_unit_id', 'created_at'],
      ...['extra_time_percent', 'full_name', 'id'],
    ]);
    expect(await everywhere('%Ngọc Sen%', '%938777001%')).toEqual([]);
    expect(await giversOf(contest)).toEqual([null]);
    const living = await citizens.owner.query(
      `SELECT FROM consent WHERE account_id = $1 AND withdrawn_at IS NULL
       UNION ALL SELECT FROM session WHERE account_id = $1 AND ended_at IS NULL`,
      [person.accountId],
    );
    expect(living).toHaveLength(0);
    expect(await trailOf(person)).toEqual(['account.deleted']);
  });

  it('ends every session at once, and frees the phone', async () => {
    const phone = '0938 777 002';
    const person = await signUp({ phone });
    const second = await citizens.call('POST', '/sessions', { body: { phone, password: PASSWORD } });
    expect((await remove(person)).status).toBe(204);
    for (const token of [person.token, second.body.token])
      expect((await citizens.call('GET', '/me', { token })).body.code).toBe('SESSION_ENDED');
    expect((await citizens.call('POST', '/sessions', { body: { phone, password: PASSWORD } })).body.code).toBe(
      'WRONG_CREDENTIALS',
    );
    const again = await signUp({ phone });
    expect(again.accountId).not.toBe(person.accountId);
  });

  it('lets no session live that was opened meanwhile', async () => {
    const person = await signUp();
    await remove(person);
    await citizens.owner.query(`UPDATE session SET ended_at = NULL WHERE account_id = $1`, [person.accountId]);
    const { url } = citizens.api;
    const reply = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${person.token}` } });
    expect(reply.status).toBe(401);
  });

  it('waits for an attempt in progress', async () => {
    const contest = await insertContest(citizens.owner);
    const person = await signUp();
    await citizens.join(contest, person.token);
    const { body: attempt } = await citizens.start(contest, person.token);
    expect(await remove(person)).toMatchObject({ status: 409, body: { code: 'DELETION_WAITS' } });
    expect((await citizens.call('GET', '/me', { token: person.token })).body.account.fullName).toBe('H’Hen Niê');
    await citizens.submit(attempt);
    expect((await remove(person)).status).toBe(204);
  });

  it('asks for the password, and bounds the guesses', async () => {
    const person = await signUp();
    for (let i = 0; i < 10; i++) expect((await remove(person, `đoán lần ${i}`)).body.code).toBe('WRONG_CREDENTIALS');
    expect((await remove(person)).body.code).toBe('TOO_MANY_REQUESTS');
    expect((await citizens.call('DELETE', '/me', { token: person.token, body: {} })).body.code).toBe('INVALID_INPUT');
    expect((await citizens.call('DELETE', '/me', { body: { password: PASSWORD } })).body.code).toBe('NOT_SIGNED_IN');
    expect((await citizens.call('GET', '/me', { token: person.token })).status).toBe(200);
  });
});

describe('people under 16', () => {
  const child = (): Promise<Person> => signUp({ fullName: 'Nguyễn Văn An', birthDate: yearsAgo(15) });
  const guardian = { fullName: 'Trần Thị Bích Ngọc', agreed: true };

  it('join with a guardian who agrees, and are never named in full', async () => {
    const contest = await insertContest(citizens.owner, { contest: { board: { maskNames: false } } });
    const person = await child();
    expect(await citizens.join(contest, person.token, 0, { consents: ALL })).toMatchObject({
      status: 400,
      body: { code: 'GUARDIAN_REQUIRED', details: { years: 16 } },
    });
    for (const wrong of [{ ...guardian, agreed: false }, { fullName: 'Trần Thị Ngọc' }, { ...guardian, fullName: '' }])
      expect((await citizens.join(contest, person.token, 0, { guardian: wrong })).body.code).toBe('INVALID_INPUT');
    await takePart(contest, person, { guardian, consents: ALL });
    const [row] = await citizens.owner.query(
      `SELECT guardian_name, publish_name FROM participant WHERE account_id = $1`,
      [person.accountId],
    );
    expect(row).toEqual({ guardian_name: guardian.fullName, publish_name: null });
    expect(await give(contest, person, 'publish_name')).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    expect(await boardNames(contest)).toEqual(['Nguyễn V. A.']);
    const data = await citizens.call('GET', '/me/data', { token: person.token });
    expect(data.body.participations).toMatchObject([{ guardianName: guardian.fullName }]);
    await remove(person);
    expect(await everywhere(`%${guardian.fullName}%`)).toEqual([]);
  });

  it('who turn 16 today need none, and a guardian that is not needed is not kept', async () => {
    const contest = await insertContest(citizens.owner);
    const person = await signUp({ birthDate: yearsAgo(16) });
    expect((await citizens.join(contest, person.token, 0, { guardian })).status).toBe(201);
    const rows = await citizens.owner.query(`SELECT guardian_name FROM participant WHERE account_id = $1`, [
      person.accountId,
    ]);
    expect(rows).toEqual([{ guardian_name: null }]);
  });

  it('do not become so by a correction after joining alone', async () => {
    const contest = await insertContest(citizens.owner);
    const person = await signUp();
    await citizens.join(contest, person.token);
    const amend = { token: person.token, body: { birthDate: yearsAgo(15) } };
    expect((await citizens.call('PATCH', '/me', amend)).body.code).toBe('GUARDIAN_REQUIRED');
  });

  it('are the same to the database as to the rules', async () => {
    const rows: { birth: string; child: boolean }[] = await citizens.owner.query(
      `SELECT birth::text, is_child(birth, '2026-11-21T17:30:00Z') AS child
         FROM unnest(ARRAY['2010-11-21','2010-11-22','2010-11-23']::date[]) AS birth`,
    );
    expect(rows.map(({ child }) => child)).toEqual([false, false, true]);
  });
});

/** Today so many years ago, by the local calendar. */
function yearsAgo(years: number): string {
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  return `${Number(today.slice(0, 4)) - years}${today.slice(4)}`.replace('-02-29', '-02-28');
}

const tell = ({ token }: Person, attempt: string): Promise<Reply> =>
  citizens.call('POST', `/attempts/${attempt}/feedback`, {
    token,
    body: { id: randomUUID(), named: true, topic: 'dat-dai', text: 'Giấy hẹn chưa ghi ngày trả.', satisfaction: 4 },
  });

const giversOf = async (contest: ContestFixture): Promise<unknown[]> => {
  const rows: { account_id: string | null }[] = await citizens.owner.query(
    `SELECT account_id FROM feedback WHERE contest_id = $1`,
    [contest.contestId],
  );
  return rows.map(({ account_id }) => account_id);
};

/** Tables in which a row holds one of these texts, wherever. */
async function everywhere(...patterns: string[]): Promise<string[]> {
  const tables: { name: string }[] = await citizens.owner.query(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
      WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await citizens.owner.query(`SELECT FROM ${name} t WHERE to_jsonb(t)::text LIKE ANY($1) LIMIT 1`, [
      patterns,
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}
