import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { APIResponse, Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { checkRegulations, filesOfBranding, type Branding } from '#domain';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE } from '../support/browser.js';
import { CONSENTS, insertContest, type ContestFixture } from '../support/contest.js';
import { pdf, png } from '../support/files.js';
import { takeOffice } from './support/office.js';

/**
 * Names of people, units, contests, rounds, questions, prizes and documents that are markup, put straight into the tables,
 * past every check: on each page of the citizens they are letters. What is looked for is what the markup would have made,
 * before any policy of the browser stops it.
 */
const MARK = 'hostile';
const HOSTILE = [
  ...readFileSync('test/fixtures/attacks/xss.txt', 'utf8').split('\n').filter(Boolean),
  `"><img src=/${MARK} onerror=alert(1) class=${MARK}>`,
  `'><b class=${MARK}>`,
  `</title></textarea></script><script class=${MARK}>alert(1)</script>`,
  `--><svg onload=alert(1) class=${MARK}></svg>`,
  `<style class=${MARK}>body{display:none}</style>`,
  `<base href=//${MARK}.example/ class=${MARK}>`,
  `<meta http-equiv=refresh content="0;url=//${MARK}.example/" class=${MARK}>`,
  `<form action=//${MARK}.example/ class=${MARK}><input name=password autofocus onfocus=alert(1)>`,
  `<a href=javascript:alert(1) class=${MARK}>x</a>`,
  `<math><mtext><option><fake><img src onerror=alert(1) class=${MARK}>`,
  `&lt;img src=x onerror=alert(1) class=${MARK}&gt;`,
  '\\u003cimg src=x onerror=alert(1)\\u003e',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= 7*7 %>',
  "$& $` $' $1",
].join(' ');
/** Of it, as somebody reads it. */
const LETTERS = '<script>alert(1)</script>';

let stack: Stack;
let owner: DataSource;
let browser: Browser;
let context: BrowserContext;
let url = '';
let contest: ContestFixture;
let attempts: { open: string; done: string };
let receipt = '';

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty' });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
  contest = await insertContest(owner, {
    round: { release: { score: 'at_submit', ownAnswers: 'at_submit', key: 'at_submit' } },
    contest: { board: { maskNames: false } },
  });
  context = await browser.newContext(PHONE);
  await poison();
  attempts = await takePart();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

/** Every text that somebody can have written, on everything that pages show. */
async function poison(): Promise<void> {
  const { contestId } = contest;
  const page = {
    ...{
      agency: HOSTILE,
      managingAgency: HOSTILE,
      accent: null,
      summary: HOSTILE,
      contact: { zalo: HOSTILE, hours: HOSTILE },
    },
    ...{ unitKind: 'workplace', unitExample: HOSTILE },
    prizes: [{ title: HOSTILE, count: 1, detail: HOSTILE, amountVnd: 1_000 }],
    documents: [
      {
        title: HOSTILE,
        number: HOSTILE,
        date: '2021-07-15',
        url: `https://example.vn/"onmouseover=alert(1) ${HOSTILE}`,
      },
    ],
  };
  await owner.query(`UPDATE contest SET title = $2, hotline = $2, page = $3 WHERE id = $1`, [contestId, HOSTILE, page]);
  await owner.query(`UPDATE round SET title = $2 WHERE contest_id = $1`, [contestId, HOSTILE]);
  await owner.query(`UPDATE audience SET title = $2 WHERE contest_id = $1`, [contestId, HOSTILE]);
  await owner.query(`UPDATE contest_unit SET name = $2 || id, search_key = search_key($2) WHERE contest_id = $1`, [
    contestId,
    HOSTILE,
  ]);
  await owner.query(`UPDATE topic SET title = $1`, [HOSTILE]);
  await owner.query(
    `UPDATE item_version SET stem = $1 || id, options = ARRAY[$1 || '1', $1 || '2', $1 || '3', $1 || '4']`,
    [HOSTILE],
  );
  await owner.query(`UPDATE key_revision SET explanation = $1`, [HOSTILE]);
  // To practise with: the same words, in a bank of its own.
  await owner.query(
    `WITH own AS (INSERT INTO bank (code, title, practice) VALUES ('on-luyen', $2, true) RETURNING id),
          subject AS (INSERT INTO topic (bank_id, code, title) SELECT id, 'mot', $2 FROM own RETURNING id, bank_id),
          made AS (INSERT INTO item (bank_id, code, topic_id, status) SELECT bank_id, 'mot', id, 'published' FROM subject
                   RETURNING id),
          worded AS (INSERT INTO item_version (item_id, version, kind, level, stem, options)
                     SELECT id, 1, 'single', 1, $2, ARRAY[$2 || '1', $2 || '2'] FROM made RETURNING id),
          keyed AS (INSERT INTO key_revision (item_version_id, revision, key_mask, explanation)
                    SELECT id, 1, 1, $2 FROM worded)
     UPDATE contest SET practice_bank_id = (SELECT id FROM own) WHERE id = $1`,
    [contestId, HOSTILE],
  );
  const [banner, paper] = [await kept(png(720, 180), 'image/png'), await kept(pdf(), 'application/pdf')];
  const branding: Branding = {
    logo: null,
    banner: { file: banner, small: banner, width: 720, height: 180, alt: HOSTILE },
    footer: { responsible: HOSTILE, address: HOSTILE, telephone: HOSTILE, email: HOSTILE, licence: HOSTILE },
    papers: [{ file: paper, title: HOSTILE, number: HOSTILE, date: '2026-11-20', sizeBytes: pdf().length }],
  };
  await owner.query(`INSERT INTO contest_branding (contest_id, version, content, files) VALUES ($1, 1, $2, $3)`, [
    ...[contestId, branding, filesOfBranding(branding)],
  ]);
  const whole = checkRegulations(
    JSON.parse(readFileSync('test/fixtures/contest.bo-gtvt-2020.json', 'utf8')),
  ).regulations!;
  const hostile = <Part extends object>(part: Part) =>
    Object.fromEntries(Object.entries(part).map(([name, said]) => [name, typeof said === 'string' ? HOSTILE : said]));
  const regulations = {
    ...whole,
    ...{ title: HOSTILE, host: hostile(whole.host), attempts: { ...whole.attempts, practice: true } },
  };
  await owner.query(`UPDATE contest_revision SET regulations = $2 WHERE contest_id = $1`, [contestId, regulations]);
}

/** @returns the hash under which a file of a branding is served */
async function kept(bytes: Buffer, mime: string): Promise<string> {
  const side = mime === 'image/png' ? { width: 720, height: 180 } : { width: null, height: null };
  const [{ sha256 }] = (await owner.query(
    `INSERT INTO branding_file (sha256, mime, bytes, size, width, height)
     VALUES (encode(sha256($1::bytea), 'hex'), $2, $1, octet_length($1), $3, $4) RETURNING sha256`,
    [bytes, mime, side.width, side.height],
  )) as [{ sha256: string }];
  return sha256;
}

async function done(answer: APIResponse): Promise<Record<string, string>> {
  if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as Record<string, string>;
}

/** One attempt that is graded, one that goes on, by a person whose name is markup. */
async function takePart(): Promise<typeof attempts> {
  const { request } = context;
  const headers = { origin: url };
  const person = {
    phone: '0977100001',
    password: 'nguoi-xu-Nghe-2019',
    fullName: 'H’Hen Niê',
    birthDate: '1990-02-28',
  };
  const { accountId } = await done(await request.post(`${url}/api/accounts`, { data: person, headers }));
  const place = { contestUnitId: contest.units[0], consents: CONSENTS };
  await done(await request.post(`${url}/api/contests/${contest.slug}/participants`, { data: place, headers }));
  for (const table of ['account', 'participant'])
    await owner.query(`UPDATE ${table} SET full_name = $2 WHERE ${table === 'account' ? 'id' : 'account_id'} = $1`, [
      accountId,
      HOSTILE,
    ]);
  // Another browser of the same person, so that the list of devices has one to show.
  const other = await browser.newContext();
  const credentials = { phone: person.phone, password: person.password };
  await done(await other.request.post(`${url}/api/sessions`, { data: credentials, headers }));
  await owner.query(`UPDATE session SET device = $1`, [HOSTILE]);
  const start = async () =>
    done(
      await request.post(`${url}/api/rounds/${contest.contestId}-1/attempts`, {
        headers: { ...headers, 'idempotency-key': randomUUID() },
      }),
    );
  const first = await start();
  const data = { writer: first['writer'], seq: 1, changes: [{ position: 1, options: [1] }] };
  const own = { ...headers, 'x-attempt-token': first['token']! };
  const handedIn = await done(
    await request.post(`${url}/api/attempts/${first['attemptId']}/submit`, { data, headers: own }),
  );
  receipt = handedIn['receiptNumber'] ?? handedIn['number'] ?? '';
  await done(await request.get(`${url}/api/attempts/${first['attemptId']}/result?wait=10s`));
  const made = { done: first['attemptId']!, open: (await start())['attemptId']! };
  // The same person looks after the unit, and sees who is in it and who asks for it.
  await owner.query(
    `INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id) VALUES ($1, 'unit_manager', $2, $3)`,
    [accountId, contest.contestId, contest.units[0]],
  );
  await owner.query(
    `INSERT INTO unit_correction (contest_id, participant_id, from_unit_id, to_unit_id, reason)
     SELECT contest_id, id, $3, $2, $4 FROM participant WHERE account_id = $1`,
    [accountId, contest.units[0], contest.units[1], HOSTILE],
  );
  return made;
}

const code = async (): Promise<string> =>
  ((await owner.query(`SELECT code FROM contest_unit WHERE id = $1`, [contest.units[0]])) as { code: string }[])[0]!
    .code;

/** A page that is looked at; whether hostile letters are to be seen there, and where it has to show them besides. */
interface Looked {
  path: () => Promise<string> | string;
  shows: boolean;
  open?: string;
  until?: RegExp;
  parts?: (page: Page) => Locator[];
}

/** Every address of the router, as somebody who takes part sees it. */
const PAGES: Record<string, Looked> = {
  '/': { path: () => '/', shows: true },
  '/dang-nhap': { path: () => '/dang-nhap', shows: true },
  '/quen-mat-khau': { path: () => `/quen-mat-khau?tiep=/cuoc-thi/${contest.slug}/vao-thi`, shows: true },
  '/cuoc-thi/:slug': {
    path: () => `/cuoc-thi/${contest.slug}`,
    shows: true,
    // Hotline, the two agencies and five lines of the imprint.
    parts: (page) => [
      page.locator(`img.banner[alt*="${LETTERS}"]`),
      page.locator('footer p').filter({ hasText: LETTERS }).nth(7),
    ],
  },
  '/cuoc-thi/:slug/the-le': {
    path: () => `/cuoc-thi/${contest.slug}/the-le`,
    shows: true,
    parts: (page) => ['.signed a', '.signed p'].map((part) => page.locator(part).filter({ hasText: LETTERS })),
  },
  '/cuoc-thi/:slug/vao-thi': { path: () => `/cuoc-thi/${contest.slug}/vao-thi`, shows: true },
  '/cuoc-thi/:slug/bang-xep-hang': { path: () => `/cuoc-thi/${contest.slug}/bang-xep-hang`, shows: true },
  '/cuoc-thi/:slug/on-luyen': { path: () => `/cuoc-thi/${contest.slug}/on-luyen`, shows: true },
  '/cuoc-thi/:slug/don-vi': { path: () => `/cuoc-thi/${contest.slug}/don-vi`, shows: true },
  '/cuoc-thi/:slug/don-vi/:code': { path: async () => `/cuoc-thi/${contest.slug}/don-vi/${await code()}`, shows: true },
  '/cuoc-thi/:slug/ket-qua-chinh-thuc': {
    path: () => `/cuoc-thi/${contest.slug}/ket-qua-chinh-thuc`,
    shows: true,
  },
  '/cuoc-thi/:slug/du-lieu-mo': { path: () => `/cuoc-thi/${contest.slug}/du-lieu-mo`, shows: true },
  '/cuoc-thi/:slug/man-hinh': { path: () => `/cuoc-thi/${contest.slug}/man-hinh`, shows: true },
  '/don-vi/:code': { path: async () => `/don-vi/${await code()}`, shows: true },
  '/lam-bai/:id': {
    path: () => `/lam-bai/${attempts.open}`,
    shows: true,
    open: 'Làm tiếp trên máy này',
    until: /^Câu 1\//,
  },
  '/ket-qua/:id': { path: () => `/ket-qua/${attempts.done}`, shows: true, open: 'Xem lại bài làm' },
  '/cua-toi': { path: () => '/cua-toi', shows: true },
  '/cua-toi/giay-chung-nhan': { path: () => '/cua-toi/giay-chung-nhan', shows: true },
  '/xac-nhan/:code': { path: () => '/xac-nhan/0000-0000-0000-0000', shows: false },
  '/cua-toi/du-lieu': { path: () => '/cua-toi/du-lieu', shows: true },
  '/so-dien-thoai-cua-toi': { path: () => `/so-dien-thoai-cua-toi?cuoc-thi=${contest.slug}`, shows: true },
  '/dau-moi': { path: () => '/dau-moi', shows: true },
  '/quan-tri/thiet-lap': { path: () => `/quan-tri/thiet-lap#${encodeURIComponent(HOSTILE)}`, shows: false },
  '/quan-tri/xac-minh': { path: () => '/quan-tri/xac-minh', shows: false },
  '/tra-cuu': { path: () => `/tra-cuu#${contest.slug}/${receipt}`, shows: false },
  '/bao-su-co': { path: () => `/bao-su-co?tu=/cuoc-thi/${contest.slug}`, shows: true },
  '/huong-dan': { path: () => '/huong-dan', shows: true },
};

/** Until nothing is being fetched any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  const isSettled = `!!document.querySelector('h1') && !document.querySelector('main .skeleton')`;
  for (let tries = 0; tries < 100 && !(await page.evaluate(isSettled)); tries++) await page.waitForTimeout(100);
  await page.waitForTimeout(300);
}

const opener = (page: Page, words: string) =>
  page
    .getByRole('button', { name: words })
    .or(page.locator('summary', { hasText: words }))
    .filter({ visible: true })
    .first();

/** What markup would have made, and what a link must never say. */
const LOOK = `(() => {
  const made = [...document.querySelectorAll('.${MARK}, iframe, object, embed, base, meta[http-equiv], style.${MARK}, math, animate')];
  const handlers = [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some(({ name }) => /^on/i.test(name)));
  const links = [...document.querySelectorAll('[href], [src], [action], [srcdoc]')].filter((one) =>
    /^\\s*(?:javascript|data:text|vbscript)/i.test(one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action') ?? ''));
  const scripts = [...document.querySelectorAll('script:not([src]):not([type="application/json"]):not([type="application/ld+json"])')];
  return [...made, ...handlers, ...links, ...scripts].map((one) => one.outerHTML.slice(0, 200));
})()`;

/** What goes wrong on a page from now on: dialogs, errors, refusals, requests that markup would make. */
function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('dialog', (dialog) => {
    faults.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    const { host, pathname } = new URL(request.url());
    if (host.includes(MARK) || pathname.includes(MARK) || pathname === '/x') faults.push(request.url());
  });
  return faults;
}

describe('names that are markup', () => {
  it('are looked at on every page that there is', () => {
    const router = readFileSync('apps/web/src/citizen/router.tsx', 'utf8');
    const routes = [...router.matchAll(/^  \['(\/[^']*)', \(\) => import/gm)].map(([, path]) => path!);
    expect(Object.keys(PAGES).sort()).toEqual(routes.sort());
  });

  it.each(Object.entries(PAGES))(
    'are letters on %s',
    async (_pattern, { path, shows, open, until, parts }) => {
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const faults = watch(page);
      try {
        await page.goto(url + (await path()));
        await settled(page);
        if (open) await opener(page, open).click();
        if (until) await page.getByRole('heading', { name: until }).first().waitFor();
        await settled(page);
        for (const part of parts?.(page) ?? []) await part.waitFor();
        expect(await page.evaluate(LOOK)).toEqual([]);
        expect(faults).toEqual([]);
        // Seen, and not only absent: otherwise nothing was tried here.
        const said = await page.evaluate<string>('document.body.innerText + document.title');
        expect(said.includes(LETTERS)).toBe(shows);
      } finally {
        await page.close();
      }
    },
    60_000,
  );

  it('are letters where the console shows the face of a contest, and in the page itself beside', async () => {
    const office = await browser.newContext(DESKTOP);
    await takeOffice(office, url, owner, { role: 'administrator' });
    const page = await office.newPage();
    const faults = watch(page);
    await page.goto(`${url}/quan-tri/cuoc-thi/nhan-dien?cuoc-thi=${contest.slug}`);
    await page.locator('.brand-papers a').filter({ hasText: LETTERS }).waitFor();
    await page.frameLocator('iframe').first().locator('footer p').filter({ hasText: LETTERS }).nth(7).waitFor();
    const made: string[] = [];
    for (const frame of page.frames()) made.push(...(await frame.evaluate<string[]>(LOOK)));
    const own = `src="/cuoc-thi/${contest.slug}"`;
    expect(made.filter((html) => !(html.startsWith('<iframe title=') && html.includes(own)))).toEqual([]);
    expect(faults).toEqual([]);
    await office.close();
  });

  it('would be found out if a page took them for markup', async () => {
    const page = await context.newPage();
    await page.goto(url);
    await settled(page);
    // At once: a moment later such a page is gone.
    const found = await page.evaluate<string[]>(
      `(() => { document.body.innerHTML = ${JSON.stringify(HOSTILE)}; return ${LOOK}; })()`,
    );
    expect(found.length).toBeGreaterThan(10);
    await page.close();
  });
});
