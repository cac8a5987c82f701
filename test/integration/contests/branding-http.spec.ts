import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { BLANK_BRANDING, LIMITS } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { exif, jpeg, pdf, png, pngPart, pngThatLies } from '../../support/files.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';

// Logo, banner, footer and signed papers over HTTP.

let citizens: Citizens;
let contest: ContestFixture;
let organizer: string;

beforeAll(async () => {
  citizens = await Citizens.open();
}, 30_000);
afterAll(() => citizens?.close());
beforeEach(async () => {
  contest = await insertContest(citizens.owner);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
});

const path = () => `/contests/${contest.slug}/branding`;
const TYPES = { logo: 'image/png', banner: 'image/jpeg', paper: 'application/pdf' };
type Use = keyof typeof TYPES;

async function send(
  use: string,
  bytes: Buffer,
  type = TYPES[use as Use],
  at = path(),
  token = organizer,
): Promise<Reply> {
  const response = await fetch(`${citizens.api.url}/api${at}/files?use=${use}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const kept = async (use: Use, bytes: Buffer): Promise<string> => (await send(use, bytes)).body.file;
const BLANK = { version: 0, logo: null, banner: null, footer: BLANK_BRANDING.footer, papers: [] };
const put = (wish: object, at = path(), token = organizer): Promise<Reply> =>
  citizens.call('PUT', at, { token, body: { ...BLANK, ...wish } });
const get = (hash: string, headers: Record<string, string> = {}) =>
  fetch(`${citizens.api.url}/api/branding-files/${hash}`, { headers });
const shown = async () => (await citizens.call('GET', `/contests/${contest.slug}`)).body.branding;

describe('the branding of a contest', () => {
  it('is nothing at first, and then what the organizer put there, for everybody', async () => {
    expect((await citizens.call('GET', path(), { token: organizer })).body).toEqual({
      ...{ version: 0, branding: BLANK_BRANDING, updatedAt: null, updatedByName: null },
    });
    expect(await shown()).toEqual(BLANK_BRANDING);
    const logo = await kept('logo', png(96, 64));
    const [full, small] = [await kept('banner', jpeg(1440, 360)), await kept('banner', jpeg(720, 180))];
    const decision = await kept('paper', pdf());
    const footer = {
      ...BLANK_BRANDING.footer,
      responsible: 'Ông Lò Văn Ín, Phó Giám đốc Sở Nội vụ',
      email: 'snv@example.gov.vn',
    };
    const { status, body } = await put({
      logo: { file: logo },
      banner: { file: full, small, alt: 'Tìm hiểu cải cách hành chính' },
      footer,
      papers: [{ file: decision, title: 'Quyết định ban hành thể lệ', number: '15/QĐ-UBND', date: '2026-05-04' }],
    });
    expect(status).toBe(200);
    const branding = {
      logo: { file: logo, width: 96, height: 64 },
      banner: { file: full, small, alt: 'Tìm hiểu cải cách hành chính', width: 1440, height: 360 },
      footer,
      papers: [
        {
          ...{ file: decision, title: 'Quyết định ban hành thể lệ', number: '15/QĐ-UBND', date: '2026-05-04' },
          sizeBytes: pdf().length,
        },
      ],
    };
    expect(body).toEqual({ version: 1, branding, updatedAt: expect.any(String), updatedByName: 'H’Hen Niê' });
    expect(await shown()).toEqual(branding);
    const [line] = await citizens.owner.query(
      `SELECT subject, before, after FROM audit WHERE action = 'contest.branding_changed' ORDER BY id DESC LIMIT 1`,
    );
    expect(line).toEqual({
      subject: `contest/${contest.contestId}`,
      before: null,
      after: {
        ...{ logo, banner: full, papers: [{ file: decision, number: '15/QĐ-UBND' }] },
        // Which lines, never whose name.
        footer: ['responsible', 'email'],
      },
    });
  });

  it('is not written over by who had not seen it', async () => {
    expect((await put({ footer: { ...BLANK.footer, telephone: '0238 111 222' } })).status).toBe(200);
    expect(await put({ footer: { ...BLANK.footer, telephone: '0238 333 444' } })).toMatchObject({
      status: 409,
      body: { code: 'BRANDING_CHANGED', details: { version: 1, changedByName: 'H’Hen Niê' } },
    });
    expect((await put({ version: 7 })).status).toBe(409);
    expect((await shown()).footer.telephone).toBe('0238 111 222');
    expect((await put({ version: 1 })).body.version).toBe(2);
  });

  it('brings a picture back that was removed by mistake, and serves none that is not shown', async () => {
    const logo = await kept('logo', png(64, 64));
    expect((await get(logo)).status).toBe(404);
    await put({ logo: { file: logo } });
    expect((await get(logo)).status).toBe(200);
    await put({ version: 1 });
    expect((await get(logo)).status).toBe(404);
    await put({ version: 2, logo: { file: logo } });
    expect((await get(logo)).status).toBe(200);
  });

  it('names only files that were sent, for what they are', async () => {
    const [logo, paper] = [await kept('logo', png(64, 64)), await kept('paper', pdf())];
    const unknown = 'f'.repeat(64);
    const wishes = [
      { logo: { file: unknown } },
      { logo: { file: paper } },
      { banner: { file: logo, small: logo, alt: '' } },
      { papers: [{ file: logo, title: 'Thể lệ', number: null, date: null }] },
    ];
    for (const wish of wishes)
      expect(await put(wish)).toMatchObject({ status: 400, body: { code: 'BRANDING_FILE_NOT_FOUND' } });
  });

  it('takes words that can be read, on one line each', async () => {
    const paper = await kept('paper', pdf('/Lang(vi)'));
    const titled = (title: string) => ({ papers: [{ file: paper, title, number: null, date: null }] });
    const wishes = [
      titled(''),
      titled('a'.repeat(LIMITS.pageLineLengthMax + 1)),
      titled('Thể lệ\u202e'),
      { papers: [{ file: paper, title: 'Thể lệ', number: null, date: '2026-02-30' }] },
      { papers: Array.from({ length: LIMITS.brandingPapersMax + 1 }, () => titled('Thể lệ').papers[0]) },
      { footer: { ...BLANK.footer, email: 'không phải thư' } },
      { footer: { ...BLANK.footer, address: 'Hai\ndòng' } },
      { footer: {} },
      { logo: { file: '../../etc/passwd' } },
      { color: '#fff' },
    ];
    for (const wish of wishes) expect([wish, (await put(wish)).body.code]).toEqual([wish, 'INVALID_INPUT']);
    const { body } = await put({ footer: { ...BLANK.footer, address: '', email: '', telephone: ' 0238 1 ' } });
    expect(body.branding.footer).toEqual({ ...BLANK.footer, telephone: '0238 1' });
  });
});

describe('a file for a branding', () => {
  it.each<[string, Use, Buffer]>([
    [
      'an SVG with a script',
      'logo',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ['a page called a picture', 'banner', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a picture of huge sides', 'logo', pngThatLies(60_000, 60_000)],
    ['a stripe', 'logo', png(640, 64)],
    [
      'a logo too heavy',
      'logo',
      jpeg(512, 512, [
        Buffer.concat(Array(3).fill(Buffer.concat([Buffer.from('ffdbffff', 'hex'), Buffer.alloc(0xfffd)]))),
      ]),
    ],
    ['a banner of another ratio', 'banner', jpeg(1440, 400)],
    ['a PDF called a picture', 'logo', pdf()],
    ['half a picture', 'logo', png(64, 64).subarray(0, 90)],
  ])('is not %s', async (_what, use, bytes) => {
    expect(await send(use, bytes)).toMatchObject({ status: 400, body: { code: 'PICTURE_UNFIT' } });
  });

  it.each([
    ['a page called a paper', Buffer.from('<!doctype html>%PDF-1.7 startxref %%EOF')],
    ['a paper with a program', pdf('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>')],
    ['half a paper', pdf().subarray(0, 50)],
    ['a picture called a paper', png(64, 64)],
  ])('is not %s', async (_what, bytes) => {
    expect(await send('paper', bytes)).toMatchObject({ status: 400, body: { code: 'PAPER_UNFIT' } });
  });

  it('is none of another type, of no use, or too large to be read', async () => {
    expect((await send('logo', png(64, 64), 'image/svg+xml')).status).toBe(400);
    expect((await send('logo', png(64, 64), 'text/html')).status).toBe(400);
    expect((await send('favicon', png(64, 64), 'image/png')).status).toBe(400);
    expect((await send('paper', Buffer.alloc(LIMITS.scanBytesMax + 1, '%PDF-1.7'))).status).toBe(413);
  });

  it('is kept as a picture alone: not where it was taken, nor what was hidden in it', async () => {
    const script = '<script>alert(1)</script>';
    const logo = await kept(
      'logo',
      Buffer.concat([png(64, 64, [pngPart('tEXt', Buffer.from(script))]), Buffer.from(script)]),
    );
    const small = await kept('banner', jpeg(720, 180, [exif('GPS 21.03, 105.85')], script));
    await put({ logo: { file: logo }, banner: { file: small, small, alt: '' } });
    const bytes = async (hash: string) => Buffer.from(await (await get(hash)).arrayBuffer());
    expect(await bytes(logo)).toEqual(png(64, 64));
    expect(await bytes(small)).toEqual(jpeg(720, 180));
  });

  it('is served as what it is and nothing else', async () => {
    const logo = await kept('logo', png(64, 64));
    const paper = await kept('paper', pdf('/Lang(vi)'));
    const title = 'Quyết định "15"; filename=../../a.html\tđóng dấu';
    const papers = [{ file: paper, title: title.replace('\t', ' '), number: null, date: null }];
    expect((await put({ logo: { file: logo }, papers })).status).toBe(200);
    const picture = await get(logo);
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await get(logo, { 'if-none-match': `"${logo}"` })).status).toBe(304);
    const document = await get(paper);
    expect(Object.fromEntries(document.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    const [, name] = /^attachment; filename="([^"]*)"; filename\*=UTF-8''\S+$/.exec(
      document.headers.get('content-disposition')!,
    )!;
    expect(name).toBe('Quyet dinh 15 ; filename=.. .. a.html dong dau.pdf');
    for (const hash of ['x', 'F'.repeat(64), '..%2f..%2fpackage.json']) expect((await get(hash)).status).toBe(404);
  });
});

describe('the branding of a plan', () => {
  const REGULATIONS = JSON.stringify({ title: 'Cuộc thi sắp tới' });
  const planOf = async (contestId: number | null): Promise<string> => {
    const id = randomUUID();
    await citizens.owner.query(`INSERT INTO contest_plan (id, regulations, contest_id) VALUES ($1, $2, $3)`, [
      ...[id, REGULATIONS, contestId],
    ]);
    return id;
  };

  it('goes with it into the contest that is made from it, and is seen in its rehearsal before', async () => {
    const everywhere = await citizens.signUpAs({ role: 'organizer' });
    const plan = await planOf(null);
    const at = `/contest-plans/${plan}/branding`;
    const { body } = await send('logo', png(64, 64), 'image/png', at, everywhere);
    expect((await put({ logo: { file: body.file } }, at, everywhere)).status).toBe(200);
    expect((await shown()).logo).toBeNull();
    await citizens.owner.query(
      `INSERT INTO rehearsal (contest_id, plan_id, plan_version, phones, unit_codes) VALUES ($1, $2, 1, '{}', '{}')`,
      [contest.contestId, plan],
    );
    expect((await shown()).logo).toMatchObject({ file: body.file });
    await citizens.owner.query(`DELETE FROM rehearsal`);
    await citizens.owner.query(`UPDATE contest_plan SET contest_id = $2 WHERE id = $1`, [plan, contest.contestId]);
    expect((await shown()).logo).toMatchObject({ file: body.file });
    // From here on both addresses name the same thing.
    expect((await put({ version: 1 })).body.version).toBe(2);
    expect((await citizens.call('GET', at, { token: everywhere })).body.version).toBe(2);
  });

  it('is out of reach for who runs another contest', async () => {
    const plan = await planOf(null);
    for (const call of [
      citizens.call('GET', `/contest-plans/${plan}/branding`, { token: organizer }),
      put({}, `/contest-plans/${plan}/branding`),
      send('logo', png(64, 64), 'image/png', `/contest-plans/${plan}/branding`),
    ])
      expect(await call).toMatchObject({ status: 404, body: { code: 'PLAN_NOT_FOUND' } });
  });
});
