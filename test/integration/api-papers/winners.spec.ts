import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import exceljs from 'exceljs';
import mammoth from 'mammoth';
import { extractText } from 'unpdf';
import { SettlingModule } from '#awards';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens } from '../api-identity/citizens.js';
import { contestOver, workerOf } from '../awards/settled.js';

// Papers with winners, beside what everybody reads of the same publication.

const NAMES = ['Nguyễn Văn An', 'H’Hen Niê', 'Lò Văn Ín'];
const TITLE = 'Danh sách đạt giải Tuần 1';

let house: Citizens;
let worker: Rooms;
let slug: string;
let organizer: string;
let second: string;

beforeAll(async () => {
  house = await Citizens.open();
  worker = await startRooms(house.database, [SettlingModule], { SECRETS_FILE: house.api.env.SECRETS_FILE });
  const { contest } = await contestOver(house.owner, [
    { name: NAMES[0]!, score: 15, guess: 1 },
    { name: NAMES[1]!, score: 14, guess: 1 },
    // A child, whom no public page names in full.
    { name: NAMES[2]!, score: 12.5, guess: 1, birthDate: '2012-05-06' },
    { name: 'Vàng A Sử', score: 11, guess: 9 },
  ]);
  await house.owner.query(`UPDATE participant SET created_at = '2019-05-06' WHERE contest_id = $1`, [contest.id]);
  slug = contest.slug;
  organizer = await house.signUpAs({ role: 'organizer', contestId: contest.id });
  second = await house.signUpAs({ role: 'organizer', contestId: contest.id });
});
afterAll(async () => {
  await worker?.close();
  await house?.close();
});

async function get(path: string, token = organizer) {
  const answer = await fetch(`${house.api.url}/api/contests/${slug}/papers/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

const points = (score: unknown): string => String(score).replace('.', ',');
const plain = (words: string): string => words.normalize('NFC').replace(/\s+/g, ' ');
const wordsOf = async (buffer: Buffer) => plain((await mammoth.extractRawText({ buffer })).value);
const wordsOfPdf = async (bytes: Buffer) =>
  plain((await extractText(new Uint8Array(bytes), { mergePages: true })).text);

const staff = async (method: string, path: string, body: unknown, token = organizer) => {
  const answer = await house.call(method, `/contests/${slug}${path}`, { token, body });
  expect([path, answer.status < 300]).toEqual([path, true]);
};

async function publish(): Promise<void> {
  const id = randomUUID();
  await staff('POST', '/lots', { field: 'dot-1' });
  await staff('POST', '/settlements', { id, field: 'dot-1' });
  await workerOf(worker).work();
  const { body } = await house.call('GET', `/contests/${slug}/settlements/${id}`, { token: organizer });
  const seen = { version: body.version, hash: body.hash };
  for (const token of [organizer, second]) await staff('POST', `/settlements/${id}/approvals`, seen, token);
  await staff('POST', `/settlements/${id}/publication`, seen);
}

interface Published {
  hash: string;
  prizes: {
    title: string;
    amountVnd: number;
    winners: { name: string; rank: number; score: number; unitName: string }[];
  }[];
}

describe('papers with winners', () => {
  it('do not exist before the results are published; the notice says that they are to come', async () => {
    const { status, bytes } = await get('winners/dot-1');
    expect([status, JSON.parse(bytes.toString()).code]).toEqual([404, 'RESULTS_NOT_PUBLISHED']);
    expect(await wordsOf((await get('round-notice?round=1')).bytes)).toContain('được công bố sau khi Ban Tổ chức');
  });

  it('have every prize of the publication, with whole names, in Word, Excel and PDF alike', async () => {
    await publish();
    const { body } = await house.call('GET', `/contests/${slug}/official-results/dot-1`, {});
    const { hash, prizes } = body as Published;
    const awards = prizes.flatMap(({ title, amountVnd, winners }) =>
      winners.map(({ score, unitName }) => ({ title, amountVnd, score, unitName })),
    );
    expect(awards).toHaveLength(3);
    const lines = awards.map(({ title, amountVnd, score, unitName }, i) => [
      ...[i + 1, NAMES[i]!, unitName, score, 0, `hơn ở tiêu chí 1: ${points(score)} điểm`, title, amountVnd],
    ]);

    const book = new exceljs.Workbook();
    const xlsx = await get('winners/dot-1?as=xlsx');
    await book.xlsx.load(xlsx.bytes as never);
    const rows = book.worksheets.flatMap((sheet) =>
      sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? [row.slice(1)] : [])),
    );
    for (const line of lines) expect(rows).toContainEqual(line);
    expect(rows.find((row) => row.includes('Tổng cộng: 3 giải'))?.at(-1)).toBe(1_100_000);

    const word = await wordsOf((await get('winners/dot-1')).bytes);
    const pdf = await wordsOfPdf((await get('winners/dot-1?as=pdf')).bytes);
    const shown = lines.map(([number, name, unit, score, distance, reason, title, money]) =>
      [number, name, unit, points(score), distance, reason, title, Number(money).toLocaleString('de')].join(' '),
    );
    for (const words of [word, pdf]) {
      expect(words).toContain('(Kèm theo Quyết định số');
      for (const line of shown) expect(words).toContain(line);
      expect(words).toContain('1.100.000');
      expect(words).not.toContain('Vàng A Sử');
    }
    for (const words of [word, pdf]) expect(words.replaceAll(' ', '')).toContain(hash);
    expect(xlsx.headers.get('content-disposition')).toContain(encodeURIComponent(TITLE));
  });

  it('are written whole to who runs the contest, and the public page names the child in short all the same', async () => {
    const { body } = await house.call('GET', `/contests/${slug}/official-results/dot-1`, {});
    expect(JSON.stringify(body)).toContain('Lò V. Í.');
    expect(JSON.stringify(body)).not.toContain(NAMES[2]!);
  });

  it('are the notice of the round too, as Word and as PDF', async () => {
    const { body } = await house.call('GET', `/contests/${slug}/official-results/dot-1`, {});
    const shown = (body as Published).prizes.flatMap(({ winners }) => winners.map(({ name }) => name));
    expect(shown).toContain('Lò V. Í.');
    const { headers, bytes } = await get('round-notice?round=1&as=pdf');
    expect(headers.get('content-type')).toBe('application/pdf');
    for (const words of [await wordsOf((await get('round-notice?round=1')).bytes), await wordsOfPdf(bytes)]) {
      expect(words).toContain('Có 3 giải được trao');
      // It goes to all units: people are named there as on the page, a child never in full.
      for (const name of shown) expect(words).toContain(name);
      expect(words).not.toContain(NAMES[2]!);
    }
  });

  it('leave a line that says that whole names went out, and of what', async () => {
    const lines = await house.owner.query<{ subject: string; n: number }[]>(
      `SELECT subject, count(*)::int AS n FROM audit WHERE action = 'paper.exported_full_names' GROUP BY subject`,
    );
    expect(lines).toContainEqual({ subject: `/api/contests/${slug}/papers/winners/dot-1`, n: 3 });
    expect(lines).toHaveLength(1);
  });

  it('are asked for by a field of the contest, in a format that there is', async () => {
    for (const [path, status] of [
      ['winners/dot-9', 404],
      ['winners/tat-ca', 404],
      ['winners/x', 404],
      ['winners/dot-1?as=csv', 400],
    ] as const)
      expect([path, (await get(path)).status]).toEqual([path, status]);
    expect((await get('winners/dot-1', await house.signUp())).status).toBe(403);
  });
});
