import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit, type Visit } from '../support/browser.js';
import { insertContest } from '../support/contest.js';
import { faultsOf } from './support/looks.js';

/** Keeping an account, and coming back into it without the password, as a person does it. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url = '';
let entrance = '';
let open: Visit[] = [];
let people = 0;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty' });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
  entrance = `/cuoc-thi/${(await insertContest(owner)).slug}/vao-thi`;
}, 90_000);

afterAll(async () => {
  await Promise.all(open.map((visit) => visit.close()));
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

async function enter(path: string, options: BrowserContextOptions = PHONE): Promise<Visit> {
  const made = await visit(browser, `${url}${path}`, options);
  open.push(made);
  return made;
}

/** Whatever happened, no script failed, no style was refused and no other server was asked. */
async function leave(...visits: Visit[]): Promise<void> {
  expect(visits.flatMap(({ faults }) => faults)).toEqual([]);
  await Promise.all(visits.map((visit) => visit.close()));
  open = open.filter((visit) => !visits.includes(visit));
}

const PASSWORD = 'song-Lam-xanh-92';
const NEW_PASSWORD = 'mua-xuan-tren-que-ta';
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
/** The browser inside another app, on a phone. */
const IN_ZALO =
  'Mozilla/5.0 (Linux; Android 11; SM-A115F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/96.0.4664.104 ' +
  'Mobile Safari/537.36 Zalo android/12110518';
const CODE = 'Mã khôi phục hoặc mã dùng một lần';
const kept = (page: Page) => page.evaluate<string>('JSON.stringify({ ...sessionStorage, ...localStorage })');
const codeOf = (page: Page) => page.locator('.recovery-code').innerText();

/** A new account on the way into the contest. @returns its phone and the recovery code that stands on the screen */
async function signUp(page: Page): Promise<{ phone: string; code: string }> {
  const phone = `0915 ${String(200_000 + people++).replace(/(\d{3})$/, ' $1')}`;
  await field(page, 'Số điện thoại').fill(phone);
  await field(page, 'Mật khẩu').fill(PASSWORD);
  await field(page, 'Họ và tên').fill('H’Hen Niê');
  await button(page, 'Tiếp tục').click();
  await button(page, 'Tôi đã ghi lại').waitFor();
  return { phone, code: await codeOf(page) };
}

async function signIn(page: Page, phone: string, password: string): Promise<void> {
  await field(page, 'Số điện thoại').fill(phone);
  await field(page, 'Mật khẩu').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập', exact: true }).click();
}

async function reset(page: Page, code: string, password: string): Promise<void> {
  await field(page, CODE).fill(code);
  await field(page, 'Mật khẩu mới').fill(password);
  await button(page, 'Đặt mật khẩu mới').click();
}

/** As somebody reads it from a slip of paper: small letters, blanks, O for 0 and L for 1. */
const asRead = (code: string) => code.toLowerCase().replace(/-/g, ' ').replace(/0/g, 'o').replace(/1/g, 'l');

describe('the recovery code', () => {
  it('is shown once after signing up, to copy and to keep as a file, and stays nowhere on the phone', async () => {
    const phone = await enter(entrance);
    const { page } = phone;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const { code } = await signUp(page);
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    await heading(page, 'Ghi lại mã khôi phục').waitFor();
    await button(page, 'Sao chép mã').click();
    await page.getByText('Đã sao chép.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải về' }).click(),
    ]);
    const text = readFileSync(await file.path(), 'utf8');
    expect(file.suggestedFilename()).toBe('ma-khoi-phuc.txt');
    for (const part of [code, `${url}/quen-mat-khau`, 'Đừng đưa mã cho người khác.']) expect(text).toContain(part);

    expect(await kept(page)).not.toContain(code);
    await page.reload();
    await heading(page, 'Bạn dự thi cho đơn vị nào?').waitFor();
    expect(await page.locator('.recovery-code').count()).toBe(0);
    await leave(phone);
  });

  it('still comes when the network goes right after the account was made', async () => {
    const phone = await enter(entrance);
    const { page } = phone;
    await page.waitForLoadState('networkidle');
    await page.route('**/api/accounts', async (route) => {
      const answer = await route.fetch();
      await page.context().setOffline(true);
      await route.fulfill({ response: answer });
    });
    await signUp(page);
    await leave(phone);
  });
});

describe('who has forgotten the password', () => {
  it('sets a new one with the code, comes back to where they were, and is signed out elsewhere', async () => {
    const phone = await enter(entrance);
    const { phone: number, code } = await signUp(phone.page);
    await button(phone.page, 'Tôi đã ghi lại').click();
    await heading(phone.page, 'Bạn dự thi cho đơn vị nào?').waitFor();

    const desk = await enter(`${entrance}?buoc=dang-nhap`, DESKTOP);
    const { page } = desk;
    await signIn(page, number, 'da-quen-mat-roi');
    await page.getByText('Số điện thoại hoặc mật khẩu chưa đúng.').first().waitFor();
    await page.getByRole('link', { name: 'Quên mật khẩu?' }).click();
    await heading(page, 'Đặt lại mật khẩu').waitFor();
    // What was typed at the door is still there.
    expect(await field(page, 'Số điện thoại').inputValue()).toBe(number);
    await button(page, 'Đặt mật khẩu mới').click();
    await page.getByRole('alert').getByText('Còn 2 chỗ cần xem lại').waitFor();

    await reset(page, '7K2M-9QXD-41TV-7K2M-9QXD', NEW_PASSWORD);
    await page.getByRole('alert').getByText('Số điện thoại hoặc mã chưa đúng').waitFor();
    expect(await field(page, CODE).getAttribute('aria-invalid')).toBe('true');
    await reset(page, asRead(code), '12345678');
    await page.getByRole('alert').getByText('Mật khẩu này quá dễ đoán.').waitFor();
    expect(await field(page, 'Mật khẩu mới').getAttribute('aria-invalid')).toBe('true');

    await reset(page, asRead(code), NEW_PASSWORD);
    await heading(page, 'Đã đặt mật khẩu mới').waitFor();
    const newCode = await codeOf(page);
    expect(newCode).not.toBe(code);
    expect(await kept(page)).not.toContain(newCode);
    await button(page, 'Tôi đã ghi lại').click();
    await page.waitForURL(`${url}${entrance}*`);
    await heading(page, 'Bạn dự thi cho đơn vị nào?').waitFor();
    await leave(desk);

    await phone.page.goto(`${url}/cua-toi`);
    await phone.page.getByText('Đăng nhập để xem lượt thi').waitFor();
    await phone.page.goto(`${url}/quen-mat-khau`);
    await field(phone.page, 'Số điện thoại').fill(number);
    await reset(phone.page, code, 'mot-mat-khau-khac-nua');
    await phone.page.getByRole('alert').getByText('Số điện thoại hoặc mã chưa đúng').waitFor();
    await phone.page.getByRole('link', { name: 'Về trang đăng nhập' }).click();
    await signIn(phone.page, number, NEW_PASSWORD);
    await phone.page.waitForURL(`${url}/`);
    await leave(phone);
  }, 90_000);

  it('is told who helps without a code, and goes to no other site afterwards', async () => {
    const phone = await enter('/quen-mat-khau?tiep=//evil.example/');
    const { page } = phone;
    await heading(page, 'Chưa có mã?').waitFor();
    await page.getByText('Hỏi đầu mối của đơn vị bạn').waitFor();
    expect(await page.getByRole('link', { name: 'Xem số hỗ trợ' }).getAttribute('href')).toBe('/huong-dan');
    expect(await page.getByRole('link', { name: 'Về trang đăng nhập' }).getAttribute('href')).toBe('/dang-nhap');
    expect(await faultsOf(page)).toEqual([]);
    await leave(phone);
  });
});

describe('my page', () => {
  it('shows the other devices and signs them out, one or all', async () => {
    const phone = await enter(entrance);
    const { page } = phone;
    const { phone: number } = await signUp(page);
    await page.goto(`${url}/cua-toi`);
    await page.getByText('Không có máy nào khác đang đăng nhập tài khoản này.').waitFor();

    const others = [
      await enter('/dang-nhap', DESKTOP),
      await enter('/dang-nhap'),
      await enter('/dang-nhap', { ...PHONE, userAgent: IN_ZALO }),
    ];
    for (const other of others) {
      await signIn(other.page, number, PASSWORD);
      await other.page.waitForURL(`${url}/`);
    }
    // The oldest of them has the page open, too.
    const oldest = others[0]!.page;
    await oldest.goto(`${url}/cua-toi`);
    await button(oldest, 'Đăng xuất cả 3 máy khác').waitFor();
    await page.reload();
    await button(page, 'Đăng xuất cả 3 máy khác').waitFor();
    const rows = page.locator('.devices li');
    expect(await rows.count()).toBe(3);
    expect(await rows.first().innerText()).toMatch(/^Zalo · Android\s+Đăng nhập lúc .+/);
    expect(await faultsOf(page)).toEqual([]);

    await rows.first().getByRole('button').click();
    await page.getByText('Đã đăng xuất 1 máy.').waitFor();
    await button(page, 'Đăng xuất cả 2 máy khác').click();
    await page.getByText('Đã đăng xuất 2 máy.').waitFor();
    await page.getByText('Không có máy nào khác đang đăng nhập tài khoản này.').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('may-khac');
    await button(oldest, 'Tạo mã khôi phục mới').click();
    await field(oldest, 'Mật khẩu hiện tại').fill(PASSWORD);
    await button(oldest, 'Tạo mã mới').click();
    await oldest.getByText('Phiên đăng nhập đã hết.').waitFor();
    await oldest.getByRole('main').getByRole('link', { name: 'Đăng nhập' }).waitFor();
    for (const other of others) {
      await other.page.goto(`${url}/cua-toi`);
      await other.page.getByText('Đăng nhập để xem lượt thi').waitFor();
    }
    await page.reload();
    await heading(page, 'Lượt thi và biên nhận').waitFor();
    await leave(phone, ...others);
  }, 90_000);

  it('changes the password and makes a new recovery code for who knows the password', async () => {
    const phone = await enter(entrance);
    const { page } = phone;
    const { phone: number, code } = await signUp(page);
    await page.goto(`${url}/cua-toi`);
    await button(page, 'Đổi mật khẩu').click();
    await field(page, 'Mật khẩu hiện tại').fill('khong-phai-mat-khau');
    await field(page, 'Mật khẩu mới').fill(NEW_PASSWORD);
    await button(page, 'Lưu mật khẩu mới').click();
    await page.getByRole('alert').getByText('Mật khẩu hiện tại chưa đúng.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await field(page, 'Mật khẩu hiện tại').fill(PASSWORD);
    await field(page, 'Mật khẩu mới').fill('12345678');
    await button(page, 'Lưu mật khẩu mới').click();
    await page.getByRole('alert').getByText('Mật khẩu này quá dễ đoán.').waitFor();
    expect(await field(page, 'Mật khẩu mới').getAttribute('aria-invalid')).toBe('true');
    await field(page, 'Mật khẩu mới').fill(NEW_PASSWORD);
    await button(page, 'Lưu mật khẩu mới').click();
    await page.getByText('Đã đổi mật khẩu. Các máy khác đã được đăng xuất.').waitFor();

    await button(page, 'Tạo mã khôi phục mới').click();
    await field(page, 'Mật khẩu hiện tại').fill(PASSWORD);
    await button(page, 'Tạo mã mới').click();
    await page.getByRole('alert').getByText('Mật khẩu hiện tại chưa đúng.').waitFor();
    await field(page, 'Mật khẩu hiện tại').fill(NEW_PASSWORD);
    await button(page, 'Tạo mã mới').click();
    await button(page, 'Tôi đã ghi lại').waitFor();
    const newCode = await codeOf(page);
    expect(newCode).not.toBe(code);
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Tôi đã ghi lại').click();
    await page.getByText('Đã có mã khôi phục mới.').waitFor();
    expect(await page.locator('.recovery-code').count()).toBe(0);

    await page.goto(`${url}/quen-mat-khau`);
    await field(page, 'Số điện thoại').fill(number);
    await reset(page, newCode, PASSWORD);
    await heading(page, 'Đã đặt mật khẩu mới').waitFor();
    await leave(phone);
  }, 90_000);
});
