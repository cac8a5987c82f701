import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { tidyIncidents } from '#feedback';
import { LIMITS } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';

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

const CHROME =
  'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36';
const report = (more: object = {}, token?: string): Promise<Reply> =>
  citizens.call('POST', '/incident-reports', {
    token,
    headers: { 'user-agent': CHROME },
    body: { id: randomUUID(), contestSlug: contest.slug, kind: 'not_saved', text: 'Không lưu được câu 4', ...more },
  });
const at = (path: string, of = contest): string => `/contests/${of.slug}/${path}`;
const queue = async (query = '', token = support, of = contest): Promise<Reply> =>
  citizens.call('GET', at(`incident-reports${query}`, of), { token });

describe('reporting that something went wrong', () => {
  it('works without an account, tells a code, and brings along what the desk needs', async () => {
    const noticedAt = new Date(Date.now() - 60_000).toISOString();
    const page = `/cuoc-thi/${contest.slug}`;
    const { status, body } = await report({ contact: ' 0912 345 678 ', page, errorCode: '4F2A', noticedAt });
    expect([status, body]).toEqual([
      201,
      { code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/) },
    ]);
    const { body: seen } = await queue();
    expect(seen.counts).toEqual({ open: 1, in_hand: 0, closed: 0 });
    expect(seen.incidents).toEqual([
      {
        id: expect.any(Number),
        code: body.code,
        isOfContest: true,
        kind: 'not_saved',
        text: 'Không lưu được câu 4',
        contact: '0912 345 678',
        page,
        errorCode: '4F2A',
        browser: 'Chrome · Android',
        noticedAt,
        reportedAt: expect.any(String),
        participantId: null,
        attemptId: null,
        isSignedIn: false,
        assignedTo: null,
        state: 'open',
        answer: null,
        cause: null,
        closedAt: null,
      },
    ]);
  });

  it('is one report however often it is sent, and refuses what is none', async () => {
    const id = randomUUID();
    const [first, again] = [await report({ id }), await report({ id })];
    expect(again.body).toEqual(first.body);
    expect((await queue()).body.counts.open).toBe(1);
    for (const wrong of [{ kind: 'anger' }, { text: ' ' }, { text: 'a'.repeat(LIMITS.incidentTextLengthMax + 1) }])
      expect((await report(wrong)).status).toBe(400);
    // An address brings no search along, which may hold anything.
    expect((await report({ page: '/cuoc-thi/x?token=1' })).status).toBe(400);
  });

  it('during an attempt names it when it is the own, and lets the reporter read the answer', async () => {
    const token = await citizens.signUp();
    const { body: joined } = await citizens.join(contest, token);
    const { attemptId } = (await citizens.start(contest, token)).body;
    await report({ attemptId, contestSlug: null }, token);
    await report({ attemptId, text: 'Bài của người khác' }, await citizens.signUp());
    const [foreign, own] = (await queue()).body.incidents;
    expect(own).toMatchObject({ participantId: joined.participantId, isSignedIn: true, isOfContest: true });
    expect(attemptId).toContain(own.attemptId);
    expect(foreign).toMatchObject({ attemptId: null, isSignedIn: true });
    const body = { cause: 'network', answer: 'Máy đã có mạng lại,\nbài còn nguyên.' };
    await citizens.call('POST', at(`incident-reports/${own.id}/closing`), { token: support, body });
    const { body: mine } = await citizens.call('GET', '/me/incident-reports', { token });
    expect(mine.incidents).toMatchObject([{ code: own.code, state: 'closed', answer: body.answer }]);
    expect((await citizens.call('GET', '/me/data', { token })).body.incidents).toEqual(mine.incidents);
  });

  it('is limited by person', async () => {
    const token = await citizens.signUp();
    for (let i = 0; i < LIMITS.incidentsPerReporterMax; i++) expect((await report({}, token)).status).toBe(201);
    expect((await report({}, token)).body.code).toBe('TOO_MANY_REQUESTS');
  });
});

describe('the queue of reports', () => {
  it('is searched and filtered by state, kind and who has it', async () => {
    const { body: first } = await report();
    await report({ kind: 'question', text: 'Ảnh câu 7 không hiện', errorCode: 'req-77' });
    await report({ kind: 'time' });
    const texts = async (query: string) =>
      (await queue(query)).body.incidents.map(({ kind }: { kind: string }) => kind).sort();
    expect(await texts('')).toEqual(['not_saved', 'question', 'time']);
    expect(await texts('?kind=time')).toEqual(['time']);
    expect(await texts('?q=anh%20cau')).toEqual(['question']);
    expect(await texts('?q=req-77')).toEqual(['question']);
    expect(await texts(`?q=${String(first.code).toLowerCase()}`)).toEqual(['not_saved']);
    expect(await texts('?q=%25')).toEqual([]);
    const [{ id }] = (await queue('?kind=time')).body.incidents;
    await citizens.call('POST', at(`incident-reports/${id}/assignment`), { token: support });
    expect(await texts('?state=in_hand')).toEqual(['time']);
    expect(await texts('?mine=true')).toEqual(['time']);
    expect((await queue('?mine=true')).body.incidents[0].assignedTo).toEqual({ name: 'H’Hen Niê', isMe: true });
    const { body: page } = await queue('?limit=2');
    expect(page.incidents).toHaveLength(2);
    expect((await queue(`?limit=2&after=${page.next}`)).body).toMatchObject({
      next: null,
      incidents: [{ kind: 'not_saved' }],
    });
  });

  it('closes a report once, with a cause, and counts by hour, kind and cause', async () => {
    await report();
    await report({ kind: 'time' });
    const [{ id }] = (await queue()).body.incidents;
    const close = (cause: string) =>
      citizens.call('POST', at(`incident-reports/${id}/closing`), { token: support, body: { cause } });
    expect((await close('weather')).status).toBe(400);
    expect((await close('device')).status).toBe(200);
    expect((await close('network')).body.code).toBe('INCIDENT_CLOSED');
    const take = await citizens.call('POST', at(`incident-reports/${id}/assignment`), { token: support });
    expect(take.body.code).toBe('INCIDENT_CLOSED');
    const { body } = await citizens.call('GET', at('incident-reports/figures'), { token: support });
    expect(body.causes).toEqual([{ cause: 'device', reports: 1 }]);
    expect(body.hours.map(({ kind, reports }: Record<string, unknown>) => [kind, reports])).toEqual([
      ['not_saved', 1],
      ['time', 1],
    ]);
    expect(new Date(body.hours[0].hour).getUTCMinutes()).toBe(0);
  });

  it('is of the own contest; what is of no contest belongs to offices that hold everywhere', async () => {
    await report({ contestSlug: other.slug });
    const { body: lost } = await report({ contestSlug: null, text: 'Trang chủ không mở' });
    expect((await queue()).body.incidents).toEqual([]);
    expect((await queue('', support, other)).status).toBe(403);
    const everywhere = await citizens.signUpAs({ role: 'support' });
    const codes = (await queue('', everywhere)).body.incidents.map(({ code }: { code: string }) => code);
    expect(codes).toContain(lost.code);
    const [{ id }] = (await queue('', everywhere, other)).body.incidents.filter(
      ({ isOfContest }: { isOfContest: boolean }) => isOfContest,
    );
    const close = await citizens.call('POST', at(`incident-reports/${id}/closing`), {
      token: support,
      body: { cause: 'network' },
    });
    expect(close.body.code).toBe('NOT_FOUND');
  });

  it('has texts ready that the desk writes itself', async () => {
    const path = at('incident-answers');
    const put = (answers: object[]) => citizens.call('PUT', path, { token: support, body: { answers } });
    const answers = [
      { title: 'Mất mạng', text: 'Bài của bạn còn nguyên.' },
      { title: 'Quên mật khẩu', text: 'Gọi bàn hỗ trợ để nhận mã.' },
    ];
    await put([{ title: 'Cũ', text: 'Cũ' }]);
    expect((await put(answers)).body).toEqual({ answers });
    expect((await citizens.call('GET', path, { token: support })).body).toEqual({ answers });
    expect((await put([{ title: ' ', text: 'x' }])).status).toBe(400);
  });
});

describe('what is kept of reports', () => {
  it('loses words and contact with the name of the reporter', async () => {
    const token = await citizens.signUp();
    await report({ contact: '0912 345 678', page: '/cua-toi' }, token);
    await citizens.call('DELETE', '/me', { token, body: { password: 'con trâu đi trước' } });
    const rows = await citizens.owner.query(
      `SELECT kind, text, contact, page, account_id FROM incident_report WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect(rows).toEqual([{ kind: 'not_saved', text: '', contact: null, page: null, account_id: null }]);
  });

  it('goes half a year after it was closed, and a year after nobody closed it', async () => {
    for (const text of ['mới', 'đã xong lâu', 'bỏ quên']) await report({ text });
    await citizens.owner.query(
      `UPDATE incident_report SET closed_at = contest_clock() - $1 * interval '1 day', cause = 'network' WHERE text = 'đã xong lâu'`,
      [LIMITS.incidentKeptDays + 1],
    );
    await citizens.owner.query(
      `UPDATE incident_report SET reported_at = contest_clock() - $1 * interval '1 day' WHERE text = 'bỏ quên'`,
      [LIMITS.incidentOpenDaysMax + 1],
    );
    expect(await tidyIncidents(citizens.owner)).toBe(2);
    expect((await queue()).body.incidents.map(({ text }: { text: string }) => text)).toEqual(['mới']);
  });
});
