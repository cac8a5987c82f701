import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { openBrowser, PHONE, visit, type Visit } from '../support/browser.js';
import { insertContest, type ContestFixture } from '../support/contest.js';

/** What the pages do when the network is away, or the server has newer pages than those that are open. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let contest: ContestFixture;
let url = '';
let open: Visit[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, prepare: 'empty' });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
  contest = await insertContest(owner);
  // Before any page is asked for: the server keeps what it says of a contest for some seconds.
  await owner.query(`UPDATE contest SET hotline = '0238 000 0000' WHERE id = $1`, [contest.contestId]);
}, 90_000);

afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
});
afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

async function enter(path: string): Promise<Visit> {
  const made = await visit(browser, url + path, PHONE);
  open.push(made);
  return made;
}

/** Until the worker keeps the files: it is asked for some seconds after the page has loaded. */
const kept = (page: Page) =>
  page.evaluate<boolean>('navigator.serviceWorker.ready.then(({ active }) => active !== null)');

const inCache = (page: Page): Promise<string[]> =>
  page.evaluate(`(async () => {
    const found = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    return found;
  })()`);

describe('without a network', () => {
  it('an address opens with the frame and says so in words; the next time on, it is as before', async () => {
    const { page, faults } = await enter(`/cuoc-thi/${contest.slug}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await kept(page);

    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).or(page.getByRole('alert')).first().waitFor();
    expect(await page.getByRole('link', { name: 'Thi CCHC' }).isVisible()).toBe(true);
    await page.getByText('Mất mạng. Phần chưa tải được sẽ tự tải khi có mạng.').waitFor();
    await page.goto(`${url}/huong-dan`);
    await page.getByRole('heading', { level: 1 }).waitFor();

    await page.context().setOffline(false);
    await page.goto(`${url}/cuoc-thi/${contest.slug}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(faults).toEqual([]);
  });

  it('the device holds the files of the pages and the empty shell, nothing that was answered', async () => {
    const { page } = await enter(`/cuoc-thi/${contest.slug}`);
    await kept(page);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();

    const paths = await inCache(page);
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.filter((path) => !path.startsWith('/assets/'))).toEqual(['/index.html']);
    const shell = await page.evaluate<string>(`caches.match('/index.html').then((answer) => answer.text())`);
    expect(shell).not.toMatch(/first-data|Cuộc thi thử/);
  });
});

describe('a page whose script is gone', () => {
  const goTo = (page: Page, name: string) => page.getByRole('link', { name }).click();

  it('offers to load the new version when the server has one', async () => {
    const { page } = await enter('/huong-dan');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.route('**/assets/verify-page-*.js', (route) => route.fulfill({ status: 404, body: '' }));
    await page.route('**/index.html', (route) => route.fulfill({ body: '<script src="/assets/index-newer.js">' }));
    await page.locator('summary').first().click();
    await goTo(page, 'Tra cứu biên nhận');
    const box = page.getByRole('alert');
    await box.waitFor();
    expect(await box.innerText()).toContain(
      'Trang đã được cập nhật. Tải lại để dùng bản mới; bài đã lưu vẫn còn nguyên.',
    );

    await page.unrouteAll();
    await box.getByRole('button', { name: 'Tải lại trang' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tra cứu biên nhận' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/tra-cuu');
  });

  it('offers to try again when the network is away', async () => {
    const { page } = await enter('/huong-dan');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().setOffline(true);
    await page.locator('summary').first().click();
    await goTo(page, 'Tra cứu biên nhận');
    await page.getByRole('button', { name: 'Thử lại' }).waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('Không kết nối được với máy chủ.');
  });
});

describe('a browser whose script does not come', () => {
  it('says after a while what is needed and whom to call', async () => {
    const context = await browser.newContext(PHONE);
    const page = await context.newPage();
    await page.route('**/assets/index-*.js', (route) => route.abort());
    await page.goto(`${url}/cuoc-thi/${contest.slug}`);
    await page.getByText('Trang mở lâu hơn thường lệ.').waitFor({ timeout: 20_000 });
    expect(await page.locator('.opening-late').innerText()).toMatch(/Chrome từ bản 96[\s\S]*Cuộc thi thử[\s\S]*0238/);
    await context.close();
  });

  it('says so at once where scripts are switched off', async () => {
    const context = await browser.newContext({ ...PHONE, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${url}/cuoc-thi/${contest.slug}`);
    await page.getByText('Trang này cần JavaScript.').waitFor();
    expect(await page.locator('#app').innerText()).not.toMatch(/Đang mở trang|lâu hơn/);
    await context.close();
  });
});
