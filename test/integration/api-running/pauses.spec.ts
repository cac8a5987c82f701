import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let organizer: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await citizens.close();
});
beforeEach(async () => {
  contest = await insertContest(citizens.owner);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
});

const post = (path: string, body: unknown = {}, token = organizer) =>
  citizens.call('POST', `/contests/${contest.slug}/${path}`, { token, body });
const get = (path: string, token?: string) => citizens.call('GET', `/contests/${contest.slug}/${path}`, { token });
const told = { reason: 'mất điện ở máy chủ', note: 'Tạm dừng vì mất điện. Giờ làm bài sẽ được trả lại.' };
const joined = async (unit = 0) => {
  const phone = citizens.nextPhone();
  const token = await citizens.signUp({ phone });
  await citizens.join(contest, token, unit);
  return { phone, token };
};
const attemptOf = (attempt: { attemptId: string }, token: string) =>
  citizens.call('GET', `/attempts/${attempt.attemptId}`, { token });

/** Resolves when a page of the contest is told to look. */
async function bell(): Promise<{ rung: Promise<void> }> {
  const socket = io(citizens.api.url, { transports: ['websocket'], forceNew: true, reconnection: false });
  sockets.push(socket);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const rung = new Promise<void>((resolve) => socket.once('contest-changed', () => resolve()));
  const answer: unknown = await socket.timeout(3_000).emitWithAck('watch', { room: `notices-${contest.contestId}` });
  expect(answer).toEqual({ ok: true });
  return { rung };
}

describe('a pause', () => {
  it('is first shown, then done, told on every page, and its end gives the time back', async () => {
    const { token } = await joined();
    const attempt = (await citizens.start(contest, token)).body;
    const id = randomUUID();
    const preview = await post('pauses?preview=true', { id, ...told });
    expect(preview).toMatchObject({ status: 200, body: { attempts: 1, givenMs: 0, pause: null } });
    expect((await get('notices')).body).toEqual({ stop: null, pause: null, announcements: [] });

    const { rung } = await bell();
    const begun = await post('pauses', { id, ...told });
    expect(begun).toMatchObject({ status: 200, body: { attempts: 1, pause: { id, ...told, endedAt: null } } });
    await rung;
    expect((await get('notices')).body.pause).toEqual({ since: begun.body.pause.startedAt, note: told.note });
    const refused = await citizens.start(contest, (await joined()).token);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'CONTEST_PAUSED', title: `Cuộc thi đang tạm dừng. ${told.note}` },
    });
    expect((await attemptOf(attempt, token)).body.pause).toMatchObject({ note: told.note });
    expect(await post('pauses', { id: randomUUID(), ...told })).toMatchObject({
      status: 409,
      body: { code: 'PAUSE_OPEN' },
    });

    const before = await post(`pauses/${id}/end?preview=true`);
    expect(before).toMatchObject({ status: 200, body: { attempts: 1, beyondClose: 0, pause: null } });
    expect((await get('pauses', organizer)).body.pauses).toMatchObject([{ id, endedAt: null }]);
    const ended = await post(`pauses/${id}/end`);
    expect(ended).toMatchObject({ status: 200, body: { attempts: 1, pause: { id, attempts: 1 } } });
    const { givenMs } = ended.body;
    const after = (await attemptOf(attempt, token)).body;
    expect(after.pause).toBeNull();
    expect(Date.parse(after.deadlineAt)).toBe(Date.parse(attempt.deadlineAt) + givenMs);
    expect((await post(`pauses/${id}/end`)).body).toEqual(ended.body);
    expect((await get('notices')).body.pause).toBeNull();
    expect((await citizens.submit(attempt)).status).toBe(200);
  });

  it.each([
    ['no note', { id: randomUUID(), reason: 'x', note: ' ' }],
    ['no id', told],
    ['a number for an id', { id: '12', ...told }],
    ['more than is read', { id: randomUUID(), reason: 'x', note: 'a'.repeat(301) }],
  ])('is refused with %s', async (_what, body) => {
    expect(await post('pauses', body)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  it('that is none cannot be ended', async () => {
    for (const id of [randomUUID(), 'x'])
      expect(await post(`pauses/${id}/end`)).toMatchObject({ status: 404, body: { code: 'PAUSE_NOT_FOUND' } });
  });
});

describe('a round', () => {
  const round = async () => (await citizens.call('GET', `/contests/${contest.slug}`)).body.roundList[0];
  const close = async () => Date.parse((await round()).closesAt);
  const extend = (ms: number, query = '') =>
    post(`rounds/1/extensions${query}`, { closesAt: new Date(ms).toISOString(), note: 'Kéo dài một giờ.' });

  it('is kept open longer by a revision with its note, and whoever it would have cut short has the rest', async () => {
    contest = await insertContest(citizens.owner, { closesInMs: 5 * 60_000 });
    organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
    const { token } = await joined();
    const attempt = (await citizens.start(contest, token)).body;
    const [before, wish] = [await close(), (await close()) + 3_600_000];
    expect(await extend(wish, '?preview=true')).toMatchObject({ status: 200, body: { underWay: 1, lengthened: 1 } });
    expect(await close()).toBe(before);
    expect(await extend(wish)).toMatchObject({ status: 200, body: { underWay: 1, lengthened: 1 } });
    expect(await round()).toMatchObject({ note: 'Kéo dài một giờ.' });
    expect(await close()).toBe(wish);
    const after = (await attemptOf(attempt, token)).body;
    expect(Date.parse(after.deadlineAt) - Date.parse(after.startedAt)).toBe(15 * 60_000);
  });

  it('is not closed earlier this way, nor opened again when it is over', async () => {
    expect(await extend((await close()) - 1)).toMatchObject({ status: 409, body: { code: 'EXTENSION_TOO_SHORT' } });
    await citizens.owner.query(
      `UPDATE round_revision SET opens_at = opens_at - interval '90 d', closes_at = contest_clock() - interval '1 s'
        WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect(await extend(Date.now() + 3_600_000)).toMatchObject({ status: 410, body: { code: 'ROUND_CLOSED' } });
    const none = await post('rounds/9/extensions', { closesAt: new Date().toISOString(), note: 'x' });
    expect(none).toMatchObject({ status: 404, body: { code: 'ROUND_NOT_FOUND' } });
  });
});

describe('extra time', () => {
  const list = async () => (await get('extra-time', organizer)).body.grants;
  const length = (view: { startedAt: string; deadlineAt: string }) =>
    Date.parse(view.deadlineAt) - Date.parse(view.startedAt);

  it('of a person is there at once, is listed with its reason, and taken back for later attempts', async () => {
    const { phone, token } = await joined();
    const attempt = (await citizens.start(contest, token)).body;
    const wish = { phone, percent: 50, reason: 'đơn số 12' };
    const seen = await post('extra-time?preview=true', wish);
    expect(seen).toMatchObject({ status: 201, body: { id: null, lengthened: 1 } });
    expect(length((await attemptOf(attempt, token)).body)).toBe(15 * 60_000);
    expect(await list()).toEqual([]);
    const granted = await post('extra-time', wish);
    expect(granted).toMatchObject({ status: 201, body: { lengthened: 1 } });
    expect(length((await attemptOf(attempt, token)).body)).toBe(22.5 * 60_000);
    expect(await list()).toMatchObject([
      { fullName: 'H’Hen Niê', isUnit: false, percent: 50, reason: 'đơn số 12', withdrawnAt: null },
    ]);
    const undo = () =>
      citizens.call('DELETE', `/contests/${contest.slug}/extra-time/${granted.body.id}`, { token: organizer });
    expect((await undo()).status).toBe(204);
    expect(await undo()).toMatchObject({ status: 404, body: { code: 'EXTRA_TIME_NOT_FOUND' } });
    expect(await list()).toMatchObject([{ percent: 50, withdrawnAt: expect.any(String) }]);
    expect(length((await attemptOf(attempt, token)).body)).toBe(22.5 * 60_000);
    await citizens.submit(attempt);
    expect((await citizens.start(contest, token)).body).toMatchObject({ extraTimePercent: 0 });
  });

  it('of a unit is for its people, at work or not, and a second grant replaces the first', async () => {
    const [mine, there] = [await joined(0), await joined(1)];
    const attempt = (await citizens.start(contest, mine.token)).body;
    const of = { contestUnitId: contest.units[0], reason: 'công văn 7' };
    expect((await post('extra-time', { ...of, percent: 20 })).body.lengthened).toBe(1);
    expect((await post('extra-time', { ...of, percent: 40 })).body.lengthened).toBe(1);
    expect(await list()).toMatchObject([
      { fullName: null, isUnit: true, percent: 40, withdrawnAt: null },
      { percent: 20, withdrawnAt: expect.any(String) },
    ]);
    expect((await attemptOf(attempt, mine.token)).body.extraTimePercent).toBe(40);
    expect((await citizens.start(contest, there.token)).body.extraTimePercent).toBe(0);
    expect((await citizens.start(contest, (await joined(0)).token)).body.extraTimePercent).toBe(40);
  });

  it('is for people and units of this contest alone, and has a measure', async () => {
    const other = await insertContest(citizens.owner);
    const reason = 'đơn số 12';
    const cases: [object, number, string][] = [
      [{ contestUnitId: other.units[0], percent: 20, reason }, 404, 'UNIT_NOT_FOUND'],
      [{ phone: citizens.nextPhone(), percent: 20, reason }, 403, 'NOT_A_PARTICIPANT'],
      [{ participantId: randomUUID(), percent: 20, reason }, 403, 'NOT_A_PARTICIPANT'],
      [{ contestUnitId: contest.units[0], percent: 101, reason }, 400, 'INVALID_INPUT'],
      [{ contestUnitId: contest.units[0], percent: 20, reason: '' }, 400, 'INVALID_INPUT'],
    ];
    for (const [body, status, code] of cases)
      expect(await post('extra-time', body)).toMatchObject({ status, body: { code } });
    expect(await list()).toEqual([]);
  });
});

describe('an announcement', () => {
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
  const announce = (text: string, until = inAnHour(), from?: string) =>
    post('announcements', { text, until, ...(from && { from }) });

  it('stands on all pages until it is taken down, and pages are told', async () => {
    const first = await bell();
    const made = await announce('Điểm thi số 3 chuyển sang phòng 12.');
    expect(made.status).toBe(201);
    await first.rung;
    expect((await get('notices')).body.announcements).toMatchObject([
      { id: made.body.id, text: 'Điểm thi số 3 chuyển sang phòng 12.' },
    ]);
    // Who asked just before and came just after hears of it too.
    await (
      await bell()
    ).rung;
    const second = await bell();
    const down = () =>
      citizens.call('DELETE', `/contests/${contest.slug}/announcements/${made.body.id}`, { token: organizer });
    expect((await down()).status).toBe(204);
    await second.rung;
    expect((await get('notices')).body.announcements).toEqual([]);
    expect(await down()).toMatchObject({ status: 404, body: { code: 'ANNOUNCEMENT_NOT_FOUND' } });
  });

  it('can be made before its time, is over by itself, and there are three at most', async () => {
    await announce('Sau này', inAnHour(), new Date(Date.now() + 1_800_000).toISOString());
    const [later] = (await get('notices')).body.announcements;
    expect(Date.parse(later.from)).toBeGreaterThan(Date.now());
    await announce('Hai');
    await announce('Ba');
    expect(await announce('Bốn')).toMatchObject({ status: 409, body: { code: 'ANNOUNCEMENTS_FULL' } });
    await citizens.owner.query(
      `UPDATE announcement SET from_at = from_at - interval '1 d', until_at = contest_clock() - interval '1 s'
        WHERE contest_id = $1 AND text = 'Ba'`,
      [contest.contestId],
    );
    expect((await get('notices')).body.announcements).toHaveLength(2);
    expect((await announce('Bốn')).status).toBe(201);
    const over = await announce('Năm', new Date(Date.now() - 1_000).toISOString());
    expect(over).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });
});
