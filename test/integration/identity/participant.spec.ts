import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { IdentityModule, ParticipantService, type ContestName } from '#identity';
import { CONSENTS, insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { startRooms, type Rooms } from '../../support/rooms.js';

let database: TestDatabase;
let owner: DataSource;
let rooms: Rooms;
let participants: ParticipantService;
let contest: ContestFixture;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  rooms = await startRooms(database, [IdentityModule]);
  participants = rooms.get(ParticipantService);
  contest = await insertContest(owner);
});

afterAll(async () => {
  await rooms.close();
  await owner.destroy();
  await database.drop();
});

async function insertAccount(birthDate: string | null = null): Promise<string> {
  const id = randomUUID();
  await owner.query(`INSERT INTO account (id, full_name, birth_date) VALUES ($1, 'H’Hen Niê', $2)`, [id, birthDate]);
  return id;
}

type Wish = Parameters<ParticipantService['join']>[0];
const join = (wish: ContestName & Omit<Wish, 'consents'> & Partial<Pick<Wish, 'consents'>>) =>
  participants.join({ consents: CONSENTS, ...wish });

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? error,
  );

const rowsOf = (accountId: string): Promise<unknown[]> =>
  owner.query(
    `SELECT p.contest_unit_id, p.audience_id, p.full_name, p.birth_date::text, q.attempt_count
       FROM participant p JOIN attempt_quota q ON q.contest_id = p.contest_id AND q.participant_id = p.id
      WHERE p.account_id = $1`,
    [accountId],
  );

describe('joining a contest', () => {
  it('makes a participant with the name and birth date of the moment, and the row of the limits', async () => {
    const accountId = await insertAccount('1992-05-08');
    const joined = await join({
      accountId,
      contestSlug: contest.slug,
      contestUnitId: contest.units[0]!,
      requestId: 'ABCD1234',
    });
    await owner.query(`UPDATE account SET full_name = 'Tên mới', birth_date = '2000-01-01' WHERE id = $1`, [accountId]);
    expect(await rowsOf(accountId)).toEqual([
      {
        contest_unit_id: contest.units[0],
        audience_id: 1,
        full_name: 'H’Hen Niê',
        birth_date: '1992-05-08',
        attempt_count: 0,
      },
    ]);
    expect(joined.participantId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(await participants.find(accountId, contest.contestId)).toEqual(joined);
    const lines: unknown[] = await owner.query(
      `SELECT action, subject, after, request_id FROM audit WHERE actor_id = $1`,
      [accountId],
    );
    expect(lines).toEqual([
      {
        action: 'participant.joined',
        subject: `participant/${contest.contestId}-${joined.participantId}`,
        after: { contestUnitId: contest.units[0], audienceId: 1, consents: CONSENTS },
        request_id: 'ABCD1234',
      },
    ]);
  });

  it('needs the consent to the current text, and keeps what was agreed to and when', async () => {
    const accountId = await insertAccount();
    const wish = { accountId, contestId: contest.contestId, contestUnitId: contest.units[0]! };
    const [required] = CONSENTS;
    const older = { ...required!, version: required!.version - 1 };
    for (const consents of [[], [older]]) {
      await expect(join({ ...wish, consents })).rejects.toMatchObject({ code: 'CONSENT_REQUIRED', details: required });
    }
    expect(await rowsOf(accountId)).toHaveLength(0);
    const consentsOf = () =>
      owner.query(
        `SELECT contest_id, purpose, version, withdrawn_at, abs(extract(epoch FROM contest_clock() - given_at)) < 60 AS now
           FROM consent WHERE account_id = $1`,
        [accountId],
      );
    expect(await consentsOf()).toEqual([]);
    await join(wish);
    const kept = [{ contest_id: contest.contestId, ...required, withdrawn_at: null, now: true }];
    expect(await consentsOf()).toEqual(kept);
    expect(await codeOf(join(wish))).toBe('ALREADY_PARTICIPANT');
    expect(await consentsOf()).toEqual(kept);
  });

  it('takes the contest by its number too', async () => {
    const accountId = await insertAccount();
    const wish = { accountId, contestId: contest.contestId, contestUnitId: contest.units[0]! };
    expect(await codeOf(join(wish))).toBe('accepted');
  });

  it('happens once, also in a race, and the others are told the id', async () => {
    const accountId = await insertAccount();
    const wish = { accountId, contestSlug: contest.slug, contestUnitId: contest.units[0]! };
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => join(wish)));
    const joined = results.filter((result) => result.status === 'fulfilled');
    expect(joined).toHaveLength(1);
    expect(await rowsOf(accountId)).toHaveLength(1);
    await expect(join({ ...wish, contestUnitId: contest.units[1]! })).rejects.toMatchObject({
      code: 'ALREADY_PARTICIPANT',
      details: { participantId: joined[0]!.value.participantId },
    });
  });

  it('is refused for a contest unknown or a draft, closed, or with its last round over', async () => {
    const draft = await insertContest(owner);
    await owner.query(`UPDATE contest SET status = 'draft' WHERE id = $1`, [draft.contestId]);
    const closed = await insertContest(owner);
    await owner.query(`UPDATE contest SET status = 'closed' WHERE id = $1`, [closed.contestId]);
    const over = await insertContest(owner, { opensInMs: -3_600_000, closesInMs: -1_000 });
    const coming = await insertContest(owner, { opensInMs: 3_600_000 });
    const accountId = await insertAccount();
    const joinAt = (slug: string, contestUnitId: number) =>
      codeOf(join({ accountId, contestSlug: slug, contestUnitId }));
    expect(await joinAt('khong-co', 1)).toBe('CONTEST_NOT_FOUND');
    expect(await joinAt(draft.slug, draft.units[0]!)).toBe('CONTEST_NOT_FOUND');
    expect(await joinAt(closed.slug, closed.units[0]!)).toBe('CONTEST_NOT_OPEN');
    expect(await joinAt(over.slug, over.units[0]!)).toBe('CONTEST_NOT_OPEN');
    expect(await joinAt(coming.slug, coming.units[0]!)).toBe('accepted');
  });

  it('is refused for a unit of another contest', async () => {
    const other = await insertContest(owner);
    const accountId = await insertAccount();
    for (const contestUnitId of [other.units[0]!, 2_000_000_000]) {
      expect(await codeOf(join({ accountId, contestSlug: contest.slug, contestUnitId }))).toBe('UNIT_NOT_FOUND');
    }
    expect(await rowsOf(accountId)).toHaveLength(0);
  });

  it('asks for the audience where there are several, and puts nobody into one by guess', async () => {
    const two = await insertContest(owner);
    await owner.query(`INSERT INTO audience (contest_id, id, code, title) VALUES ($1, 2, 'hoc-sinh', 'Học sinh')`, [
      two.contestId,
    ]);
    const accountId = await insertAccount();
    const wish = { accountId, contestSlug: two.slug, contestUnitId: two.units[0]! };
    await expect(join(wish)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { field: 'audience' },
    });
    expect(await codeOf(join({ ...wish, audience: 'khong-co' }))).toBe('INVALID_INPUT');
    expect(await join({ ...wish, audience: 'hoc-sinh' })).toMatchObject({ audienceId: 2 });
  });

  it('judges the minimum age by the birth date, which may be given now, once', async () => {
    const aged = await insertContest(owner, { contest: { minimumAge: { years: 16, on: '2019-05-06' } } });
    const joinAged = (accountId: string, birthDate?: string) =>
      join({ accountId, contestSlug: aged.slug, contestUnitId: aged.units[0]!, birthDate });
    const bare = await insertAccount();
    await expect(joinAged(bare)).rejects.toMatchObject({
      code: 'BIRTH_DATE_REQUIRED',
      details: { years: 16, on: '2019-05-06' },
    });
    expect(await codeOf(joinAged(bare, '2999-01-01'))).toBe('INVALID_INPUT');
    // A refusal leaves no birth date behind: a slip of the finger can be mended.
    expect(await codeOf(joinAged(bare, '2003-05-07'))).toBe('TOO_YOUNG');
    expect(await joinAged(bare, '2003-05-06')).toMatchObject({ birthDate: '2003-05-06' });
    const young = await insertAccount('2010-01-01');
    expect(await codeOf(joinAged(young, '1980-01-01'))).toBe('TOO_YOUNG');
  });
});

describe('whom the rules let in', () => {
  it('is nobody above the maximum age on its day', async () => {
    const aged = await insertContest(owner, { contest: { maximumAge: { years: 35, on: '2019-05-06' } } });
    const joinAged = (accountId: string) => join({ accountId, contestSlug: aged.slug, contestUnitId: aged.units[0]! });
    await expect(joinAged(await insertAccount('1983-05-06'))).rejects.toMatchObject({
      code: 'TOO_OLD',
      details: { years: 35, on: '2019-05-06' },
    });
    expect(await codeOf(joinAged(await insertAccount()))).toBe('BIRTH_DATE_REQUIRED');
    expect(await joinAged(await insertAccount('1983-05-07'))).toMatchObject({ birthDate: '1983-05-07' });
  });

  it('is who is of an invited unit or below one, at joining and when the unit changes', async () => {
    const invited = await insertContest(owner, { contest: { invitedOnly: true } });
    const [unit, , outside] = invited.units as [number, number, number];
    const [{ id: below }]: [{ id: number }] = await owner.query(
      `INSERT INTO contest_unit (contest_id, code, name, level, kind, search_key, invited, parent_id)
       VALUES ($1, 'below', 'Phòng Cải cách', 'department', 'agency', 'phong cai cach', false, $2) RETURNING id`,
      [invited.contestId, unit],
    );
    const of = (accountId: string, contestUnitId: number) => ({ accountId, contestSlug: invited.slug, contestUnitId });
    const person = await insertAccount();
    expect(await codeOf(join(of(person, outside)))).toBe('UNIT_NOT_INVITED');
    expect(await join(of(person, below))).toMatchObject({ contestUnitId: below });
    expect(await codeOf(participants.changeUnit(of(person, outside)))).toBe('UNIT_NOT_INVITED');
    expect(await participants.changeUnit(of(person, unit))).toMatchObject({ contestUnitId: unit });
  });
});

describe('changing the unit', () => {
  it('is free until the first attempt and written down', async () => {
    const accountId = await insertAccount();
    const wish = { accountId, contestSlug: contest.slug, contestUnitId: contest.units[0]! };
    const { participantId } = await join(wish);
    const moved = await participants.changeUnit({ ...wish, contestUnitId: contest.units[1]! });
    expect(moved).toMatchObject({ participantId, contestUnitId: contest.units[1] });
    await participants.changeUnit({ ...wish, contestUnitId: contest.units[1]! });
    const lines: unknown[] = await owner.query(
      `SELECT before, after FROM audit WHERE actor_id = $1 AND action = 'participant.unit_changed'`,
      [accountId],
    );
    expect(lines).toEqual([
      { before: { contestUnitId: contest.units[0] }, after: { contestUnitId: contest.units[1] } },
    ]);
    await owner.query(`UPDATE attempt_quota SET attempt_count = 1 WHERE participant_id = $1`, [participantId]);
    expect(await codeOf(participants.changeUnit(wish))).toBe('UNIT_FIXED');
    expect(await participants.find(accountId, contest.contestId)).toMatchObject({ contestUnitId: contest.units[1] });
    expect(await participants.participations(accountId)).toMatchObject([
      { contestSlug: contest.slug, isUnitFixed: true },
    ]);
  });

  it('waits for a start that is under way and then finds the unit fixed', async () => {
    const accountId = await insertAccount();
    const wish = { accountId, contestSlug: contest.slug, contestUnitId: contest.units[0]! };
    const { participantId } = await join(wish);
    const start = owner.createQueryRunner();
    await start.startTransaction();
    await start.query(`UPDATE attempt_quota SET attempt_count = 1 WHERE participant_id = $1`, [participantId]);
    const change = codeOf(participants.changeUnit({ ...wish, contestUnitId: contest.units[1]! }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await start.commitTransaction();
    await start.release();
    expect(await change).toBe('UNIT_FIXED');
  });

  it('is refused for who has not joined and for a unit of another contest', async () => {
    const accountId = await insertAccount();
    const wish = { accountId, contestSlug: contest.slug, contestUnitId: contest.units[0]! };
    expect(await codeOf(participants.changeUnit(wish))).toBe('NOT_A_PARTICIPANT');
    await join(wish);
    const other = await insertContest(owner);
    expect(await codeOf(participants.changeUnit({ ...wish, contestUnitId: other.units[0]! }))).toBe('UNIT_NOT_FOUND');
    expect(await codeOf(participants.changeUnit({ ...wish, contestSlug: 'khong-co' }))).toBe('CONTEST_NOT_FOUND');
  });
});

describe('taking many people in', () => {
  const build = (n: number, changes: object = {}) => ({
    contestId: contest.contestId,
    contestUnitId: contest.units[n % 2]!,
    audienceId: 1,
    fullName: `Người thứ ${n}`,
    birthDate: n % 3 === 0 ? null : '1985-02-28',
    phone: n % 2 === 0 ? null : `+8490${String(n).padStart(7, '0')}`,
    sample: true,
    ...changes,
  });

  it('inserts thousands of accounts, participants and quotas and answers in their order', async () => {
    const rows = Array.from({ length: 4_500 }, (_, n) => build(n));
    const dataSource = rooms.get(DataSource);
    const enrolled = await dataSource.transaction((manager) => participants.enrolMany(manager, rows));
    expect(new Set(enrolled.map(({ participantId }) => participantId)).size).toBe(4_500);
    const [counts]: { accounts: number; quotas: number }[] = await owner.query(
      `SELECT count(*)::int AS accounts, count(q.participant_id)::int AS quotas
         FROM account a JOIN participant p ON p.account_id = a.id
         LEFT JOIN attempt_quota q ON q.contest_id = p.contest_id AND q.participant_id = p.id
        WHERE a.full_name LIKE 'Người thứ %' AND a.sample AND a.password_hash IS NULL AND a.full_name = p.full_name`,
    );
    expect(counts).toEqual({ accounts: 4_500, quotas: 4_500 });
    for (const n of [0, 1, 1_999, 2_000, 4_499]) {
      const { accountId, participantId } = enrolled[n]!;
      expect(await participants.find(accountId, contest.contestId)).toEqual({
        contestId: contest.contestId,
        participantId,
        contestUnitId: rows[n]!.contestUnitId,
        audienceId: 1,
        fullName: `Người thứ ${n}`,
        birthDate: rows[n]!.birthDate,
      });
    }
  });

  it('takes accounts that exist into another contest, and nobody twice into one', async () => {
    const other = await insertContest(owner);
    const accountId = await insertAccount();
    const dataSource = rooms.get(DataSource);
    const row = build(1, { accountId, contestId: other.contestId, contestUnitId: other.units[0]!, phone: null });
    const enrol = (rows: (typeof row)[]) => dataSource.transaction((manager) => participants.enrolMany(manager, rows));
    expect(await enrol([row])).toMatchObject([{ accountId }]);
    await expect(enrol([build(9_001), row])).rejects.toThrow('already');
    // The whole list or nothing.
    expect(await owner.query(`SELECT FROM account WHERE full_name = 'Người thứ 9001'`)).toHaveLength(0);
    expect(await enrol([])).toEqual([]);
  });
});
