import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { openBrowser, PHONE, visit } from '../support/browser.js';
import { TestGateway } from '../support/gateway.js';
import { faultsOf } from './support/looks.js';

/** A forgotten password where the agency has a gateway for messages. */
let gateway: TestGateway;
let stack: Stack;
let browser: Browser;
let url = '';

beforeAll(async () => {
  browser = await openBrowser();
  gateway = await TestGateway.open();
  const extraEnv = { CODE_SENDER: 'http', CODE_GATEWAY_URL: gateway.url };
  stack = await startStack({ apis: 1, prepare: 'empty', extraEnv });
  url = stack.urls[0]!;
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  await gateway?.close();
}, 30_000);

const PHONE_NUMBER = '0913 555 123';
const send = (page: Page) => page.getByRole('button', { name: 'Gửi mã tới số này' });
const picture = (page: Page, name: string) => {
  const folder = process.env['PICTURES'];
  return folder ? page.screenshot({ path: `${folder}/${name}.png`, fullPage: true }) : Promise.resolve();
};

describe('a forgotten password', () => {
  it('is replaced with the code that comes to the phone', async () => {
    const made = await visit(browser, `${url}/robots.txt`, PHONE);
    const { page } = made;
    const person = { phone: PHONE_NUMBER, password: 'song-Lam-xanh-92', fullName: 'H’Hen Niê' };
    expect((await page.request.post(`${url}/api/accounts`, { data: person })).status()).toBe(201);
    await page.context().clearCookies();
    await page.goto(`${url}/quen-mat-khau`);
    await send(page).click();
    await page.getByRole('status').getByText('Số điện thoại').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('phone');
    await page.getByLabel('Số điện thoại').fill(PHONE_NUMBER);
    await send(page).click();
    await page.getByText('Nếu số này có tài khoản, mã sẽ tới trong ít phút và dùng được 10 phút.').waitFor();
    expect(await faultsOf(page, { isForeign: false })).toEqual([]);
    await picture(page, 'code.360');
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await faultsOf(page, { isForeign: false })).toEqual([]);
    await picture(page, 'code.1280');
    const { text } = JSON.parse((await gateway.received(1))[0]!.body) as { text: string };
    await page.getByLabel('Mã khôi phục hoặc mã dùng một lần').fill(/\b\d{6}\b/.exec(text)![0]);
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill('mua-xuan-tren-que-ta');
    await page.getByRole('button', { name: 'Đặt mật khẩu mới' }).click();
    await page.getByRole('heading', { level: 1, name: 'Đã đặt mật khẩu mới' }).waitFor();
    expect(made.faults).toEqual([]);
    await made.close();
  });

  it('is not promised a message where nobody can send one', async () => {
    const made = await visit(browser, `${url}/robots.txt`, PHONE);
    const { page } = made;
    await page.route('**/api/door', (route) => route.fulfill({ json: { codesByPhone: false } }));
    const asked = page.waitForResponse(/\/api\/door/);
    await page.goto(`${url}/quen-mat-khau`);
    await asked;
    await page.getByRole('button', { name: 'Đặt mật khẩu mới' }).waitFor();
    expect(await send(page).count()).toBe(0);
    await made.close();
  });
});
