import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { issueSignInLink } from '#identity';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { contestOver, type Settled } from '../integration/awards/settled.js';
import { DESKTOP, openBrowser, PHONE, visit } from '../support/browser.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';

/**
 * The results of a small contest from the end of its round to the last appeal: frozen, a tie broken by the lot, a winner
 * without a prize, two people who agree, what citizens read and compute again, an appeal and its answer.
 */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url: string;
let settled: Settled;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty' });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
  settled = await contestOver(owner, [
    { score: 15, guess: 2, name: 'Lò Thị Mai' },
    { score: 15, guess: 2, name: 'Vi Văn Thắng' },
    { score: 14, guess: 2, name: 'H’Hen Niê' },
    { score: 13, guess: 2, name: 'Nguyễn Thị Hồng' },
    { score: 12, guess: 2, name: 'Cụt Văn Bình' },
  ]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

/** Where a busy machine needs it. */
const LONG = { timeout: 30_000 };

async function office(fullName: string): Promise<Page> {
  const { page } = await visit(browser, `${url}/robots.txt`, DESKTOP);
  await takeOffice(page.context(), url, owner, { role: 'organizer', contestId: settled.contest.id, fullName });
  await page.goto(`${url}/quan-tri/ket-qua?cuoc-thi=${settled.contest.slug}`);
  await page.getByRole('heading', { level: 1, name: 'Chốt kết quả' }).waitFor(LONG);
  return page;
}

/** The citizen who made an attempt is at the door. */
async function signIn(context: BrowserContext, accountId: string): Promise<void> {
  await owner.query(`UPDATE account SET sample = true WHERE id = $1`, [accountId]);
  const token = await issueSignInLink(owner.manager, { PUBLIC_URL: url, CCHC_IMAGE: '0' }, accountId);
  const answer = await context.request.post(`${url}/api/sign-in-links/redeem`, { data: { token } });
  if (!answer.ok()) throw new Error(await answer.text());
}

const dialog = (page: Page) => page.getByRole('alertdialog').or(page.getByRole('dialog'));
const next = (page: Page, words: string | RegExp) =>
  page.getByRole('region', { name: 'Việc tiếp theo' }).getByRole('status').filter({ hasText: words }).waitFor(LONG);
/** A picture for whoever looks at the story: only where a folder is named. */
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURE_FOLDER'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
const winners = (page: Page) => page.getByRole('region', { name: 'Người và đơn vị đạt giải' });

async function agree(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Phê duyệt', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Phê duyệt', exact: true }).click();
  await page.getByText('Đã phê duyệt.').first().waitFor(LONG);
}

describe('the results of a round', () => {
  it('are frozen, decided on, agreed to by two, published, computed again by anybody, and appealed against', async () => {
    const { contest, people } = settled;
    const organizer = await office('Vừ Bá Ký');
    await organizer.getByRole('link', { name: 'Mở: Tuần 1' }).click();

    // The round was over before anybody committed to a seed: that is said.
    await next(organizer, /Khóa lá thăm/);
    await organizer.getByRole('button', { name: 'Khóa lá thăm' }).click();
    await dialog(organizer).getByRole('button', { name: 'Khóa lá thăm' }).click();
    await organizer.getByText('Mã cam kết có sau khi đã kết thúc.').waitFor(LONG);

    await organizer.getByRole('button', { name: 'Chốt dữ liệu', exact: true }).click();
    await dialog(organizer).getByRole('button', { name: 'Xem trước' }).click();
    await dialog(organizer).getByText('2 loại giải được tính').waitFor(LONG);
    // Two have full marks: what everybody's guess is measured against.
    await dialog(organizer)
      .getByText(/^Đáp số câu dự đoán: .* 2$/)
      .waitFor(LONG);
    await dialog(organizer).getByRole('button', { name: 'Chốt dữ liệu', exact: true }).click();
    await next(organizer, 'Xác minh 3 người đạt giải còn lại.');
    await organizer.getByText('2 người bằng nhau ở hạng 1, phân định bằng bốc thăm').first().waitFor(LONG);
    await organizer.getByText('5 lượt thi hợp lệ của 5 người.').waitFor(LONG);
    await look(organizer, 'step-1');
    expect(await faultsOf(organizer)).toEqual([]);

    // One winner falls out: who comes next is told before, and takes the place.
    await winners(organizer).getByRole('button', { name: 'Việc làm được với H’Hen Niê' }).click();
    await organizer.getByRole('menuitem', { name: 'Không trao giải' }).click();
    await dialog(organizer).getByLabel('Vì sao').selectOption('declined');
    await dialog(organizer).getByRole('textbox', { name: 'Lý do' }).fill('Xin không nhận giải');
    await dialog(organizer).getByRole('button', { name: 'Xem trước' }).click();
    await dialog(organizer).getByText('Người kế tiếp chưa có giải: Nguyễn Thị Hồng').waitFor(LONG);
    await look(organizer, 'step-2');
    expect(await faultsOf(organizer)).toEqual([]);
    await dialog(organizer).getByRole('button', { name: 'Không trao giải' }).click();
    await organizer.getByText('H’Hen Niê không còn Giải Nhì.').waitFor(LONG);
    await winners(organizer).getByText('được đôn lên').waitFor(LONG);

    for (const name of ['Lò Thị Mai', 'Vi Văn Thắng', 'Nguyễn Thị Hồng']) {
      await winners(organizer)
        .getByRole('button', { name: `Xác nhận đúng: ${name}` })
        .click();
      await organizer.getByText(`Đã xác nhận ${name}.`).first().waitFor(LONG);
    }
    await next(organizer, 'Phê duyệt: đã có 0/2 người.');
    await agree(organizer);
    await organizer.getByText('Bạn đã phê duyệt. Cần thêm một người khác.').waitFor(LONG);
    expect(await organizer.getByRole('button', { name: 'Công bố' }).count()).toBe(0);

    const other = await office('Quàng Thị Ín');
    await other.getByRole('link', { name: 'Mở: Tuần 1' }).click();
    await next(other, 'Phê duyệt: đã có 1/2 người.');
    await agree(other);
    await other.getByRole('button', { name: 'Công bố', exact: true }).click();
    await dialog(other).getByText('3 giải cùng 5 dòng dữ liệu').waitFor(LONG);
    await dialog(other).getByRole('button', { name: 'Công bố', exact: true }).click();
    await next(other, 'Đã công bố. Không còn việc phải làm.');

    // A citizen reads it on a phone.
    const citizen = await visit(browser, `${url}/robots.txt`, PHONE);
    const { page } = citizen;
    await signIn(page.context(), people[2]!.accountId);
    const address = `${url}/cuoc-thi/${contest.slug}/ket-qua-chinh-thuc`;
    await page.goto(address);
    await page.getByRole('heading', { level: 3, name: 'Giải Nhất' }).waitFor(LONG);
    await page.getByText('được đôn lên').waitFor(LONG);
    await page.getByText('Bạn xếp hạng 3').waitFor(LONG);
    await look(page, 'step-3');
    expect(await faultsOf(page)).toEqual([]);

    // Whoever trusts nobody computes it again: with plain node, from three files.
    const folder = mkdtempSync(join(tmpdir(), 'ket-qua-'));
    try {
      for (const name of ['Dữ liệu đã ẩn danh', 'Tệp kết quả', 'Chương trình kiểm tra']) {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name, exact: true }).click(),
        ]);
        await download.saveAs(join(folder, download.suggestedFilename()));
      }
      const command = await page.locator('.code-box').first().innerText();
      const [program, ...files] = command.split(' ');
      expect(program).toBe('node');
      execFileSync(process.execPath, files, { cwd: folder });
    } finally {
      rmSync(folder, { recursive: true });
    }

    await page.getByRole('link', { name: 'Tra cứu mã băm' }).click();
    await page.getByText('Đây là tệp kết quả đang có hiệu lực.').waitFor(LONG);
    await look(page, 'step-4');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Xem kết quả đã công bố' }).click();
    await page.getByLabel('Nội dung khiếu nại').fill('Tôi không từ chối nhận giải.');
    await page.getByRole('button', { name: 'Gửi khiếu nại' }).click();
    await page.getByText('Đã nhận khiếu nại của bạn.').waitFor(LONG);

    await other.reload();
    await next(other, 'Trả lời 1 khiếu nại.');
    await other.getByRole('button', { name: 'Trả lời H’Hen Niê' }).click();
    await dialog(other)
      .getByRole('radio', { name: /^không chấp nhận/ })
      .check();
    await dialog(other).getByLabel('Nội dung trả lời').fill('Giấy từ chối có chữ ký ngày 14/5.');
    await look(other, 'step-5');
    expect(await faultsOf(other)).toEqual([]);
    await dialog(other).getByRole('button', { name: 'Trả lời' }).click();
    await next(other, 'Đã công bố. Không còn việc phải làm.');
    await other.getByLabel('Số quyết định').fill('12/QĐ-SNV');
    await other.getByLabel('Ngày ký').fill('2019-05-20');
    await other.getByLabel('Người ký').fill('Giám đốc Sở Nội vụ');
    await other.getByRole('button', { name: 'Lưu số quyết định' }).click();
    await other.getByText('Đã lưu số quyết định.').first().waitFor(LONG);
    await page.reload();
    await page.getByText('Giấy từ chối có chữ ký ngày 14/5.').waitFor(LONG);
    await page.getByText('Quyết định số 12/QĐ-SNV ngày 20/5/2019, Giám đốc Sở Nội vụ ký.').waitFor(LONG);
    expect(citizen.faults).toEqual([]);

    // The hall sees the draw and the winners, step by step; the step outlives a reload.
    const hall = await visit(browser, `${url}/cuoc-thi/${contest.slug}/man-hinh`, {
      viewport: { width: 1920, height: 1080 },
      locale: 'vi-VN',
    });
    await hall.page.getByRole('link', { name: 'Lễ công bố: Tuần 1' }).click();
    const told = hall.page.locator('.stage h2');
    const step = async (key: string, words: string) => {
      await hall.page.keyboard.press(key);
      await told.filter({ hasText: words }).waitFor(LONG);
    };
    await told.filter({ hasText: 'Tuần 1' }).waitFor(LONG);
    await step('PageDown', 'Mã cam kết, công bố trước khi bốc');
    await step('ArrowRight', 'Lá thăm được mở');
    // Who was drawn first is for the lot to say.
    await hall.page.keyboard.press('ArrowRight');
    await hall.page.locator('.stage-number', { hasText: /^[0-9a-f]{16}$/ }).waitFor(LONG);
    await step('PageUp', 'Lá thăm được mở');
    await hall.page.reload();
    await told.filter({ hasText: 'Lá thăm được mở' }).waitFor(LONG);
    await step('End', 'Chúc mừng');
    await hall.page.keyboard.press('PageUp');
    await hall.page.locator('.stage-over', { hasText: 'Giải Nhất' }).waitFor(LONG);
    await look(hall.page, 'step-6');
    expect(await faultsOf(hall.page)).toEqual([]);
    expect(hall.faults).toEqual([]);
  }, 240_000);
});
