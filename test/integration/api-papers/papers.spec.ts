import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import mammoth from 'mammoth';
import { extractText } from 'unpdf';
import { checkRegulations, theLe } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';

const { regulations } = checkRegulations(
  JSON.parse(readFileSync(new URL('../../fixtures/contest.bo-gtvt-2020.json', import.meta.url), 'utf8')),
);

let citizens: Citizens;
let contest: ContestFixture;
let codes: string[];
let organizer: string;
/** Of the first unit. */
let manager: string;

beforeAll(async () => {
  citizens = await Citizens.open();
  contest = await insertContest(citizens.owner);
  const { contestId, units } = contest;
  const rows = await citizens.owner.query<{ code: string }[]>(
    `SELECT code FROM contest_unit WHERE contest_id = $1 AND kind <> 'virtual' ORDER BY id`,
    [contestId],
  );
  codes = rows.map(({ code }) => code);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId });
  manager = await citizens.signUpAs({ role: 'unit_manager', contestId, contestUnitId: units[0]! });
});
afterAll(() => citizens?.close());

async function get(path: string, token: string) {
  const answer = await fetch(`${citizens.api.url}/api/contests/${contest.slug}/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

const wordsOf = async (buffer: Buffer): Promise<string> =>
  (await mammoth.extractRawText({ buffer })).value.replace(/\s+/g, ' ');

describe('papers of a contest', () => {
  it('have the thể lệ as the annex of a decision, where there is one', async () => {
    expect((await get('papers/regulations', organizer)).status).toBe(404);
    await citizens.owner.query('UPDATE contest_revision SET regulations = $2 WHERE contest_id = $1', [
      contest.contestId,
      JSON.stringify(regulations),
    ]);
    const { status, bytes } = await get('papers/regulations?to=decision', organizer);
    expect(status).toBe(200);
    const words = await wordsOf(bytes);
    expect(words).toContain('(Kèm theo Quyết định số …/QĐ-BTC');
    for (const [i, { title }] of theLe(regulations!).entries()) expect(words).toContain(`Điều ${i + 1}. ${title}`);
  });

  it('have the notice of a round with its figures', async () => {
    const { status, headers, bytes } = await get('papers/round-notice?round=1', organizer);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('Thong bao ket qua');
    expect(await wordsOf(bytes)).toMatch(/chưa có lượt thi nào.*ket-qua-chinh-thuc\?xem=dot-1/);
    expect((await get('papers/round-notice?round=99', organizer)).status).toBe(404);
    expect((await get('papers/round-notice', organizer)).status).toBe(400);
  });

  it('invite a unit, for its own manager too, and leave a line in the trail', async () => {
    const own = await get(`units/${codes[0]}/invitation`, manager);
    expect(own.status).toBe(200);
    const [{ name }] = await citizens.owner.query('SELECT name FROM contest_unit WHERE id = $1', [contest.units[0]]);
    expect(await wordsOf(own.bytes)).toContain(`Kính gửi: ${name}`);
    expect((await get(`units/${codes[1]}/invitation`, manager)).status).toBe(403);
    const [line] = await citizens.owner.query(
      `SELECT count(*)::int AS n FROM audit WHERE action = 'paper.exported' AND subject LIKE '%/invitation'`,
    );
    expect(line.n).toBe(1);
  });

  it('are the same as PDF', async () => {
    for (const [path, told] of [
      ['papers/regulations?to=decision&as=pdf', 'Kèm theo Quyết định số'],
      ['papers/round-notice?round=1&as=pdf', 'chưa có lượt thi nào'],
      [`units/${codes[0]}/invitation?as=pdf`, 'GIẤY MỜI'],
    ] as const) {
      const { status, headers, bytes } = await get(path, organizer);
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, 'application/pdf']);
      const { text } = await extractText(new Uint8Array(bytes), { mergePages: true });
      expect(text.normalize('NFC').replace(/\s+/g, ' ')).toContain(told);
    }
    expect((await get('papers/regulations?as=xlsx', organizer)).status).toBe(400);
  });

  it('are not for managers of units, but the invitation', async () => {
    for (const path of [
      'papers/regulations',
      'papers/round-notice?round=1',
      'messages',
      'messages/picture?moment=summary',
    ])
      expect([path, (await get(path, manager)).status]).toEqual([path, 403]);
  });
});

describe('messages', () => {
  it('stand ready for each round and for the end, with the address alone on its line', async () => {
    const { status, body } = await citizens.call('GET', `/contests/${contest.slug}/messages`, { token: organizer });
    expect(status).toBe(200);
    const { messages } = body as { messages: { moment: string; round: { number: number } | null; text: string }[] };
    expect(messages.map(({ moment, round }) => [moment, round?.number ?? null])).toEqual([
      ['opening', 1],
      ['last_day', 1],
      ['result', 1],
      ['summary', null],
    ]);
    expect(messages[0]!.text.split('\n')).toContainEqual(expect.stringMatching(/^https?:\/\/\S+\/cuoc-thi\/\S+$/));
  });

  it('have pictures of both shapes', async () => {
    for (const [shape, sides] of [
      ['square', [1080, 1080]],
      ['wide', [1200, 630]],
    ] as const) {
      const { status, bytes } = await get(`messages/picture?moment=last_day&round=1&shape=${shape}`, organizer);
      expect(status).toBe(200);
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(sides);
    }
    expect((await get('messages/picture?moment=summary&round=1', organizer)).status).toBe(400);
    expect((await get('messages/picture?moment=result', organizer)).status).toBe(400);
  });
});
