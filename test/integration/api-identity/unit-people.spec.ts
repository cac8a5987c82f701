import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GradingModule, GradingService, parseAttemptAddress } from '#attempts';
import { ResultsModule, TallyService } from '#results';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens, type Reply } from './citizens.js';

let citizens: Citizens;
/** What the worker does. */
let worker: Rooms;
let contest: ContestFixture;
/** Two units, and one below the first. */
let a: Unit, b: Unit, below: Unit;
let manager: string;

interface Unit {
  id: number;
  code: string;
}

beforeAll(async () => {
  citizens = await Citizens.open();
  worker = await startRooms(citizens.database, [GradingModule, ResultsModule]);
});
afterAll(async () => {
  await worker.close();
  await citizens.close();
});
beforeEach(async () => {
  contest = await insertContest(citizens.owner);
  const [unitA, unitB] = contest.units as [number, number];
  const [{ id }]: [{ id: number }] = await citizens.owner.query(
    `INSERT INTO contest_unit (contest_id, code, name, parent_id, level, kind, search_key, invited)
     VALUES ($1, $2, 'Phòng Cải cách', $3, 'department', 'agency', 'phong cai cach', true) RETURNING id`,
    [contest.contestId, `${contest.slug}-below`, unitA],
  );
  [a, b, below] = [await unitOf(unitA), await unitOf(unitB), await unitOf(id)];
  contest.units.push(id);
  manager = await managerOf(a);
});

async function unitOf(id: number): Promise<Unit> {
  const [{ code }]: [{ code: string }] = await citizens.owner.query('SELECT code FROM contest_unit WHERE id = $1', [
    id,
  ]);
  return { id, code };
}

const managerOf = ({ id }: Unit) =>
  citizens.signUpAs({ role: 'unit_manager', contestId: contest.contestId, contestUnitId: id });

const people = (token: string | undefined, unit: Unit, query = '', slug = contest.slug): Promise<Reply> =>
  citizens.call('GET', `/contests/${slug}/units/${unit.code}/people${query}`, { token });
const namesOf = async (query = '', token = manager, unit = a): Promise<string[]> => {
  const { status, body } = await people(token, unit, query);
  expect(status).toBe(200);
  return body.people.map(({ fullName }: { fullName: string }) => fullName);
};

/** Somebody who joined for a unit. @returns the session token */
async function person(fullName: string, unit = a, phone = citizens.nextPhone()): Promise<string> {
  const token = await citizens.signUp({ phone, fullName });
  expect((await citizens.join(contest, token, contest.units.indexOf(unit.id))).status).toBe(201);
  return token;
}

async function handIn(token: string): Promise<string> {
  const { body } = await citizens.start(contest, token);
  expect((await citizens.submit(body)).status).toBe(200);
  return parseAttemptAddress(body.attemptId).attemptId;
}

async function grade(ids: string[]): Promise<void> {
  await citizens.owner.transaction(async (transaction) => {
    const { attemptIds } = await worker.get(GradingService).grade(transaction, contest.contestId, ids);
    await worker.get(TallyService).apply(transaction, contest.contestId, attemptIds);
  });
}

describe('the people of a unit', () => {
  it('have taken part once an attempt of theirs counts, and are named whole with a masked phone and nothing more', async () => {
    const phone = citizens.nextPhone();
    const done = await person('Lò Thị Ính', a, phone);
    await person('Vàng A Sử');
    const waiting = await handIn(await person('Zơrâm', below));
    await grade([await handIn(done)]);
    const { body, headers } = await people(manager, a, '?state=took_part');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      counts: { tookPart: 1, notYet: 2 },
      people: [
        {
          participantId: expect.any(String),
          fullName: 'Lò Thị Ính',
          phoneMasked: `${phone.slice(0, 2)}xx xxx ${phone.slice(-3)}`,
          joinedAt: expect.any(String),
          unitCode: a.code,
          unitName: 'Sở Nội vụ',
        },
      ],
      next: null,
    });
    expect(await namesOf()).toEqual(['Vàng A Sử', 'Zơrâm']);
    await grade([waiting]);
    expect((await people(manager, a)).body.counts).toEqual({ tookPart: 2, notYet: 1 });
    expect((await people(await managerOf(below), below)).body.counts).toEqual({ tookPart: 1, notYet: 0 });
  });

  it('stand unit by unit in the order of given names, and pages begin behind a person', async () => {
    const wanted = ['Nguyễn Văn An', 'Trần Ân', 'H’Hen Niê', 'Hà Đức', 'Zơrâm', 'Vàng A Sử', 'Lê Thị Ánh'];
    for (const name of wanted) await person(name);
    await person('Bàn Văn An', below);
    const sorted = [
      'Nguyễn Văn An',
      'Trần Ân',
      'Lê Thị Ánh',
      'Hà Đức',
      'H’Hen Niê',
      'Vàng A Sử',
      'Zơrâm',
      'Bàn Văn An',
    ];
    expect(await namesOf()).toEqual(sorted);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await people(manager, a, `?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(body.counts).toEqual(cursor === null ? { tookPart: 0, notYet: 8 } : null);
      seen.push(...body.people.map(({ fullName }: { fullName: string }) => fullName));
      cursor = body.next;
    } while (cursor !== null);
    expect(seen).toEqual(sorted);
  });

  it('are found by words of the name in any order, without accents, in either form of Unicode', async () => {
    for (const name of ['Nguyễn Đức Ánh', 'Đinh Anh', 'H’Hen Niê', 'Y Bhiŏ Ƀlô']) await person(name);
    const found = (words: string) => namesOf(`?q=${encodeURIComponent(words)}`);
    expect(await found('anh duc')).toEqual(['Nguyễn Đức Ánh']);
    expect(await found('  ÁNH ')).toEqual(['Đinh Anh', 'Nguyễn Đức Ánh']);
    expect(await found('Nguyễn'.normalize('NFD'))).toEqual(['Nguyễn Đức Ánh']);
    expect(await found('bhio blo')).toEqual(['Y Bhiŏ Ƀlô']);
    expect(await found('nie')).toEqual(['H’Hen Niê']);
    expect(await found('%')).toEqual([]);
    expect((await people(manager, a, `?q=${encodeURIComponent('%')}`)).body.counts).toEqual({ tookPart: 0, notYet: 4 });
  });

  it('are not named any more once they have left', async () => {
    const token = await person('Lò Thị Ính');
    const body = { password: 'con trâu đi trước' };
    expect((await citizens.call('DELETE', '/me', { token, body })).status).toBe(204);
    expect((await people(manager, a)).body).toMatchObject({ people: [], counts: { tookPart: 0, notYet: 0 } });
  });

  it('are seen by nobody who stands for another unit, and not through a person of another unit either', async () => {
    await person('Người của A');
    await person('Người của B', b);
    await person('Người dưới A', below);
    const other = await managerOf(b);
    expect(await namesOf('', other, b)).toEqual(['Người của B']);
    for (const unit of [a, below]) expect((await people(other, unit)).body.code).toBe('NOT_ALLOWED');
    expect((await people(manager, b)).body.code).toBe('NOT_ALLOWED');
    expect((await people(await managerOf(below), a)).body.code).toBe('NOT_ALLOWED');
    const [stranger] = (await people(other, b)).body.people;
    const behind = await people(manager, a, `?cursor=${stranger.participantId}`);
    expect(behind).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT', details: { field: 'cursor' } } });
    expect(await namesOf(`?q=${encodeURIComponent('của B')}`)).toEqual([]);
  });

  it('are seen by who runs the contest, and by no other role, contest or citizen', async () => {
    await person('Lò Thị Ính', b);
    const { contestId } = contest;
    const elsewhere = await insertContest(citizens.owner);
    const statusFor = async (token?: string, unit = b) => (await people(token, unit)).status;
    expect(await statusFor(await citizens.signUpAs({ role: 'organizer', contestId }))).toBe(200);
    expect(await statusFor(await citizens.signUpAs({ role: 'administrator' }))).toBe(200);
    for (const role of ['support', 'auditor', 'reviewer']) {
      expect(await statusFor(await citizens.signUpAs({ role, contestId }))).toBe(403);
    }
    expect(await statusFor(await citizens.signUpAs({ role: 'organizer', contestId: elsewhere.contestId }))).toBe(403);
    expect(await statusFor(await citizens.signUp())).toBe(403);
    expect(await statusFor()).toBe(401);
    expect((await people(manager, { id: 0, code: 'nowhere' })).body.code).toBe('UNIT_NOT_FOUND');
    expect((await people(manager, a, '', 'nowhere')).body.code).toBe('CONTEST_NOT_FOUND');
    expect((await people(manager, a, '', elsewhere.slug)).body.code).toBe('NOT_ALLOWED');
  });

  it('leave a line in the trail each time they are looked at, without what was searched for', async () => {
    await people(manager, a, '?q=Sử');
    const [line] = await citizens.owner.query(
      `SELECT subject FROM audit WHERE action = 'unit_people.read' ORDER BY id DESC LIMIT 1`,
    );
    expect(line).toEqual({ subject: `/api/contests/${contest.slug}/units/${a.code}/people` });
  });
});

describe('the units that somebody manages', () => {
  const managed = async (token?: string) => citizens.call('GET', '/me/managed-units', { token });

  it('are those of the office, contests that go on first, and none for anybody else', async () => {
    // Another one: whose session it is, is remembered for a moment.
    expect((await managed(await managerOf(a))).body.units).toEqual([
      {
        ...{ contestSlug: contest.slug, contestTitle: 'Cuộc thi thử', isClosed: false, sample: false },
        ...{ unitCode: a.code, unitName: 'Sở Nội vụ', parentName: null },
      },
    ]);
    const newer = await insertContest(citizens.owner);
    await citizens.owner.query(
      `INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id)
       SELECT account_id, 'unit_manager', $2, $3 FROM staff_role WHERE contest_unit_id = $1`,
      [a.id, newer.contestId, newer.units[1]],
    );
    const slugs = async () =>
      (await managed(manager)).body.units.map(({ contestSlug }: { contestSlug: string }) => contestSlug);
    expect(await slugs()).toEqual([newer.slug, contest.slug]);
    await citizens.owner.query(`UPDATE contest SET status = 'closed' WHERE id = $1`, [newer.contestId]);
    expect(await slugs()).toEqual([contest.slug, newer.slug]);
    await citizens.owner.query(`UPDATE contest SET status = 'draft' WHERE id = $1`, [newer.contestId]);
    expect(await slugs()).toEqual([contest.slug]);
    await citizens.owner.query(`UPDATE staff_role SET expires_at = contest_clock() WHERE contest_unit_id = $1`, [a.id]);
    expect((await managed(await citizens.signUp())).body).toEqual({ units: [] });
    expect((await managed()).status).toBe(401);
  });
});
