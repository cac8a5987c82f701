import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { inviteFirstAdministrator } from '#identity';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { openBrowser, PHONE, visit } from '../support/browser.js';
import { codeOf } from '../support/staff.js';
import { faultsOf } from './support/looks.js';

/** The first administrator comes in, sets up the second factor, and shows it the next time. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty' });
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

const PASSWORD = 'song-Lam-xanh-92';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

describe('a role', () => {
  it('is taken up by a link, with a password and a code of an app, and waits for the next code after each sign-in', async () => {
    const url = stack.urls[0]!;
    const person = { fullName: 'Quàng Thị Ín', phone: '+84913555777' };
    const { token } = await owner.transaction((manager) => inviteFirstAdministrator(manager, person, false));
    const { page, faults, close } = await visit(browser, `${url}/quan-tri/thiet-lap#${token}`, PHONE);

    await page.getByText('Chào Quàng Thị Ín. Bạn được mời làm quản trị viên.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await field(page, 'Mật khẩu').fill('12345678');
    await button(page, 'Nhận vai trò').tap();
    await page.getByRole('alert').or(page.locator('#password-error')).first().waitFor();
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await button(page, 'Nhận vai trò').tap();

    await page.getByRole('img', { name: /^Mã QR để cài/ }).waitFor();
    expect(page.url()).not.toContain(token);
    expect(await faultsOf(page)).toEqual([]);
    const secret = (await page.locator('.staff-secret').textContent())!.replace(/\s/g, '');
    await field(page, 'Mã xác minh').fill('000 000');
    await button(page, 'Xác nhận').tap();
    await page.locator('#code-error').waitFor();
    await field(page, 'Mã xác minh').fill(codeOf(secret).replace(/(...)/, '$1 '));
    await button(page, 'Xác nhận').tap();

    await page.getByRole('heading', { name: 'Giữ lại các mã dự phòng' }).waitFor();
    const codes = await page.locator('.staff-codes li').allTextContents();
    expect(codes).toHaveLength(8);
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Tôi đã ghi lại').tap();
    await page.getByText('Vai trò của bạn đang có hiệu lực').waitFor();
    expect((await page.request.get(`${url}/api/staff`)).status()).toBe(200);
    await close();

    const again = await visit(browser, `${url}/dang-nhap`, PHONE);
    await field(again.page, 'Số điện thoại').fill('0913 555 777');
    await field(again.page, 'Mật khẩu').fill(PASSWORD);
    await button(again.page, 'Đăng nhập').tap();
    await again.page.getByText('Vai trò của bạn chờ mã xác minh.').waitFor();
    await again.page.getByRole('link', { name: 'Làm ngay' }).tap();
    await again.page.getByRole('heading', { level: 1, name: 'Nhập mã xác minh' }).waitFor();
    expect(await faultsOf(again.page)).toEqual([]);
    await field(again.page, 'Mã xác minh').fill(codes[0]!.toLowerCase());
    await button(again.page, 'Xác nhận').tap();
    await again.page.waitForURL((address) => !address.pathname.endsWith('/xac-minh'));
    expect((await again.page.request.get(`${url}/api/staff`)).status()).toBe(200);
    expect([...faults, ...again.faults]).toEqual([]);
    await again.close();
  }, 180_000);
});
