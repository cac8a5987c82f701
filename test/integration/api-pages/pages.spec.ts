import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { startApi, type TestApi } from '../../support/app.js';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

const ATTACK = '"><script>alert(1)</script>\u2028</script><!--';
const PUBLIC_URL = 'https://thi.example.vn';

let database: TestDatabase;
let owner: DataSource;
let api: TestApi;
let contest: ContestFixture;
let unitCode: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  contest = await insertContest(owner);
  await owner.query(`UPDATE contest SET title = $2, hotline = '0238 000 0000' WHERE id = $1`, [
    contest.contestId,
    'Tìm hiểu cải cách hành chính',
  ]);
  const [unit] = await owner.query('SELECT code FROM contest_unit WHERE id = $1', [contest.units[1]]);
  unitCode = unit.code;
  api = await startApi(database, { PUBLIC_URL });
}, 30_000);
afterAll(async () => {
  await api?.close();
  await owner?.destroy();
  await database?.drop();
});

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const open = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(api.url + path, { redirect: 'manual', headers: BROWSER, ...init });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
/** What the head says, by name or property. */
const meta = (html: string, name: string) =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)">`).exec(html)?.[1];
const dataOf = (html: string): Record<string, unknown> => {
  const text = /<script type="application\/json" id="first-data">(.*?)<\/script>/.exec(html)?.[1];
  return text === undefined ? {} : JSON.parse(text);
};

describe('a short address', () => {
  it('leads to the contest, and to it with the unit chosen', async () => {
    const { status, headers } = await open(`/t/${contest.contestId}`);
    expect([status, headers.get('location')]).toEqual([302, `/cuoc-thi/${contest.slug}`]);
    const ofUnit = await open(`/t/${contest.contestId}/${unitCode}`);
    expect(ofUnit.headers.get('location')).toBe(`/cuoc-thi/${contest.slug}?don-vi=${unitCode}`);
  });

  it.each([
    '/t/0',
    '/t/99999',
    '/t/1e3',
    '/t/-1',
    '/t/999999999999999999999',
    '/t/thi.example.vn',
    '/t/%2F%2Fattack.example',
    '/t/1%0d%0aset-cookie:a=1',
  ])('%s leads nowhere', async (path) => {
    const { status, headers } = await open(path);
    expect([status, headers.get('location'), headers.get('set-cookie')]).toEqual([404, null, null]);
  });

  it.each([
    '//attack.example',
    '%2F%2Fattack.example',
    'https:%2F%2Fattack.example',
    '%0d%0aset-cookie:a=1',
    '..%5C..%5C',
  ])('of a unit called %s stays with us', async (code) => {
    const { status, headers } = await open(`/t/${contest.contestId}/${code}`);
    const way = headers.get('location');
    expect(status === 404 || way!.startsWith('/')).toBe(true);
    expect(new URL(way ?? '/', api.url).origin).toBe(new URL(api.url).origin);
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('does not tell the name of a rehearsal or of a draft', async () => {
    const draft = await insertContest(owner);
    await owner.query(`UPDATE contest SET status = 'draft' WHERE id = $1`, [draft.contestId]);
    expect((await open(`/t/${draft.contestId}`)).status).toBe(404);
  });
});

describe('the first HTML of a page', () => {
  it('of a contest tells a link card what it is, and carries what the page asks first', async () => {
    const path = `/cuoc-thi/${contest.slug}`;
    const { status, text, headers } = await open(`${path}?ref=zalo`);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(text).toContain('<title>Tìm hiểu cải cách hành chính · Thi CCHC</title>');
    expect(text).toContain(`<link rel="canonical" href="${PUBLIC_URL}${path}">`);
    expect(meta(text, 'og:url')).toBe(PUBLIC_URL + path);
    expect(meta(text, 'og:image')).toBe(`${PUBLIC_URL}/og/${contest.slug}.png`);
    expect(meta(text, 'og:description')).toMatch(/^Từ \d\d:\d\d .*\d{4} đến \d\d:\d\d/);
    expect(meta(text, 'twitter:card')).toBe('summary_large_image');
    expect(text).toMatch(/opening-late.*JavaScript.*Tìm hiểu cải cách.*0238 000 0000/s);
    const asked = await (await fetch(`${api.url}/api${path.replace('/cuoc-thi', '/contests')}`)).json();
    expect(dataOf(text)).toEqual({ now: expect.any(String), [`/api/contests/${contest.slug}`]: asked });
  });

  it('names the script of its own page, and both exist', async () => {
    const { text } = await open(`/cuoc-thi/${contest.slug}/bang-xep-hang`);
    const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file!);
    expect(files).toEqual(expect.arrayContaining([expect.stringMatching(/^\/assets\/board-page-.*\.js$/)]));
    for (const file of files) expect((await open(file)).status).toBe(200);
  });

  it('of a certificate says without a script what its code stands for, to nobody who looks for it', async () => {
    const [account] = await owner.query(
      `INSERT INTO account (id, full_name) VALUES (gen_random_uuid(), 'x') RETURNING id`,
    );
    const [person] = await owner.query(
      `INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name)
       VALUES ($1, gen_random_uuid(), $2, $3, 1, 'Ưỡng Thị Ngọc') RETURNING id`,
      [contest.contestId, account.id, contest.units[0]],
    );
    await owner.query(
      `INSERT INTO certificate (contest_id, number, code, participant_id, prize, words, unit_name, contest_title, symbol)
       VALUES ($1, 7, '7KQ4-M2XP-9RTA-HD3F', $2, '', 'đã đạt 18/20 điểm tại', 'Xã <b>Tà</b>', 'Cuộc thi', 'GCN')`,
      [contest.contestId, person.id],
    );
    const { status, text } = await open('/xac-nhan/7KQ4-M2XP-9RTA-HD3F');
    expect(status).toBe(200);
    expect(meta(text, 'robots')).toBe('noindex');
    const said = /opening-late.*?<\/div>/s.exec(text)![0];
    expect(said).toContain('đang có hiệu lực');
    for (const words of ['07/GCN', 'Ư. T. N.', 'Xã &lt;b&gt;Tà&lt;/b&gt;', 'đã đạt 18/20 điểm tại'])
      expect(said).toContain(words);
    expect(said).not.toContain('JavaScript');
    expect(text).not.toContain('Ngọc');
    const other = await open('/xac-nhan/0000-0000-0000-0000');
    expect(other.status).toBe(404);
    expect(other.text).toContain('Không có giấy chứng nhận nào mang mã này');
  });

  it('of the home page carries the contests', async () => {
    const { text } = await open('/');
    const asked = await (await fetch(`${api.url}/api/contests`)).json();
    expect(dataOf(text)['/api/contests']).toEqual(asked);
  });

  it('of a unit names it, in a contest and alone, and those outside the list', async () => {
    const { text } = await open(`/cuoc-thi/${contest.slug}/don-vi/${unitCode}`);
    expect(meta(text, 'og:title')).toBe('Phường Vinh Phú · Tìm hiểu cải cách hành chính');
    expect(meta(text, 'og:image')).toBe(`${PUBLIC_URL}/og/${contest.slug}/${unitCode}.png`);
    expect(meta((await open(`/don-vi/${unitCode}`)).text, 'og:title')).toBe('Phường Vinh Phú');
    await owner.query(`UPDATE contest_unit SET code = 'NGOAI', kind = 'virtual' WHERE id = $1`, [contest.units[2]]);
    const outside = await open(`/cuoc-thi/${contest.slug}/don-vi/NGOAI`);
    expect(meta(outside.text, 'og:title')).toMatch(/^Ngoài danh sách mời/);
    expect((await open(`/cuoc-thi/${contest.slug}/don-vi/khac`)).status).toBe(404);
  });

  it.each(['/dang-nhap', '/cua-toi', '/lam-bai/1-0199c0de-0000-7000-8000-000000000000', '/ket-qua/1-x'])(
    '%s, a page of a person, says nothing and is not listed',
    async (path) => {
      const { status, text, headers } = await open(path);
      expect(status).toBe(200);
      expect(meta(text, 'robots')).toBe('noindex');
      expect(dataOf(text)).toEqual({});
      const again = await open(path, { headers: { ...BROWSER, 'if-none-match': headers.get('etag')! } });
      expect([again.status, again.text]).toEqual([304, '']);
    },
  );

  it('is the same whoever asks', async () => {
    const withSession = await open('/cua-toi', { headers: { ...BROWSER, cookie: 'session=abc' } });
    expect(withSession.text).toBe((await open('/cua-toi')).text);
    expect(withSession.headers.get('set-cookie')).toBeNull();
  });

  it('of one name is never taken for that of another', async () => {
    const [contestName, unitName] = [`/cuoc-thi/${contest.slug}/don-vi/${unitCode}`, `${contest.slug}%20${unitCode}`];
    expect((await open(contestName)).status).toBe(200);
    expect((await open(`/don-vi/${unitName}`)).status).toBe(404);
  });

  it('shows hostile titles and names as letters', async () => {
    const other = await insertContest(owner);
    await owner.query('UPDATE contest SET title = $2, hotline = $2 WHERE id = $1', [other.contestId, ATTACK]);
    await owner.query('UPDATE contest_unit SET name = $2 WHERE id = $1', [other.units[0], ATTACK]);
    const [{ code }] = await owner.query('SELECT code FROM contest_unit WHERE id = $1', [other.units[0]]);
    for (const path of [`/cuoc-thi/${other.slug}`, `/cuoc-thi/${other.slug}/don-vi/${code}`, `/don-vi/${code}`, '/']) {
      const { status, text } = await open(path);
      expect(status).toBe(200);
      expect(text).not.toMatch(/<script>|alert\(1\)<\/script>|\u2028(?=[^<]*<\/script>)/);
      expect(text.match(/<\/script>/g)).toHaveLength(path.startsWith('/don-vi') ? 1 : 2);
      if (path !== '/' && !path.startsWith('/don-vi'))
        expect(dataOf(text)[`/api/contests/${other.slug}`]).toMatchObject({ title: ATTACK });
    }
    for (const path of [`/og/${other.slug}.png`, `/og/${other.slug}/${code}.png`])
      expect((await fetch(api.url + path)).headers.get('content-type')).toBe('image/png');
    await owner.query(`UPDATE contest SET status = 'draft' WHERE id = $1`, [other.contestId]);
  });

  it('comes without its body for HEAD', async () => {
    const { status, text, headers } = await open(`/cuoc-thi/${contest.slug}`, { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
});

describe('an address that is not there', () => {
  it.each([
    '/cuoc-thi/khong-co',
    '/cuoc-thi/Khong%20Co',
    '/cuoc-thi/khong-co/don-vi/1',
    '/don-vi/khong-co',
    '/khong-co',
  ])('%s shows a person the page that says so, with 404', async (path) => {
    const { status, text, headers } = await open(path);
    expect(status).toBe(404);
    expect(text).toContain('<div id="app">');
    expect(meta(text, 'robots')).toBe('noindex');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['a script', '/assets/gone-1234.js', { accept: '*/*' }],
    ['a file of the build', '/.vite/manifest.json', { accept: '*/*' }],
    ['the api, even to a browser', '/api/khong-co', BROWSER],
    ['a program', '/khong-co', { accept: 'application/json' }],
    ['a file outside', '/assets/..%2f..%2fpackage.json', { accept: '*/*' }],
  ])('tells %s so in problem+json', async (_name, path, headers) => {
    const answer = await open(path, { headers });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each(['/cuoc-thi/%E0%A4%A', '/og/%E0%A4%A.png', '/api/contests/%'])(
    'says so in problem+json with the headers of every answer where it cannot be read: %s',
    async (path) => {
      const { status, headers, body } = await raw(path, BROWSER);
      expect(status).toBe(400);
      expect(headers).toMatchObject({
        'content-type': expect.stringContaining('application/problem+json'),
        'content-security-policy': expect.any(String),
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
      expect(JSON.parse(body.toString()).code).toBe('INVALID_INPUT');
    },
  );

  it('sends nobody to another host for a slash too many', async () => {
    const moved = await open('/huong-dan/');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/huong-dan']);
    expect((await open(`/${'a/'.repeat(2000)}/`)).headers.get('location')).toBe(`/${'a/'.repeat(1999)}a`);
    for (const path of ['//evil.example/', '/\\evil.example/', '///evil.example//']) {
      const { status, headers } = await raw(path, BROWSER);
      expect([status, headers['location']]).toEqual([404, undefined]);
    }
  });
});

describe('the files of the pages', () => {
  it('come packed, and stay for ever under a name that changes with them', async () => {
    const { text } = await open('/');
    const script = /src="(\/assets\/index-[^"]+\.js)"/.exec(text)![1]!;
    const packed = await raw(script, { 'accept-encoding': 'br' });
    expect(packed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    const plain = await raw(script);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(brotliDecompressSync(packed.body).equals(plain.body)).toBe(true);
    const etag = { 'if-none-match': plain.headers.etag! };
    expect((await raw(script, etag)).status).toBe(304);
  });

  it('hold what a home screen needs', async () => {
    const { text, headers } = await open('/manifest.webmanifest');
    expect(headers.get('content-type')).toBe('application/manifest+json');
    const { icons, start_url, lang } = JSON.parse(text);
    expect([start_url, lang]).toEqual(['/', 'vi']);
    for (const { src, sizes, type } of [
      ...icons,
      { src: '/apple-touch-icon.png', sizes: '180x180', type: 'image/png' },
    ]) {
      const { status, headers: found, body } = await raw(src);
      expect([src, status, found['content-type']]).toEqual([src, 200, expect.stringContaining(type)]);
      if (type === 'image/png') expect(`${body.readUInt32BE(16)}x${body.readUInt32BE(20)}`).toBe(sizes);
    }
  });

  it('hold a service worker that is looked for anew each time and names files that are there', async () => {
    const { text, headers } = await open('/sw.js');
    expect(headers.get('cache-control')).toBe('no-cache');
    const files = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(15);
    for (const file of files) expect((await raw(file)).status).toBe(200);
    expect((await open('/index.html')).text).not.toMatch(/first-data/);
  });
});

describe('the pictures of link cards', () => {
  it.each([() => '/og/home.png', () => `/og/${contest.slug}.png`, () => `/og/${contest.slug}/${unitCode}.png`])(
    'are drawn once and kept',
    async (path) => {
      const { status, headers, body } = await raw(path());
      expect([status, headers['content-type']]).toEqual([200, 'image/png']);
      expect([body.readUInt32BE(16), body.readUInt32BE(20)]).toEqual([1200, 630]);
      expect(headers['cache-control']).toBe('public, max-age=3600');
      const again = await raw(path(), { 'if-none-match': headers.etag! });
      expect([again.status, again.body.length]).toEqual([304, 0]);
    },
  );

  it.each(['/og/khong-co.png', '/og/khong-co/1.png', '/og/home', '/og/home.svg'])('%s is not there', async (path) => {
    expect((await raw(path)).status).toBe(404);
  });
});

describe('a code to scan', () => {
  it('leads to a page at the public address, black on white', async () => {
    const { status, headers, body } = await raw(`/qr.svg?path=${encodeURIComponent('/cuoc-thi/a?don-vi=1')}`);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      expect.stringContaining('image/svg+xml'),
      'public, max-age=86400',
    ]);
    expect(body.toString()).toMatch(/fill="#ffffff".*stroke="#000000"/);
    // A made-up Host changes nothing.
    expect((await raw(`/qr.svg?path=/cuoc-thi/a?don-vi=1`, { host: '192.168.1.9' })).body.equals(body)).toBe(true);
  });

  it.each([
    '//evil.example/',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a b',
    '/a\n',
    '/a\u202E',
    `/${'a'.repeat(300)}`,
    `/${'ệ'.repeat(299)}`,
    `/${'ệ'.repeat(60)}`,
    '',
  ])('is not made for %j', async (path) => {
    expect((await raw(`/qr.svg?path=${encodeURIComponent(path)}`)).status).toBe(400);
  });

  it('is made for one path at a time', async () => {
    expect((await raw('/qr.svg')).status).toBe(400);
    expect((await raw('/qr.svg?path=/a&path=/b')).status).toBe(400);
  });
});

describe('what search engines read', () => {
  it('keeps them off the pages of persons and the api', async () => {
    const { text } = await open('/robots.txt');
    expect(text).toContain('Disallow: /api/');
    expect(text).toContain('Disallow: /lam-bai/');
    expect(text).toContain(`Sitemap: ${PUBLIC_URL}/sitemap.xml`);
  });

  it('lists the published contests', async () => {
    const { text, headers } = await open('/sitemap.xml');
    expect(headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(text).toContain(`<loc>${PUBLIC_URL}/cuoc-thi/${contest.slug}</loc>`);
  });
});

/** The answer as it travels: nothing is unpacked, the path is not made tidy. */
function raw(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, string | undefined>; body: Buffer }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(api.url);
      request({ hostname, port, path, headers: { accept: '*/*', ...headers } }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('end', () =>
          resolve({
            status: answer.statusCode!,
            headers: answer.headers as Record<string, string | undefined>,
            body: Buffer.concat(parts),
          }),
        );
      })
        .once('error', reject)
        .end();
    },
  );
}
