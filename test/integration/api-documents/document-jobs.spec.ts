import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { DocumentJobService, makeDocument } from '#documents';
import { Clock } from '#platform';
import { documentMakers } from '../../../apps/worker/src/documents/makers.js';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let organizer: string;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  contest = await insertContest(citizens.owner);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
});

const path = (rest = '') => `/contests/${contest.slug}/document-jobs${rest}`;
const get = (rest = '', token = organizer) => citizens.call('GET', path(rest), { token });
const body = (changes: object = {}) => ({
  ...{ id: randomUUID(), kind: 'report', params: { scope: 'contest', scopeId: null, format: 'preview' } },
  ...changes,
});
const ask = (asked: object = body(), token = organizer): Promise<Reply> =>
  citizens.call('POST', path(), { token, body: asked });

/** What the process beside the worker does. */
async function work(): Promise<void> {
  const { app } = citizens.api;
  const dataSource = app.get(DataSource);
  const reading = () => Promise.resolve(dataSource);
  const deps = { dataSource, reading, clock: app.get(Clock), makers: documentMakers };
  const jobs = app.get(DocumentJobService);
  for (let job = await jobs.take(); job; job = await jobs.take())
    await makeDocument(deps, job, new AbortController().signal);
}

describe('a file that staff ask for', () => {
  it('is asked for, followed, made and taken away, with a line in the trail for both', async () => {
    const wish = body();
    const asked = await ask(wish);
    expect(asked).toMatchObject({
      status: 202,
      body: { id: wish.id, state: 'asked', isOwn: true, file: null, failure: null, params: { tellsItems: true } },
    });
    expect((await ask(wish)).body).toEqual(asked.body);
    expect(await get(`/${wish.id}/file`)).toMatchObject({ status: 409, body: { code: 'DOCUMENT_NOT_READY' } });
    await work();
    const done = (await get(`/${wish.id}`)).body;
    expect(done).toMatchObject({ state: 'done', done: 8, total: 8, file: { name: 'Báo cáo Cuộc thi thử.json' } });
    expect((await get()).body.jobs).toEqual([done]);
    expect((await get('?kind=report')).body.jobs).toEqual([done]);

    const file = await fetch(`${citizens.api.url}/api${path(`/${wish.id}/file`)}`, {
      headers: { authorization: `Bearer ${organizer}` },
    });
    expect(file.headers.get('cache-control')).toBe('private, no-store');
    expect(file.headers.get('content-disposition')).toContain('attachment; filename="Bao cao Cuoc thi thu.json"');
    const text = await file.text();
    expect(Buffer.byteLength(text)).toBe(done.file.sizeBytes);
    expect(JSON.parse(text).document.kind).toBe('BÁO CÁO');
    const lines = await citizens.owner.query(
      `SELECT action, actor_id IS NOT NULL AS by FROM audit WHERE action LIKE 'document.%' AND
              (subject LIKE '%' || $1 OR after ->> 'id' = $1 OR subject LIKE '%' || $1 || '/file') ORDER BY id`,
      [wish.id],
    );
    expect(lines).toEqual([
      { action: 'document.asked', by: true },
      { action: 'document.downloaded', by: true },
    ]);
  });

  it('is cancelled, and then is not given', async () => {
    const { id } = (await ask()).body;
    const cancelled = await citizens.call('POST', path(`/${id}/cancellation`), { token: organizer });
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', file: null } });
    await work();
    expect(await get(`/${id}/file`)).toMatchObject({ status: 409, body: { code: 'DOCUMENT_NOT_READY' } });
  });

  it('that cannot be made says why in words', async () => {
    const { id } = (await ask(body({ params: { scope: 'round', scopeId: 99, format: 'preview' } }))).body;
    await work();
    expect((await get(`/${id}`)).body).toMatchObject({
      ...{ state: 'failed', file: null },
      failure: { code: 'ROUND_NOT_FOUND', title: expect.stringMatching(/\p{Lu}.*\./u) },
    });
  });

  it.each<[string, object]>([
    ['a kind that there is not', { kind: 'poem' }],
    ['no id', { id: undefined }],
    ['a scope that there is not', { params: { scope: 'all', scopeId: null, format: 'preview' } }],
    ['what only the server says', { params: { scope: 'contest', scopeId: null, format: 'preview', tellsItems: true } }],
  ])('is refused with %s', async (_what, changes) => {
    expect(await ask(body(changes))).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  it('is not there for the staff of another contest, nor under another contest', async () => {
    const { id } = (await ask()).body;
    const other = await insertContest(citizens.owner);
    const away = await citizens.signUpAs({ role: 'organizer', contestId: other.contestId });
    for (const rest of ['', `/${id}`, `/${id}/file`]) expect((await get(rest, away)).status).toBe(403);
    expect((await ask(body(), away)).status).toBe(403);
    const elsewhere = `/contests/${other.slug}/document-jobs/${id}`;
    expect(await citizens.call('GET', elsewhere, { token: away })).toMatchObject({
      ...{ status: 404, body: { code: 'DOCUMENT_NOT_FOUND' } },
    });
  });
});
