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

/** What the menu offers. */
const linksOf = (page: Page) => page.getByRole('navigation', { name: 'Trình đơn' }).getByRole('link').allTextContents();

describe('the door of the console', () => {
  it('leads who is not signed in to sign in, to show the code, and back to the page that was wished for', async () => {
    const office = await browser.newContext(DESKTOP);
    const { accountId, phone } = await takeOffice(office, url, owner, { role: 'administrator' });
    await office.close();

    const { page, faults, close } = await visit(browser, `${url}/quan-tri/nhan-su?cuoc-thi=cchc-2026`, DESKTOP);
    await page.getByLabel('Số điện thoại').fill(phone.replace('+84', '0'));
    await page.getByLabel('Mật khẩu', { exact: true }).fill(STAFF_PASSWORD);
    expect(page.url()).toMatch(/\/dang-nhap\?tiep=/);
    await page.getByRole('main').getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    // No second factor is set up yet: that comes first.
    await heading(page, 'Nhận vai trò');
    expect(page.url()).toMatch(/\/quan-tri\/thiet-lap\?tiep=/);
    await owner.query(`UPDATE session SET second_factor_at = contest_clock() WHERE account_id = $1`, [accountId]);
    await page.goto(`${url}/quan-tri/nhan-su?cuoc-thi=cchc-2026`);
    await heading(page, 'Nhân sự');
    expect(await linksOf(page)).toEqual(expect.arrayContaining(['Hôm nay', 'Nhân sự']));
    expect(faults).toEqual([]);
    await close();
  });

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
  });

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
      await page.locator(':focus', { hasText: 'Đến nội dung chính' }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('#noi-dung:focus').waitFor();

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

describe('going somewhere by a few letters', () => {
  it('needs the keyboard only, and leads to pages and contests', async () => {
    const { page, faults, close } = await visit(browser, `${url}/robots.txt`, DESKTOP);
    await takeOffice(page.context(), url, owner, { role: 'administrator', fullName: 'Quàng Thị Ín' });
    await page.goto(`${url}/quan-tri?cuoc-thi=cchc-2026`);
    await heading(page, 'Hôm nay');
    await page.keyboard.press('Control+k');
    const letters = page.getByRole('searchbox', { name: 'Trang hoặc cuộc thi' });
    await letters.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.type('dap sua');
    await page.getByRole('menuitem', { name: 'Sửa đáp án' }).waitFor();
    expect(await page.getByRole('menuitem').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await heading(page, 'Sửa đáp án');
    expect(page.url()).toContain('cuoc-thi=cchc-2026');

    await page.getByRole('button', { name: 'Đi tới' }).click();
    await page.keyboard.type('khong co dau');
    await page.getByText('Không có trang hay cuộc thi nào như vậy.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await letters.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    const other = page.getByRole('menuitem', { name: /Chuyển sang cuộc thi này/ }).first();
    await other.click();
    while (page.url().includes('cuoc-thi=cchc-2026')) await page.waitForTimeout(50);
    expect(faults).toEqual([]);
    await close();
  }, 90_000);
});

const TABLET = { viewport: { width: 768, height: 1024 }, locale: 'vi-VN' };
const menu = (page: Page, name: string) => page.getByRole('button', { name: `Việc làm được với ${name}` });

/** The row of somebody, where a search has left no other. */
async function find(page: Page, letters: string, name: string): Promise<void> {
  await page.getByLabel('Tìm theo họ tên hoặc số điện thoại').fill(letters);
  await menu(page, name).waitFor();
  while ((await page.locator('.row-menu').count()) !== 1) await page.waitForTimeout(50);
}

describe('the staff', () => {
  it('are invited for a while, found, given another end and taken away, each told of before it is done', async () => {
    const desk = await visit(browser, `${url}/robots.txt`, DESKTOP);
    const { page } = desk;
    await takeOffice(page.context(), url, owner, { role: 'administrator', fullName: 'Vừ Bá Ký' });
    await page.goto(`${url}/quan-tri/nhan-su?cuoc-thi=cchc-2026`);
    await page.getByRole('link', { name: 'Mời người' }).click();
    await heading(page, 'Mời người giữ vai trò');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Tạo lời mời' }).click();
    await page.getByText('Hãy điền họ và tên.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Họ và tên').fill('Đặng Thị Ớt');
    await page.getByLabel('Số điện thoại').fill('0912 345 678');
    await page.getByLabel('Ngày cuối cùng').fill('2099-12-31');
    await page.getByRole('button', { name: 'Tạo lời mời' }).click();
    await heading(page, 'Đã có lời mời');
    expect(await faultsOf(page)).toEqual([]);
    const link = await page.getByLabel('Đường dẫn lời mời').inputValue();
    expect(link).toContain('/quan-tri/thiet-lap#');

    // The one invited takes it up on a phone, and is in the console with what the role may do.
    const invited = await visit(browser, link, PHONE);
    await invited.page.getByLabel('Mật khẩu', { exact: true }).fill(STAFF_PASSWORD);
    await invited.page.getByRole('button', { name: 'Nhận vai trò' }).tap();
    await invited.page.getByRole('link', { name: 'Mở trang quản trị' }).tap();
    await heading(invited.page, 'Hôm nay');
    await invited.page.getByRole('button', { name: 'Trình đơn' }).tap();
    expect(await linksOf(invited.page)).toContain('Hôm nay');
    expect(await linksOf(invited.page)).not.toContain('Nhân sự');
    await invited.page.goto(`${url}/quan-tri/nhan-su`);
    await invited.page.getByText('Vai trò của bạn không mở được trang này.').waitFor();

    await page.getByRole('link', { name: 'Về danh sách nhân sự' }).click();
    await find(page, 'dang thi ot', 'Đặng Thị Ớt');
    await page.getByRole('rowheader', { name: /Đặng Thị Ớt/ }).waitFor();
    expect(page.url()).not.toContain('dang');
    await page.getByRole('cell', { name: '31/12/2099' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Tìm theo họ tên hoặc số điện thoại').fill('không ai tên này');
    await page.getByText('Không có ai khớp.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await find(page, '0912345678', 'Đặng Thị Ớt');

    await menu(page, 'Đặng Thị Ớt').click();
    await page.getByRole('menuitem', { name: 'Đổi thời hạn' }).click();
    await page.getByRole('dialog').getByLabel('Ngày cuối cùng').fill('');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lưu thời hạn' }).click();
    await page.getByText('Đã đổi thời hạn của Đặng Thị Ớt.').waitFor();
    await page.getByRole('cell', { name: 'không thời hạn' }).waitFor();

    // By the keyboard alone, and first thought better of.
    for (const isMeant of [false, true]) {
      await menu(page, 'Đặng Thị Ớt').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog', { name: /^Thu hồi vai trò người hỗ trợ của Đặng Thị Ớt/ }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      if (!isMeant) {
        await page.keyboard.press('Escape');
        await page.getByRole('alertdialog').waitFor({ state: 'detached' });
        // The focus comes back in the next frame.
        await page.locator('[class*="row-menu"]:focus').waitFor();
        continue;
      }
      await page.getByRole('button', { name: 'Thu hồi vai trò' }).focus();
      await page.keyboard.press('Enter');
    }
    await page.getByText('Đã thu hồi vai trò của Đặng Thị Ớt.').waitFor();
    await page.getByText('Không có ai khớp.').waitFor();
    await invited.page.goto(`${url}/quan-tri`);
    await invited.page.getByText('Đặng Thị Ớt chưa có vai trò nào trong hệ thống.').waitFor();
    expect([...desk.faults, ...invited.faults]).toEqual([]);
    await invited.close();
    await desk.close();
  }, 180_000);

  it('of one contest are all that its organizer sees; who is shut out is sent to the door', async () => {
    const [{ id: contestId }] = await owner.query(`SELECT id FROM contest WHERE slug = 'cchc-2026'`);
    const boss = await visit(browser, `${url}/robots.txt`, DESKTOP);
    await takeOffice(boss.page.context(), url, owner, { role: 'administrator' });
    const { page, faults, close } = await visit(browser, `${url}/robots.txt`, TABLET);
    const wish = { role: 'organizer', contestId, fullName: 'Lò Văn Ước' } as const;
    await takeOffice(page.context(), url, owner, wish);
    await page.goto(`${url}/quan-tri/nhan-su/moi`);
    await heading(page, 'Mời người giữ vai trò');
    const roles = await page.getByLabel('Vai trò').locator('option').allTextContents();
    expect(roles).toContain('Đầu mối đơn vị');
    expect(roles).not.toContain('Ban tổ chức');
    await page.getByLabel('Vai trò').selectOption({ label: 'Đầu mối đơn vị' });
    await page.getByRole('combobox', { name: 'Đơn vị' }).fill('phuong vinh');
    await page
      .getByRole('option', { name: /^Phường .*Vinh/ })
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox', { name: 'Đơn vị' }).inputValue()).toMatch(/Vinh/);
    expect(await faultsOf(page)).toEqual([]);

    await page.goto(`${url}/quan-tri`);
    await page.getByText('đơn vị được mời chưa có thư mời đầu mối.').waitFor();
    expect(await faultsOf(page)).toEqual([]);

    await boss.page.goto(`${url}/quan-tri/nhan-su`);
    await find(boss.page, 'lo van uoc', 'Lò Văn Ước');
    await menu(boss.page, 'Lò Văn Ước').click();
    await boss.page.getByRole('menuitem', { name: 'Khóa tài khoản' }).click();
    await boss.page.getByText('Lò Văn Ước bị đăng xuất trên mọi thiết bị').waitFor();
    await boss.page.getByRole('button', { name: 'Khóa tài khoản' }).click();
    await boss.page.getByText('Đã khóa tài khoản của Lò Văn Ước.').waitFor();
    await boss.page.getByText('Tài khoản bị khóa').waitFor();
    await page.goto(`${url}/quan-tri/nhan-su`);
    await heading(page, 'Đăng nhập');
    expect(page.url()).toMatch(/\/dang-nhap\?tiep=%2Fquan-tri%2Fnhan-su/);
    expect([...faults, ...boss.faults]).toEqual([]);
    await boss.close();
    await close();
  }, 120_000);
});
