import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { openBrowser, PHONE, visit, type Visit } from '../support/browser.js';
import { insertContest } from '../support/contest.js';
import { faultsOf } from './support/looks.js';

/** The door while the machine of everybody has to work before it is let in: people only wait. */
const NAME = 'thi.example';
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let entrance = '';
let open: Visit | undefined;

beforeAll(async () => {
  browser = await openBrowser(undefined, [`--host-resolver-rules=MAP ${NAME} 127.0.0.1`]);
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty', extraEnv: { PROOF_OF_WORK: 'always' } });
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
  entrance = `/cuoc-thi/${(await insertContest(owner)).slug}/vao-thi`;
}, 90_000);

afterEach(() => open?.close());

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Keeps what the frame has said, and how often the page could do something else while the machine was working. */
const WATCH = `
  globalThis.said = [];
  globalThis.ticks = [];
  addEventListener('proof', ({ detail }) => {
    if (!detail) return clearInterval(globalThis.beat);
    globalThis.ticks.push(0);
    globalThis.beat = setInterval(() => { globalThis.ticks[globalThis.ticks.length - 1]++; }, 1);
    requestAnimationFrame(function look() {
      const words = document.querySelector('.checking')?.textContent;
      if (words && !globalThis.said.includes(words)) globalThis.said.push(words);
      if (document.querySelector('.checking')) requestAnimationFrame(look);
    });
  });`;
const WITHOUT_SUBTLE = `Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });`;

const WAYS = [
  { way: 'where the browser has crypto.subtle', host: '127.0.0.1', script: '', solver: /\/subtle-solver-/ },
  { way: 'where crypto.subtle was taken away', host: '127.0.0.1', script: WITHOUT_SUBTLE, solver: /\/plain-solver-/ },
  { way: 'on plain http under a name', host: NAME, script: '', solver: /\/plain-solver-/ },
];

describe('the machine works before the door', () => {
  it.each(WAYS)(
    'and lets a person sign up and start, $way',
    async ({ host, script, solver }) => {
      const url = stack.urls[0]!.replace('127.0.0.1', host);
      open = await visit(browser, `${url}/robots.txt`, PHONE);
      const { page, faults } = open;
      const workers: string[] = [];
      page.on('worker', (worker) => workers.push(worker.url()));
      await page.addInitScript(WATCH + script);
      await page.goto(url + entrance);
      expect(await page.evaluate('typeof crypto.subtle')).toBe(/plain/.test(solver.source) ? 'undefined' : 'object');
      await page
        .getByLabel('Số điện thoại')
        .fill(`0913${String(300_000 + WAYS.findIndex((w) => w.solver === solver))}`);
      await page.getByLabel('Mật khẩu', { exact: true }).fill('song-Lam-xanh-92');
      await page.getByLabel('Họ và tên').fill('H’Hen Niê');
      await button(page, 'Tiếp tục').click();
      await button(page, 'Tôi đã ghi lại').click();
      await page.getByLabel('Đơn vị của bạn').fill('noi vu');
      await page.getByRole('option', { name: 'Sở Nội vụ' }).click();
      await page.getByRole('checkbox', { name: /^Tôi đã đọc và đồng ý/ }).check();
      await button(page, 'Đăng ký dự thi').click();
      const before = await page.evaluate<{ said: string[]; ticks: number[] }>('({ said, ticks })');
      await button(page, 'Bắt đầu làm bài').click();
      await page.waitForURL(/\/lam-bai\//);
      await page.getByRole('heading', { level: 1, name: /^Câu 1\// }).waitFor();
      // Once for the account, once for the start, each with a challenge of its own.
      expect(workers).toHaveLength(2);
      for (const worker of workers) expect(worker).toMatch(solver);
      expect(before.said).toEqual(['Đang kiểm tra, vài giây…']);
      // The page was free to do other things while the worker worked.
      for (const ticks of before.ticks) expect(ticks).toBeGreaterThan(0);
      expect(faults).toEqual([]);
    },
    60_000,
  );

  it('says so in words that everybody sees and hears, and asks nothing of the person', async () => {
    open = await visit(browser, `${stack.urls[0]}/dang-nhap`, PHONE);
    const { page, faults } = open;
    await page.route(/-solver-/, () => undefined); // never answered: the machine goes on working
    await page.getByLabel('Số điện thoại').fill('0912 345 678');
    await page.getByLabel('Mật khẩu', { exact: true }).fill('khong-phai-mat-khau');
    await page.getByRole('main').getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    const words = page.getByRole('status').getByText('Đang kiểm tra, vài giây…');
    await words.waitFor();
    expect(await faultsOf(page, { isForeign: false })).toEqual([]);
    expect(await words.boundingBox()).toMatchObject({ x: expect.any(Number) });
    const box = (await words.boundingBox())!;
    expect(box.x >= 0 && box.x + box.width <= 360 && box.y + box.height <= 640).toBe(true);
    if (process.env['PICTURE']) await page.screenshot({ path: process.env['PICTURE'] });
    expect(faults).toEqual([]);
  });

  it('says what to do where the work cannot be done', async () => {
    open = await visit(browser, `${stack.urls[0]}/dang-nhap`, PHONE);
    const { page } = open;
    await page.route(/-solver-/, (route) => route.abort());
    await page.getByLabel('Số điện thoại').fill('0912 345 678');
    await page.getByLabel('Mật khẩu', { exact: true }).fill('khong-phai-mat-khau');
    const send = page.getByRole('main').getByRole('button', { name: 'Đăng nhập', exact: true });
    await send.click();
    await page.getByText('Cần kiểm tra thêm vài giây').waitFor();
    await page.unroute(/-solver-/);
    await send.click();
    await page.getByRole('main').getByText('mật khẩu chưa đúng').first().waitFor();
  });
});
