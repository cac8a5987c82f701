import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { DocumentJobService, makeDocument } from '#documents';
import { Clock } from '#platform';
import { documentMakers } from '../../../apps/worker/src/documents/makers.js';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { connect } from '../../support/insert.js';
import { insertAlike, overContest } from '../../support/open-data.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';

const WISH = {
  kind: 'openData',
  params: {
    columns: ['unit', 'audience', 'day', 'score', 'scoreBand', 'fullMarks', 'duration'],
    terms: 'cc_by_4',
    termsText: null,
  },
};

let citizens: Citizens;
let contest: ContestFixture;
let organizer: string;
let reader: DataSource;

beforeAll(async () => {
  citizens = await Citizens.open();
  reader = await connect(citizens.database.readUrl);
});
afterAll(async () => {
  await reader?.destroy();
  await citizens.close();
});
beforeEach(async () => {
  contest = await overContest(citizens.owner);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
});

const attempts = (unit: number, people: number, score = 5000) =>
  insertAlike(citizens.owner, contest, { unit, people, score });
const at = (rest: string) => `/contests/${contest.slug}${rest}`;
const ask = (token = organizer): Promise<Reply> =>
  citizens.call('POST', at('/document-jobs'), { token, body: { id: randomUUID(), ...WISH } });
const desk = async () => (await citizens.call('GET', at('/open-data/desk'), { token: organizer })).body;
const publish = ({ id, dataHash }: { id: string; dataHash: string }, withoutSettlement = true): Promise<Reply> =>
  citizens.call('POST', at(`/open-data/files/${id}/publication`), {
    ...{ token: organizer, body: { dataHash, withoutSettlement } },
  });
const fetched = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${citizens.api.url}/api${at(path)}`, { headers });

/** Asks for a file, and has it made as the process beside the worker does. @returns its job */
async function made(): Promise<Reply['body']> {
  const { id } = (await ask()).body;
  const { app } = citizens.api;
  const dataSource = app.get(DataSource);
  const reading = () => Promise.resolve(reader);
  const deps = { dataSource, reading, clock: app.get(Clock), makers: documentMakers };
  const jobs = app.get(DocumentJobService);
  for (let job = await jobs.take(); job; job = await jobs.take())
    await makeDocument(deps, job, new AbortController().signal);
  return (await citizens.call('GET', at(`/document-jobs/${id}`), { token: organizer })).body;
}

describe('open data of a contest', () => {
  it('are made, looked at, published, and then anybody has them, with what each column means', async () => {
    await attempts(0, 12);
    await attempts(1, 3, 4000);
    await attempts(2, 11);
    expect(await made()).toMatchObject({
      state: 'done',
      done: 26,
      total: 26,
      file: { mime: 'text/csv; charset=utf-8' },
    });
    const { files, ...state } = await desk();
    expect(state).toMatchObject({
      isOver: true,
      attemptsOwed: false,
      isSettled: false,
      fixedColumns: null,
      personsMin: 10,
    });
    const [file] = files;
    // Three people stay out, and eleven with them: else the total of the round less the rows were the three.
    expect(file).toMatchObject({ attempts: 26, rows: 12, suppressed: 14, publishedAt: null, isStale: false });
    expect(file.smallest).toBeGreaterThanOrEqual(10);
    expect(file.columns.map(({ name }: { name: string }) => name)).toEqual([
      ...['dot_thi', 'don_vi', 'doi_tuong', 'ngay', 'diem', 'diem_cao_nhat', 'muc_diem', 'dat_diem_toi_da'],
      'thoi_gian_lam_bai',
    ]);

    expect(await citizens.call('GET', at('/open-data'))).toMatchObject({ status: 200, body: { file: null } });
    expect((await fetched('/open-data/data')).status).toBe(404);
    expect(await publish(file, false)).toMatchObject({ status: 409, body: { code: 'OPEN_DATA_NOT_YET' } });
    expect(await publish({ ...file, dataHash: '0'.repeat(64) })).toMatchObject({ status: 404 });
    expect(await publish(file)).toMatchObject({ status: 200 });

    const told = (await citizens.call('GET', at('/open-data'))).body.file;
    expect(told).toMatchObject({ dataHash: file.dataHash, termsLine: expect.stringContaining('CC BY 4.0') });
    const data = await fetched('/open-data/data', { 'accept-encoding': 'identity' });
    const bytes = Buffer.from(await data.arrayBuffer());
    expect([data.headers.get('content-type'), data.headers.get('etag')]).toEqual([
      'text/csv; charset=utf-8',
      `"${file.dataHash}"`,
    ]);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.dataHash);
    expect(bytes.length).toBe(file.dataBytes);
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const lines = bytes.toString().trim().split('\r\n');
    expect(lines).toHaveLength(1 + file.rows);
    expect(lines.slice(1)).toEqual([...lines.slice(1)].sort());
    const again = await fetched('/open-data/data', { 'if-none-match': `"${file.dataHash}"` });
    expect(again.status).toBe(304);

    // A text loses its byte order mark on the way through `text()`.
    const dictionary = Buffer.from(await (await fetched('/open-data/dictionary')).arrayBuffer()).toString();
    expect(createHash('sha256').update(Buffer.from(dictionary)).digest('hex')).toBe(told.dictionaryHash);
    expect(dictionary).toContain(`tệp,sha256,sha256,${file.dataHash}`);
    for (const { name } of file.columns) expect(dictionary).toContain(`cột,${name},`);

    const trail = await citizens.owner.query(
      `SELECT action, after FROM audit WHERE action LIKE 'open_data.%' AND subject = 'contest/' || $1`,
      [contest.contestId],
    );
    expect(trail).toEqual([
      {
        action: 'open_data.published',
        after: expect.objectContaining({ hash: file.dataHash, withoutSettlement: true }),
      },
    ]);
  });

  it('hold nobody of fewer than ten, by the rows themselves', async () => {
    await attempts(0, 12);
    await attempts(1, 3, 4000);
    await attempts(2, 11);
    const { id } = await made();
    const text = await (await fetched(`/document-jobs/${id}/file`, { authorization: `Bearer ${organizer}` })).text();
    expect(text).not.toContain('Phường Vinh Phú');
    const times = new Map<string, number>();
    for (const line of text.trim().split('\r\n').slice(1)) times.set(line, (times.get(line) ?? 0) + 1);
    expect([...times.values()]).toEqual([12]);
  });

  it('are withdrawn with a reason that everybody reads, and never come back with other columns', async () => {
    await attempts(0, 15);
    await made();
    const [file] = (await desk()).files;
    await publish(file);
    await made();
    const [second] = (await desk()).files;
    expect(second.dataHash).toBe(file.dataHash);
    expect(await publish(second)).toMatchObject({ status: 409, body: { code: 'OPEN_DATA_PUBLIC' } });

    const withdraw = (body: object) => citizens.call('POST', at('/open-data/withdrawal'), { token: organizer, body });
    expect((await withdraw({ reason: '' })).status).toBe(400);
    expect((await withdraw({ reason: 'Có bài vừa bị hủy.' })).status).toBe(200);
    expect((await withdraw({ reason: 'Lần nữa.' })).body).toMatchObject({ code: 'OPEN_DATA_NOT_FOUND' });
    expect((await fetched('/open-data/data')).status).toBe(404);
    expect((await citizens.call('GET', at('/open-data'))).body.file).toMatchObject({
      withdrawReason: 'Có bài vừa bị hủy.',
    });

    await citizens.owner.query(`UPDATE open_data SET columns = '{round}' WHERE id = $1`, [second.id]);
    expect(await publish(second)).toMatchObject({ status: 409, body: { code: 'OPEN_DATA_COLUMNS_FIXED' } });
    await citizens.owner.query(
      `UPDATE open_data SET columns = (SELECT columns FROM open_data WHERE id = $2) WHERE id = $1`,
      [second.id, file.id],
    );
    expect((await publish(second)).status).toBe(200);
  });

  it('are not published when the figures have changed since', async () => {
    await attempts(0, 15);
    await made();
    const [file] = (await desk()).files;
    await citizens.owner.query(
      `INSERT INTO tally_mark (contest_id, version, changed_at) VALUES ($1, 7, now())
       ON CONFLICT (contest_id) DO UPDATE SET version = 7`,
      [contest.contestId],
    );
    expect((await desk()).files[0].isStale).toBe(true);
    expect(await publish(file)).toMatchObject({ status: 409, body: { code: 'OPEN_DATA_STALE' } });
  });

  it('are not made of a contest that runs, nor of too few people', async () => {
    await attempts(0, 9);
    expect(await made()).toMatchObject({ state: 'failed', failure: { code: 'OPEN_DATA_TOO_FEW' } });
    contest = await insertContest(citizens.owner);
    organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
    await attempts(0, 20);
    expect(await made()).toMatchObject({ state: 'failed', failure: { code: 'OPEN_DATA_NOT_YET' } });
    expect((await desk()).files).toEqual([]);
  });

  it('are asked for, seen before and published by nobody but who runs the contest', async () => {
    await attempts(0, 12);
    await made();
    const [file] = (await desk()).files;
    const auditor = await citizens.signUpAs({ role: 'auditor' });
    const citizen = await citizens.signUp();
    for (const token of [auditor, citizen]) {
      expect((await ask(token)).status).toBe(403);
      expect((await citizens.call('GET', at('/open-data/desk'), { token })).status).toBe(403);
      const path = at(`/open-data/files/${file.id}/publication`);
      const body = { dataHash: file.dataHash, withoutSettlement: true };
      expect((await citizens.call('POST', path, { token, body })).status).toBe(403);
    }
  });

  it.each([
    ['own words that are missing', { terms: 'own', termsText: null }],
    ['words beside a licence', { terms: 'cc_by_4', termsText: 'x' }],
    ['a column that there is not', { columns: ['name'] }],
  ])('are refused with %s', async (_what, changes) => {
    const body = { id: randomUUID(), kind: 'openData', params: { ...WISH.params, ...changes } };
    const reply = await citizens.call('POST', at('/document-jobs'), { token: organizer, body });
    expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });
});
