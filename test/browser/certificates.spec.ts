import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { extractText, getDocumentProxy } from 'unpdf';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit } from '../support/browser.js';
import { insertContest } from '../support/contest.js';
import { png } from '../support/files.js';
import { takeOffice } from './support/office.js';
import { join } from './support/people.js';

/** A certificate from its design to the day on which it is taken back. */

let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url: string;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1 });
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'certificates' });
  await owner.initialize();
  url = stack.urls[0]!;
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

describe('a certificate', () => {
  it('is designed, taken by who finished, confirmed by its code, and says so when it is taken back', async () => {
    const contest = await insertContest(owner, {});
    const office = await visit(browser, `${url}/robots.txt`, DESKTOP);
    await takeOffice(office.page.context(), url, owner, { role: 'organizer', contestId: contest.contestId });
    const phone = await visit(browser, `${url}/robots.txt`, PHONE);
    for (const { page } of [office, phone]) page.setDefaultTimeout(30_000);
    await (await join(phone.page.context(), url, contest)).takeRound();
    const isCounted = async () =>
      (await owner.query(`SELECT FROM contribution WHERE contest_id = $1 AND counted`, [contest.contestId])).length > 0;
    while (!(await isCounted())) await phone.page.waitForTimeout(200);
    await owner.query(
      `UPDATE round_revision SET closes_at = contest_clock() - interval '1 second' WHERE contest_id = $1`,
      [contest.contestId],
    );

    await office.page.goto(`${url}/quan-tri/giay-chung-nhan?cuoc-thi=${contest.slug}`);
    const picture = { name: 'nen.png', mimeType: 'image/png', buffer: png(1600, 1200) };
    await office.page.getByLabel('Chọn ảnh nền').setInputFiles(picture);
    await office.page.getByText('Đang dùng nền đã tải lên.').waitFor();
    await office.page.getByLabel('Tên giấy').fill('Giấy chứng nhận tham gia');
    await office.page.getByText('Cho người dự thi nhận giấy').click();
    await office.page.getByRole('button', { name: 'Lưu mẫu giấy' }).click();
    await office.page.getByText('Đã lưu mẫu giấy.').waitFor();

    await phone.page.goto(`${url}/cua-toi/giay-chung-nhan`);
    await phone.page.getByRole('button', { name: 'Nhận giấy chứng nhận' }).tap();
    await phone.page.getByText('Nhấn giữ vào hình để lưu về máy.').waitFor();
    const [download] = await Promise.all([
      phone.page.waitForEvent('download'),
      phone.page.getByRole('link', { name: 'Tải bản PDF để in' }).tap(),
    ]);
    const pdf = await readFile(await download.path());
    // The background that the page has cut to A4 lies under the words.
    expect(pdf.includes('/DCTDecode')).toBe(true);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
    expect(text.normalize('NFC')).toContain('GIẤY CHỨNG NHẬN THAM GIA');
    expect(text.normalize('NFC')).toContain('H’Hen Niê');

    const address = `${url}${/\/xac-nhan\/[\w-]+/.exec(text)![0]}`;
    const reader = await visit(browser, address, PHONE);
    reader.page.setDefaultTimeout(30_000);
    await reader.page.getByText('Giấy chứng nhận này có thật và đang có hiệu lực.').waitFor();
    await reader.page.getByText('H. N.').waitFor();
    expect(await reader.page.locator('main').innerText()).not.toContain('Niê');

    await office.page.reload();
    await office.page.getByRole('button', { name: /^Thu hồi giấy số 01/ }).click();
    await office.page.getByLabel('Lý do thu hồi').fill('In sai tên đơn vị');
    await office.page.getByRole('alertdialog').getByRole('button', { name: 'Thu hồi', exact: true }).click();
    await office.page.getByText('Đã thu hồi').waitFor();
    await reader.page.reload();
    await reader.page.getByText('Giấy chứng nhận này đã bị thu hồi.').waitFor();
    await reader.page.getByText('In sai tên đơn vị').waitFor();
    for (const one of [office, phone, reader]) {
      expect(one.faults).toEqual([]);
      await one.close();
    }
  }, 120_000);
});
