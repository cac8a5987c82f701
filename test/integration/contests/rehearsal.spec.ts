import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';
import { makeBank, makeTree } from './room.js';

// Trying a contest before it opens: a hidden contest for invited testers, over HTTP, and what is left of it.

let house: Citizens;
let organizer: string;
let plan: string;

beforeAll(async () => {
  house = await Citizens.open();
  await makeTree(house.owner);
  await house.owner.transaction((manager) => makeBank(manager, 'cchc', 60));
  organizer = await house.signUpAs({ role: 'organizer' });
  const made = await call('POST', '/contest-plans', { from: { template: 'don-vi' }, title: 'Thi trong sở' });
  plan = made.body.id;
  const { regulations } = (await call('GET', `/contest-plans/${plan}`)).body;
  const decided = {
    ...regulations,
    time: { ...regulations.time, atRoundEnd: 'cut' },
    ranking: { criteria: ['score', 'duration', 'lot'] },
  };
  await call('PUT', `/contest-plans/${plan}`, { version: 1, regulations: decided });
  await call('PUT', `/contest-plans/${plan}/invited`, { from: 'all', under: '40' });
});
afterAll(() => house?.close());

const call = (method: string, path: string, body?: unknown) => house.call(method, path, { token: organizer, body });
const rehearsal = async () => (await call('GET', `/contest-plans/${plan}/rehearsal`)).body;
const checkOf = async (code: string) => {
  const { checks } = (await call('GET', `/contest-plans/${plan}/opening-checks`)).body;
  return checks.find((one: { code: string }) => one.code === code);
};

/** The hidden contest as the helpers of tests know a contest. */
async function fixture(): Promise<ContestFixture> {
  const [contest] = await house.owner.query(`SELECT id, slug FROM contest WHERE slug = 'thi-trong-so-chay-thu'`);
  const units: { id: number }[] = await house.owner.query(
    `SELECT id FROM contest_unit WHERE contest_id = $1 AND code IN ('16681', 'NA-S01') ORDER BY code`,
    [contest.id],
  );
  return { contestId: contest.id, slug: contest.slug, roundId: 1, units: units.map(({ id }) => id) } as ContestFixture;
}

/** Every table that has rows of a contest. */
async function tablesWith(contestId: number): Promise<string[]> {
  const tables: { name: string }[] = await house.owner.query(
    `SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attname = 'contest_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows: unknown[] = await house.owner.query(`SELECT FROM ${name} WHERE contest_id = $1 LIMIT 1`, [contestId]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('a rehearsal', () => {
  it('is a contest that only its testers join, and that stands in no list', async () => {
    expect(await checkOf('REHEARSAL')).toMatchObject({ state: 'warn', message: expect.stringContaining('Chưa chạy') });
    expect((await call('POST', `/contest-plans/${plan}/rehearsal`, {})).status).toBe(400);
    const phone = house.nextPhone();
    const invited = { phones: [phone], unitCodes: ['NA-S01'] };
    const opened = await call('POST', `/contest-plans/${plan}/rehearsal`, invited);
    expect([opened.status, opened.body]).toEqual([201, { contestSlug: 'thi-trong-so-chay-thu' }]);
    const again = await call('POST', `/contest-plans/${plan}/rehearsal`, invited);
    expect([again.status, again.body.code]).toEqual([409, 'REHEARSAL_EXISTS']);

    const { body: contest } = await house.call('GET', '/contests/thi-trong-so-chay-thu');
    expect(contest).toMatchObject({ title: 'Chạy thử: Thi trong sở', state: 'running' });
    expect((await house.call('GET', '/contests')).body.contests).toEqual([]);
    expect((await house.call('GET', '/units/16681/contests')).body.contests).toEqual([]);
    expect(await (await fetch(`${house.api.url}/sitemap.xml`)).text()).not.toContain('chay-thu');
    expect((await call('GET', '/contest-plans')).body.plans).toHaveLength(1);

    const { contestId, slug, units } = await fixture();
    const join = async (token: string, contestUnitId: number) =>
      (await house.join({ contestId, slug, units: [contestUnitId] } as ContestFixture, token)).body;
    const stranger = await house.signUp();
    expect(await join(stranger, units[0]!)).toMatchObject({ code: 'REHEARSAL_INVITED_ONLY' });
    expect(await join(stranger, units[1]!)).toHaveProperty('participantId');
    expect(await join(await house.signUp({ phone }), units[0]!)).toHaveProperty('participantId');
  });

  it('tells what it did not cover, and is removed whole with its count', async () => {
    const contest = await fixture();
    const tester = await house.signUp();
    await house.join({ ...contest, units: [contest.units[1]!] }, tester);
    expect((await house.start(contest, tester)).status).toBe(201);
    expect(await rehearsal()).toMatchObject({
      open: { contestSlug: 'thi-trong-so-chay-thu', phones: 1, unitCodes: ['NA-S01'] },
      course: { attempts: 1, persons: 1, submitted: 0, units: 1 },
      gaps: expect.arrayContaining(['nộp bài', 'để hết giờ', 'trên điện thoại']),
    });
    expect((await checkOf('REHEARSAL')).message).toContain('Lần chạy thử chưa thử: nộp bài;');

    const removed = await call('DELETE', `/contest-plans/${plan}/rehearsal`);
    expect([removed.status, removed.body]).toEqual([200, { attempts: 1 }]);
    const left: { name: string; n: number }[] = await house.owner.query(
      `SELECT 'contest' AS name, count(*)::int AS n FROM contest
       UNION ALL SELECT 'attempt', count(*)::int FROM attempt UNION ALL SELECT 'participant', count(*)::int FROM participant
       UNION ALL SELECT 'contest_unit', count(*)::int FROM contest_unit UNION ALL SELECT 'answers', count(*)::int FROM answers`,
    );
    expect(left.filter(({ n }) => n > 0)).toEqual([]);
    expect(await rehearsal()).toMatchObject({ open: null, course: { attempts: 1 }, gaps: expect.any(Array) });
    expect((await call('DELETE', `/contest-plans/${plan}/rehearsal`)).body.code).toBe('REHEARSAL_NOT_FOUND');
    const trail: { action: string }[] = await house.owner.query(
      `SELECT action FROM audit WHERE subject = $1 AND action LIKE 'rehearsal.%' ORDER BY id`,
      [`plan/${plan}`],
    );
    expect(trail.map(({ action }) => action)).toEqual(['rehearsal.opened', 'rehearsal.removed']);
  });

  it('leaves nothing behind, whatever was done in it', async () => {
    expect((await call('POST', `/contest-plans/${plan}/rehearsal`, { unitCodes: ['NA-S01'] })).status).toBe(201);
    const contest = await fixture();
    const { contestId, slug, units } = contest;
    const phone = house.nextPhone();
    const tester = await house.signUp({ phone });
    await house.join({ ...contest, units: [units[1]!] }, tester);
    const attempt = (await house.start(contest, tester)).body;
    const act = async (path: string, body: unknown) => {
      const answer = await call('POST', `/contests/${slug}/${path}`, body);
      expect([path, answer.status < 300]).toEqual([path, true]);
      return answer.body;
    };
    const pause = { id: randomUUID(), reason: 'thử', note: 'Tạm dừng thử.' };
    await act('pauses', pause);
    await act(`pauses/${pause.id}/end`, {});
    await act('announcements', { text: 'Thử thông báo.', until: new Date(Date.now() + 3_600_000).toISOString() });
    await act('extra-time', { phone, percent: 20, reason: 'thử' });
    await act('extra-time', { contestUnitId: units[1], percent: 30, reason: 'thử' });
    await act('exclusions', { rows: [{ phone: house.nextPhone(), reason: 'jury' }] });
    await house.submit(attempt);
    const [{ id: participantId }] = await house.owner.query(`SELECT id FROM participant WHERE contest_id = $1`, [
      contestId,
    ]);
    await act(`desk/people/${participantId}/notes`, { text: 'Gọi thử.' });
    await act(`participants/${participantId}/void`, { voidReason: 'proxy', reason: 'thử', preview: false });
    // What no route of an organizer makes, with the same keys.
    await house.owner.query(
      `WITH ids AS (SELECT p.id AS participant, p.account_id AS account, p.contest_unit_id AS unit FROM participant p WHERE p.contest_id = $1),
       a AS (INSERT INTO signal (contest_id, kind, subject, participant_ids, attempt_ids, contest_unit_id, figures)
             SELECT $1, 'same_person', 'thử', ARRAY[participant], '{}', unit, '{}' FROM ids),
       b AS (INSERT INTO unit_correction (contest_id, participant_id, from_unit_id, to_unit_id) SELECT $1, participant, unit, $2 FROM ids),
       c AS (INSERT INTO incident_report (code, client_id, contest_id, kind, text, account_id)
             SELECT 'TH0TH0TH', gen_random_uuid(), $1, 'not_saved', 'thử', account FROM ids),
       d AS (INSERT INTO feedback (id, contest_id, contest_unit_id, text, satisfaction, given_on)
             SELECT gen_random_uuid(), $1, unit, 'thử', 5, current_date FROM ids),
       e AS (INSERT INTO phone_claim (contest_id, phone, full_name, birth_date, contest_unit_id)
             SELECT $1, '+84912000111', 'thử', '1990-01-01', unit FROM ids),
       f AS (INSERT INTO key_correction (contest_id, id, item_version_id, rule, reason, public_note, asked_by)
             SELECT $1, gen_random_uuid(), (SELECT min(id) FROM item_version), 'give_all', 'thử', 'thử', account FROM ids),
       g AS (INSERT INTO reset_code (code_hash, account_id, contest_id, issued_by, expires_at)
             SELECT '\\x01', account, $1, account, contest_clock() FROM ids),
       h AS (INSERT INTO staff_role (account_id, role, contest_id) SELECT account, 'support', $1 FROM ids)
       INSERT INTO identity_paper (contest_id, participant_id, asked_by, reason, delete_after)
       SELECT $1, participant, account, 'thử', contest_clock() FROM ids`,
      [contestId, units[0]],
    );
    const made = await tablesWith(contestId);
    expect(made).toEqual(
      expect.arrayContaining([
        ...['announcement', 'answers', 'attempt', 'attempt_quota', 'audience', 'contest_revision', 'contest_unit'],
        ...['desk_note', 'exclusion', 'extra_time_grant', 'feedback', 'identity_paper', 'incident_report'],
        ...['key_correction', 'participant', 'pause', 'phone_claim', 'rehearsal', 'reset_code', 'round'],
        ...['round_revision', 'signal', 'staff_role', 'unit_correction'],
      ]),
    );
    expect((await call('DELETE', `/contest-plans/${plan}/rehearsal`)).body).toEqual({ attempts: 1 });
    expect(await tablesWith(contestId)).toEqual([]);
    expect((await house.call('GET', `/contests/${slug}`)).status).toBe(404);
  });

  it('never takes a real contest away', async () => {
    const published = await call('POST', `/contest-plans/${plan}/publication`, { version: 2 });
    expect(published.status).toBe(201);
    const [{ id }] = await house.owner.query('SELECT id FROM contest');
    await expect(house.owner.query('SELECT remove_rehearsal($1)', [id])).rejects.toThrow('is no rehearsal');
    const shorter = await call('POST', `/contest-plans/${plan}/rehearsal`, { unitCodes: ['NA-S01'], roundHours: 2 });
    expect(shorter.status).toBe(201);
    const { body } = await house.call('GET', '/contests/thi-trong-so-chay-thu');
    expect(Date.parse(body.closesAt) - Date.parse(body.opensAt)).toBe(2 * 3_600_000);
    expect((await house.call('GET', '/contests')).body.contests).toHaveLength(1);
    expect((await call('DELETE', `/contest-plans/${plan}/rehearsal`)).body).toEqual({ attempts: 0 });
    expect(await house.owner.query('SELECT slug FROM contest')).toEqual([{ slug: 'thi-trong-so' }]);
  });
});
