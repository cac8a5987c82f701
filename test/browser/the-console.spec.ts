import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit } from '../support/browser.js';
import { faultsOf } from './support/looks.js';
import { STAFF_PASSWORD, takeOffice } from './support/office.js';

/** Who comes into the console, by which doors, and what its frame is like. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url: string;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'sample' });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

describe('the door of the console', () => {
  it('leads who is not signed in to sign in, to show the code, and back to the page that was wished for', async () => {
    const office = await browser.newContext(DESKTOP);
    const { accountId, phone } = await takeOffice(office, url, owner, { role: 'administrator' });
    await office.close();

    const { page, faults, close } = await visit(browser, `${url}/quan-tri/nhan-su?cuoc-thi=cchc-2026`, DESKTOP);
    await page.waitForURL(/\/dang-nhap\?tiep=/);
    await page.getByLabel('Số điện thoại').fill(phone.replace('+84', '0'));
    await page.getByLabel('Mật khẩu', { exact: true }).fill(STAFF_PASSWORD);
    await page.getByRole('main').getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    // No second factor is set up yet: that comes first.
    await page.waitForURL(/\/quan-tri\/thiet-lap\?tiep=/);
    await owner.query(`UPDATE session SET second_factor_at = contest_clock() WHERE account_id = $1`, [accountId]);
    await page.goto(`${url}/quan-tri/nhan-su?cuoc-thi=cchc-2026`);
    await heading(page, 'Nhân sự');
    expect(await page.getByRole('navigation', { name: 'Trình đơn' }).getByRole('link').allTextContents()).toEqual([
      'Hôm nay',
      'Nhân sự',
    ]);
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  it('tells who has no role so, and the way out', async () => {
    const { page, faults, close } = await visit(browser, `${url}/robots.txt`, PHONE);
    const account = { phone: '0977345612', password: STAFF_PASSWORD, fullName: 'H’Hen Niê', birthDate: '1990-02-28' };
    await page.request.post(`${url}/api/accounts`, { data: account, headers: { origin: url } });
    await page.goto(`${url}/quan-tri`);
    await page.getByText('H’Hen Niê chưa có vai trò nào trong hệ thống.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Đăng xuất' }).tap();
    await page.waitForURL(`${url}/`);
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  it.each([
    ['a phone', PHONE],
    ['a desk', DESKTOP],
  ])(
    'opens to %s, with keyboard, colours and the other language',
    async (_name, screen) => {
      const { page, faults, close } = await visit(browser, `${url}/robots.txt`, screen);
      await takeOffice(page.context(), url, owner, { role: 'administrator', fullName: 'Quàng Thị Ín' });
      const answer = await page.goto(`${url}/quan-tri`);
      expect(answer!.headers()['content-security-policy']).not.toContain('unsafe');
      expect(answer!.headers()['cache-control']).toBe('no-cache');
      await heading(page, 'Hôm nay');
      expect(await faultsOf(page)).toEqual([]);

      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Đến nội dung chính');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('noi-dung');

      await page.locator('summary', { hasText: 'Quàng Thị Ín' }).click();
      await page.getByText('quản trị viên, toàn hệ thống').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'English' }).click();
      await heading(page, 'Today');
      await page.getByLabel('Colours').selectOption('dark');
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
      await page.keyboard.press('Escape');
      expect(await faultsOf(page, { isForeign: true })).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    },
    90_000,
  );
});
