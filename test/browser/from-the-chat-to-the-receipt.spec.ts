import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit } from '../support/browser.js';
import { insertContest, type ContestFixture } from '../support/contest.js';
import { connectOtherMachine, type OtherMachine } from '../support/other-machine.js';
import { OLD_WEB_VIEW } from './support/old-web-view.js';

/** A first visit, from a link in a message to the receipt, the result and the board, in the browsers people really hold. */
const PREDICTION = { subject: 'persons_all_correct', min: 0, max: 1_000_000, whichCounts: 'counted_attempt' } as const;

interface House {
  url: string;
  contest: ContestFixture;
  browser: Browser;
  close: () => Promise<void>;
}

async function openHouse(wish: { host?: string; executablePath?: string; name?: string } = {}): Promise<House> {
  const flags = wish.name ? [`--host-resolver-rules=MAP ${wish.name} 127.0.0.1`] : [];
  const browser = await openBrowser(wish.executablePath, flags);
  const host = wish.host ?? '127.0.0.1';
  const stack: Stack = await startStack({ apis: 1, workers: 1, prepare: 'empty', host });
  const owner: DataSource = createDataSource({
    ...{ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' },
  });
  await owner.initialize();
  const contest = await insertContest(owner, { round: { prediction: PREDICTION } });
  const close = async () => {
    await browser.close();
    await owner.destroy();
    await stack.stop();
  };
  const url = wish.name ? stack.urls[0]!.replace(host, wish.name) : stack.urls[0]!;
  return { url, contest, browser, close };
}

let people = 0;
const button = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .filter({ visible: true })
    .first();

/** Signs up, answers every question with its first option, predicts, hands in, and looks at result and board. */
async function takeRound({ browser, url, contest }: House, options: BrowserContextOptions, script = ''): Promise<void> {
  const made = await visit(browser, `${url}/robots.txt`, options);
  const { page } = made;
  if (script) await page.addInitScript(script);
  await page.goto(`${url}/cuoc-thi/${contest.slug}`);
  await page.getByRole('link', { name: 'Vào thi', exact: true }).first().click();

  await page.getByLabel('Số điện thoại').fill(`0973 ${String(400_000 + people++)}`);
  await page.getByLabel('Mật khẩu', { exact: true }).fill('song-Lam-xanh-92');
  await page.getByLabel('Họ và tên').fill('Lò Thị Mai');
  await button(page, 'Tiếp tục').click();
  await button(page, 'Tôi đã ghi lại').click();
  await page.getByRole('combobox').fill('vinh phu');
  await page.getByRole('option', { name: /Phường Vinh Phú/ }).click();
  await page.getByRole('checkbox').first().check();
  await button(page, 'Đăng ký dự thi').click();
  // Joined first, which takes a while on a busy machine.
  await button(page, 'Bắt đầu làm bài').click({ timeout: 30_000 });

  for (let position = 1; position <= 5; position++) {
    await page.getByRole('heading', { level: 1, name: `Câu ${position}/5` }).waitFor();
    await page.getByRole('main').getByRole('radio').first().check({ force: true });
    await button(page, /^(?:Câu sau|Số dự đoán)$/).click();
  }
  await page.getByLabel('Số bạn dự đoán').fill('1.234');
  await button(page, 'Xem lại').click();
  await page.getByText('Bạn đã trả lời đủ 5 câu.').waitFor();
  await button(page, 'Nộp bài').click();
  await page.waitForURL(/\/ket-qua\//);
  await page.getByText('Đã nhận bài.').first().waitFor();
  await page
    .getByText(/^\w{4}-\w{4}-\w{4}$/)
    .first()
    .waitFor();
  await page
    .getByText(/^Bạn đúng \d\/5 câu trong /)
    .first()
    .waitFor();

  await page.goto(`${url}/cuoc-thi/${contest.slug}/bang-xep-hang`);
  await page.getByText('Lò T. M.').first().waitFor();
  expect(made.faults).toEqual([]);
  await made.close();
}

describe('from a link in a message to the receipt', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  }, 90_000);
  afterAll(async () => house?.close(), 30_000);

  it.each([
    ['on a phone', PHONE],
    ['on a desk', DESKTOP],
  ])('%s', (_where, options) => takeRound(house, options), 60_000);

  it('in an old browser inside another app', () => takeRound(house, PHONE, OLD_WEB_VIEW), 60_000);

  it('where nothing may be kept on the phone', async () => {
    const refusing = `for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });`;
    await takeRound(house, PHONE, refusing);
  });
});

describe('over plain http, from another machine', () => {
  let cable: OtherMachine | null;
  let house: House;
  beforeAll(async () => {
    cable = connectOtherMachine();
    // Where no second machine can be made, a name stands for it: the browser trusts it no more than an address.
    const wish = cable
      ? { host: cable.serverAddress, executablePath: cable.chromium }
      : { name: 'may-chu-trong-mang.test' };
    house = await openHouse(wish);
  }, 90_000);
  afterAll(async () => {
    await house?.close();
    cable?.remove();
  }, 30_000);

  it('takes a person to the receipt, and says that the way there is not protected', async () => {
    const made = await visit(house.browser, `${house.url}/`, PHONE);
    expect(await made.page.evaluate('[isSecureContext, "subtle" in crypto]')).toEqual([false, false]);
    await made.page.getByText('Đường truyền này không được mã hóa.').waitFor();
    await made.close();
    await takeRound(house, PHONE);
  });
});
