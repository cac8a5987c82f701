import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { decodeOrder, LIMITS } from '#domain';
import { dispatch } from '../../../apps/cli/src/dispatch.js';
import { startApi, type TestApi } from '../../support/app.js';
import { CONSENTS, insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

// Pictures, sound and other languages, from the errand that adds them to the phone that shows them.

let database: TestDatabase;
let owner: DataSource;
let api: TestApi;
let folder: string;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  folder = mkdtempSync(join(tmpdir(), 'cchc-media-'));
  api = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 100_000 });
  process.env['DATABASE_OWNER_URL'] = database.ownerUrl;
}, 30_000);
afterAll(async () => {
  await api?.close();
  await owner?.destroy();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('một bức ảnh')]);
const MP3 = Buffer.concat([Buffer.from('ID3\x04'), Buffer.from(Array.from({ length: 5_000 }, (_, i) => i % 251))]);
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function file(bytes: Buffer): string {
  const path = join(folder, randomUUID());
  writeFileSync(path, bytes);
  return path;
}

async function cli(...args: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    }),
  );
  try {
    return { code: await dispatch(args), said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

interface Draft extends ContestFixture {
  bank: string;
  /** Code of the first item and its version. */
  item: string;
  version: number;
}

/** A contest that is still being made: five questions, all of which every paper asks. */
async function draft(): Promise<Draft> {
  const contest = await insertContest(owner, { items: 5 });
  await owner.query(`UPDATE contest SET status = 'draft' WHERE id = $1`, [contest.contestId]);
  const version = Math.min(...contest.keys.keys());
  const [row]: { bank: string; item: string }[] = await owner.query(
    `SELECT b.code AS bank, i.code AS item FROM item_version v JOIN item i ON i.id = v.item_id
       JOIN bank b ON b.id = i.bank_id WHERE v.id = $1`,
    [version],
  );
  return { ...contest, ...row!, version };
}

/** Somebody who knows the languages has signed before the round opened. */
const sign = ({ version }: Draft, ...languages: string[]) =>
  owner.query(
    `UPDATE item_wording SET signed_by = gen_random_uuid(), signed_at = '2020-01-01'
      WHERE item_version_id = $1 AND language = ANY ($2)`,
    [version, languages],
  );
const publish = ({ contestId }: Draft) =>
  owner.query(`UPDATE contest SET status = 'published' WHERE id = $1`, [contestId]);
const naming = ({ bank, item }: Draft) => ['--bank', bank, '--item', item];
const THAI = [
  '--language',
  'tai',
  '--stem',
  'Cau hoi',
  ...['a', 'b', 'c', 'd'].flatMap((option) => ['--options', option]),
];

async function call(path: string, headers: Record<string, string> = {}, body?: unknown) {
  const json = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return fetch(`${api.url}${path}`, { ...json, headers: { ...type, ...headers } });
}

interface Question {
  stem: string;
  options: string[];
  pictures: { url: string; alt: string }[];
  audio: string | null;
  wordings: { language: string; languageTitle: string; stem: string; options: string[]; audio: string | null }[];
}

/** What a new person sees of the question, and the order in which its options were drawn for them. */
async function seenBySomebody(contest: Draft): Promise<{ question: Question; order: readonly number[] }> {
  const phone = `09${String(66_000_000 + people++)}`;
  const person = { phone, password: 'song-Lam-2019-xanh', fullName: 'Vàng A Sử', birthDate: '1990-01-01' };
  const { token } = (await (await call('/api/accounts', {}, person)).json()) as { token: string };
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
  await call(`/api/contests/${contest.slug}/participants`, headers, {
    contestUnitId: contest.units[0],
    consents: CONSENTS,
  });
  const reply = await call(`/api/rounds/${contest.contestId}-1/attempts`, headers, {});
  const view = (await reply.json()) as { attemptId: string; questions: Question[] };
  const [row]: { paper_items: number[]; paper_orders: number[] }[] = await owner.query(
    `SELECT paper_items, paper_orders FROM attempt WHERE contest_id = $1 AND id = $2`,
    [contest.contestId, view.attemptId.slice(view.attemptId.indexOf('-') + 1)],
  );
  const place = row!.paper_items.indexOf(contest.version);
  return { question: view.questions[place]!, order: decodeOrder(row!.paper_orders[place]!, 4) };
}

describe('a question with pictures, sound and another language', () => {
  it('comes with the paper, options in the order shown, and the files come by their content', async () => {
    const contest = await draft();
    // Somebody knocks before the contest is open: nothing of a draft may be remembered.
    await expect(seenBySomebody(contest)).rejects.toThrow();
    const item = naming(contest);
    expect(await cli('add-wording', ...item, ...THAI, '--audio', file(MP3))).toEqual({
      code: 0,
      said: `Đã thêm Tiếng Thái của câu ${contest.item}.\n`,
    });
    const english = [
      '--language',
      'en',
      '--stem',
      'Question',
      ...['1', '2', '3', '4'].flatMap((o) => ['--options', o]),
    ];
    expect(await cli('add-wording', ...item, ...english)).toMatchObject({ code: 0 });
    expect(await cli('add-picture', ...item, '--file', file(PNG), '--alt', 'Bộ phận một cửa')).toMatchObject({
      code: 0,
    });
    const other = Buffer.concat([PNG, PNG]);
    expect(await cli('add-picture', ...item, '--file', file(other), '--alt', 'Ảnh hai')).toMatchObject({ code: 0 });
    expect(await cli('add-audio', ...item, '--file', file(MP3))).toMatchObject({ code: 0 });
    await owner.query(`UPDATE item_version SET editor_mark = 'chờ đối chiếu văn bản gốc' WHERE id = $1`, [
      contest.version,
    ]);
    await sign(contest, 'tai', 'en');
    await publish(contest);

    const { question, order } = await seenBySomebody(contest);
    const inOrder = (...options: string[]) => order.map((place) => options[place]);
    const sound = `/api/media/${hashOf(MP3)}`;
    expect(question).toMatchObject({
      options: inOrder('một', 'hai', 'ba', 'bốn'),
      editorMark: 'chờ đối chiếu văn bản gốc',
      pictures: [
        { url: `/api/media/${hashOf(PNG)}`, alt: 'Bộ phận một cửa' },
        { url: `/api/media/${hashOf(other)}`, alt: 'Ảnh hai' },
      ],
      audio: sound,
      wordings: [
        {
          language: 'en',
          languageTitle: 'Tiếng Anh',
          stem: 'Question',
          options: inOrder('1', '2', '3', '4'),
          audio: null,
        },
        {
          language: 'tai',
          languageTitle: 'Tiếng Thái',
          stem: 'Cau hoi',
          options: inOrder('a', 'b', 'c', 'd'),
          audio: sound,
        },
      ],
    });

    const picture = await call(question.pictures[0]!.url);
    expect(picture.status).toBe(200);
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      etag: `"${hashOf(PNG)}"`,
    });
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG);
    const again = await call(question.pictures[0]!.url, { 'if-none-match': `"${hashOf(PNG)}"` });
    expect([again.status, await again.text()]).toEqual([304, '']);

    const part = await call(sound, { range: 'bytes=1000-1999' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${MP3.length}`]);
    expect(part.headers.get('content-type')).toBe('audio/mpeg');
    expect(Buffer.from(await part.arrayBuffer())).toEqual(MP3.subarray(1000, 2000));
    const beyond = await call(sound, { range: `bytes=${MP3.length}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${MP3.length}`]);
  });

  it.each([
    ['a hash of no file', 'a'.repeat(64)],
    ['a name', 'anh.png'],
    ['a path that climbs', '..%2f..%2fetc%2fpasswd'],
  ])('is not found by %s', async (_title, name) => {
    const reply = await call(`/api/media/${name}`);
    expect(reply.status).toBe(404);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the errands that add them', () => {
  let contest: Draft;
  beforeEach(async () => {
    contest = await draft();
  });
  const left = async () => {
    const [row]: { n: number }[] = await owner.query(
      `SELECT (SELECT count(*) FROM item_wording WHERE item_version_id = $1)::int
            + (SELECT count(*) FROM item_media WHERE item_version_id = $1)::int AS n`,
      [contest.version],
    );
    return row!.n;
  };

  it('refuse a question that people have been asked', async () => {
    await publish(contest);
    const item = naming(contest);
    for (const args of [
      ['add-wording', ...item, ...THAI],
      ['add-picture', ...item, '--file', file(PNG), '--alt', 'Ảnh'],
      ['add-audio', ...item, '--file', file(MP3)],
    ]) {
      expect(await cli(...args)).toMatchObject({ code: 1, said: expect.stringContaining('đã công bố') });
    }
    expect(await left()).toBe(0);
  });

  it.each([
    ['a question that is none', () => ['add-wording', '--bank', contest.bank, '--item', 'x', ...THAI], 1],
    ['an option too few', () => ['add-wording', ...naming(contest), ...THAI.slice(0, -2)], 1],
    ['a language that is none', () => ['add-wording', ...naming(contest), ...THAI, '--language', 'xx'], 2],
    ['no stem', () => ['add-wording', ...naming(contest), ...THAI, '--stem', ' '], 2],
    ['a picture for a sound', () => ['add-wording', ...naming(contest), ...THAI, '--audio', file(PNG)], 1],
    ['a sound for a picture', () => ['add-picture', ...naming(contest), '--file', file(MP3), '--alt', 'Ảnh'], 1],
    ['a drawing that is a program', () => picture(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 1],
    ['a picture that is too large', () => picture(Buffer.concat([PNG, Buffer.alloc(LIMITS.pictureBytesMax)])), 1],
    ['a picture without words for it', () => ['add-picture', ...naming(contest), '--file', file(PNG)], 2],
    ['a file that is not there', () => ['add-audio', ...naming(contest), '--file', join(folder, 'none')], 1],
  ])('refuse %s and add nothing', async (_title, args, code) => {
    expect(await cli(...args())).toMatchObject({ code });
    expect(await left()).toBe(0);
  });

  it('add each thing once', async () => {
    const add = () => [
      ['add-wording', ...naming(contest), ...THAI],
      picture(PNG),
      ['add-audio', ...naming(contest), '--file', file(MP3)],
    ];
    for (const args of add()) expect(await cli(...args)).toMatchObject({ code: 0 });
    for (const args of add())
      expect(await cli(...args)).toMatchObject({ code: 1, said: expect.stringContaining('đã có') });
    expect(await left()).toBe(3);
  });

  it('store decomposed accents composed', async () => {
    const stem = 'Câu hỏi về một cửa';
    await cli('add-wording', ...naming(contest), ...THAI, '--stem', stem.normalize('NFD'));
    const rows = await owner.query(`SELECT stem FROM item_wording WHERE item_version_id = $1`, [contest.version]);
    expect(rows).toEqual([{ stem: stem.normalize('NFC') }]);
  });

  const picture = (bytes: Buffer) => ['add-picture', ...naming(contest), '--file', file(bytes), '--alt', 'Ảnh'];
});

it('a file cannot stand under the hash of another, whatever the program does', async () => {
  const forged = owner.query(`INSERT INTO media (sha256, mime, bytes, size) VALUES ($1, 'image/png', $2, $3)`, [
    hashOf(MP3).replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    PNG,
    PNG.length,
  ]);
  await expect(forged).rejects.toThrow('media_sha256_check');
});
