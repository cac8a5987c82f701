import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { Client } from 'pg';
import { GradingModule, GradingService, parseAttemptAddress } from '#attempts';
import { gradedChannel, REDIS_SUBSCRIBER } from '#platform';
import { ReconcileService, ResultsModule, TallyService } from '#results';
import { insertContest, insertPeople, type ContestFixture } from '../../support/contest.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens, type Reply } from './citizens.js';

let citizens: Citizens;
/** What the worker does. */
let worker: Rooms;
let contest: ContestFixture;
/** Where people are wrongly, where they belong, and outside the list. */
let wrong: number, right: number, outside: number;
let manager: string;
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
  contest = await insertContest(citizens.owner);
  [wrong, right, outside] = contest.units as [number, number, number];
  manager = await managerOf(right);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
});

const managerOf = (contestUnitId: number) =>
  citizens.signUpAs({ role: 'unit_manager', contestId: contest.contestId, contestUnitId });
const mine = () => `/contests/${contest.slug}/participants/me/unit-correction`;
const ask = (token: string, contestUnitId: number, reason?: string | null) =>
  citizens.call('POST', mine(), { token, body: { contestUnitId, ...(reason !== undefined && { reason }) } });
const own = async (token: string) => (await citizens.call('GET', mine(), { token })).body.correction;
const list = (token: string, query = '') =>
  citizens.call('GET', `/contests/${contest.slug}/unit-corrections${query}`, { token });
const decide = (token: string, ids: number[], approve: boolean, note?: string): Promise<Reply> =>
  citizens.call('POST', `/contests/${contest.slug}/unit-corrections/decisions`, {
    token,
    body: { ids, approve, ...(note !== undefined && { note }) },
  });

/** Somebody who joined for the wrong unit and handed in as many attempts. @returns the token, and the ids of the attempts */
async function citizen(attempts: number, phone = citizens.nextPhone()): Promise<{ token: string; ids: string[] }> {
  const token = await citizens.signUp({ phone });
  await citizens.join(contest, token);
  const ids: string[] = [];
  for (let i = 0; i < attempts; i++) ids.push(await hand(token));
  return { token, ids };
}

async function hand(token: string): Promise<string> {
  const { body } = await citizens.start(contest, token);
  expect((await citizens.submit(body)).status).toBe(200);
  return parseAttemptAddress(body.attemptId).attemptId;
}

async function grade(ids: string[]): Promise<void> {
  await citizens.owner.transaction(async (manager) => {
    const { attemptIds } = await worker.get(GradingService).grade(manager, contest.contestId, ids);
    await worker.get(TallyService).apply(manager, contest.contestId, attemptIds);
  });
}

/** Persons and attempts by unit, as everybody reads them. */
async function figures(): Promise<Record<number, [persons: number, attempts: number]>> {
  const found: Record<number, [number, number]> = {};
  for (const [i, code] of (await codes()).entries()) {
    const { body } = await citizens.call('GET', `/contests/${contest.slug}/units/${code}`);
    found[contest.units[i]!] = [body.unit.persons, body.unit.attempts];
  }
  return found;
}

async function codes(): Promise<string[]> {
  const rows: { code: string }[] = await citizens.owner.query(
    `SELECT code FROM contest_unit WHERE contest_id = $1 ORDER BY id`,
    [contest.contestId],
  );
  return rows.map(({ code }) => code);
}

const differences = async () => (await worker.get(ReconcileService).check(contest.contestId)).total;
const openIds = async (token = manager) => (await list(token)).body.corrections.map(({ id }: { id: number }) => id);

describe('asking for another unit', () => {
  it('moves at once before the first attempt', async () => {
    const { token } = await citizen(0);
    expect(await ask(token, right)).toMatchObject({ status: 201, body: { moved: true, correction: null } });
    const { body } = await citizens.call('GET', `/contests/${contest.slug}/participants/me`, { token });
    expect(body.participation).toMatchObject({ contestUnitId: right, isUnitFixed: false });
    expect((await list(organizer)).body.counts).toMatchObject({ open: 0 });
  });

  it('after the first attempt is a request, and nothing moves until it is decided', async () => {
    const { token, ids } = await citizen(1);
    await grade(ids);
    const reply = await ask(token, right, '  Tôi chuyển công tác\ntừ tháng 3.  ');
    const correction = {
      unit: { contestUnitId: right, code: expect.any(String), name: 'Phường Vinh Phú', parentName: null },
      reason: 'Tôi chuyển công tác\ntừ tháng 3.',
      state: 'open',
      askedAt: expect.any(String),
      decidedAt: null,
      note: null,
    };
    expect(reply).toMatchObject({ status: 201, body: { moved: false } });
    expect(reply.body.correction).toEqual(correction);
    expect(await own(token)).toEqual(correction);
    expect(await figures()).toEqual({ [wrong]: [1, 1], [right]: [0, 0], [outside]: [0, 0] });
  });

  it('keeps one open request: a new one takes the place of the old, the own unit takes it back', async () => {
    const { token } = await citizen(1);
    await ask(token, right);
    const [first] = await openIds();
    await ask(token, outside);
    expect(await openIds()).toEqual([]);
    // What was seen before the person changed their mind is not decided blindly.
    expect((await decide(organizer, [first], true)).body).toEqual({ approved: 0, refused: 0, skipped: [first] });
    expect(await openIds(organizer)).toHaveLength(1);
    expect(await ask(token, wrong)).toMatchObject({ status: 201, body: { moved: false, correction: null } });
    expect(await openIds(organizer)).toEqual([]);
  });

  it('is refused for units of other contests, by strangers, and once the contest is over', async () => {
    const other = await insertContest(citizens.owner);
    const { token } = await citizen(1);
    expect((await ask(token, other.units[0]!)).body.code).toBe('UNIT_NOT_FOUND');
    expect((await ask(await citizens.signUp(), right)).body.code).toBe('NOT_A_PARTICIPANT');
    expect((await ask(token, right, 'a'.repeat(301))).body.code).toBe('INVALID_INPUT');
    expect((await ask(token, right, 'a\u200bb')).body.code).toBe('INVALID_INPUT');
    await citizens.owner.query(`UPDATE contest SET status = 'closed' WHERE id = $1`, [contest.contestId]);
    expect((await ask(token, right)).body.code).toBe('CONTEST_NOT_OPEN');
    expect(await own(token)).toBeNull();
  });
});

describe('who has left the contest', () => {
  it.each([0, 1])('stands where they stood, with %d attempts: nothing is moved or asked any more', async (attempts) => {
    const { token } = await citizen(attempts);
    const body = { contestSlug: contest.slug, purpose: 'contest' };
    expect((await citizens.call('POST', '/me/consents/withdrawals', { token, body })).status).toBe(204);
    expect(await ask(token, right, 'Tôi chuyển công tác')).toMatchObject({
      status: 403,
      body: { code: 'CONSENT_WITHDRAWN' },
    });
    const me = `/contests/${contest.slug}/participants/me`;
    const moved = await citizens.call('PATCH', me, { token, body: { contestUnitId: right } });
    expect(moved.body.code).toBe('CONSENT_WITHDRAWN');
    expect((await list(organizer)).body.counts).toMatchObject({ open: 0 });
    const [row] = await citizens.owner.query(
      `SELECT contest_unit_id AS unit FROM participant WHERE contest_id = $1 AND anonymised_at IS NOT NULL`,
      [contest.contestId],
    );
    expect(row).toEqual({ unit: wrong });
  });
});

describe('an approval', () => {
  it('moves the person with all attempts, graded, waiting and open, and the figures follow', async () => {
    const { token, ids } = await citizen(3);
    await grade(ids.slice(0, 2));
    const { body: open } = await citizens.start(contest, token);
    const neighbour = await citizen(1);
    await grade(neighbour.ids);
    expect(await figures()).toEqual({ [wrong]: [2, 3], [right]: [0, 0], [outside]: [0, 0] });

    const told: unknown[] = [];
    const subscriber = citizens.api.app.get<Redis>(REDIS_SUBSCRIBER);
    subscriber.on('message', (channel: string, text: string) => {
      if (channel === gradedChannel(citizens.api.env.REDIS_PREFIX)) told.push(JSON.parse(text));
    });
    await ask(token, right);
    const [id] = await openIds();
    expect((await decide(manager, [id], true, 'Đúng người của phường.')).body).toEqual({
      approved: 1,
      refused: 0,
      skipped: [],
    });
    expect(await figures()).toEqual({ [wrong]: [1, 1], [right]: [1, 2], [outside]: [0, 0] });
    expect(await own(token)).toMatchObject({
      state: 'approved',
      decidedAt: expect.any(String),
      note: 'Đúng người của phường.',
    });
    const { body: place } = await citizens.call('GET', `/contests/${contest.slug}/participants/me`, { token });
    expect(place.participation).toMatchObject({ contestUnitId: right, unitName: 'Phường Vinh Phú' });

    // What was waiting, open or not begun counts for the new unit too.
    await citizens.submit(open);
    const later = await hand(token);
    await grade([ids[2]!, parseAttemptAddress(open.attemptId).attemptId, later]);
    expect(await figures()).toEqual({ [wrong]: [1, 1], [right]: [1, 5], [outside]: [0, 0] });
    expect(await differences()).toBe(0);
    expect(told).toContainEqual({ contestId: contest.contestId, attemptIds: [], roundIds: [1] });
  });

  it('of 500 requests at once is one answer, and every figure is as if they had always stood there', async () => {
    const people = await insertPeople(citizens.owner, contest, 500);
    const attempts: { id: string }[] = await citizens.owner.query(
      `WITH made AS (
         INSERT INTO attempt (contest_id, id, participant_id, attempt_no, start_key, round_id, round_revision, audience_id,
                contest_unit_id, state, seed, paper_items, paper_orders, paper_shape, started_at, deadline_at, grace_ms,
                submitted_at, closed_by, late_ms, elapsed_ms, receipt_number)
         SELECT $1, gen_random_uuid(), ($2::uuid[])[1 + n % 500], 1 + n / 500, 'key-' || n, 1, 1, 1, $3, 'graded', 's',
                '{1,2}', '{0,0}', '44', now() - interval '9 h', now() - interval '8 h', 0,
                now() - interval '8 h', 'participant', 0, 600000 + n, 'R' || n
           FROM generate_series(0, 999) n RETURNING id
       ), graded AS (
         INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
         SELECT $1, id, 1, true, '{1000,0}', '{1,1}', 1000, 2000, false FROM made
       )
       SELECT id FROM made`,
      [contest.contestId, people.map(({ participantId }) => participantId), wrong],
    );
    await citizens.owner.query(`UPDATE attempt_quota SET attempt_count = 2 WHERE contest_id = $1`, [contest.contestId]);
    await citizens.owner.transaction((db) =>
      worker.get(TallyService).apply(
        db,
        contest.contestId,
        attempts.map(({ id }) => id),
      ),
    );
    await citizens.owner.query(
      `INSERT INTO unit_correction (contest_id, participant_id, from_unit_id, to_unit_id)
       SELECT $1, unnest($2::uuid[]), $3, $4`,
      [contest.contestId, people.map(({ participantId }) => participantId), wrong, right],
    );
    expect(await figures()).toEqual({ [wrong]: [500, 1000], [right]: [0, 0], [outside]: [0, 0] });
    const page = (await list(manager, '?limit=500')).body;
    expect(page.counts).toEqual({ open: 500, approved: 0, refused: 0, disputed: 0 });
    const ids = page.corrections.map(({ id }: { id: number }) => id);
    // Two at once: whoever comes second finds nothing left.
    const replies = await Promise.all([decide(manager, ids, true), decide(organizer, ids, true)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(replies[0]!.body.approved + replies[1]!.body.approved).toBe(500);
    expect(replies.map(({ body }) => body.skipped.length).sort()).toEqual([0, 500]);
    expect(await figures()).toEqual({ [wrong]: [0, 0], [right]: [500, 1000], [outside]: [0, 0] });
    expect(await differences()).toBe(0);
  });

  it('leaves no attempt behind that is started at the same moment', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => citizen(1)));
    for (const { token } of people) await ask(token, right);
    const ids = await openIds();
    await Promise.all([decide(manager, ids, true), ...people.map(({ token }) => citizens.start(contest, token))]);
    const units = await citizens.owner.query(
      `SELECT DISTINCT contest_unit_id AS id FROM attempt WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect(units).toEqual([{ id: right }]);
  });

  it('asks to try again when it and somebody else were in each other’s way', async () => {
    const [one, two] = [await citizen(1), await citizen(1)];
    await grade([...one.ids, ...two.ids]);
    for (const { token } of [one, two]) await ask(token, right);
    const [first, second] = [...one.ids, ...two.ids].sort();
    const other = new Client({ connectionString: citizens.database.ownerUrl });
    await other.connect();
    try {
      const hold = (id: string) =>
        other.query(`SELECT id FROM attempt WHERE contest_id = $1 AND id = $2 FOR UPDATE`, [contest.contestId, id]);
      // It is the api that looks for the ring, and that has to go.
      await other.query(`SET deadlock_timeout = '60 s'`);
      await other.query('BEGIN');
      await hold(second!);
      const decision = decide(manager, await openIds(), true);
      while ((await waitingForLocks()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await hold(first!);
      expect(await decision).toMatchObject({ status: 503, body: { code: 'SERVER_BUSY' } });
      await other.query('ROLLBACK');
    } finally {
      await other.end();
    }
    expect((await decide(manager, await openIds(), true)).body.approved).toBe(2);
    expect(await differences()).toBe(0);
  });

  it('comes too late once the contest was closed: its figures stand', async () => {
    const { token } = await citizen(1);
    await ask(token, right);
    await citizens.owner.query(`UPDATE contest SET status = 'closed' WHERE id = $1`, [contest.contestId]);
    expect(await decide(manager, await openIds(), true)).toMatchObject({ body: { code: 'CONTEST_NOT_OPEN' } });
  });
});

describe('a refusal', () => {
  it('moves nothing and tells why; asked again it is a dispute that the organizer sees', async () => {
    const { token, ids } = await citizen(1);
    await grade(ids);
    await ask(token, right);
    const [first] = await openIds();
    expect((await decide(manager, [first], false, 'Không có trong danh sách.')).body).toMatchObject({ refused: 1 });
    expect(await own(token)).toMatchObject({ state: 'refused', note: 'Không có trong danh sách.' });
    expect(await figures()).toMatchObject({ [wrong]: [1, 1] });
    expect((await list(organizer, '?state=disputed')).body.corrections).toEqual([]);

    await ask(token, right, 'Có quyết định điều động.');
    const { body } = await list(organizer, '?state=disputed');
    expect(body.counts).toEqual({ open: 1, approved: 0, refused: 1, disputed: 1 });
    expect(body.corrections).toMatchObject([
      {
        fullName: 'H’Hen Niê',
        attempts: 1,
        from: { contestUnitId: wrong },
        to: { contestUnitId: right },
        reason: 'Có quyết định điều động.',
        disputed: true,
      },
    ]);
    expect((await decide(organizer, [body.corrections[0].id], true)).body).toMatchObject({ approved: 1 });
    expect(await figures()).toMatchObject({ [wrong]: [0, 0], [right]: [1, 1] });
  });
});

describe('who decides', () => {
  it('is the manager of the claimed unit or of one above it, and who runs the contest', async () => {
    const parent: { id: number }[] = await citizens.owner.query(
      `INSERT INTO contest_unit (contest_id, code, name, level, kind, search_key, invited)
       VALUES ($1, 'tinh', 'Tỉnh', 'province', 'agency', 'tinh', true) RETURNING id`,
      [contest.contestId],
    );
    await citizens.owner.query(`UPDATE contest_unit SET parent_id = $1 WHERE id = $2`, [parent[0]!.id, right]);
    const above = await managerOf(parent[0]!.id);
    const administrator = await citizens.signUpAs({ role: 'administrator' });
    for (const token of [manager, above, organizer, administrator]) {
      const { token: person } = await citizen(1);
      await ask(person, right);
      const ids = await openIds(token);
      expect(ids).toHaveLength(1);
      expect((await decide(token, ids, true)).body.approved).toBe(1);
    }
  });

  it('is nobody else: other units’ requests are not seen and not touched', async () => {
    const { token } = await citizen(1);
    await ask(token, right);
    const ids = await openIds();
    const leaving = await managerOf(wrong);
    expect((await list(leaving)).body).toMatchObject({ counts: { open: 0 }, corrections: [] });
    expect((await decide(leaving, ids, true)).body).toEqual({ approved: 0, refused: 0, skipped: ids });

    const other = await insertContest(citizens.owner);
    const strangers = [
      token,
      await citizens.signUpAs({ role: 'auditor' }),
      await citizens.signUpAs({ role: 'organizer', contestId: other.contestId }),
      await citizens.signUpAs({ role: 'unit_manager', contestId: other.contestId, contestUnitId: other.units[0]! }),
    ];
    for (const stranger of strangers) {
      expect(await list(stranger)).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
      expect(await decide(stranger, ids, true)).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    }
    // The organizer of another contest, at the address of their own.
    const elsewhere = await citizens.call('POST', `/contests/${other.slug}/unit-corrections/decisions`, {
      token: strangers[2],
      body: { ids, approve: true },
    });
    expect(elsewhere.body).toEqual({ approved: 0, refused: 0, skipped: ids });
    expect(await own(token)).toMatchObject({ state: 'open' });
  });

  it('is never the person who asks', async () => {
    const phone = citizens.nextPhone();
    const { token } = await citizen(1, phone);
    const { body } = await citizens.call('GET', '/me', { token });
    await citizens.owner.query(
      `INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id) VALUES ($1, 'unit_manager', $2, $3)`,
      [body.account.accountId, contest.contestId, right],
    );
    await ask(token, right);
    const ids = await openIds();
    const { body: again } = await citizens.call('POST', '/sessions', {
      body: { phone, password: 'con trâu đi trước' },
    });
    expect((await decide(again.token, ids, true)).body).toEqual({ approved: 0, refused: 0, skipped: ids });
    expect((await decide(manager, ids, true)).body).toMatchObject({ approved: 1 });
  });

  it('leaves a line in the audit trail for each request and each decision', async () => {
    const { token } = await citizen(1);
    await ask(token, outside);
    await ask(token, right);
    const [id] = await openIds();
    await decide(manager, [id], true);
    const rows = await citizens.owner.query(
      `SELECT action, before, after FROM audit
        WHERE subject LIKE $1 AND action LIKE 'participant.unit_correct%' ORDER BY id`,
      [`participant/${contest.contestId}-%`],
    );
    expect(rows).toEqual([
      {
        action: 'participant.unit_correction_asked',
        before: null,
        after: { correction: expect.any(Number), claimed: outside },
      },
      {
        action: 'participant.unit_correction_asked',
        before: { correction: expect.any(Number) },
        after: { correction: id, claimed: right },
      },
      {
        action: 'participant.unit_corrected',
        before: { contestUnitId: wrong },
        after: { correction: id, contestUnitId: right, claimed: right },
      },
    ]);
  });
});

describe('what a person asked', () => {
  it('is in the copy of their data, and gone with the account', async () => {
    const { token } = await citizen(1);
    await ask(token, right, 'Tôi chuyển công tác.');
    await decide(manager, await openIds(), false, 'Không có trong danh sách.');
    await ask(token, outside, 'Vậy tôi xin ra ngoài.');
    const { body } = await citizens.call('GET', '/me/data', { token });
    const said = { contestSlug: contest.slug, fromUnitName: 'Sở Nội vụ', askedAt: expect.any(String) };
    expect(body.unitCorrections).toEqual([
      {
        ...said,
        toUnitName: 'Phường Vinh Phú',
        reason: 'Tôi chuyển công tác.',
        state: 'refused',
        note: 'Không có trong danh sách.',
        decidedAt: expect.any(String),
      },
      {
        ...said,
        toUnitName: 'Ngoài danh sách mời',
        reason: 'Vậy tôi xin ra ngoài.',
        state: 'open',
        note: null,
        decidedAt: null,
      },
    ]);
    const gone = await citizens.call('DELETE', '/me', { token, body: { password: 'con trâu đi trước' } });
    expect(gone.status).toBe(204);
    const left = await citizens.owner.query(`SELECT state, reason, note FROM unit_correction WHERE contest_id = $1`, [
      contest.contestId,
    ]);
    expect(left).toEqual([{ state: 'refused', reason: null, note: null }]);
  });
});

/** How many connections of the api wait for a row that somebody else holds. */
async function waitingForLocks(): Promise<number> {
  const rows: unknown[] = await citizens.owner.query(
    `SELECT FROM pg_stat_activity
      WHERE application_name = 'cchc-api' AND datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.length;
}
